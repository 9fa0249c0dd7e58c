import { AppError, canonicalJson, formatInstant, isAppError, parseLegalDate } from '@duibiao/base'
import {
  approveRecipe,
  changeRecipe,
  draftRecipe,
  listRecipes,
  proposeRecipe,
  readRecipe,
  withdrawRecipe,
} from '@duibiao/contract'
import type { AnswerOf, AuditKind } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type {
  Queryable,
  RecipeActor,
  RecipeDeed,
  RecipeState,
  RecipeText,
  StoredRecipe,
} from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { readCursor, writeCursor } from './list-page.ts'
import { mayAsk } from './permit.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { refuseFor, tellFaults } from './recipe-refusal.ts'
import {
  checkContent,
  checkPeriod,
  findReplaced,
  frozenFault,
  isFrozen,
  isSheet,
  readContent,
} from './recipe-rule.ts'
import type { AnyContent } from './recipe-rule.ts'
import { todayOf } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFresh, requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** 评价方案: drafted, proposed, approved by somebody else, frozen when their period begins. */
export const recipeRoutes: readonly Route[] = [
  route(listRecipes, async (asking) => ({ value: await list(asking) })),
  route(readRecipe, async ({ tenant, caller, params, language }) => {
    const found = await store.readRecipe(tenant.database, tenant.district, params)
    if (found === undefined || !statesFor(caller).includes(found.state))
      throw new AppError('resource_missing')
    const content = readContent(found)
    const findings = tellFaults(checkContent(content), language)
    return { value: { ...rowOf(tenant, found), content, findings } }
  }),
  route(draftRecipe, async (asking) => ({ value: await draft(asking) })),
  route(changeRecipe, async (asking) => {
    const { params, body } = asking
    const text = textOf(asking, body.content)
    await act(asking, { state: 'draft', kind: 'recipe.changed' }, async ({ transaction, one, actor }) => {
      const change = { place: { ...params, revision: body.revision }, text, actor }
      const isChanged = await store.changeRecipeDraft(transaction, asking.tenant.district, change)
      if (!isChanged) throw new AppError('precondition_failed')
      return { version: one.version, hash: text.hash }
    })
    const faults = checkContent(body.content)
    return { value: outcomeOf(asking, { ...params, revision: body.revision + 1, hash: text.hash }, faults) }
  }),
  route(proposeRecipe, async (asking) => {
    const { tenant, params, body } = asking
    const { one } = await act(asking, { state: 'draft', kind: 'recipe.proposed' }, async (work) => {
      requireSound(asking, work)
      const change = { place: { ...params, revision: body.revision }, actor: work.actor }
      await store.proposeStoredRecipe(work.transaction, tenant.district, change)
      return { version: params.version, hash: work.one.hash }
    })
    return { value: outcomeOf(asking, one, checkContent(readContent(one))) }
  }),
  route(approveRecipe, async (asking) => {
    const { tenant, caller, params, body } = asking
    const { person } = requireFresh(caller, tenant.now())
    const { one } = await act(asking, { state: 'proposed', kind: 'recipe.approved' }, async (work) => {
      if (work.one.authors.includes(person)) throw new AppError('recipe_own')
      requireSound(asking, work)
      const { transaction, actor, versions } = work
      const replaced = findReplaced(work.one, versions)
      const end = { recipe: params.recipe, versions: replaced, end: { kind: 'replaced' }, actor } as const
      await store.endRecipes(transaction, tenant.district, end)
      const change = { place: { ...params, revision: body.revision }, actor }
      await store.approveStoredRecipe(transaction, tenant.district, change)
      return { version: params.version, hash: work.one.hash, replaced: replaced.join(' ') }
    })
    return { value: outcomeOf(asking, one, checkContent(readContent(one))) }
  }),
  route(withdrawRecipe, async (asking) => {
    const { tenant, params, body } = asking
    await act(asking, { kind: 'recipe.withdrawn' }, async ({ transaction, actor }) => {
      const { reason } = body
      await store.endRecipes(transaction, tenant.district, {
        recipe: params.recipe,
        versions: [params.version],
        end: { kind: 'withdrawn', reason },
        actor,
      })
      return { version: params.version, reason }
    })
    return { value: undefined }
  }),
]

const everyState: readonly RecipeState[] = ['draft', 'proposed', 'approved', 'replaced', 'withdrawn']
/** What is proposed is open to those who will be judged by it (北京市接诉即办工作条例 32: units are heard). */
const openStates: readonly RecipeState[] = ['proposed', 'approved', 'replaced']

/** Drafts, and what was withdrawn, are of those who draft and approve. */
function statesFor(caller: Caller): readonly RecipeState[] {
  return mayAsk(caller, 'recipe.draft') || mayAsk(caller, 'recipe.approve') ? everyState : openStates
}

async function list({ tenant, caller, query }: Asking<typeof listRecipes>) {
  const { recipe, state, after, limit = 50 } = query
  const states = statesFor(caller).filter((one) => state === undefined || one === state)
  const wish = { states, limit: limit + 1, ...defined({ recipe, after: placeIn(after) }) }
  const found = await store.listRecipes(tenant.database, tenant.district, wish)
  const rows = found.slice(0, limit).map((one) => rowOf(tenant, one))
  const last = rows.at(-1)
  const isMore = found.length > limit && last !== undefined
  return { rows, ...(isMore && { next: writeCursor(`${last.recipe} ${last.version}`) }) }
}

/** @throws AppError `request_malformed` */
function placeIn(after: string | undefined): store.RecipePlace | undefined {
  if (after === undefined) return undefined
  const [recipe = '', version] = readCursor(after).split(' ')
  const count = Number(version)
  if (!Number.isSafeInteger(count)) throw new AppError('request_malformed', { reason: '/query/after' })
  return { recipe, version: count }
}

