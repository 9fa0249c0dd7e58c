/** A part of a gap as it is drawn. */
export interface WaterfallPart {
  readonly key: string
  readonly part: number
}

/** A bar from one score to another. */
export interface WaterfallStep {
  readonly kind: 'own' | 'part' | 'rest' | 'peer'
  readonly key: string
  readonly from: number
  readonly to: number
}

/** Parts that have a bar of their own; the smaller ones are drawn as one. */
export const mostParts = 12

/**
 * The bars of a waterfall from one's own score over the parts to the peer's; each begins where the one before it ended.
 * @param parts the largest first
 */
export function stepsOf(own: number, parts: readonly WaterfallPart[]): readonly WaterfallStep[] {
  const shown = parts.length > mostParts ? parts.slice(0, mostParts - 1) : parts
  const rest = parts.slice(shown.length).reduce((sum, { part }) => sum + part, 0)
  const moves = [
    ...shown.map(({ key, part }) => ({ kind: 'part' as const, key, part })),
    ...(shown.length < parts.length ? [{ kind: 'rest' as const, key: 'rest', part: rest }] : []),
  ]
  const steps: WaterfallStep[] = [{ kind: 'own', key: 'own', from: 0, to: own }]
  let at = own
  for (const { kind, key, part } of moves) {
    steps.push({ kind, key, from: at, to: at + part })
    at += part
  }
  return [...steps, { kind: 'peer', key: 'peer', from: 0, to: at }]
}
