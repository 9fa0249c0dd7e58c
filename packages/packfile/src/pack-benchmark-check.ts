import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/** The procedures that `benchmark` of pack.yaml names are those of the pack. */
export function checkBenchmark({ manifest, manifestRead, logic }: Parts): readonly Finding[] {
  // A procedure with faults is not there; that it is named would only be an echo.
  if (!manifestRead || logic.models.length > logic.procedures.size) return []
  return Object.entries(manifest?.benchmark ?? {}).flatMap(([key, id]) =>
    logic.procedures.has(id)
      ? []
      : faultAt(
          { file: 'pack.yaml', line: lineAt(manifestRead, `/benchmark/${key}`) },
          'benchmark_name_unknown',
          [`没有流程 ${id}`, `there is no procedure ${id}`],
        ),
  )
}