async function draft(asking: Asking<typeof draftRecipe>) {
  const { tenant, body } = asking
  const { recipe, content } = body
  const text = textOf(asking, content)
  const actor = actorOf(asking)
  const version = await changeAudited(asking, async (transaction) => {
    const [newest] = await store.lockRecipe(transaction, tenant.district, recipe)
    if (newest?.state === 'draft' || newest?.state === 'proposed') {
      throw new AppError('recipe_open', { recipe, version: newest.version })
    }
    const added = await addDraft(transaction, asking, { text, actor })
    const detail = { version: added, hash: text.hash }
    return { value: added, act: { kind: 'recipe.drafted', subject: recipe, detail } }
  })
  const kept = { recipe, version, revision: 1, hash: text.hash }
  return outcomeOf(asking, kept, checkContent(content))
}

async function addDraft(
  transaction: Queryable,
  { tenant, body: { recipe } }: Asking<typeof draftRecipe>,
  given: { readonly text: RecipeText; readonly actor: RecipeActor },
): Promise<number> {
  try {
    return await store.addRecipeDraft(transaction, tenant.district, { recipe, ...given })
  } catch (error) {
    // Somebody else began the same version at the same moment.
    throw isAppError(error, 'row_exists') ? new AppError('recipe_open', { recipe, version: 1 }) : error
  }
}

/** A version that is acted on, held until the act is over. */
interface Work {
  readonly transaction: Queryable
  readonly one: StoredRecipe
  readonly versions: readonly StoredRecipe[]
  readonly actor: RecipeActor
}

type Acting = Asking<
  typeof changeRecipe | typeof proposeRecipe | typeof approveRecipe | typeof withdrawRecipe
>

/**
 * Does something to a version in one transaction with its line in the audit.
 * @param act its kind, and the state in which the version must be; any in which it is not over when not said
 * @throws AppError `resource_missing`, `recipe_frozen`, `recipe_not_ready`, `precondition_failed`
 */
async function act(
  asking: Acting,
  { state, kind }: { readonly state?: RecipeState; readonly kind: AuditKind },
  work: (work: Work) => Promise<Readonly<Record<string, string | number>>>,
): Promise<Work> {
  const { tenant, params, body, language } = asking
  const actor = actorOf(asking)
  return changeAudited(asking, async (transaction) => {
    const versions = await store.lockRecipe(transaction, tenant.district, params.recipe)
    const one = versions.find(({ version }) => version === params.version)
    if (one === undefined) throw new AppError('resource_missing')
    const today = todayOf(tenant)
    const isKept = state === undefined ? isFrozen(one, today) : one.state === 'approved'
    if (isKept) throw refuseFor('recipe_frozen', [frozenFault(one, today)], language)
    const isOver = one.state === 'withdrawn' || one.state === 'replaced'
    if (isOver || (state !== undefined && one.state !== state)) {
      throw new AppError('recipe_not_ready', { state: one.state })
    }
    if (one.revision !== body.revision) throw new AppError('precondition_failed')
    const done = { transaction, one, versions, actor }
    const detail = await work(done)
    return { value: done, act: { kind, subject: params.recipe, detail } }
  })
}

/** @throws AppError `recipe_refused` with every fault */
function requireSound({ tenant, language }: Acting, { one, versions }: Work): void {
  const faults = [...checkContent(readContent(one)), ...checkPeriod(one, versions, todayOf(tenant))]
  if (faults.some(isFatal)) throw refuseFor('recipe_refused', faults.filter(isFatal), language)
}

function actorOf({ caller, tenant }: Pick<Asking, 'caller' | 'tenant'>): RecipeActor {
  const { person, accountName: account } = requirePerson(caller)
  return { person, account, now: tenant.now() }
}

/** @throws FieldFault when the period ends before it begins */
function textOf({ language }: Pick<Asking, 'language'>, content: AnyContent): RecipeText {
  const [from, to] = [parseLegalDate(content.period.from), parseLegalDate(content.period.to)]
  if (to < from) {
    const text = { zh: '评价期的结束早于开始', en: 'the period ends before it begins' }
    throw refuseFor('recipe_refused', [recipeError('/period/to', 'period_turned', text)], language)
  }
  const text = canonicalJson(content)
  return { content: text, hash: store.sha256.digest(text), from, to }
}

type Row = AnswerOf<typeof listRecipes>['rows'][number]

function rowOf(tenant: Tenant, one: StoredRecipe): Row {
  const { recipe, version, state, revision, hash, changed, proposed, approved, ended } = one
  const content = readContent(one)
  const { name, period, units } = content
  return {
    recipe,
    version,
    kind: isSheet(content) ? 'marks' : 'index',
    state,
    revision,
    name,
    period,
    units,
    hash,
    is_frozen: isFrozen(one, todayOf(tenant)),
    changed: deedOf(changed),
    ...defined({
      proposed: proposed && deedOf(proposed),
      approved: approved && deedOf(approved),
      ended: ended && deedOf(ended),
      end_reason: ended?.reason,
    }),
  }
}

function deedOf({ at, by }: RecipeDeed): Row['changed'] {
  return { at: formatInstant(at), by }
}

function outcomeOf(
  { language }: Pick<Asking, 'language'>,
  {
    recipe,
    version,
    revision,
    hash,
  }: store.RecipePlace & { readonly revision: number; readonly hash: string },
  faults: readonly RecipeFault[],
): AnswerOf<typeof proposeRecipe> {
  return { recipe, version, revision, hash, findings: tellFaults(faults, language) }
}
