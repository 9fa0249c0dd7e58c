/** Words of a field that mean something: for a category, or for an emergency. */
export interface TextMark {
  readonly from: number
  readonly to: number
  readonly kind: 'speaks' | 'danger'
}

/** A stretch of a text, marked or not. */
export interface TextPiece {
  readonly text: string
  readonly from: number
  readonly kind: TextMark['kind'] | undefined
}

/** Cuts a text at its marks. Marks that lie beyond it or over one before them are passed over; dangers go first. */
export function markText(text: string, marks: readonly TextMark[]): readonly TextPiece[] {
  const taken: TextMark[] = []
  const wanted = [
    ...marks.filter(({ kind }) => kind === 'danger'),
    ...marks.filter(({ kind }) => kind === 'speaks'),
  ]
  for (const mark of wanted) {
    const isIn = mark.from >= 0 && mark.from < mark.to && mark.to <= text.length
    if (isIn && taken.every((one) => mark.to <= one.from || one.to <= mark.from)) taken.push(mark)
  }
  const pieces: TextPiece[] = []
  let at = 0
  for (const { from, to, kind } of taken.toSorted((one, other) => one.from - other.from)) {
    if (from > at) pieces.push({ text: text.slice(at, from), from: at, kind: undefined })
    pieces.push({ text: text.slice(from, to), from, kind })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), from: at, kind: undefined })
  return pieces
}
