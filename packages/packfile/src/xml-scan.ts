import type { Finding } from '@duibiao/base'
import { defaultXmlLimits, type XmlAttribute, type XmlElement, type XmlLimits } from './xml-element.ts'
export type { XmlElement } from './xml-element.ts'
import { declarePrefixes, lookUpPrefix, splitName, xmlPrefixes, type Prefixes } from './xml-prefix.ts'
import { decodeText, isNameCharacter, isWhiteSpace } from './xml-text.ts'

export type XmlScan = { readonly root: XmlElement | undefined; readonly findings: readonly Finding[] }

type Open = {
  readonly qualified: string
  readonly element: XmlElement & { children: XmlElement[]; text: string }
}

type Scanner = {
  readonly text: string
  readonly file: string
  readonly limits: XmlLimits
  readonly open: Open[]
  readonly findings: Finding[]
  position: number
  line: number
  /** The first line break that `line` does not count yet; -1 when there is none. */
  nextBreak: number
  elements: number
  root: XmlElement | undefined
}

/** The first fault after which the rest of the text has no certain meaning. */
class Stop extends Error {}

/**
 * Reads well-formed XML 1.0 with namespaces into a tree with line numbers. A document type is refused, so that there are no
 * entities to expand and nothing outside the file is ever read. It never throws: what is wrong comes back as findings.
 */
export function scanXml(text: string, file: string, limits: XmlLimits = defaultXmlLimits): XmlScan {
  const scanner: Scanner = {
    text,
    file,
    limits,
    open: [],
    findings: [],
    position: 0,
    line: 1,
    nextBreak: text.indexOf('\n'),
    elements: 0,
    root: undefined,
  }
  try {
    scanDocument(scanner)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { root: undefined, findings: scanner.findings }
  }
  return { root: scanner.findings.length === 0 ? scanner.root : undefined, findings: scanner.findings }
}

function scanDocument(scanner: Scanner): void {
  const { text, limits } = scanner
  if (text.length > limits.length)
    stop(
      scanner,
      'xml_too_long',
      `文件超过 ${limits.length} 个字符`,
      `the file has more than ${limits.length} characters`,
    )
  while (scanner.position < text.length) {
    const next = text.indexOf('<', scanner.position)
    addText(scanner, next === -1 ? text.length : next)
    if (next === -1) break
    scanMarkup(scanner)
  }
  const last = scanner.open.at(-1)
  if (last)
    stop(
      scanner,
      'xml_not_closed',
      `元素 ${last.qualified} 没有结束标记`,
      `element ${last.qualified} is not closed`,
    )
  if (!scanner.root) stop(scanner, 'xml_empty', '文件中没有 XML 元素', 'the file holds no XML element')
}

function scanMarkup(scanner: Scanner): void {
  const { text, position } = scanner
  if (text.startsWith('<!--', position)) return skipComment(scanner)
  if (text.startsWith('<![CDATA[', position)) return scanCdata(scanner)
  if (text.startsWith('<?', position)) return skipTo(scanner, '?>', 'xml_instruction_open')
  if (text.startsWith('<!', position))
    stop(
      scanner,
      'xml_doctype',
      '不接受文档类型声明（DTD、实体）',
      'a document type (DTD, entities) is not accepted',
    )
  if (text.startsWith('</', position)) return closeElement(scanner)
  openElement(scanner)
}

function skipComment(scanner: Scanner): void {
  const end = scanner.text.indexOf('--', scanner.position + 4)
  if (end === -1 || scanner.text[end + 2] !== '>')
    stop(scanner, 'xml_comment', '注释没有正确结束', 'a comment is not closed properly')
  scanner.position = end + 3
}

function skipTo(scanner: Scanner, mark: string, code: string): void {
  const end = scanner.text.indexOf(mark, scanner.position)
  if (end === -1) stop(scanner, code, `缺少 ${mark}`, `${mark} is missing`)
  scanner.position = end + mark.length
}

function scanCdata(scanner: Scanner): void {
  const top = scanner.open.at(-1)
  if (!top) stop(scanner, 'xml_outside_root', '根元素之外有内容', 'there is content outside the root element')
  const begin = scanner.position + '<![CDATA['.length
  skipTo(scanner, ']]>', 'xml_cdata_open')
  top.element.text += scanner.text.slice(begin, scanner.position - 3)
}

function addText(scanner: Scanner, end: number): void {
  const raw = scanner.text.slice(scanner.position, end)
  const top = scanner.open.at(-1)
  if (top) top.element.text += decode(scanner, raw)
  else if (!isWhiteSpace(raw))
    stop(scanner, 'xml_outside_root', '根元素之外有内容', 'there is content outside the root element')
  scanner.position = end
}

function closeElement(scanner: Scanner): void {
  const end = scanner.text.indexOf('>', scanner.position)
  const name = scanner.text.slice(scanner.position + 2, end === -1 ? undefined : end).trimEnd()
  const top = scanner.open.pop()
  if (end === -1 || !top || top.qualified !== name) {
    const wanted = top ? top.qualified : '–'
    stop(
      scanner,
      'xml_wrong_end',
      `结束标记 ${name.slice(0, 60)} 与 ${wanted} 不符`,
      `end tag ${name.slice(0, 60)} where ${wanted} is open`,
    )
  }
  scanner.position = end + 1
}

