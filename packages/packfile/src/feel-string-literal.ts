/** The text that a string literal stands for. */
export function readString(literal: string): string {
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(["\\nrt']))/g, (_all, short, long, sign) => {
      if (typeof short === 'string') return String.fromCharCode(Number.parseInt(short, 16))
      if (typeof long === 'string') return readCodePoint(Number.parseInt(long, 16))
      return ESCAPED.get(String(sign)) ?? ''
    })
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
