/** The text that a string literal stands for. */
export function readString(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|["\\nrt'])/g, readEscape)
}

function readEscape(escape: string): string {
  const sign = escape[1] ?? ''
  if (sign === 'u') return String.fromCharCode(Number.parseInt(escape.slice(2), 16))
  if (sign === 'U') return readCodePoint(Number.parseInt(escape.slice(2), 16))
  return ESCAPED.get(sign) ?? ''
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ["'", "'"],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

function readCodePoint(code: number): string {
  return code > 0x10_ff_ff ? '' : String.fromCodePoint(code)
}
