import { dayNumberOf, formatInstant, instantOf, midnightOf, parseLegalDate } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { actionStates } from '@duibiao/contract'
import type { LinkedOrder, NamedIndicator, VisitFinding, VisitLine } from '@duibiao/contract'
import { listTasks } from '@duibiao/kernel'
import type { Clock, MatterState, Value, Variables } from '@duibiao/kernel'
import { visitProgress } from '@duibiao/measures'
import type { ActionCount, VisitAction } from '@duibiao/measures'
import type { ProcessMatter } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import { dueOfClock, dueSceneOf } from './due-line.ts'
import { ownVariables } from './matter-description.ts'
import { wordingOf } from './matter-page.ts'
import { officeName } from './supervision-line.ts'
import type { Tenant } from './tenant.ts'

/** A matter with its variables: of a list, or as it was opened. */
export type HeldMatter = Omit<ProcessMatter, 'isSeen'>

/** The orders of actions and gaps, by the ids of their matters. */
export type Orders = ReadonlyMap<string, ProcessMatter>

/** The indicators that are counted or imported, by what people call them; a counted one with its id. */
export type IndicatorNames = ReadonlyMap<string, string | undefined>

type ActionState = (typeof actionStates)[number]

/** A finding of a visit with its action, as the procedure keeps them. */
interface Finding {
  readonly no: number
  readonly found: Variables
  /** Once the report was signed. */
  readonly action: Variables | undefined
  readonly state: ActionState
  readonly order: ProcessMatter | undefined
  /** When the action is to be done: by the clock of its order, else at the end of the day it names. */
  readonly dueAt: Instant | undefined
}

/** The matters that the actions of a visit, or a gap, became; an action names only its newest. */
export function orderIdsIn({ data }: HeldMatter): readonly string[] {
  const variables = ownVariables(data)
  const ofActions = recordsIn(variables['actions']).map((action) => action['matter'])
  const links = recordsIn(variables['links']).map((link) => link['matter'])
  return [...ofActions, ...links].filter((id) => typeof id === 'string')
}

/** Findings of a visit in their order, with what became of each. */
function findingsOf(tenant: Tenant, { data }: HeldMatter, orders: Orders): readonly Finding[] {
  const variables = ownVariables(data)
  const actions = new Map(recordsIn(variables['actions']).map((action) => [action['no'], action]))
  return recordsIn(variables['findings']).flatMap((found) => {
    const { no } = found
    if (typeof no !== 'number') return []
    const action = actions.get(no)
    const order = orders.get(textIn(action ?? {}, 'matter') ?? '')
    const state = actionStates.find((one) => one === action?.['state']) ?? 'planned'
    const dueAt = handleClock(tenant, order)?.dueAt ?? endOfDay(tenant, textIn(found, 'due_on'))
    return [{ no, found, action, state, order, dueAt }]
  })
}

/** A visit in the form of a list. */
export function visitLine(tenant: Tenant, visit: HeldMatter, orders: Orders): Static<typeof VisitLine> {
  const variables = ownVariables(visit.data)
  const isHeld = textIn(variables, 'held_from') !== undefined
  const findings = findingsOf(tenant, visit, orders)
  const progress = progressOf(tenant, findings)
  return {
    id: visit.matter,
    number: visit.number,
    title: visit.title,
    ...standingOf(tenant, visit),
    peers: textsIn(variables, 'peers'),
    is_held: isHeld,
    findings: findings.length,
    progress: countsOf(progress.whole),
    ...defined({
      topic: textIn(variables, 'visit_topic'),
      lead: officeIn(tenant, variables, 'lead_office'),
      from: textIn(variables, isHeld ? 'held_from' : 'visit_from'),
      to: textIn(variables, isHeld ? 'held_to' : 'visit_to'),
      next_due_at: progress.nextDueAt && formatInstant(progress.nextDueAt),
    }),
  }
}

/** The findings of a visit with their actions and orders. */
export function findingLines(
  tenant: Tenant,
  visit: HeldMatter,
  { orders, names }: { readonly orders: Orders; readonly names: IndicatorNames },
): readonly Static<typeof VisitFinding>[] {
  return findingsOf(tenant, visit, orders).map((finding) => {
    const { no, found, action = {}, state, order, dueAt } = finding
    const indicator = textIn(found, 'indicator')
    return {
      no,
      experience: textIn(found, 'experience') ?? '',
      insight: textIn(found, 'insight') ?? '',
      ...defined({ seen_at: textIn(found, 'seen_at'), question: textIn(found, 'question') }),
      action: {
        title: textIn(found, 'title') ?? '',
        state,
        is_overdue: isOpen(state) && dueAt !== undefined && dueAt <= tenant.now(),
        ...defined({
          detail: textIn(found, 'detail'),
          owner: officeIn(tenant, found, 'owner'),
          due_on: textIn(found, 'due_on'),
          indicator: indicator === undefined ? undefined : namedIndicator(indicator, names),
          target_value: numberIn(found, 'target_value'),
          target_unit: textIn(found, 'target_unit'),
          outcome: textIn(action, 'outcome'),
          reason: textIn(action, 'reason'),
          order: order && orderLine(tenant, order),
        }),
      },
    }
  })
}

