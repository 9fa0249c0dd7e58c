import type { Variables } from '@duibiao/kernel'
import type { PlannedGap, PlannedVisit } from '../minghu/benchmarking.ts'
import type { PlannedMessage, PlannedOrder, PlannedPatrol, PlannedWhistle } from '../minghu/season-plan.ts'

/** What a matter is about, as those who brought it know. */
export type Cause =
  | { readonly kind: 'message'; readonly message: PlannedMessage }
  | { readonly kind: 'patrol'; readonly patrol: PlannedPatrol }
  | { readonly kind: 'whistle'; readonly whistle: PlannedWhistle }
  | { readonly kind: 'order'; readonly order: PlannedOrder }
  | { readonly kind: 'visit'; readonly visit: PlannedVisit }
  | { readonly kind: 'gap'; readonly gap: PlannedGap }
  /** Brought by another matter, or by somebody real. */
  | { readonly kind: 'other' }

/** What people remember of a matter while they work on it. */
export interface Affair {
  /** What chance is drawn by, so that the same matter goes the same way in every play. */
  readonly id: string
  readonly pack: string
  readonly cause: Cause
  readonly grid: string | undefined
  /** Variables as they stood when the matter was first looked at. */
  readonly variables: Variables
  /** Number of the earlier matter about the same thing that is still open. */
  earlier: string | undefined
  /** The office that handles it, once one does. */
  unit: string | undefined
  /** What was found when the work was verified on the spot. */
  verified: boolean | undefined
  /** Somebody found the work lacking and it goes back. */
  isRework: boolean
  /** How many findings of a study visit were noted. */
  noted: number
}

/** A variable that is a text; empty when it is none. */
export function textIn({ variables }: Pick<Affair, 'variables'>, name: string): string {
  const value = variables[name]
  return typeof value === 'string' ? value : ''
}

/** A variable that is a list of texts. */
export function textsIn({ variables }: Pick<Affair, 'variables'>, name: string): readonly string[] {
  const value = variables[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
