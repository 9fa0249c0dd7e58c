/** A column as spreadsheets name it: A, B … Z, AA; nothing for the row as a whole. @param column 1-based, 0 for none */
export function columnName(column: number): string {
  if (column <= 0) return ''
  const [rest, place] = [Math.floor((column - 1) / 26), (column - 1) % 26]
  return columnName(rest) + String.fromCodePoint(65 + place)
}
