/** A part of a printed form as it is written, its placeholders not filled. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

const separator = /^\|(?:\s*:?-+:?\s*\|)+$/u
const item = /^(?:[-*]|\d+\.)\s+/u

/** Headings, paragraphs, lists and tables of Markdown, apart by empty lines. */
export function readBlocks(text: string): readonly Block[] {
  return text
    .split(/\n\s*\n/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map(readBlock)
}

function readBlock(piece: string): Block {
  const lines = piece.split('\n').map((line) => line.trim())
  const [, marks, heading] = /^(#{1,6})\s+(.+)$/u.exec(piece) ?? []
  if (marks !== undefined && heading !== undefined && lines.length === 1) {
    return { kind: 'heading', level: marks.length, text: heading }
  }
  if (lines.every((line) => item.test(line))) {
    const items = lines.map((line) => line.replace(item, ''))
    return { kind: 'list', isNumbered: /^\d/u.test(lines[0] ?? ''), items }
  }
  if (lines.length > 1 && lines.every((line) => line.startsWith('|'))) {
    return { kind: 'table', rows: lines.filter((line) => !separator.test(line)).map(cellsOf) }
  }
  return { kind: 'paragraph', lines }
}

function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => cell.trim())
}
