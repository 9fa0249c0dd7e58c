import { splitDocument } from '@duibiao/packfile'
import { readBlocks } from './document-block.ts'
import { escape, fillText } from './document-fill.ts'
import type { Fill } from './document-fill.ts'
import { writeBlock } from './document-html.ts'
import type { Written } from './document-html.ts'
import { lineHeight, linesOf, pagesOf, piecesOfLines } from './document-length.ts'
import { documentStyle } from './document-style.ts'

/** What a page is made of. */
export interface PageParts {
  /** The form: a head in YAML, then headings, paragraphs, lists and tables of Markdown, with `{{name}}` and `{{name.part}}`. */
  readonly text: string
  readonly fill: Fill
  /** The day it was made, as it is written at its end; undefined while it was not. */
  readonly date?: string | undefined
  /** What the screen says above the paper; it is not printed. */
  readonly hint?: string | undefined
  /** What stands across every page of a paper that does not count. */
  readonly mark?: string | undefined
}

/**
 * A printed form as a page in Chinese, which is the language of official papers. Whatever is put in, and the form itself, is text
 * and never becomes a tag: it is taken apart first and filled after that, each piece escaped (ASVS V1.2.1).
 */
export function renderPage({ text, fill, date, hint, mark }: PageParts): string {
  const { head, body } = splitDocument(text)
  const filled = Object.fromEntries(
    Object.entries(head).map(([field, line]) => [field, fillText(line, fill)?.trim() ?? '']),
  )
  const blocks = readBlocks(body)
  const title = blocks.findIndex(({ kind }) => kind === 'heading') + 1
  const written = blocks.map((block) => writeBlock(block, fill))
  const parts: readonly Written[] = [
    ...writeOrgan(filled),
    ...written.slice(0, title),
    ...writeAddress(filled),
    ...written.slice(title),
    ...writeSignature(filled, date),
  ]
  const foot = writeImprint(filled, date)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(fillText(titleOf(text) ?? '', fill) ?? '').replaceAll('<br>', ' ')}</title>
<style>${documentStyle}</style>
</head>
<body>
${around(hint, 'hint')}
<article class="${marksOf(filled)}"${footMeasures(parts, foot)}>
<main>
${htmlOf(parts)}
</main>
${htmlOf(foot)}
</article>
${around(mark, 'draft')}
</body>
</html>
`
}

/** What stands around the text of a paper, filled. */
interface Around {
  readonly organ?: string
  readonly number?: string
  readonly to?: string
  readonly from?: string
  readonly copy?: string
  readonly issuer?: string
}

function marksOf({ organ = '', to = '' }: Around): string {
  return ['paper', ...(organ === '' ? [] : ['headed']), ...(to === '' ? [] : ['addressed'])].join(' ')
}

function around(text: string | undefined, name: string): string {
  return text === undefined ? '' : `<p class="${name}">${escape(text)}</p>`
}

/** The first heading of a form. */
export function titleOf(text: string): string | undefined {
  return /^#\s+(.+)$/mu.exec(splitDocument(text).body)?.[1]?.trim()
}

function htmlOf(parts: readonly Written[]): string {
  return parts.flatMap(({ html }) => (html === '' ? [] : [html])).join('\n')
}

/** The foot stands at the end of the last page, and the text leaves room for it; without one nothing has to be known of the length. */
function footMeasures(parts: readonly Written[], foot: readonly Written[]): string {
  if (foot.length === 0) return ''
  const height = foot.flatMap(({ pieces }) => pieces).reduce((sum, piece) => sum + piece.height, 0)
  const pages = pagesOf(
    parts.flatMap(({ pieces }) => pieces),
    height,
  )
  return ` style="--foot: ${height.toFixed(1)}mm; --pages: ${pages}"`
}

/** Largest and smallest letters of the name of an organ, millimetres; between them as it fits into a line. */
const organSize = { largest: 14, smallest: 8 } as const

function writeOrgan({ organ = '', number = '' }: Around): readonly Written[] {
  if (organ === '') return []
  const size = Math.max(organSize.smallest, Math.min(organSize.largest, 150 / organ.length))
  const lines = linesOf(organ, { length: Math.floor(156 / size) })
  const name = `<p class="name" style="font-size: ${size.toFixed(2)}mm">${escape(organ)}</p>`
  const html = `<header class="organ">${name}<p class="number">${escape(number)}</p></header>`
  return [{ html, pieces: [{ height: 35 + lines * size * 1.2 + 3 * lineHeight + 4.5, isTied: true }] }]
}

/** 主送机关: to whom it goes, at the edge, with a colon. */
function writeAddress({ to = '' }: Around): readonly Written[] {
  if (to === '') return []
  return [{ html: `<p class="to">${escape(to)}：</p>`, pieces: piecesOfLines(linesOf(to)) }]
}

/** Where the day will stand, as long as nobody has made the paper. */
const noDate = '　　　　年　　月　　日'

/** 发文机关署名、成文日期, with room for the seal. */
function writeSignature({ from = '' }: Around, date = noDate): readonly Written[] {
  if (from === '') return []
  const seal = '<span class="seal" aria-hidden="true">（印章）</span>'
  const html = `<div class="sign"><p class="from"><span>${escape(from)}</span></p><p class="date">${escape(date)}</p>${seal}</div>`
  return [{ html, pieces: [{ height: (3 + linesOf(from, { length: 15 })) * lineHeight }] }]
}

/** 版记: who gets a copy, who issued it and when. */
function writeImprint({ copy = '', issuer = '' }: Around, date: string | undefined): readonly Written[] {
  const day = date === undefined ? '' : `${escape(date)}印发`
  const lines = [
    ...(copy === '' ? [] : [`<p class="copy">抄送：${escape(copy)}。</p>`]),
    ...(issuer === '' ? [] : [`<p class="issuer"><span>${escape(issuer)}</span><span>${day}</span></p>`]),
  ]
  if (lines.length === 0) return []
  const height = lineHeight + lines.length * 9.3 + (linesOf(copy, { length: 25 }) - 1) * 7
  return [{ html: `<footer class="imprint">${lines.join('')}</footer>`, pieces: [{ height }] }]
}
