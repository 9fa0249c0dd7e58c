import { AppError } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { Value, Variables } from '@duibiao/kernel'
import type { DispatchRule } from '@duibiao/packfile'
import { checkDuty, isValidOn } from '@duibiao/registry'
import type { DutyAnswer, Office, RegistryState } from '@duibiao/registry'
import { dutyListOf, findItemCode, refusalOf } from './duty-lookup.ts'

/** What a dispatch is held against. */
export interface DispatchGround {
  /** `dispatch` of pack.yaml; without it a command is none. */
  readonly rule: DispatchRule | undefined
  /** The variables of the matter as they stand. */
  readonly known: Variables
  /** The names that the form of the step takes; undefined where no form checks the variables. */
  readonly fields: ReadonlySet<string> | undefined
  readonly state: RegistryState
  readonly on: LegalDate
}

/** A dispatch as it is to be taken. */
export interface CompletedDispatch {
  readonly variables: Variables
  /** What was stated and what the list says instead; the record holds both. */
  readonly overruled: readonly { readonly name: string; readonly stated: Value; readonly filled: Value }[]
}

/**
 * Fills in what the duty lists say of a dispatch, whatever was stated: the kind of receiver, the part of its list, the row.
 * Where the procedure has a check of its own, it follows from these; where it has none, the dispatch is refused with the row
 * (北京市接诉即办工作条例 17; 潍坊市12345政务服务便民热线条例 24). It is done before the command is taken, so that a decision sees
 * nothing but its inputs (docs/decisions/0038). A district that has entered no office, or no row for the kind of receiver, has
 * what was stated.
 * @throws AppError `office_unknown`, `duty_not_listed`, `duty_assisting_only`, `duty_taken_back`, `duty_beyond_community`
 */
export function completeDispatch(given: Variables, ground: DispatchGround): CompletedDispatch {
  const { rule, state } = ground
  const unchanged: CompletedDispatch = { variables: given, overruled: [] }
  if (rule === undefined || state.office.size === 0 || !isDispatch(given, rule)) return unchanged
  return completeStated(given, rule, ground) ?? unchanged
}

/** Undefined where one office leads besides another, or none does: then nothing is filled in. */
function completeStated(
  given: Variables,
  rule: DispatchRule,
  ground: DispatchGround,
): CompletedDispatch | undefined {
  checkAssisting(given, rule, ground)
  const [main = '', ...others] = rule.office
  for (const name of others) {
    const office = officeIn(given[name], ground)
    if (office !== undefined) refuseUnlessListed(given, rule, { ...ground, office })
  }
  const office = officeIn(given[main] ?? ground.known[main], ground)
  if (office === undefined || others.some((name) => isText(given[name]))) return undefined
  const takesEntry = rule.entry !== undefined && (ground.fields?.has(rule.entry) ?? true)
  if (!takesEntry) refuseUnlessListed(given, rule, { ...ground, office })
  return fill(given, rule, { ...ground, office })
}

/** Says who leads or assists, or changes what the matter is about. */
function isDispatch(given: Variables, rule: DispatchRule): boolean {
  const names = [...rule.office, ...rule.item, rule.assisting, rule.receiver, rule.entry]
  return names.some((name) => name !== undefined && given[name] !== undefined && given[name] !== null)
}

type Placed = DispatchGround & { readonly office: Office }

