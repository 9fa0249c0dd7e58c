import type { Block } from './document-block.ts'
import { escape, fillText, placeholderIn } from './document-fill.ts'
import type { Fill } from './document-fill.ts'
import { lineHeight, linesOf, piecesOfLines, rowHeight } from './document-length.ts'
import type { Piece } from './document-length.ts'

/** A part of a paper, and about how high the pieces of it are. */
export interface Written {
  readonly html: string
  readonly pieces: readonly Piece[]
}

/** A block of a form with its placeholders filled. What may be left out and has nothing to say is not there. */
export function writeBlock(block: Block, fill: Fill): Written {
  switch (block.kind) {
    case 'heading':
      return writeHeading(block, fill)
    case 'paragraph':
      return writeParagraph(block.lines, fill)
    case 'list':
      return writeList(block, fill)
    case 'table':
      return writeTable(block.rows, fill)
  }
}

const nothing: Written = { html: '', pieces: [] }

function writeHeading({ level, text }: Extract<Block, { readonly kind: 'heading' }>, fill: Fill): Written {
  const filled = fillText(text, fill)
  if (filled === undefined) return nothing
  // A title has letters of 7.76 mm, and white above and below it.
  const lines = level === 1 ? linesOf(filled, { length: 20 }) + 3 : linesOf(filled, indented)
  return {
    html: `<h${level}>${escape(filled)}</h${level}>`,
    pieces: [{ height: lines * lineHeight, isTied: true }],
  }
}

const indented = { indent: 2 } as const

function writeParagraph(lines: readonly string[], fill: Fill): Written {
  const filled = lines.flatMap((line) => fillText(line, fill) ?? [])
  if (filled.length === 0) return nothing
  // Every line that somebody wrote begins two characters further in, as each paragraph of an official text does.
  const paragraphs = filled.flatMap((line) => line.split('\n'))
  return {
    html: paragraphs.map((text) => `<p>${escape(text)}</p>`).join('\n'),
    pieces: paragraphs.flatMap((text) => piecesOfLines(linesOf(text, indented))),
  }
}

/** An item that is a placeholder and nothing else is there once for each of its values. */
function writeList({ items, isNumbered }: Extract<Block, { readonly kind: 'list' }>, fill: Fill): Written {
  const filled = items.flatMap((item) => {
    const placeholder = placeholderIn(item)
    const text = fillText(item, fill)
    if (text === undefined) return []
    const values = placeholder === undefined ? [] : fill(placeholder.path)
    return values.length > 1 ? values : [text]
  })
  if (filled.length === 0) return nothing
  const tag = isNumbered ? 'ol' : 'ul'
  return {
    html: `<${tag}>${filled.map((text) => `<li>${escape(text)}</li>`).join('')}</${tag}>`,
    pieces: filled.flatMap((text) => piecesOfLines(linesOf(text, { indent: 3 }))),
  }
}

/** A table whose first row has placeholders is one of labels and values; else that row is the head of columns. */
function writeTable(rows: readonly (readonly string[])[], fill: Fill): Written {
  const [head = [], ...rest] = rows
  const isPairs = head.some((cell) => cell.includes('{{'))
  const body = (isPairs ? rows : rest).flatMap((row) => repeat(row, fill))
  return isPairs ? writePairs(body) : writeColumns(head, body)
}

/** A row with placeholders of the entries of the record is there once for each of them. */
function repeat(row: readonly string[], fill: Fill): readonly (readonly string[])[] {
  const columns = row.map((cell) => {
    const path = placeholderIn(cell)?.path ?? ''
    return path.startsWith('entries.') ? fill(path) : undefined
  })
  const count = Math.max(...columns.map((values) => values?.length ?? -1))
  const filled = row.map((cell) => fillText(cell, fill) ?? '')
  if (count < 0) return [filled]
  return Array.from({ length: count }, (_, index) =>
    filled.map((text, column) => columns[column]?.[index] ?? (columns[column] === undefined ? text : '')),
  )
}

/** Width of a label, and of the text of a page, in millimetres. */
const [labelWidth, textWidth] = [32, 156]

function writePairs(rows: readonly (readonly string[])[]): Written {
  const width = textWidth / (Math.max(...rows.map((row) => row.length), 2) / 2) - labelWidth
  const html = rows.map((row) => {
    const cells = row.map((cell, index) =>
      index % 2 === 0 ? `<th scope="row">${escape(cell)}</th>` : `<td>${escape(cell)}</td>`,
    )
    return `<tr>${cells.join('')}</tr>`
  })
  const heights = rows.map((row) =>
    rowHeight(row.map((text, index) => ({ text, width: index % 2 === 0 ? labelWidth : width }))),
  )
  return { html: `<table class="pairs"><tbody>${html.join('')}</tbody></table>`, pieces: withWhite(heights) }
}

function writeColumns(head: readonly string[], rows: readonly (readonly string[])[]): Written {
  const width = textWidth / Math.max(1, head.length)
  const first = head.map((cell) => `<th scope="col">${escape(cell)}</th>`).join('')
  const rest = rows.map((row) => `<tr>${row.map(writeCell).join('')}</tr>`)
  const heights = [head, ...rows].map((row) => rowHeight(row.map((text) => ({ text, width }))))
  return {
    html: `<table class="columns"><thead><tr>${first}</tr></thead><tbody>${rest.join('')}</tbody></table>`,
    pieces: withWhite(heights),
  }
}

function writeCell(text: string): string {
  return /^\d+$/u.test(text) ? `<td class="figure">${text}</td>` : `<td>${escape(text)}</td>`
}

/** The rows of a table, with the white above and below it. */
function withWhite(heights: readonly number[]): readonly Piece[] {
  return [5, ...heights, 5].map((height) => ({ height }))
}
