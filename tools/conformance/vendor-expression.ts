/**
 * Translates the expression language of the suites' vendors (`${a == 1 && !b}`, `test.contains("a")`) to FEEL. Only variables,
 * literals, comparison, arithmetic, logic and `contains` are known; anything else is code and refused.
 */

/** An expression that is code of a vendor: methods, functions, lambdas. */
export class ForeignExpression extends Error {}

/** Instance counters of multi-instance activities: vendor name → name in BPMN 2.0.2 table 10.30. */
const counterNames: Readonly<Record<string, string>> = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
  nrOfTerminatedInstances: 'numberOfTerminatedInstances',
}

/** FEEL of an expression without its `${}`. */
export function translateExpression(text: string): string {
  const reader: Reader = { tokens: tokenize(text), at: 0, text }
  const found = readTernary(reader)
  if (reader.at < reader.tokens.length) throw foreign(reader)
  return found.feel
}

/** FEEL of a text that may hold `${…}` or `#{…}`; text around them is joined to it. Without any it is a string literal. */
export function translateTemplate(text: string): string {
  const parts = splitTemplate(text.trim())
  const [only] = parts
  if (parts.length === 1 && only !== undefined)
    return only.kind === 'text' ? quote(only.text) : translateExpression(only.text)
  if (parts.length === 0) return '""'
  return parts
    .map((part) => (part.kind === 'text' ? quote(part.text) : `string(${translateExpression(part.text)})`))
    .join(' + ')
}

/** True when the text holds a `${…}` or `#{…}`. */
export function isTemplate(text: string): boolean {
  return /[$#]\{/.test(text)
}

type Part = { readonly kind: 'text' | 'expression'; readonly text: string }

function splitTemplate(text: string): readonly Part[] {
  const parts: Part[] = []
  let rest = text
  while (rest !== '') {
    const open = /[$#]\{/.exec(rest)
    if (open === null) return [...parts, { kind: 'text', text: rest }]
    if (open.index > 0) parts.push({ kind: 'text', text: rest.slice(0, open.index) })
    const body = /^(?:[^}"']|"[^"]*"|'[^']*')*/.exec(rest.slice(open.index + 2))?.[0] ?? ''
    const end = open.index + 2 + body.length
    if (rest[end] !== '}') throw new ForeignExpression(`"${text}" has no closing brace`)
    parts.push({ kind: 'expression', text: body.trim() })
    rest = rest.slice(end + 1)
  }
  return parts
}

type Token = { readonly kind: 'number' | 'text' | 'name' | 'sign'; readonly text: string }
type Reader = { readonly tokens: readonly Token[]; at: number; readonly text: string }
type Found = { readonly feel: string; readonly literal: boolean }

const tokenForm =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<text>"[^"]*"|'[^']*')|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>&&|\|\||[=!<>]=|[<>!+\-*/%().,?:]))/uy

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  const trimmed = text.trim()
  let at = 0
  while (at < trimmed.length) {
    tokenForm.lastIndex = at
    const groups = tokenForm.exec(trimmed)?.groups
    const found = Object.entries(groups ?? {}).find(([, value]) => value !== undefined)
    if (found === undefined)
      throw new ForeignExpression(`"${text}" is no expression of variables, literals and operators`)
    tokens.push({ kind: found[0] as Token['kind'], text: found[1] ?? '' })
    at = tokenForm.lastIndex
  }
  return tokens
}

const words: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  div: '/',
  mod: '%',
}

function peek(reader: Reader): string | undefined {
  const token = reader.tokens[reader.at]
  if (token === undefined) return undefined
  if (token.kind === 'sign') return token.text
  return token.kind === 'name' ? words[token.text] : ''
}

function take(reader: Reader, ...signs: readonly string[]): string | undefined {
  const sign = peek(reader)
  if (sign === undefined || !signs.includes(sign)) return undefined
  reader.at += 1
  return sign
}