/** @throws AppError `office_unknown` */
function officeIn(value: Value | undefined, { state, on }: DispatchGround): Office | undefined {
  if (!isText(value)) return undefined
  const office = state.office.get(value)
  if (office === undefined || !isValidOn(office, on)) throw new AppError('office_unknown', { office: value })
  return office
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

/** What a matter is about: an item of the catalogue, a row of the list, else what was written. */
function itemOf(given: Variables, { item: names }: DispatchRule, { known, state }: DispatchGround): string {
  const texts = names.flatMap((name) => {
    const value = given[name] ?? known[name]
    return isText(value) ? [value] : []
  })
  const found = texts.map((text) => findItemCode(state, text)).find((code) => code !== undefined)
  return found ?? texts[0] ?? ''
}

type ListedOffice = Office & { readonly kind: 'street_office' | 'community' }

/** Whether lists bind the office: those of streets and communities, as far as the district has entered any. */
function isListed(office: Office, { state }: DispatchGround): office is ListedOffice {
  if (office.kind !== 'street_office' && office.kind !== 'community') return false
  const list = office.kind === 'community' ? 'community' : 'street'
  return [...state.duty.values()].some((row) => row.list === list)
}

function check(
  given: Variables,
  rule: DispatchRule,
  { office, as, ...ground }: Placed & { readonly as: 'lead' | 'assist' },
): DutyAnswer {
  const item = itemOf(given, rule, ground)
  return checkDuty(dutyListOf(ground.state), { office, item, as, on: ground.on })
}

/** Refuses what the list does not allow; what no list has passes once the district was consulted. */
function refuseUnlessListed(
  given: Variables,
  rule: DispatchRule,
  { as = 'lead', ...placed }: Placed & { readonly as?: 'lead' | 'assist' },
): void {
  const { office, known, state } = placed
  if (!isListed(office, placed)) return
  const answer = check(given, rule, { ...placed, as })
  if (answer.ok) return
  const isConsulted =
    rule.consulted !== undefined && (given[rule.consulted] ?? known[rule.consulted]) === true
  if (answer.code === 'duty_not_listed' && isConsulted) return
  throw refusalOf(state, { office, item: itemOf(given, rule, placed) }, answer)
}

/**
 * Refuses to give an office work that its list does not allow, where it is given in another way than by a dispatch.
 * @throws AppError as `completeDispatch`
 */
export function refuseUnlistedOffice(
  id: string,
  { rule, as, ...ground }: DispatchGround & { readonly rule: DispatchRule; readonly as: 'lead' | 'assist' },
): void {
  const placed = { ...ground, rule, as }
  const office = officeIn(id, placed)
  if (office !== undefined) refuseUnlessListed({}, rule, { ...placed, office })
}

function checkAssisting(given: Variables, rule: DispatchRule, ground: DispatchGround): void {
  const value = rule.assisting === undefined ? undefined : given[rule.assisting]
  for (const one of Array.isArray(value) ? value : []) {
    const office = officeIn(one, ground)
    if (office !== undefined) refuseUnlessListed(given, rule, { ...ground, office, as: 'assist' })
  }
}

/** How the procedures call the kinds of offices. */
const receivers = {
  department: 'department',
  supervision_office: 'department',
  window: 'department',
  operator: 'utility',
  street_office: 'street',
  community: 'community',
} as const satisfies Readonly<Record<Office['kind'], string>>

function fill(given: Variables, rule: DispatchRule, placed: Placed): CompletedDispatch {
  const { office, fields } = placed
  function takes(name: string | undefined): name is string {
    return name !== undefined && (fields?.has(name) ?? true)
  }
  const filled = new Map<string, Value>()
  const stated = receiverIn(given, rule, placed)
  if (takes(rule.receiver) && !isAlike(stated, office)) filled.set(rule.receiver, receivers[office.kind])
  if (takes(rule.entry) && isListed(office, placed)) {
    const answer = check(given, rule, { ...placed, as: 'lead' })
    filled.set(rule.entry, entryOf(answer, office))
    if (rule.row !== undefined) filled.set(rule.row, answer.row?.id ?? null)
  }
  const overruled = [...filled].flatMap(([name, value]) => {
    const before = given[name]
    const isOwn = name === rule.row || before === undefined || before === null
    return isOwn || before === value ? [] : [{ name, stated: before, filled: value }]
  })
  const kept = Object.fromEntries(overruled.map((one) => [one.name, one.stated]))
  return {
    variables: {
      ...given,
      ...Object.fromEntries(filled),
      ...(overruled.length > 0 && rule.stated !== undefined && { [rule.stated]: kept }),
    },
    overruled,
  }
}

function receiverIn(
  given: Variables,
  { receiver }: DispatchRule,
  { known }: DispatchGround,
): Value | undefined {
  return receiver === undefined ? undefined : (given[receiver] ?? known[receiver])
}

/** A department that is stated as a utility, or as the government itself, is bound by no list either: that stands. */
function isAlike(stated: Value | undefined, { kind }: Office): boolean {
  if (stated === undefined || stated === null) return false
  const isBound = kind === 'street_office' || kind === 'community'
  return isBound ? stated === receivers[kind] : stated !== 'street' && stated !== 'community'
}

/** In which part of its list an item stands for an office. */
function entryOf(answer: DutyAnswer, { kind }: Office): string {
  if (answer.ok) return kind === 'community' ? 'community_own' : 'basic'
  switch (answer.code) {
    case 'duty_assisting_only':
      return 'assisting'
    case 'duty_taken_back':
      return 'taken_back'
    case 'duty_not_listed':
    case 'duty_beyond_community':
      return 'not_listed'
  }
}
