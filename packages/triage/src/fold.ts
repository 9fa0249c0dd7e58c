import { drawFrom, shuffle } from './chance.ts'
import { normalForm } from './normal-text.ts'
import type { FieldTexts } from './feature.ts'

/** A message whose category a person has confirmed. */
export type Example = { readonly texts: FieldTexts; readonly category: string }

/** The text by which two examples count as the same, whichever fields it stands in. */
export function identityOf(texts: FieldTexts, fields: readonly string[]): string {
  return fields.map((field) => normalForm(texts[field] ?? '')).join('')
}

/**
 * Deals the examples out to folds: number of the fold of each. Examples with the same text always land in the same one, so
 * that nothing is asked which was learnt word by word.
 */
export function dealFolds(
  identities: readonly string[],
  { folds, seed }: { readonly folds: number; readonly seed: number },
): Int32Array {
  const groups = new Map<string, number>()
  for (const identity of identities) if (!groups.has(identity)) groups.set(identity, groups.size)
  const order = Int32Array.from({ length: groups.size }, (_, index) => index)
  shuffle(order, drawFrom(seed))
  return Int32Array.from(identities, (identity) => (order[groups.get(identity) ?? 0] ?? 0) % folds)
}
