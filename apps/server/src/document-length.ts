/** Height of the text of a page, and of a line of it, in millimetres (GB/T 9704-2012). */
const page = 225
export const lineHeight = 10.227
/** Characters in a line of the text. */
const lineLength = 28

/** How wide a text is in full-width characters; Latin letters and figures are a little more than half of one. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2000 ? 0.55 : 1
  return width
}

/** Lines that a paragraph fills. @param indent characters that its first line begins further in */
export function linesOf(text: string, { length = lineLength, indent = 0 } = {}): number {
  return Math.max(1, Math.ceil((widthOf(text) + indent) / length))
}

/** Height of a row of a table, millimetres, by how much room its cells have for characters of size 4. */
export function rowHeight(cells: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = cells.map(({ text, width }) =>
    text
      .split('\n')
      .reduce(
        (sum, line) => sum + linesOf(line, { length: Math.max(1, Math.floor((width - 4.5) / 4.94)) }),
        0,
      ),
  )
  return Math.max(lineHeight, 7 * Math.max(1, ...lines) + 2.25)
}

/** What of a paper stays together on a page, millimetres; `isTied`: it never stands last on one. */
export interface Piece {
  readonly height: number
  readonly isTied?: true
}

/** A paragraph: each of its lines may begin a page. */
export function piecesOfLines(count: number): readonly Piece[] {
  return Array.from({ length: count }, () => ({ height: lineHeight }))
}

/**
 * How many pages a paper fills with a foot at the end of the last one. It is reckoned from the widths of letters, and may be wrong
 * where a page is full to its last line: then the foot follows the text.
 * @param foot its height, millimetres
 */
export function pagesOf(pieces: readonly Piece[], foot: number): number {
  let pages = 1
  let filled = 0
  for (const [index, { height, isTied }] of pieces.entries()) {
    const next = isTied === true ? (pieces[index + 1]?.height ?? 0) : 0
    if (filled + height + next > page + rounding && filled > 0) {
      pages += 1
      filled = 0
    }
    filled += height
  }
  return filled + foot > page + rounding ? pages + 1 : pages
}

/** What 22 lines may be too high together. */
const rounding = 0.5
