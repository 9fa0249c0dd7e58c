/** A value of an entry or a unit that conditions look at: an amount, a text, a yes or no. */
export type MarkFact = string | number | boolean | null

/** Holds if the fact stands in this way to the value. A missing fact never holds. */
export type MarkCondition = {
  readonly fact: string
  readonly is: 'equal' | 'not_equal' | 'above' | 'at_least' | 'below' | 'at_most'
  readonly value: string | number | boolean
}

/** Counts for more, or less, where any of the conditions holds. */
export type MarkMultiplier = { readonly anyOf: readonly MarkCondition[]; readonly factor: number }

/** One line of a mark sheet. Marks are points; `most` caps what a line gives or takes. */
export type MarkItem =
  /** A fact of the unit against its full value: `full` × min(1, fact / target). */
  | {
      readonly kind: 'scored'
      readonly code: string
      readonly fact: string
      readonly target: number
      /** Full marks by group, since groups may have scales of their own. */
      readonly full: Readonly<Record<string, number>>
    }
  /** So many points for each; taken away if `kind` is deductive. */
  | {
      readonly kind: 'additive' | 'deductive'
      readonly code: string
      readonly fact: string
      readonly each: number
      readonly most: number
    }
  /** Sum over eligible entries of multiplier × amount, against the unit's task: `full` × sum / task, capped. */
  | {
      readonly kind: 'entries'
      readonly code: string
      /** All must hold for an entry to count. */
      readonly eligible: readonly MarkCondition[]
      readonly amount: string
      readonly multipliers: readonly MarkMultiplier[]
      /** Fact of the unit that says its task, in the same unit as the amount. */
      readonly task: string
      readonly full: Readonly<Record<string, number>>
      readonly most: number
    }

/**
 * Why people look at a unit. A flag is a reason to review and nothing else: no mark, rank or personnel state changes
 * by it.
 */
export type MarkFlag =
  | {
      readonly kind: 'last'
      readonly code: string
      readonly count: number
      readonly when: readonly MarkCondition[]
    }
  | { readonly kind: 'veto'; readonly code: string; readonly when: readonly MarkCondition[] }

/** How marks are given: plain data, frozen before the period like any recipe. */
export type MarkSheet = {
  readonly code: string
  readonly version: number
  readonly items: readonly MarkItem[]
  readonly flags: readonly MarkFlag[]
}

/** Somebody who is marked, within a group that shares a scale. */
export type MarkedUnit = {
  readonly code: string
  readonly group: string
  readonly facts: Readonly<Record<string, MarkFact>>
}

/** Something that counts for a unit once, such as a project. */
export type MarkEntry = {
  readonly id: string
  readonly unit: string
  readonly facts: Readonly<Record<string, MarkFact>>
}

/** All conditions hold. */
export function holdsAll(
  facts: Readonly<Record<string, MarkFact>>,
  conditions: readonly MarkCondition[],
): boolean {
  return conditions.every((condition) => holds(facts[condition.fact] ?? null, condition))
}

function holds(fact: MarkFact, { is, value }: MarkCondition): boolean {
  if (fact === null) return false
  if (is === 'equal') return fact === value
  if (is === 'not_equal') return fact !== value
  if (typeof fact !== 'number' || typeof value !== 'number') return false
  switch (is) {
    case 'above':
      return fact > value
    case 'at_least':
      return fact >= value
    case 'below':
      return fact < value
    case 'at_most':
      return fact <= value
  }
}
