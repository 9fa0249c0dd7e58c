/** What is known of a cluster of messages when its heat is asked. */
export type HeatFacts = {
  /** Different people; somebody who writes again is counted once. */
  readonly people: number
  /** People whose first message came in the last week, and in the week before. */
  readonly peopleThisWeek: number
  readonly peopleLastWeek: number
  /** Likes, of each person's messages only the most liked one. */
  readonly likes: number
  /** Days since somebody new wrote. */
  readonly quietDays: number
}

/** The visible formula: heat = (people × person + growth × growing + ln(1 + likes) × liking) × ½^(quiet days ÷ half-life). */
export type HeatFormula = {
  readonly person: number
  /** Points for each person more this week than last; a fall counts nothing. */
  readonly growing: number
  readonly liking: number
  readonly halfLifeDays: number
}

/** What a district begins with; it may write others. */
export const plainHeatFormula: HeatFormula = { person: 1, growing: 1, liking: 1, halfLifeDays: 30 }

/** One line of the reckoning, so that everybody can see where the heat comes from. */
export type HeatTerm = { readonly kind: 'people' | 'growth' | 'likes' | 'recency'; readonly value: number }

/** The heat of an issue with its terms: the first three are added, the last one multiplies. */
export function heatOf(
  facts: HeatFacts,
  formula: HeatFormula = plainHeatFormula,
): { readonly heat: number; readonly terms: readonly HeatTerm[] } {
  const people = facts.people * formula.person
  const growth = Math.max(0, facts.peopleThisWeek - facts.peopleLastWeek) * formula.growing
  const likes = Math.log(1 + Math.max(0, facts.likes)) * formula.liking
  const recency = 0.5 ** (Math.max(0, facts.quietDays) / formula.halfLifeDays)
  const terms: readonly HeatTerm[] = [
    { kind: 'people', value: people },
    { kind: 'growth', value: growth },
    { kind: 'likes', value: likes },
    { kind: 'recency', value: recency },
  ]
  return { heat: (people + growth + likes) * recency, terms }
}
