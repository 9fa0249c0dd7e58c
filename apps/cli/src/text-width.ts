/** Code points that fill two columns of a terminal (East Asian width W and F of Unicode, and emoji). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Columns that a text fills in a terminal: Chinese characters fill two, marks that stand on others none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += widthOfPoint(character)
  return width
}

/** The text with blanks up to a width, on its right or, for numbers, on its left. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return side === 'left' ? blanks + text : text + blanks
}

/** As much of the text as fits, with an ellipsis when something is cut; never half a wide character. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += widthOfPoint(character)
    if (used > width) break
    kept += character
  }
  return `${kept}…`
}

function widthOfPoint(character: string): number {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x20 || (point >= 0x7f && point < 0xa0) || /\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0
  return wideRanges.some(([first, last]) => point >= first && point <= last) ? 2 : 1
}