/** The findings of a visit, each with the visit it came of. */
export function actionLines(
  tenant: Tenant,
  visit: HeldMatter,
  known: { readonly orders: Orders; readonly names: IndicatorNames },
) {
  const variables = ownVariables(visit.data)
  const from = {
    visit: visit.matter,
    number: visit.number,
    ...defined({ topic: textIn(variables, 'visit_topic'), since: textIn(variables, 'held_to') }),
  }
  return findingLines(tenant, visit, known).map((finding) => ({ ...from, ...finding }))
}

/** How the actions stand, by the measures. What the supervision office has not set up yet is planned. */
function progressOf(tenant: Tenant, findings: readonly Finding[]) {
  const actions = findings.map((finding): VisitAction => {
    const named = { finding: String(finding.no), action: textIn(finding.found, 'title') ?? '' }
    const { state, order, dueAt } = finding
    if (state === 'dropped') return { ...named, matter: { state: 'withdrawn' } }
    if (state !== 'issued' && state !== 'closed') return named
    const doneAt = handleClock(tenant, order)?.stoppedAt ?? order?.endedAt
    const standing = state === 'issued' ? 'open' : 'done'
    return { ...named, matter: { state: standing, ...defined({ dueAt, doneAt }) } }
  })
  const numbers = findings.map(({ no }) => String(no))
  return visitProgress(numbers, actions, tenant.now())
}

function countsOf({ planned, open, overdue, done, late, withdrawn, share }: ActionCount) {
  return { planned, open, overdue, done, late, withdrawn, ...defined({ share }) }
}

function isOpen(state: ActionState): boolean {
  return state === 'planned' || state === 'proposed' || state === 'issued'
}

/** The order of an action or a gap; what it says besides its number is for those who may see it. */
export function orderLine(tenant: Tenant, order: ProcessMatter): Static<typeof LinkedOrder> {
  const clock = handleClock(tenant, order)
  const isRunning = clock?.status === 'running' || clock?.status === 'paused'
  return {
    number: order.number,
    ...(isRunning ? dueOfClock(clock, dueSceneOf(tenant)) : { lamp: 'none' as const }),
    ...(order.isSeen && { id: order.matter, title: order.title, steps: stepsOf(tenant, order) }),
  }
}

/** The clock that an order is to be done by: the one its pack shows on the board. */
function handleClock({ packs }: Tenant, order: ProcessMatter | undefined): Clock | undefined {
  if (order === undefined) return undefined
  const due = packs.ofProcedure(order.procedure)?.manifest.supervision?.due
  return Object.values(order.state.clocks).findLast(({ key }) => key === due)
}

/** What lists of any matter show: how it stands, what is to be done, and by when. */
export function standingOf(tenant: Tenant, matter: HeldMatter) {
  const clock = nearestClock(matter.state)
  return {
    status: matter.state.status,
    steps: stepsOf(tenant, matter),
    ...(clock === undefined ? { lamp: 'none' as const } : dueOfClock(clock, dueSceneOf(tenant))),
    opened_at: formatInstant(matter.openedAt),
    ...defined({ ended_at: matter.endedAt && formatInstant(matter.endedAt) }),
  }
}

function nearestClock({ clocks }: MatterState): Clock | undefined {
  return Object.values(clocks)
    .filter(({ status, dueAt }) => status === 'running' && dueAt !== undefined)
    .toSorted((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))[0]
}

function stepsOf(tenant: Tenant, matter: HeldMatter) {
  if (matter.endedAt !== undefined) return []
  const pack = tenant.packs.ofProcedure(matter.procedure)
  return listTasks(matter.state, tenant.engine.workshop.around.find).map(({ element, name }) =>
    wordingOf(pack, 'task', { id: element, name }),
  )
}

/** The first instant after a day; undefined for what is no day. */
function endOfDay(tenant: Tenant, day: string | undefined): Instant | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/u.test(day) || Number.isNaN(Date.parse(day)))
    return undefined
  return instantOf(midnightOf(dayNumberOf(parseLegalDate(day)) + 1, tenant.calendar()))
}

export function namedIndicator(name: string, names: IndicatorNames): Static<typeof NamedIndicator> {
  const said = name.trim()
  return { name, is_known: names.has(said), ...defined({ indicator: names.get(said) }) }
}

export function officeIn(tenant: Tenant, variables: Variables, name: string) {
  const office = textIn(variables, name)
  return office === undefined ? undefined : { office, name: officeName(tenant, office) }
}

/** A variable that is a text and says something. */
export function textIn(variables: Variables, name: string): string | undefined {
  const value = variables[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function textsIn(variables: Variables, name: string): string[] {
  const value = variables[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

export function numberIn(variables: Variables, name: string): number | undefined {
  const value = variables[name]
  return typeof value === 'number' ? value : undefined
}

function recordsIn(value: Value | undefined): readonly Variables[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function isRecord(value: Value): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