function readTernary(reader: Reader): Found {
  const condition = readBinary(reader, 0)
  if (take(reader, '?') === undefined) return condition
  const then = readTernary(reader)
  if (take(reader, ':') === undefined) throw foreign(reader)
  return compound(`if ${condition.feel} then ${then.feel} else ${readTernary(reader).feel}`)
}

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

function readBinary(reader: Reader, level: number): Found {
  const signs = levels[level]
  if (signs === undefined) return readUnary(reader)
  let left = readBinary(reader, level + 1)
  for (let sign = take(reader, ...signs); sign !== undefined; sign = take(reader, ...signs)) {
    left = join(sign, left, readBinary(reader, level + 1))
  }
  return left
}

function join(sign: string, left: Found, right: Found): Found {
  switch (sign) {
    case '||':
      return compound(`${left.feel} or ${right.feel}`)
    case '&&':
      return compound(`${left.feel} and ${right.feel}`)
    case '%':
      return { feel: `modulo(${left.feel}, ${right.feel})`, literal: false }
    case '==':
      return compare('=', left, right)
    case '!=':
      return compare('!=', left, right)
    default:
      return compound(`${left.feel} ${sign} ${right.feel}`)
  }
}

/** The vendors' comparison with an unknown variable fails; in FEEL `null != 1` is true, so unknown operands give null here. */
function compare(sign: '=' | '!=', left: Found, right: Found): Found {
  const plain = `${left.feel} ${sign} ${right.feel}`
  if (left.feel === 'null' || right.feel === 'null') return compound(plain)
  const unknown = [left, right].filter((one) => !one.literal).map((one) => `${one.feel} = null`)
  return unknown.length === 0
    ? compound(plain)
    : compound(`if ${unknown.join(' or ')} then null else ${plain}`)
}

function readUnary(reader: Reader): Found {
  if (take(reader, '!') !== undefined) return { feel: `not(${readUnary(reader).feel})`, literal: false }
  if (take(reader, '-') !== undefined) {
    const operand = readUnary(reader)
    return { feel: `-${operand.feel}`, literal: operand.literal }
  }
  return readPath(reader)
}

function readPath(reader: Reader): Found {
  let found = readPrimary(reader)
  while (take(reader, '.') !== undefined) {
    const name = reader.tokens[reader.at]
    if (name?.kind !== 'name') throw foreign(reader)
    reader.at += 1
    found =
      take(reader, '(') === undefined
        ? plain(`${found.feel}.${name.text}`)
        : readMethod(reader, name.text, found)
  }
  return found
}

/** `contains` of texts is the one method that betsy's conditions use. */
function readMethod(reader: Reader, name: string, subject: Found): Found {
  const argument = readTernary(reader)
  if (name !== 'contains' || take(reader, ')') === undefined) throw foreign(reader)
  return plain(`contains(${subject.feel}, ${argument.feel})`)
}

function readPrimary(reader: Reader): Found {
  if (take(reader, '(') !== undefined) {
    const inner = readTernary(reader)
    if (take(reader, ')') === undefined) throw foreign(reader)
    return inner
  }
  const token = reader.tokens[reader.at]
  if (token === undefined || token.kind === 'sign' || words[token.text] !== undefined) throw foreign(reader)
  reader.at += 1
  if (token.kind === 'number') return { feel: token.text, literal: true }
  if (token.kind === 'text') return { feel: quote(token.text.slice(1, -1)), literal: true }
  if (['true', 'false', 'null'].includes(token.text)) return { feel: token.text, literal: true }
  return plain(counterNames[token.text] ?? token.text)
}

function compound(feel: string): Found {
  return { feel: `(${feel})`, literal: false }
}

function plain(feel: string): Found {
  return { feel, literal: false }
}

function quote(text: string): string {
  return JSON.stringify(text)
}

function foreign(reader: Reader): ForeignExpression {
  return new ForeignExpression(
    `"${reader.text}" is code of a vendor, not an expression of variables and operators`,
  )
}
