import type { Finding } from '@duibiao/base'
import type { CaseStep, PackCase } from './pack-case.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/** A name in a case, where it stands, and the names it must be one of. */
type Named = { readonly pointer: string; readonly name: string; readonly known: ReadonlySet<string> }

type Known = {
  readonly procedures: ReadonlySet<string>
  readonly presets: ReadonlySet<string>
  readonly posts: ReadonlySet<string>
  readonly tasks: ReadonlySet<string>
  readonly clocks: ReadonlySet<string>
  readonly decisions: ReadonlySet<string>
}

/** Names in worked cases are names of the pack. With faults in the procedures nothing can be said. */
export function checkCases(parts: Parts): readonly Finding[] {
  const { logic, manifest } = parts
  if (logic.procedures.size < logic.models.length || manifest === undefined) return []
  const procedures = [...logic.procedures.values()]
  const known: Known = {
    procedures: new Set(logic.procedures.keys()),
    presets: new Set(Object.keys(manifest.presets ?? {})),
    posts: new Set(Object.keys(manifest.posts)),
    tasks: new Set(
      procedures.flatMap(({ nodes }) => nodes.filter(({ kind }) => kind === 'user').map(({ id }) => id)),
    ),
    clocks: new Set(procedures.flatMap(({ clocks }) => clocks.map(({ key }) => key))),
    decisions: new Set(logic.decisions.keys()),
  }
  return parts.cases.flatMap((one) =>
    namesIn(one, known)
      .filter(({ name, known: names }) => !names.has(name))
      .map(({ pointer, name }) =>
        faultAt({ file: one.file, line: lineAt(one, pointer) }, 'case_name_unknown', [
          `治理包中没有 ${name}`,
          `the pack has no ${name}`,
        ]),
      ),
  )
}

function namesIn(one: PackCase, known: Known): readonly Named[] {
  return [
    ...nameAt('/procedure', one.procedure, known.procedures),
    ...nameAt('/preset', one.preset, known.presets),
    ...one.steps.flatMap((step, index) => namesInStep(step, `/steps/${index}`, known)),
  ]
}

function namesInStep(step: CaseStep, at: string, known: Known): readonly Named[] {
  const { tasks = [], clocks = {}, decided = {} } = step.expect ?? {}
  return [
    ...nameAt(`${at}/by`, step.by?.split('/')[0], known.posts),
    ...nameAt(`${at}/complete`, step.complete, known.tasks),
    ...tasks.flatMap((task) => nameAt(`${at}/expect/tasks`, task, known.tasks)),
    ...Object.keys(clocks).flatMap((clock) => nameAt(`${at}/expect/clocks/${clock}`, clock, known.clocks)),
    ...Object.keys(decided).flatMap((ref) => nameAt(`${at}/expect/decided/${ref}`, ref, known.decisions)),
  ]
}

function nameAt(pointer: string, name: string | undefined, known: ReadonlySet<string>): readonly Named[] {
  return name === undefined ? [] : [{ pointer, name, known }]
}
