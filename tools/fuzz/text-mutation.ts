import type { Random } from '@duibiao/testkit'

/** What is likely to hurt a reader of texts, whatever the format. */
// prettier-ignore
const pieces: readonly string[] = [
  '<', '>', '</', '/>', '"', "'", '&', '&amp;', '&#x0;', '&#xD800;', '&lol;', '<!--', '-->', '<![CDATA[', ']]>',
  '<?x?>', '<!DOCTYPE a [<!ENTITY b "c">]>', '\u0000', '\uFEFF', '\uD800', '\u202E', '\u2028', '\r\n', '\r', '\t',
  '{', '}', '[', ']', ':', ': ', '- ', '? ', '| ', '> ', '&a ', '*a', '!!binary ', '!x ', '---\n', '...\n', '#', ',',
  '""', '"a', "''", '{}', '[]', 'null', '~', 'true', 'yes', '.inf', '.nan', '0x1F', '0o17', '1e999', '-0', '1_000',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', '2026-02-30', '2026-13-01', '24:00', 'P1M', 'P', 'PT-1S',
  '事项', '😀', 'ﷺ', '=', '= ', '=x +', 'for i in 1..99999999 return i', 'some x in y satisfies', 'if then', '@"2026',
  'function(x) x', 'matches("a", "(a+)+$")', '((((((((((', '))))))))))', '[[[[[[[[[[', '1/0', '"\\u{110000}"', '\\',
]

const deep: readonly ((depth: number) => string)[] = [
  (depth) => '['.repeat(depth),
  (depth) => '{"a":'.repeat(depth),
  (depth) => '('.repeat(depth),
  (depth) => '<a>'.repeat(depth),
  (depth) => '- '.repeat(depth),
  (depth) => 'not('.repeat(depth),
  (depth) => '-'.repeat(depth),
  (depth) => 'if true then '.repeat(depth),
  (depth) => 'x'.repeat(depth * 10),
]

/** Changes a text in some places without regard to its format. */
export function mutateText(random: Random, text: string, donor: string = text): Uint8Array {
  let result = text
  for (let changes = random.integer(1, 5); changes > 0; changes -= 1)
    result = changeOnce(random, result, donor)
  return random.next() < 0.15 ? mutateBytes(random, Buffer.from(result)) : Buffer.from(result)
}

/** Changes bytes: what comes out is seldom a text. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const result = Uint8Array.from(bytes)
  for (let changes = random.integer(1, 8); changes > 0 && result.length > 0; changes -= 1) {
    result[random.integer(0, result.length - 1)] = random.integer(0, 255)
  }
  return random.next() < 0.2 ? result.subarray(0, random.integer(0, result.length)) : result
}

function changeOnce(random: Random, text: string, donor: string): string {
  const at = random.integer(0, text.length)
  const span = text.slice(at, at + random.integer(1, random.pick([4, 40, 400])))
  const [before, after] = [text.slice(0, at), text.slice(at + span.length)]
  switch (random.integer(0, 8)) {
    case 0:
      return before + after
    case 1:
      return before + span + span + after
    case 2: {
      const to = random.integer(0, text.length - span.length)
      return (before + after).slice(0, to) + span + (before + after).slice(to)
    }
    case 3:
      return before + random.pick(pieces) + after
    case 4:
      return before + random.pick(deep)(random.pick([3, 50, 2000])) + span + after
    case 5: {
      const from = random.integer(0, donor.length)
      return before + donor.slice(from, from + random.integer(1, 300)) + after
    }
    case 6:
      return random.next() < 0.2 ? before : before + span + after
    default:
      return before + random.pick(pieces) + span + after
  }
}

/** A value from the list above, for formats that put it at a place of their own. */
export function hurtfulPiece(random: Random): string {
  return random.next() < 0.1 ? random.pick(deep)(random.pick([3, 50, 2000])) : random.pick(pieces)
}
