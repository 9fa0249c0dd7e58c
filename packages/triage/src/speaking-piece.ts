import type { FieldTexts, PlacedGram } from './feature.ts'
import type { NormalText } from './normal-text.ts'

/** A piece of a message as it was written, and how much it speaks for the answer. */
export type SpeakingPiece = {
  readonly field: string
  /** Place in the field, in UTF-16 units. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** Share of everything in the message that speaks for the answer. */
  readonly share: number
}

type PulledGram = PlacedGram & { readonly pull: number }

const mostPieces = 5
const longestPiece = 10
/** Pieces below this share are noise. */
const leastShare = 0.03

/**
 * Merges n-grams into pieces that can be read: what an n-gram pulls is spread over its characters, neighbours that pull the
 * right way grow together, and the strongest pieces are given out, the same words only once.
 */
export function speakingPieces(
  grams: readonly PulledGram[],
  { texts, normal }: { readonly texts: FieldTexts; readonly normal: ReadonlyMap<string, NormalText> },
): readonly SpeakingPiece[] {
  let total = 0
  const pieces = [...normal].flatMap(([field, { units, origins }]) => {
    const pulls = new Float64Array(units.length)
    for (const gram of grams) {
      if (gram.field !== field) continue
      for (let at = gram.from; at < gram.from + gram.length; at++)
        pulls[at] = (pulls[at] ?? 0) + gram.pull / gram.length
    }
    for (const pull of pulls) total += Math.max(0, pull)
    const written = texts[field] ?? ''
    return runsOf(pulls, units).map(({ from, to, pull }) => {
      const start = origins[from] ?? 0
      // A run of digits is one character of the normal text, so the piece ends where the next character begins.
      const end = to < origins.length ? (origins[to] ?? written.length) : endOf(written, origins[to - 1] ?? 0)
      return { field, from: start, to: end, text: written.slice(start, end).trim(), pull }
    })
  })
  const merged = new Map<string, (typeof pieces)[number]>()
  for (const piece of pieces) {
    const same = merged.get(piece.text)
    merged.set(piece.text, same === undefined ? piece : { ...same, pull: same.pull + piece.pull })
  }
  return [...merged.values()]
    .map(({ pull, ...piece }) => ({ ...piece, share: total === 0 ? 0 : pull / total }))
    .filter(({ share, text }) => share >= leastShare && text !== '')
    .toSorted((one, other) => other.share - one.share)
    .slice(0, mostPieces)
}

function endOf(written: string, from: number): number {
  const [whole = ''] = /^(?:\p{Nd}+|.)/su.exec(written.slice(from)) ?? []
  return from + whole.length
}

/** Stretches of characters that pull more than usual; they end at punctuation. */
function runsOf(pulls: Float64Array, units: Uint16Array) {
  const positive = pulls.filter((pull, at) => pull > 0 && !isMark(units[at]))
  const usual = positive.reduce((sum, pull) => sum + pull, 0) / Math.max(1, positive.length)
  const runs: { from: number; to: number; pull: number }[] = []
  for (let from = 0; from < pulls.length; from++) {
    if (!speaks(from) || usual === 0) continue
    let [to, pull] = [from, 0]
    while (to < pulls.length && speaks(to) && to - from < longestPiece) pull += pulls[to++] ?? 0
    runs.push({ from, to, pull })
    from = to - 1
  }
  return runs

  function speaks(at: number): boolean {
    return (pulls[at] ?? 0) >= usual && !isMark(units[at])
  }
}

function isMark(unit: number | undefined): boolean {
  return unit !== undefined && mark.test(String.fromCharCode(unit))
}

const mark = /[\p{P}\p{S}]/u
