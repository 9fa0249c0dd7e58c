import type { Finding } from '@duibiao/base'
import type { Node, NodeIndex, Procedure } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import type { ConfirmationRule } from './pack-manifest.ts'
import type { Parts } from './pack.ts'
import { lineAt } from './pack-yaml.ts'

/**
 * Rules of confirmation (F10): a matter is never closed because the doer says so. For each, every way from the work to an
 * end of the procedure passes one of the tasks named, and no post does both.
 */
export function checkConfirmation(parts: Parts): readonly Finding[] {
  const rules = parts.manifest?.confirmation ?? []
  return rules.flatMap((rule, index) => {
    const line = parts.manifestRead ? lineAt(parts.manifestRead, `/confirmation/${index}`) : 0
    const report = (zh: string, en: string): Finding => ({
      file: 'pack.yaml',
      line,
      code: 'confirmation_missing',
      severity: 'error',
      zh,
      en,
    })
    const procedure = parts.logic.procedures.get(rule.procedure)
    if (!procedure)
      return parts.logic.models.length > 0 && hasFaults(parts)
        ? []
        : [report(`没有流程 ${rule.procedure}`, `there is no procedure ${rule.procedure}`)]
    return checkRule(procedure, rule, report)
  })
}

/** A procedure that did not compile is reported already; that it is not there would only be an echo. */
function hasFaults(parts: Parts): boolean {
  return parts.logic.models.length > parts.logic.procedures.size
}

type Report = (zh: string, en: string) => Finding

function checkRule(procedure: Procedure, rule: ConfirmationRule, report: Report): readonly Finding[] {
  const find = (id: string): NodeIndex => procedure.nodes.findIndex((node) => node.id === id)
  const unknown = [rule.work, ...rule.by].filter((id) => procedure.nodes[find(id)]?.kind !== 'user')
  if (unknown.length > 0)
    return unknown.map((id) => report(`流程中没有用户任务 ${id}`, `the procedure has no user task ${id}`))
  const confirming = new Set(rule.by.map(find))
  const findings: Finding[] = []
  const end = openEnd(procedure, find(rule.work), confirming)
  if (end !== undefined)
    findings.push(
      report(
        `从 ${rule.work} 可以不经 ${rule.by.join('、')} 到达结束 ${end}：不得以办理人的说法结案`,
        `from ${rule.work} the end ${end} is reached without ${rule.by.join(', ')}: nothing closes because the doer says so`,
      ),
    )
  const doing = postsOf(procedure, find(rule.work))
  for (const by of rule.by) {
    const both = postsOf(procedure, find(by)).filter((post) => doing.includes(post))
    if (both.length > 0)
      findings.push(
        report(
          `${by} 与 ${rule.work} 由同一岗位 ${both.join('、')} 办理`,
          `${by} and ${rule.work} are done by the same post: ${both.join(', ')}`,
        ),
      )
  }
  return findings
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
