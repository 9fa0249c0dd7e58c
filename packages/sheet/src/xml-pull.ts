import { unreadable } from './zip-read.ts'

/** What stands in an XML text, one after the other. Prefixes of names are left out. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly isEmpty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/**
 * Reads XML that comes in pieces and never keeps more than one tag of it. A document type is refused: there is nothing to
 * expand and nothing outside the file is ever read. It is not a validator; what it does not understand it refuses.
 */
export async function* pullXml(pieces: AsyncIterable<string>): AsyncGenerator<readonly XmlEvent[]> {
  let rest = ''
  for await (const piece of pieces) {
    const events: XmlEvent[] = []
    rest = takeEvents(rest + piece, events)
    if (rest.length > longestTag) throw unreadable('xml')
    if (events.length > 0) yield events
  }
  if (rest.trim() !== '') throw unreadable('xml')
}

/** Longer than any text of a cell, which holds 32,767 characters of up to six letters each. */
const longestTag = 1_000_000

/** @returns what is left because its end has not come yet */
function takeEvents(text: string, events: XmlEvent[]): string {
  let at = 0
  for (;;) {
    const start = text.indexOf('<', at)
    // A text is taken whole, with the tag that ends it.
    if (start === -1) return text.slice(at)
    const end = endOfMarkup(text, start)
    if (end === -1) return text.slice(at)
    if (start > at) events.push({ kind: 'text', text: decodeEntities(text.slice(at, start)) })
    takeMarkup(text.slice(start, end), events)
    at = end
  }
}

/** Where a tag, comment or instruction ends; -1 when that has not come yet. */
function endOfMarkup(text: string, start: number): number {
  if (text[start + 1] !== '!') {
    if (text[start + 1] === '?') return after(text, '?>', start)
    return endOfTag(text, start)
  }
  const opening = text.slice(start, start + 9)
  if (opening.startsWith('<!--')) return after(text, '-->', start)
  if (opening === '<![CDATA[') return after(text, ']]>', start)
  if (opening.length < 9) return -1
  // No file of a spreadsheet has one; it is how entities would come in.
  throw unreadable('DOCTYPE')
}

/** A tag may hold > in the quotes of an attribute. */
function endOfTag(text: string, start: number): number {
  const end = text.indexOf('>', start)
  const quote = text.slice(start, end).search(/["']/)
  if (end === -1 || quote === -1) return end === -1 ? -1 : end + 1
  let inside = ''
  for (let at = start + quote; at < text.length; at++) {
    const character = text[at] ?? ''
    if (inside !== '') inside = character === inside ? '' : inside
    else if (character === '>') return at + 1
    else if (character === '"' || character === "'") inside = character
  }
  return -1
}

function after(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start)
  return found === -1 ? -1 : found + mark.length
}

function takeMarkup(markup: string, events: XmlEvent[]): void {
  if (markup.startsWith('<!--') || markup.startsWith('<?')) return
  if (markup.startsWith('<![CDATA[')) {
    events.push({ kind: 'text', text: markup.slice(9, -3) })
    return
  }
  if (markup.startsWith('</')) {
    events.push({ kind: 'close', name: localName(markup.slice(2, -1).trim()) })
    return
  }
  const isEmpty = markup.endsWith('/>')
  const inner = markup.slice(1, isEmpty ? -2 : -1)
  const blank = inner.search(/\s/)
  const name = localName(blank === -1 ? inner : inner.slice(0, blank))
  events.push({ kind: 'open', name, attributes: blank === -1 ? '' : inner.slice(blank), isEmpty })
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The value of an attribute by its name without prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  if (!attributes.includes(name)) return undefined
  for (const match of attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (localName(match[1] ?? '') === name) return decodeEntities(match[2] ?? match[3] ?? '')
  }
  return undefined
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(#x?[\dA-Fa-f]+|\w*);?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw unreadable(whole)
    const known = entities.get(name)
    if (known !== undefined) return known
    const point = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    if (!name.startsWith('#') || !(point <= 0x10ffff)) throw unreadable(whole)
    return String.fromCodePoint(point)
  })
}
