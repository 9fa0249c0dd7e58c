import { pad, widthOf } from './text-width.ts'

/** A cell with a number stands on the right of its column. */
export type Cell = string | number

/** A table as lines of text, its columns aligned by the width of their characters. */
export function formatTable(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(String(row[column] ?? '')))),
  )
  const numeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  )
  function line(cells: readonly Cell[]): string {
    const parts = cells.map((cell, column) =>
      pad(String(cell), widths[column] ?? 0, numeric[column] === true ? 'left' : 'right'),
    )
    return parts.join('  ').trimEnd()
  }
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)]
}

/** Names and values, one pair a line. */
export function formatPairs(pairs: readonly (readonly [string, Cell])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => widthOf(name)))
  return pairs.map(([name, value]) => `${pad(name, width)}  ${value}`.trimEnd())
}
