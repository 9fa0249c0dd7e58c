import { instantOf, parseLegalDate } from '@duibiao/base'
import type { DistrictId, Instant, LegalDate } from '@duibiao/base'
import type { Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'
import {
  approveRecipeStatement,
  changeRecipeStatement,
  draftRecipeStatement,
  endRecipesStatement,
  listRecipesStatement,
  lockRecipeStatement,
  proposeRecipeStatement,
  readRecipeStatement,
} from './recipe-statement.ts'

export type RecipeState = 'draft' | 'proposed' | 'approved' | 'replaced' | 'withdrawn'

/** Which version of which recipe. */
export interface RecipePlace {
  readonly recipe: string
  readonly version: number
}

/** When somebody did something with a recipe, and by which account. */
export interface RecipeDeed {
  readonly at: Instant
  readonly by: string
}

/** The text of a recipe: canonical JSON, its digest, and the days of its period. */
export interface RecipeText {
  readonly content: string
  readonly hash: string
  readonly from: LegalDate
  readonly to: LegalDate
}

/** A version of a recipe. */
export interface StoredRecipe extends RecipePlace, RecipeText {
  readonly revision: number
  readonly state: RecipeState
  /** Ids of the people who wrote in it. */
  readonly authors: readonly string[]
  readonly changed: RecipeDeed
  readonly proposed: RecipeDeed | undefined
  readonly approved: RecipeDeed | undefined
  readonly ended: (RecipeDeed & { readonly reason: string | undefined }) | undefined
}

/** Who acts. */
export interface RecipeActor {
  readonly person: string
  readonly account: string
  readonly now: Instant
}

/**
 * Keeps a new draft as the next version of its recipe.
 * @throws AppError `row_exists` when a version of the recipe is a draft or proposed
 */
export async function addRecipeDraft(
  queryable: Queryable,
  district: DistrictId,
  {
    recipe,
    text,
    actor,
  }: { readonly recipe: string; readonly text: RecipeText; readonly actor: RecipeActor },
): Promise<number> {
  const [row] = await queryable.query<{ readonly version: number }>(draftRecipeStatement, [
    district,
    recipe,
    text.content,
    text.hash,
    text.from,
    text.to,
    actor.person,
    toTimestamp(actor.now),
    actor.account,
  ])
  return row?.version ?? 0
}

/** Another text for a draft. @returns false when it is no draft any more, or was changed since */
export async function changeRecipeDraft(
  queryable: Queryable,
  district: DistrictId,
  { place, text, actor }: RecipeChange & { readonly text: RecipeText },
): Promise<boolean> {
  const changed = await queryable.execute(changeRecipeStatement, [
    ...keysOf(district, place),
    text.content,
    text.hash,
    text.from,
    text.to,
    actor.person,
    toTimestamp(actor.now),
    actor.account,
  ])
  return changed === 1
}

/** What is done to a version as it was seen. */
export interface RecipeChange {
  readonly place: RecipePlace & { readonly revision: number }
  readonly actor: RecipeActor
}

/** Proposes a draft. @returns false when it is no draft any more, or was changed since */
export async function proposeStoredRecipe(
  queryable: Queryable,
  district: DistrictId,
  { place, actor }: RecipeChange,
): Promise<boolean> {
  const keys = keysOf(district, place)
  const values = [...keys, actor.person, toTimestamp(actor.now), actor.account]
  return (await queryable.execute(proposeRecipeStatement, values)) === 1
}

/** Approves what was proposed. @returns false when it is not proposed any more */
export async function approveStoredRecipe(
  queryable: Queryable,
  district: DistrictId,
  { place, actor }: RecipeChange,
): Promise<boolean> {
  const keys = keysOf(district, place)
  const values = [...keys, actor.person, toTimestamp(actor.now), actor.account]
  return (await queryable.execute(approveRecipeStatement, values)) === 1
}

/** Ends versions of a recipe: one is withdrawn with a reason, others are replaced by a later one. */
export async function endRecipes(
  queryable: Queryable,
  district: DistrictId,
  {
    recipe,
    versions,
    end,
    actor,
  }: {
    readonly recipe: string
    readonly versions: readonly number[]
    readonly end: { readonly kind: 'replaced' } | { readonly kind: 'withdrawn'; readonly reason: string }
    readonly actor: RecipeActor
  },
): Promise<void> {
  await queryable.execute(endRecipesStatement, [
    district,
    recipe,
    versions,
    end.kind,
    toTimestamp(actor.now),
    actor.account,
    end.kind === 'withdrawn' ? end.reason : null,
  ])
}

/** All versions of a recipe, the newest first, held until the transaction ends. */
export async function lockRecipe(
  transaction: Queryable,
  district: DistrictId,
  recipe: string,
): Promise<readonly StoredRecipe[]> {
  const rows = await transaction.query<RecipeRow>(lockRecipeStatement, [district, recipe])
  return rows.map(parseRecipe)
}

/** One version; undefined when there is none. */
export async function readRecipe(
  queryable: Queryable,
  district: DistrictId,
  { recipe, version }: RecipePlace,
): Promise<StoredRecipe | undefined> {
  const [row] = await queryable.query<RecipeRow>(readRecipeStatement, [district, recipe, version])
  return row && parseRecipe(row)
}

/** What is wished for of a list of recipes. */
export interface RecipeWish {
  readonly recipe?: string
  readonly states: readonly RecipeState[]
  /** Those that follow this one. */
  readonly after?: RecipePlace
  readonly limit: number
}

/** Versions by code, of each the newest first. */
export async function listRecipes(
  queryable: Queryable,
  district: DistrictId,
  { recipe, states, after, limit }: RecipeWish,
): Promise<readonly StoredRecipe[]> {
  const rows = await queryable.query<RecipeRow>(listRecipesStatement, [
    district,
    recipe ?? null,
    states,
    after?.recipe ?? null,
    after?.version ?? null,
    limit,
  ])
  return rows.map(parseRecipe)
}

function keysOf(
  district: DistrictId,
  { recipe, version, revision }: RecipeChange['place'],
): readonly (string | number)[] {
  return [district, recipe, version, revision]
}

interface RecipeRow {
  readonly code: string
  readonly version: number
  readonly revision: number
  readonly state: RecipeState
  readonly content: string
  readonly hash: string
  readonly begins_on: string
  readonly ends_on: string
  readonly authors: readonly string[]
  readonly changed_at: number
  readonly changed_by: string
  readonly proposed_at: number | null
  readonly proposed_by: string | null
  readonly approved_at: number | null
  readonly approved_by: string | null
  readonly ended_at: number | null
  readonly ended_by: string | null
  readonly end_reason: string | null
}

function parseRecipe(row: RecipeRow): StoredRecipe {
  const { code: recipe, version, revision, state, content, hash, authors } = row
  const ended = deedOf(row.ended_at, row.ended_by)
  return {
    recipe,
    version,
    revision,
    state,
    content,
    hash,
    authors,
    from: parseLegalDate(row.begins_on),
    to: parseLegalDate(row.ends_on),
    changed: { at: instantOf(row.changed_at), by: row.changed_by },
    proposed: deedOf(row.proposed_at, row.proposed_by),
    approved: deedOf(row.approved_at, row.approved_by),
    ended: ended && { ...ended, reason: row.end_reason ?? undefined },
  }
}

function deedOf(at: number | null, by: string | null): RecipeDeed | undefined {
  return at === null || by === null ? undefined : { at: instantOf(at), by }
}
