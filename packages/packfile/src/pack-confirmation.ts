import type { Finding } from '@duibiao/base'
import type { Node, NodeIndex, Procedure } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import { faultAt } from './pack-fault.ts'
import type { ConfirmationRule, ConfirmationWaiver } from './pack-manifest.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/**
 * Rules of confirmation (F10): a matter is never closed because the doer says so. For each, every way from the work to an
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
  const confirming = new Set(rule.by.map((id) => indexOf(procedure, id)))
  const end = openEnd(procedure, work, confirming)
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
function openEnd(
  procedure: Procedure,
  work: NodeIndex,
  confirming: ReadonlySet<NodeIndex>,
): string | undefined {
  const seen = new Set<NodeIndex>()
  const open = [work]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at) || confirming.has(at)) continue
    seen.add(at)
    const node = procedure.nodes[at]
    if (node === undefined) continue
    const next = nextOf(procedure, node)
    if (next.length === 0 && node.parent === -1) return node.id
    open.push(...next)
  }
  return undefined
}

/** Where a token may be next: along the flows, out of a sub-process at its end, to the handlers at its border, into one. */
function nextOf(procedure: Procedure, node: Node): readonly NodeIndex[] {
  const along = node.outgoing.flatMap((flow) => procedure.flows[flow]?.target ?? [])
  const border = isActivity(node) ? node.boundaries.filter((one) => !isEscape(procedure, one)) : []
  const inside =
    isActivity(node) && node.kind === 'sub' ? [...node.scope.entries, ...node.scope.eventSubprocesses] : []
  const out =
    along.length === 0 && node.parent >= 0 && !isEventSub(procedure, node.parent)
      ? outOf(procedure, node.parent)
      : []
  return [...along, ...border, ...inside, ...out]
}

function outOf(procedure: Procedure, parent: NodeIndex): readonly NodeIndex[] {
  const node = procedure.nodes[parent]
  return node === undefined ? [] : node.outgoing.flatMap((flow) => procedure.flows[flow]?.target ?? [])
}

/** Errors and escalations reach their handler from where they are thrown, not from the activity as such. */
function isEscape(procedure: Procedure, boundary: NodeIndex): boolean {
  const node = procedure.nodes[boundary]
  return (
    node?.kind === 'boundary' &&
    node.triggers.every(
      (trigger) =>
        trigger.kind === 'error' || trigger.kind === 'escalation' || trigger.kind === 'compensation',
    )
  )
}

function isEventSub(procedure: Procedure, index: NodeIndex): boolean {
  const node = procedure.nodes[index]
  return node !== undefined && isActivity(node) && node.kind === 'sub' && node.variant === 'event'
}

/** Posts named outright; those an expression gives are known only when it runs. */
function postsOf(procedure: Procedure, index: NodeIndex): readonly string[] {
  const node = procedure.nodes[index]
  if (node === undefined || !isActivity(node) || node.kind !== 'user') return []
  const value = node.assign?.posts?.evaluate({}).value ?? null
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}
