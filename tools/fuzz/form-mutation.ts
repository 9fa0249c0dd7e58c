import type { Random } from '@duibiao/testkit'
import { hurtfulPiece } from './text-mutation.ts'

/** Changes values, names and elements of XML and leaves it well formed most of the time. */
export function mutateXml(random: Random, text: string, donor: string): string {
  let result = text
  for (let changes = random.integer(1, 6); changes > 0; changes -= 1)
    result = changeXml(random, result, donor)
  return result
}

/** Changes lines, keys and values of YAML or JSON. */
export function mutateYaml(random: Random, text: string, donor: string): string {
  let lines = text.split('\n')
  for (let changes = random.integer(1, 5); changes > 0; changes -= 1) lines = changeYaml(random, lines, donor)
  return lines.join('\n')
}

const values = /(?<= (?!xmlns)[\w:]+=")[^"<]*(?=")/gu
const texts = /(?<=>)[^<>\n]+(?=<)/gu
const names = /(?<=<\/?)[\w:]+(?=[ />])/gu
const elements = /<([\w:]+)(?: [^<>]*)?(?:\/>|>[^<>]*<\/\1>)/gu

function changeXml(random: Random, text: string, donor: string): string {
  switch (random.integer(0, 7)) {
    case 0:
      return replaceOne(random, text, { pattern: values, by: escapeXml(hurtfulPiece(random)) })
    case 1:
      return replaceOne(random, text, { pattern: values, by: pickOne(random, text, values) })
    case 2:
      return replaceOne(random, text, { pattern: texts, by: escapeXml(hurtfulPiece(random)) })
    case 3:
      return replaceOne(random, text, { pattern: texts, by: pickOne(random, donor, texts) })
    case 4: {
      const [from, to] = [pickOne(random, text, names), pickOne(random, donor, names)]
      return from === '' ? text : text.replaceAll(new RegExp(`(?<=</?)${from}(?=[ />])`, 'gu'), to)
    }
    case 5:
      return replaceOne(random, text, { pattern: elements, by: '' })
    case 6:
      return replaceOne(random, text, { pattern: elements, by: pickOne(random, donor, elements) })
    default: {
      const element = pickOne(random, text, elements)
      return replaceOne(random, text, { pattern: elements, by: element + element })
    }
  }
}

function changeYaml(random: Random, lines: readonly string[], donor: string): string[] {
  const at = random.integer(0, lines.length - 1)
  const line = lines[at] ?? ''
  switch (random.integer(0, 7)) {
    case 0:
      return lines.toSpliced(at, 1)
    case 1:
      return lines.toSpliced(at, 0, line)
    case 2:
      return lines.toSpliced(at, 1).toSpliced(random.integer(0, lines.length - 1), 0, line)
    case 3:
      return lines.with(at, line.replace(/:\s*.*$/u, `: ${hurtfulPiece(random)}`))
    case 4:
      return lines.with(
        at,
        line.replace(/[\w-]+(?=["']?:)/u, random.pick(['__proto__', 'x', '事项', 'constructor', '7'])),
      )
    case 5:
      return lines.with(at, ' '.repeat(random.integer(0, 12)) + line.trimStart())
    case 6: {
      const others = donor.split('\n')
      return lines.toSpliced(
        at,
        0,
        ...others.slice(random.integer(0, others.length), random.integer(0, others.length)),
      )
    }
    default:
      return lines.with(
        at,
        line.replace(/:\s*(.*)$/u, (_, value: string) => `: ${otherKind(random, value)}`),
      )
  }
}

/** The value as another kind of value. */
function otherKind(random: Random, value: string): string {
  return random.pick([
    `[${value}]`,
    `{a: ${value}}`,
    `"${value}"`,
    '-7',
    '3.5',
    'null',
    'true',
    '',
    '2026-02-30',
    `${value}${value}`,
  ])
}

function replaceOne(
  random: Random,
  text: string,
  { pattern, by }: { readonly pattern: RegExp; readonly by: string },
): string {
  const found = [...text.matchAll(pattern)]
  const match = found.length === 0 ? undefined : random.pick(found)
  return match === undefined
    ? text
    : text.slice(0, match.index) + by + text.slice(match.index + match[0].length)
}

function pickOne(random: Random, text: string, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)]
  return found.length === 0 ? '' : random.pick(found)[0]
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
