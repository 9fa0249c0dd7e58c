import type { Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import type { Doubt, EmergencyMention, SpeakingPiece } from '@duibiao/triage'
import { nameOfCategory } from './category-name.ts'
import { dangersOf, mentionsIn } from './emergency-rule.ts'
import type { Danger } from './emergency-rule.ts'
import { routeOffice } from './office-routing.ts'
import type { OfficeSuggestion } from './office-routing.ts'
import type { Tenant } from './tenant.ts'
import { findTriageModel } from './triage-model.ts'
import { triageTexts } from './triage-rule.ts'

/** Why nothing is sure: what the model says of itself, or that the district has none yet. */
export type SuggestionDoubt = Doubt | { readonly kind: 'no_model' }

/** A category with the probability that it is the right one. */
export interface SuggestedCategory {
  readonly category: string
  readonly name: string
  readonly probability: number
  /** The office that would have it, if it is this one. */
  readonly office: OfficeSuggestion | undefined
}

/** Where a message belongs, and whether it cannot wait. A person confirms it. */
export interface Suggestion {
  /** Version of the model; undefined while there is none. */
  readonly model: number | undefined
  /** The most probable first. Nothing where the message says nothing that the model knows. */
  readonly categories: readonly SuggestedCategory[]
  readonly doubts: readonly SuggestionDoubt[]
  /** The words that speak for the first category. */
  readonly pieces: readonly SpeakingPiece[]
  /** The office for the category that is known, else for the first. */
  readonly office: OfficeSuggestion | undefined
  /** Dangers to life and safety, by rule. */
  readonly dangers: readonly Danger[]
  /** Every word of danger, also those that do not count, with the reason. */
  readonly mentions: readonly EmergencyMention[]
}

/** A message, before or after its matter was opened. */
export interface SuggestionWish {
  readonly pack: Pack
  readonly variables: Variables
  /** Whoever had it and gave it back. */
  readonly except?: string | undefined
}

type SuggestionTenant = Pick<Tenant, 'district' | 'database' | 'packs' | 'registry' | 'now' | 'calendar'>

/** Categories that are shown. */
const mostCategories = 3

/** Suggests category and office of a message and says whether it is an emergency. Nothing is changed and nothing kept. */
export async function makeSuggestion(
  tenant: SuggestionTenant,
  { pack, variables, except }: SuggestionWish,
): Promise<Suggestion> {
  const mentions = mentionsIn(pack, variables)
  const sorted = await sortMessage(tenant, pack, variables)
  const { listing = {}, dispatch } = pack.manifest
  const named = (dispatch?.item ?? []).flatMap((name) => textOf(variables, name) ?? [])
  function officeFor(category: string | undefined): Promise<OfficeSuggestion | undefined> {
    const area = textOf(variables, listing.area)
    const items = category === undefined ? named : [...named, category]
    return routeOffice(tenant, { pack, area, category, items, except })
  }
  const categories = await Promise.all(
    sorted.categories.map(async (one) => ({ ...one, office: await officeFor(one.category) })),
  )
  const known = textOf(variables, listing.category)
  const office = known === undefined ? categories[0]?.office : await officeFor(known)
  return { ...sorted, categories, office, mentions, dangers: dangersOf(pack, mentions) }
}

async function sortMessage(
  tenant: SuggestionTenant,
  pack: Pack,
  variables: Variables,
): Promise<
  Pick<Suggestion, 'model' | 'doubts' | 'pieces'> & {
    readonly categories: readonly Omit<SuggestedCategory, 'office'>[]
  }
> {
  const nothing = { categories: [], pieces: [] }
  const found = await findTriageModel(tenant, pack.manifest.name)
  if (found === undefined) return { ...nothing, model: undefined, doubts: [{ kind: 'no_model' }] }
  const { version, classifier, triage } = found
  const texts = triageTexts(triage, variables)
  const { choices, doubts } = classifier.suggest(texts, triage.open)
  const [first] = choices
  // The shares of categories at large are no answer to a message without words.
  if (first === undefined || doubts.some(({ kind }) => kind === 'nothing_known')) {
    return { ...nothing, model: version, doubts }
  }
  return {
    model: version,
    doubts,
    pieces: classifier.explain(texts, first.category),
    categories: choices.slice(0, mostCategories).map(({ category, probability }) => ({
      category,
      name: nameOfCategory(tenant.packs, category) ?? category,
      probability,
    })),
  }
}

/** A variable that holds a text; undefined for one that is not named, or says nothing. */
export function textOf(variables: Variables, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : variables[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
