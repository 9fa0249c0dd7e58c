/** Stands for bytes that are no text: a code point that Unicode keeps from ever being a character, so in nobody's words. */
const damage = '\uFDD0'

/**
 * The text of a file in UTF-8, or in GB 18030 as spreadsheets of Chinese offices save it. Lines are read one by one, so that
 * a damaged byte spoils its own line and never how the others are read. It is GB 18030 only when nothing speaks for UTF-8:
 * no line with other than ASCII characters is sound UTF-8, and read as UTF-8 it has more damage than Chinese characters.
 */
export function decodeText(bytes: Uint8Array): string {
  const whole = decodeSoundly(bytes, 'utf-8')
  if (whole !== undefined) return whole
  const lines = splitLines(bytes)
  const encoding = lines.some(isSoundUtf8) || isMostlyUtf8(bytes) ? 'utf-8' : 'gb18030'
  return lines.map((line) => decodeSoundly(line, encoding) ?? decodeDamaged(line, encoding)).join('')
}

/** Whether the text holds bytes that could not be read. */
export function isDamaged(text: string): boolean {
  return text.includes(damage)
}

type Encoding = 'utf-8' | 'gb18030'

function decodeSoundly(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function decodeDamaged(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes).replaceAll('\uFFFD', damage)
}

/** Lines with their line feed, a byte that is part of no character in either encoding. */
function splitLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start)
    const next = end === -1 ? bytes.length : end + 1
    lines.push(bytes.subarray(start, next))
    start = next
  }
  return lines
}

function isSoundUtf8(line: Uint8Array): boolean {
  return line.some((byte) => byte >= 0x80) && decodeSoundly(line, 'utf-8') !== undefined
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > (text.match(/\uFFFD/g)?.length ?? 0)
}
