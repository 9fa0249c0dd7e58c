/** Units around one in a ranking: those to be reached (标兵) and those that may overtake (追兵), nearest first. */
export type Rivals = {
  readonly ahead: readonly Rival[]
  readonly level: readonly string[]
  readonly behind: readonly Rival[]
}

/** How far a unit is away, in the scale of the score; never negative. */
export type Rival = { readonly unit: string; readonly score: number; readonly away: number }

/** The nearest rivals of a unit on both sides; undefined when it has no score. Units without a score are passed over. */
export function rivalsOf(
  scores: ReadonlyMap<string, number | undefined>,
  unit: string,
  { count, better }: { readonly count: number; readonly better: 'higher' | 'lower' },
): Rivals | undefined {
  const own = scores.get(unit)
  if (own === undefined || !Number.isFinite(own)) return undefined
  const others = [...scores].flatMap(([name, score]) =>
    name === unit || score === undefined || !Number.isFinite(score) ? [] : [{ unit: name, score }],
  )
  const sign = better === 'higher' ? 1 : -1
  const rivals = others
    .map(({ unit: name, score }) => ({
      unit: name,
      score,
      away: Math.abs(score - own),
      lead: sign * (score - own),
    }))
    .toSorted((one, other) => one.away - other.away)
  return {
    ahead: rivals
      .filter(({ lead }) => lead > 0)
      .slice(0, count)
      .map(withoutLead),
    level: rivals.filter(({ lead }) => lead === 0).map(({ unit: name }) => name),
    behind: rivals
      .filter(({ lead }) => lead < 0)
      .slice(0, count)
      .map(withoutLead),
  }
}

function withoutLead({ unit, score, away }: Rival): Rival {
  return { unit, score, away }
}
