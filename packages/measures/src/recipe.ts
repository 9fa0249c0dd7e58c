import type { AggregationMethod } from './aggregation.ts'
import type { PairComparison, RandomIndex } from './pair-comparison.ts'
import type { Denominator } from './denominator.ts'
import type { Goalposts, Normalisation } from './normalisation.ts'
import type { Filling, UnitCondition } from './screening.ts'
import type { WeighingMethod } from './weighting.ts'

/** The recorded way from observations to ranks: plain data, so that a recipe can be kept, frozen and compared. */
export type Recipe = {
  readonly code: string
  readonly version: number
  readonly steps: readonly RecipeStep[]
}

/** Each step works on what the one before it gave. */
export type RecipeStep =
  | SelectStep
  | ScreenStep
  | DivideStep
  | FillStep
  | CapStep
  | TreatStep
  | NormaliseStep
  | RoundStep
  | WeighStep
  | AggregateStep
  | RankStep

/** Keeps the units for which all conditions hold; the others are listed apart. */
export type SelectStep = { readonly kind: 'select'; readonly conditions: readonly UnitCondition[] }

/** Keeps the units that know at least a share of their indicators. */
export type ScreenStep = { readonly kind: 'screen'; readonly leastShare: number }

export type DivideStep = {
  readonly kind: 'divide'
  readonly denominators: Readonly<Record<string, Denominator>>
}

export type FillStep = { readonly kind: 'fill' } & Filling

/** Values beyond a limit become the limit. */
export type CapStep = {
  readonly kind: 'cap'
  readonly limits: Readonly<Record<string, { readonly least?: number; readonly most?: number }>>
}

/** Outliers are drawn in `most` times at most, see `treatOutliers`. */
export type TreatStep = {
  readonly kind: 'treat'
  readonly most: number
  readonly skewness: number
  readonly kurtosis: number
  /** Indicators that are left as they are. */
  readonly except?: readonly string[]
}

export type NormaliseStep = {
  readonly kind: 'normalise'
  readonly method: Normalisation
  readonly goalposts?: Readonly<Record<string, Goalposts>>
  /** Indicators that have a method of their own. */
  readonly own?: Readonly<Record<string, Normalisation>>
}

/** Rounds to decimals, a half away from zero for marks, which are not negative. */
export type RoundStep = { readonly kind: 'round'; readonly decimals: number }

/** Weights of children within their node. What no step names keeps the weight of the table. */
export type WeighStep = { readonly kind: 'weigh' } & Weighing

export type Weighing =
  | { readonly method: 'equal' }
  /** Written down: weights by code; where `sum` is said, those of each node must add up to it. */
  | {
      readonly method: 'assigned'
      readonly weights: Readonly<Record<string, number>>
      readonly sum?: number
    }
  /** Each expert deals out `points` among all children of a node; weights are the means. */
  | {
      readonly method: 'budget'
      readonly node: string
      readonly points: number
      readonly experts: readonly Readonly<Record<string, number>>[]
    }
  /** Comparisons in pairs; a consistency ratio above `limit` (Saaty: 0.1) is an error. */
  | {
      readonly method: 'pairs'
      readonly node: string
      readonly comparisons: readonly PairComparison[]
      readonly limit: number
      /** Saaty's unless said. */
      readonly randomIndex?: RandomIndex
    }
  /** From the values, for nodes whose children are indicators. */
  | { readonly method: WeighingMethod; readonly nodes: readonly string[] }

/** How a node comes from its children. */
export type NodeRule = {
  readonly method?: AggregationMethod
  /** With fewer children that have a value, the node has none. */
  readonly leastPresent?: number
  /** What a missing child does: its weight goes to the others, the node is missing too, or it takes a group's mean. */
  readonly missing?: MissingChild
}

export type MissingChild =
  | { readonly kind: 'reweigh' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'group_mean'; readonly within: string }

export type AggregateStep = {
  readonly kind: 'aggregate'
  readonly method: AggregationMethod
  readonly nodes?: Readonly<Record<string, NodeRule>>
}

/** Ranks of every column, 1 the best, ties sharing the lowest; within groups if an attribute is named. */
export type RankStep = { readonly kind: 'rank'; readonly within?: string }
