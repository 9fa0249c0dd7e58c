import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** Why an office was suggested: its street's duty list has the item, it leads by that list, or it has most of the category. */
export type OfficeGround = 'listed' | 'lead' | 'alike'

/** What a person chose for a matter, with what was suggested at that moment (分办建议). */
export interface ChosenSuggestion {
  readonly matter: MatterId
  readonly pack: string
  /** Version of the model that was asked. */
  readonly model: number | undefined
  readonly category: { readonly category: string; readonly probability: number } | undefined
  readonly isSure: boolean
  readonly office: { readonly office: string; readonly ground: OfficeGround } | undefined
  /** What was chosen; what is not named was not decided. */
  readonly chosen: { readonly category?: string; readonly office?: string }
  readonly at: Instant
}

/** Keeps what was chosen. Category and office count once each: what is chosen again later is another affair. */
export async function keepSuggestion(
  queryable: Queryable,
  district: DistrictId,
  { matter, pack, model, category, isSure, office, chosen, at }: ChosenSuggestion,
): Promise<void> {
  await queryable.execute(keepSuggestionStatement, [
    district,
    matter,
    pack,
    model ?? null,
    category?.category ?? null,
    category?.probability ?? null,
    isSure,
    ...choiceOf(chosen.category, at),
    office?.office ?? null,
    office?.ground ?? null,
    ...choiceOf(chosen.office, at),
  ])
}

/** A choice and when it was made. */
function choiceOf(choice: string | undefined, at: Instant): readonly (string | null)[] {
  return choice === undefined ? [null, null] : [choice, toTimestamp(at)]
}

/** How suggestions of a pack were taken, by the version of the model. */
export interface SuggestionTally {
  /** Undefined where no model was there. */
  readonly model: number | undefined
  /** Matters whose category a person chose while one was suggested, and how often it was the suggested one. */
  readonly categories: number
  readonly acceptedCategories: number
  /** Of those the ones that were suggested without a doubt. */
  readonly sure: number
  readonly acceptedSure: number
  readonly offices: number
  readonly acceptedOffices: number
}

interface Span {
  readonly pack: string
  /** Chosen from then on. */
  readonly since: Instant
}

/** Counts how suggestions were taken, the newest version first. */
export async function tallySuggestions(
  queryable: Queryable,
  district: DistrictId,
  { pack, since }: Span,
): Promise<readonly SuggestionTally[]> {
  const rows = await queryable.query<TallyRow>(tallyStatement, [district, pack, toTimestamp(since)])
  return rows.map((row) => ({
    model: row.model ?? undefined,
    categories: row.categories,
    acceptedCategories: row.accepted_categories,
    sure: row.sure,
    acceptedSure: row.accepted_sure,
    offices: row.offices,
    acceptedOffices: row.accepted_offices,
  }))
}

/** How often people chose another category than the suggested one, or another office; those that were taken as well. */
export interface CorrectionTally {
  readonly suggested: string
  readonly chosen: string
  readonly count: number
}

/** What was suggested and what was chosen, the most frequent first. @param of categories or offices */
export async function tallyCorrections(
  queryable: Queryable,
  district: DistrictId,
  { pack, since, of }: Span & { readonly of: 'category' | 'office' },
): Promise<readonly CorrectionTally[]> {
  const statement = of === 'category' ? categoryCorrectionsStatement : officeCorrectionsStatement
  return queryable.query<CorrectionTally>(statement, [district, pack, toTimestamp(since)])
}

interface TallyRow {
  readonly model: number | null
  readonly categories: number
  readonly accepted_categories: number
  readonly sure: number
  readonly accepted_sure: number
  readonly offices: number
  readonly accepted_offices: number
}

const keepSuggestionStatement: Statement = {
  name: 'keep_suggestion',
  text: `insert into suggestion (district_id, matter_id, pack, model, suggested_category, probability, is_sure,
  chosen_category, category_at, suggested_office, ground, chosen_office, office_at)
values ($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (district_id, matter_id) do update
set chosen_category = coalesce(suggestion.chosen_category, excluded.chosen_category),
  category_at = coalesce(suggestion.category_at, excluded.category_at),
  suggested_office = case
    when suggestion.office_at is null then excluded.suggested_office
    else suggestion.suggested_office
  end,
  ground = case when suggestion.office_at is null then excluded.ground else suggestion.ground end,
  chosen_office = coalesce(suggestion.chosen_office, excluded.chosen_office),
  office_at = coalesce(suggestion.office_at, excluded.office_at)`,
}

const tallyStatement: Statement = {
  name: 'tally_suggestions',
  text: `with taken as (
  select model,
    is_sure,
    chosen_category is not null and suggested_category is not null as has_category,
    chosen_category = suggested_category as is_category,
    chosen_office is not null and suggested_office is not null as has_office,
    chosen_office = suggested_office as is_office
  from suggestion
  where district_id = $1
    and pack = $2
    and coalesce(category_at, office_at) >= $3::timestamptz
)
select model,
  count(*) filter (where has_category)::int as categories,
  count(*) filter (where has_category and is_category)::int as accepted_categories,
  count(*) filter (where has_category and is_sure)::int as sure,
  count(*) filter (where has_category and is_sure and is_category)::int as accepted_sure,
  count(*) filter (where has_office)::int as offices,
  count(*) filter (where has_office and is_office)::int as accepted_offices
from taken
group by model
order by model desc nulls last`,
}

const categoryCorrectionsStatement: Statement = {
  name: 'tally_category_corrections',
  text: `select suggested_category as suggested, chosen_category as chosen, count(*)::int as count
from suggestion
where district_id = $1
  and pack = $2
  and category_at >= $3::timestamptz
  and suggested_category is not null
group by suggested_category, chosen_category
order by count(*) desc, suggested_category, chosen_category`,
}

const officeCorrectionsStatement: Statement = {
  name: 'tally_office_corrections',
  text: `select suggested_office as suggested, chosen_office as chosen, count(*)::int as count
from suggestion
where district_id = $1
  and pack = $2
  and office_at >= $3::timestamptz
  and suggested_office is not null
group by suggested_office, chosen_office
order by count(*) desc, suggested_office, chosen_office`,
}

/** For review: `packages/store/emitted`. */
export const suggestionStatements: readonly Statement[] = [
  keepSuggestionStatement,
  tallyStatement,
  categoryCorrectionsStatement,
  officeCorrectionsStatement,
]