function openElement(scanner: Scanner): void {
  const line = currentLine(scanner)
  scanner.position += 1
  const qualified = scanName(scanner)
  const raw = scanAttributes(scanner)
  const parent = scanner.open.at(-1)
  if (!parent && scanner.root)
    stop(scanner, 'xml_outside_root', '根元素之外有内容', 'there is content outside the root element')
  const prefixes = declarePrefixes(raw, parent ? parent.element.prefixes : xmlPrefixes)
  const [prefix, name] = splitName(qualified)
  const element = {
    namespace: resolve(scanner, prefix, prefixes),
    name,
    line,
    attributes: resolveAttributes(scanner, raw, prefixes),
    children: [],
    text: '',
    prefixes,
  }
  countElement(scanner)
  if (parent) parent.element.children.push(element)
  else scanner.root = element
  if (scanner.text[scanner.position] === '/') scanner.position += 2
  else {
    scanner.position += 1
    scanner.open.push({ qualified, element })
  }
}

function countElement(scanner: Scanner): void {
  const { limits } = scanner
  scanner.elements += 1
  if (scanner.elements > limits.elements)
    stop(
      scanner,
      'xml_too_many_elements',
      `元素超过 ${limits.elements} 个`,
      `there are more than ${limits.elements} elements`,
    )
  if (scanner.open.length >= limits.depth)
    stop(
      scanner,
      'xml_too_deep',
      `嵌套超过 ${limits.depth} 层`,
      `elements are nested deeper than ${limits.depth}`,
    )
}

/** Attributes in writing order; afterwards the position is at `>` or `/>`. */
function scanAttributes(scanner: Scanner): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (;;) {
    const spaced = skipSpace(scanner)
    const character = scanner.text[scanner.position]
    if (character === '>' || (character === '/' && scanner.text[scanner.position + 1] === '>')) return found
    if (!spaced) stop(scanner, 'xml_tag', '标记书写有误', 'a tag is not written properly')
    const name = scanName(scanner)
    if (found.has(name))
      stop(scanner, 'xml_attribute_twice', `属性 ${name} 重复`, `attribute ${name} is given twice`)
    if (found.size >= scanner.limits.attributes)
      stop(
        scanner,
        'xml_too_many_attributes',
        `属性超过 ${scanner.limits.attributes} 个`,
        `an element has more than ${scanner.limits.attributes} attributes`,
      )
    found.set(name, scanValue(scanner, name))
  }
}

function scanValue(scanner: Scanner, name: string): string {
  skipSpace(scanner)
  const equals = scanner.text[scanner.position]
  scanner.position += 1
  skipSpace(scanner)
  const quote = scanner.text[scanner.position]
  const end = quote === '"' || quote === "'" ? scanner.text.indexOf(quote, scanner.position + 1) : -1
  const raw = scanner.text.slice(scanner.position + 1, end)
  if (equals !== '=' || end === -1 || raw.includes('<'))
    stop(
      scanner,
      'xml_attribute',
      `属性 ${name} 的值书写有误`,
      `the value of attribute ${name} is not written properly`,
    )
  scanner.position = end + 1
  return decode(scanner, raw).replace(/[\t\n]/gu, ' ')
}

function scanName(scanner: Scanner): string {
  const begin = scanner.position
  while (scanner.position < scanner.text.length && isNameCharacter(scanner.text.charCodeAt(scanner.position)))
    scanner.position += 1
  const name = scanner.text.slice(begin, scanner.position)
  if (!/^[^\d.:-][^:]*(?::[^\d.:-][^:]*)?$/u.test(name))
    stop(
      scanner,
      'xml_name',
      `名称 ${name.slice(0, 60)} 不合 XML 规则`,
      `${name.slice(0, 60) || '(nothing)'} is no XML name`,
    )
  return name
}

function skipSpace(scanner: Scanner): boolean {
  const begin = scanner.position
  while (scanner.position < scanner.text.length && isWhiteSpace(scanner.text.charAt(scanner.position)))
    scanner.position += 1
  return scanner.position > begin
}

function resolveAttributes(
  scanner: Scanner,
  raw: ReadonlyMap<string, string>,
  prefixes: Prefixes,
): readonly XmlAttribute[] {
  const attributes: XmlAttribute[] = []
  for (const [qualified, value] of raw) {
    if (qualified === 'xmlns' || qualified.startsWith('xmlns:')) continue
    const [prefix, name] = splitName(qualified)
    attributes.push({ namespace: prefix === '' ? '' : resolve(scanner, prefix, prefixes), name, value })
  }
  return attributes
}

function resolve(scanner: Scanner, prefix: string, prefixes: Prefixes): string {
  const namespace = lookUpPrefix(prefixes, prefix)
  if (namespace === undefined && prefix !== '')
    stop(scanner, 'xml_prefix', `前缀 ${prefix} 没有声明`, `prefix ${prefix} is not declared`)
  return namespace ?? ''
}

function decode(scanner: Scanner, raw: string): string {
  const decoded = decodeText(raw)
  if (decoded.fault !== undefined)
    stop(
      scanner,
      'xml_character',
      `字符或实体引用有误：${decoded.fault}`,
      `character or entity is not allowed: ${decoded.fault}`,
    )
  return decoded.text
}

function currentLine(scanner: Scanner): number {
  // The next line break is kept: a file of one long line would be searched to its end for every element.
  while (scanner.nextBreak !== -1 && scanner.nextBreak < scanner.position) {
    scanner.line += 1
    scanner.nextBreak = scanner.text.indexOf('\n', scanner.nextBreak + 1)
  }
  return scanner.line
}

function stop(scanner: Scanner, code: string, ...[zh, en]: readonly [string, string]): never {
  scanner.findings.push({ file: scanner.file, line: currentLine(scanner), code, severity: 'error', zh, en })
  throw new Stop()
}
