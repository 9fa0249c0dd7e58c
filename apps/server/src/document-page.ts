/** A part of a printed form that is put in for a placeholder: lines of plain text. */
export type Filled = readonly string[]

/** What a page is made of. */
export interface PageParts {
  /** The form: headings, paragraphs, lists and tables of Markdown, with `{{name}}` and `{{name.part}}`. */
  readonly text: string
  readonly fill: (path: string) => Filled
  readonly language: 'zh-CN' | 'en'
}

/**
 * A printed form as a page. Whatever is put in, and the form itself, is text and never becomes a tag: it is taken apart first and
 * filled after that, each piece escaped (ASVS V1.2.1).
 */
export function renderPage({ text, fill, language }: PageParts): string {
  const blocks = readBlocks(text)
  const title = titleOf(text) ?? ''
  function write(piece: string): string {
    return piece
      .split(/(\{\{[^{}]*\}\})/u)
      .map((part) => {
        const [, path] = /^\{\{([^{}]*)\}\}$/u.exec(part) ?? []
        return path === undefined ? escape(part) : fill(path.trim()).map(escape).join('<br>')
      })
      .join('')
  }
  const body = blocks.map((block) => writeBlock(block, write)).join('\n')
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** The first heading of a form. */
export function titleOf(text: string): string | undefined {
  return /^#\s+(.+)$/mu.exec(text)?.[1]?.trim()
}

type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

function readBlocks(text: string): readonly Block[] {
  return text
    .split(/\n\s*\n/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece): Block => {
      const lines = piece.split('\n').map((line) => line.trim())
      const [, marks, heading] = /^(#{1,6})\s+(.+)$/u.exec(piece) ?? []
      if (marks !== undefined && heading !== undefined && lines.length === 1) {
        return { kind: 'heading', level: marks.length, text: heading }
      }
      if (lines.every((line) => /^[-*]\s+/u.test(line))) {
        return { kind: 'list', items: lines.map((line) => line.replace(/^[-*]\s+/u, '')) }
      }
      if (lines.length > 1 && lines.every((line) => line.startsWith('|'))) {
        return { kind: 'table', rows: lines.filter((line) => !/^\|[\s:|-]+\|$/u.test(line)).map(cellsOf) }
      }
      return { kind: 'paragraph', text: lines.join('\n') }
    })
}

function cellsOf(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/gu, '')
    .split('|')
    .map((cell) => cell.trim())
}

function writeBlock(block: Block, write: (piece: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${write(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p>${block.text.split('\n').map(write).join('<br>')}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${write(item)}</li>`).join('')}</ul>`
    case 'table': {
      const [head = [], ...rows] = block.rows
      const first = head.map((cell) => `<th>${write(cell)}</th>`).join('')
      const rest = rows.map((row) => `<tr>${row.map((cell) => `<td>${write(cell)}</td>`).join('')}</tr>`)
      return `<table><thead><tr>${first}</tr></thead><tbody>${rest.join('')}</tbody></table>`
    }
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (one) => entities[one] ?? '')
}

/**
 * GB/T 9704-2012: A4, 37 mm above, 28 mm at the binding edge, 156 × 225 mm of text; 22 lines of 28 characters, which is a
 * character of 5.571 mm in lines of 10.227 mm; title of size 2 in 小标宋, number of the page of size 4.
 */
const style = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @bottom-center { content: '— ' counter(page) ' —'; font: 14pt FangSong, STFangsong, serif; } }
* { box-sizing: border-box; }
body { margin: 0; font-family: FangSong, FangSong_GB2312, STFangsong, 'Noto Serif CJK SC', serif;
  font-size: 5.571mm; line-height: 10.227mm; color: #000; background: #fff; overflow-wrap: anywhere; }
h1 { font-family: FZXiaoBiaoSong-B05S, STZhongsong, 'Noto Serif CJK SC', serif; font-size: 22pt;
  line-height: 10.227mm; font-weight: normal; text-align: center; margin: 0 0 20.454mm; }
h2, h3, h4, h5, h6 { font-family: SimHei, 'Noto Sans CJK SC', sans-serif; font-size: 5.571mm;
  font-weight: normal; margin: 0; }
p { margin: 0; text-indent: 2em; }
ul { margin: 0; padding-left: 2em; }
table { width: 100%; border-collapse: collapse; margin: 5mm 0; }
th, td { border: 0.25mm solid #000; padding: 1mm 2mm; font-size: 14pt; line-height: 7mm; font-weight: normal;
  text-align: left; vertical-align: top; }
tr { break-inside: avoid; }
@media screen { body { width: 210mm; min-height: 297mm; margin: 0 auto; padding: 37mm 26mm 35mm 28mm; } }
`
