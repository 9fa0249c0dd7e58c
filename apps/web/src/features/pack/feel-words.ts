/** The words in which tests of decision tables are said, in one language. */
export interface FeelWords {
  readonly any: string
  readonly yes: string
  readonly no: string
  readonly nothing: string
  /** Between alternatives. */
  readonly or: string
  readonly not: (test: string) => string
  readonly compare: (sign: 'more' | 'most' | 'less' | 'least', value: string) => string
  readonly between: (from: string, to: string) => string
  /** What people call a value of a field. */
  readonly choice: (value: string, field: string) => string
}

interface Place {
  readonly words: FeelWords
  /** The expression of the column. */
  readonly of: string
}

const signs: ReadonlyMap<string, 'more' | 'most' | 'less' | 'least'> = new Map([
  ['>', 'more'],
  ['>=', 'least'],
  ['<', 'less'],
  ['<=', 'most'],
])

/**
 * A cell of a decision table in words: `"street", "community"` is 街道 或 社区. What is more than a test of values, such as a
 * formula, stays as it was written.
 */
export function sayTest(test: string, place: Place): string {
  const text = test.trim()
  const { words } = place
  if (text === '' || text === '-') return words.any
  const [, negated] = /^not\s*\((.*)\)$/s.exec(text) ?? []
  if (negated !== undefined) {
    const said = sayAlternatives(negated, place)
    return said === undefined ? text : words.not(said)
  }
  return sayAlternatives(text, place) ?? text
}

function sayAlternatives(text: string, place: Place): string | undefined {
  const parts = splitAlternatives(text)
  const said = parts.map((part) => sayOne(part, place))
  return said.every((one) => one !== undefined) ? said.join(place.words.or) : undefined
}

/** At commas that stand in no text and no bracket. */
function splitAlternatives(text: string): readonly string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|\([^()]*\)|\[[^[\]]*\]|[^,"([])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function sayOne(text: string, place: Place): string | undefined {
  const { words } = place
  const plain = new Map([
    ['true', words.yes],
    ['false', words.no],
    ['null', words.nothing],
  ]).get(text)
  if (plain !== undefined) return plain
  const [, from = '', to = ''] = /^\[\s*([^\]]+?)\s*\.\.\s*([^\]]+?)\s*\]$/.exec(text) ?? []
  if (from !== '') return words.between(from, to)
  const [, sign = '', operand = ''] = /^([<>]=?)\s*(.+)$/s.exec(text) ?? []
  const compared = signs.get(sign)
  if (compared === undefined) return sayValue(text, place)
  const value = sayValue(operand, place)
  return value === undefined ? undefined : words.compare(compared, value)
}

function sayValue(text: string, { words, of }: Place): string | undefined {
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/s.exec(text) ?? []
  if (quoted !== undefined) return quoted === '' ? words.nothing : words.choice(quoted, of)
  return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined
}
