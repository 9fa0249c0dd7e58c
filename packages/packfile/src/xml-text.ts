import type { Finding } from '@duibiao/base'

/** Character data with its references replaced; `fault` is the first reference or character XML does not allow. */
export type DecodedText = { readonly text: string; readonly fault?: string }

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

// eslint-disable-next-line no-control-regex -- XML 1.0 §2.2 names exactly these characters as not allowed.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u

/** Replaces character references and the five entities XML knows by itself. Any other entity is a fault: there are no document types. */
export function decodeText(raw: string): DecodedText {
  const control = forbidden.exec(raw)
  if (control) return { text: '', fault: `U+${control[0].charCodeAt(0).toString(16).padStart(4, '0')}` }
  if (!raw.includes('&')) return { text: raw }
  let fault: string | undefined
  const text = raw.replace(/&([^;&]{0,12};?)/gu, (whole: string, body: string) => {
    const character = body.endsWith(';') ? decodeReference(body.slice(0, -1)) : undefined
    if (character === undefined) fault ??= whole
    return character ?? ''
  })
  return fault === undefined ? { text } : { text: '', fault }
}

function decodeReference(body: string): string | undefined {
  const named = entities.get(body)
  if (named !== undefined) return named
  const digits = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}))$/u.exec(body)
  if (!digits) return undefined
  const code = digits[1] === undefined ? Number.parseInt(digits[2] ?? '', 10) : Number.parseInt(digits[1], 16)
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  const character = String.fromCodePoint(code)
  return forbidden.test(character) ? undefined : character
}

/** Letters, digits, `_ - . :` and everything beyond ASCII but the spaces there. */
export function isNameCharacter(code: number): boolean {
  if (code >= 128) return code !== 0xa0 && code !== 0x3000 && code !== 0xfeff
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 58) ||
    code === 95 ||
    code === 45 ||
    code === 46
  )
}

/** True for text of nothing but the four spaces of XML. */
export function isWhiteSpace(text: string): boolean {
  return /^[ \t\r\n]*$/u.test(text)
}

export type DecodedFile = { readonly text: string | undefined; readonly findings: readonly Finding[] }

/** TextDecoder reads ISO-8859-1 as WINDOWS-1252, as all browsers do: the two differ only in control characters. */
const encodings: ReadonlySet<string> = new Set([
  'utf-8',
  'utf8',
  'us-ascii',
  'ascii',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'gbk',
  'gb2312',
  'gb18030',
])

/**
 * Turns the bytes of an XML file into text: byte order mark first, then the encoding the declaration names, then UTF-8.
 * Lines end in \n afterwards (XML 1.0 §2.11).
 */
export function decodeXml(bytes: Uint8Array, file: string): DecodedFile {
  const encoding = detectEncoding(bytes)
  if (!encodings.has(encoding)) {
    const name = encoding.slice(0, 40)
    return fail(file, 'xml_encoding', `不支持的字符编码 ${name}`, `encoding ${name} is not supported`)
  }
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return { text: normalizeLines(text), findings: [] }
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return fail(file, 'xml_encoding', `文件内容不符合字符编码 ${encoding}`, `the bytes are not ${encoding}`)
  }
}

/** \r\n and \r become \n, and a leading byte order mark goes. */
export function normalizeLines(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  return bare.includes('\r') ? bare.replace(/\r\n?/gu, '\n') : bare
}

/** The first two bytes of UTF-16, with byte order mark or as `<` in two bytes. */
const byteMarks: ReadonlyMap<number, string> = new Map([
  [0xfffe, 'utf-16le'],
  [0xfeff, 'utf-16be'],
  [0x3c00, 'utf-16le'],
  [0x003c, 'utf-16be'],
])

function detectEncoding(bytes: Uint8Array): string {
  const marked = byteMarks.get((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0))
  if (marked !== undefined) return marked
  const begin = String.fromCharCode(...bytes.subarray(0, 200))
  const declared = /^(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/u
    .exec(begin)?.[1]
    ?.toLowerCase()
  // A file declared UTF-16 whose declaration is readable as bytes is none.
  return declared === undefined || declared.startsWith('utf-16') ? 'utf-8' : declared
}

function fail(file: string, code: string, ...[zh, en]: readonly [string, string]): DecodedFile {
  return { text: undefined, findings: [{ file, line: 1, code, severity: 'error', zh, en }] }
}
