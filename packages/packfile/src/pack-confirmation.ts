import type { Finding } from '@duibiao/base'
import type { NodeIndex, Procedure } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import { faultAt } from './pack-fault.ts'
import type { ConfirmationRule, ConfirmationWaiver } from './pack-manifest.ts'
import type { Parts } from './pack-parts.ts'
import { findEnd, isCompensation } from './pack-way.ts'
import { lineAt } from './pack-yaml.ts'

/**
 * Rules of confirmation: a matter is never closed because the doer says so. For each, every way from the work to an
 * end of the procedure passes one of the tasks named, and no post does both. The entry procedure has such a rule if
 * people work in it, or says why it needs none.
 */
export function checkConfirmation(parts: Parts): readonly Finding[] {
  const { manifest, manifestRead, logic } = parts
  // A procedure with faults is not there; that its rule cannot be checked would only be an echo.
  if (logic.models.length > logic.procedures.size) return []
  const rules = (manifest?.confirmation ?? []).flatMap((rule, index) => {
    const line = manifestRead ? lineAt(manifestRead, `/confirmation/${index}`) : 0
    const procedure = logic.procedures.get(rule.procedure)
    const unknown: Words = [`没有流程 ${rule.procedure}`, `there is no procedure ${rule.procedure}`]
    const faults = procedure ? faultsOf(procedure, rule) : [unknown]
    return faults.map((words) => faultAt({ file: 'pack.yaml', line }, 'confirmation_missing', words))
  })
  return [...checkEntry(parts), ...rules]
}

function checkEntry({ manifest, manifestRead, logic }: Parts): readonly Finding[] {
  if (!manifest || !manifestRead) return []
  const { entry, confirmation = [] } = manifest
  const hasWork = logic.procedures.get(entry)?.nodes.some(({ kind }) => kind === 'user') ?? false
  if (!hasWork || confirmation.some(({ procedure }) => procedure === entry)) return []
  const pointer = manifest.confirmation ? '/confirmation' : '/entry'
  return [
    faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, pointer) }, 'confirmation_missing', [
      `流程 ${entry} 有用户任务，confirmation 要写明由谁核实，或以 none 写明不需要的理由`,
      `people work in ${entry}: confirmation must say who confirms, or with none why nobody needs to`,
    ]),
  ]
}

type Words = readonly [string, string]

function faultsOf(procedure: Procedure, rule: ConfirmationRule | ConfirmationWaiver): readonly Words[] {
  if ('none' in rule) return []
  const unknown = [rule.work, ...rule.by].filter(
    (id) => procedure.nodes[indexOf(procedure, id)]?.kind !== 'user',
  )
  if (unknown.length > 0)
    return unknown.map((id) => [`流程中没有用户任务 ${id}`, `the procedure has no user task ${id}`])
  const work = indexOf(procedure, rule.work)
  const end = findOpenEnd(procedure, rule)
  const around: readonly Words[] =
    end === undefined
      ? []
      : [
          [
            `从 ${rule.work} 可以不经 ${rule.by.join('、')} 到达结束 ${end}：不得以办理人的说法结案`,
            `from ${rule.work} the end ${end} is reached without ${rule.by.join(', ')}: nothing closes because the doer says so`,
          ],
        ]
  const doing = postsOf(procedure, work)
  const same = rule.by.flatMap((by): readonly Words[] => {
    const both = postsOf(procedure, indexOf(procedure, by)).filter((post) => doing.includes(post))
    return both.map((post) => [
      `${by} 与 ${rule.work} 由同一岗位 ${post} 办理`,
      `${by} and ${rule.work} are done by the same post ${post}`,
    ])
  })
  return [...around, ...same]
}

function indexOf(procedure: Procedure, id: string): NodeIndex {
  return procedure.nodes.findIndex((node) => node.id === id)
}

/** The first end of the whole procedure reached from the work around the confirming tasks; undefined when there is none. */
export function findOpenEnd(procedure: Procedure, { work, by }: ConfirmationRule): string | undefined {
  return findEnd({
    procedure,
    from: { at: indexOf(procedure, work), alone: true },
    isBarred: ({ id }) => by.includes(id),
    beside: false,
    handlers: (activity) => [
      ...activity.boundaries.filter((one) => !isCompensation(procedure.nodes[one])),
      ...(activity.kind === 'sub' ? startsIn(procedure, activity.scope.eventSubprocesses) : []),
    ],
  })
}

function startsIn(procedure: Procedure, subs: readonly NodeIndex[]): readonly NodeIndex[] {
  return procedure.nodes.flatMap((node, at) =>
    node.kind === 'start' && subs.includes(node.parent) ? [at] : [],
  )
}

/** Posts named outright; those an expression gives are known only when it runs. */
function postsOf(procedure: Procedure, index: NodeIndex): readonly string[] {
  const node = procedure.nodes[index]
  if (node === undefined || !isActivity(node) || node.kind !== 'user') return []
  const value = node.assign?.posts?.evaluate({}).value ?? null
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}
