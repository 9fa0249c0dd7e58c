/** Refuses imports that the design does not allow, and real time or chance where they do not belong. */
import { findCycles } from './boundary/cycle.ts'
import { findViolations } from './boundary/rule.ts'
import { readSource } from './boundary/source-file.ts'
import { listFiles, listTracked, readManifests, readText } from './repository.ts'

/** Files git knows and the walk did not see: a check that reads less than there is would always pass. */
export function findUnseen(
  seen: readonly string[],
  tracked: readonly string[] | undefined,
): readonly string[] {
  const known = new Set(seen)
  return (tracked ?? []).filter((path) => !known.has(path)).map((path) => `${path}:1 was not read`)
}

if (import.meta.main) {
  const suffixes = ['ts', 'tsx', 'mts', 'cts'].map((suffix) => `**/*.${suffix}`)
  const paths = listFiles(...suffixes)
  const files = paths.map((path) => readSource(path, readText(path)))
  const manifests = Object.fromEntries(
    readManifests().map((manifest) => [manifest.folder, new Set(manifest.dependencies.keys())]),
  )
  const faults = [
    ...findUnseen(paths, listTracked('*.ts', '*.tsx', '*.mts', '*.cts')),
    ...findViolations(files, manifests),
    ...findCycles(files).map((ring) => `cycle: ${ring}`),
  ]
  for (const fault of faults) console.error(fault)
  console.log(`${files.length} files read, ${faults.length} violations`)
  process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0
}
