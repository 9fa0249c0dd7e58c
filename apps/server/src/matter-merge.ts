import { AppError, defaultRule, dueOf, isAppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { isEnded, readLimit } from '@duibiao/kernel'
import type { Value, Variables } from '@duibiao/kernel'
import type { Form, MergeRule, Pack } from '@duibiao/packfile'
import { findListed, findMatter } from '@duibiao/store'
import type { FoundMatter } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { isSeen } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { permissions } from './policy.ts'
import type { Tenant } from './tenant.ts'

/** A matter that was merged into another, as the surviving one keeps it. */
export interface MergedMatter {
  readonly matter: string
  readonly number: string
  readonly people: readonly string[]
}

/** What is answered in a form, and by whom, for which matter. */
export interface MergeAsked {
  readonly found: Pick<FoundMatter, 'matter' | 'number'>
  readonly pack: Pack | undefined
  readonly form: Pick<Form, 'fields'> | undefined
  readonly variables: Variables
}

/**
 * A number of another matter that a form names must be one that the caller sees; one that this is merged into must be of the same
 * pack and under way, and those who reported it must not have been answered. Else the message about it would reach nobody, and the
 * reporters who went along would never hear.
 * @throws AppError `merge_target_unknown`, `merge_itself`, `merge_target_other`, `merge_target_closed`
 */
export async function requireTarget(tenant: Tenant, caller: Caller, asked: MergeAsked): Promise<void> {
  const { form, variables, pack } = asked
  for (const { name, widget } of form?.fields ?? []) {
    const number = variables[name]
    if (widget !== 'matter' || typeof number !== 'string' || number === '') continue
    const target = await findTarget(tenant, caller, number)
    const rule = pack?.manifest.report?.merge
    if (rule?.into === name && isMerging(rule, variables))
      requireOpenTarget(tenant, target, { ...asked, rule })
  }
}

/** @throws AppError `merge_target_unknown` */
async function findTarget(tenant: Tenant, caller: Caller, number: string): Promise<FoundMatter> {
  const { database, district } = tenant
  const found = await findKnown(tenant, number)
  const listed = found && (await findListed(database, district, found.matter))
  if (found === undefined || listed === undefined || !isSeen(caller, listed, permissions['matter.read'])) {
    throw new AppError('merge_target_unknown', { number })
  }
  return found
}

/** What is neither an id nor a number names nothing. */
async function findKnown({ database, district }: Tenant, number: string): Promise<FoundMatter | undefined> {
  try {
    return await findMatter(database, district, number)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function requireOpenTarget(
  tenant: Tenant,
  target: FoundMatter,
  { found, pack, rule }: MergeAsked & { readonly rule: MergeRule },
): void {
  const { number } = target
  if (target.matter === found.matter) throw new AppError('merge_itself', { number })
  const theirs = tenant.packs.ofProcedure(target.procedure)?.manifest
  if (theirs?.name !== pack?.manifest.name) throw new AppError('merge_target_other', { number })
  if (isEnded(target.state) || isAnswered(target, rule)) throw new AppError('merge_target_closed', { number })
}

/** Whether answers merge a matter. */
function isMerging({ when }: MergeRule, variables: Variables): boolean {
  return Object.entries(when).every(([name, value]) => variables[name] === value)
}

/** Whether those who reported a matter were answered. */
export function isAnswered({ data }: Pick<FoundMatter, 'data'>, { answered }: MergeRule): boolean {
  return ownVariables(data)[answered] === true
}

/** What was merged into a matter. */
export function mergedIn({ data }: Pick<FoundMatter, 'data'>, { list }: MergeRule): readonly MergedMatter[] {
  const value = ownVariables(data)[list]
  return Array.isArray(value) ? value.flatMap((one: Value) => mergedOf(one) ?? []) : []
}

function mergedOf(value: Value): MergedMatter | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = new Map<string, Value>(Object.entries(value))
  const [matter, number, people] = [fields.get('matter'), fields.get('number'), fields.get('people')]
  if (typeof matter !== 'string' || typeof number !== 'string') return undefined
  const named = Array.isArray(people) ? people : []
  return { matter, number, people: named.flatMap((one: Value) => (typeof one === 'string' ? [one] : [])) }
}

/** A merge that stands: what was merged, into what, and until when it can be undone. */
export interface Merge {
  readonly rule: MergeRule
  readonly found: FoundMatter
  readonly endedAt: Instant
  readonly into: FoundMatter
  /** Undefined where no such day is known. */
  readonly until: Instant | undefined
  readonly isOpen: boolean
}

/** The merge of a matter into another; undefined when it is not merged. */
export async function readMerge(tenant: Tenant, found: FoundMatter): Promise<Merge | undefined> {
  const rule = tenant.packs.ofProcedure(found.procedure)?.manifest.report?.merge
  const variables = ownVariables(found.data)
  const { endedAt } = found
  if (rule === undefined || endedAt === undefined || !isMerging(rule, variables)) return undefined
  const number = variables[rule.into]
  const into = typeof number === 'string' ? await findKnown(tenant, number) : undefined
  if (into === undefined) return undefined
  const until = limitOf(tenant, found, { rule, endedAt })
  const isInTime = until !== undefined && tenant.now() <= until
  const isOpen = isInTime && found.state.status === 'completed' && holds(into, found, rule)
  return { rule, found, endedAt, into, until, isOpen }
}

/** Whether a matter is under way, has not been answered, and has another merged into it. */
function holds(into: FoundMatter, { matter }: Pick<FoundMatter, 'matter'>, rule: MergeRule): boolean {
  const isUnderWay = into.state.status === 'open' && !isAnswered(into, rule)
  return isUnderWay && mergedIn(into, rule).some((one) => one.matter === matter)
}

function limitOf(
  { packs, calendar }: Tenant,
  { procedure }: FoundMatter,
  { rule, endedAt }: { readonly rule: MergeRule; readonly endedAt: Instant },
): Instant | undefined {
  const value = packs.compiledOf(procedure)?.parameter(rule.limit, endedAt)
  const limit = value === undefined ? undefined : readLimit(value, 'working_day')
  if (limit === undefined) return undefined
  const due = dueOf(defaultRule(limit.unit, limit.amount), endedAt, { calendar: calendar() })
  return due.kind === 'paused' ? undefined : due.dueAt
}
