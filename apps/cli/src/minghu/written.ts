import { assert } from '@duibiao/base'

/**
 * Reading of the texts written for the demonstration district. They come with the product, so a fault in them is a
 * mistake of ours and stops the program with its place.
 */
export interface Written {
  readonly value: unknown
  /** File and path inside it. */
  readonly where: string
}

/** A field of a mapping; its value is undefined when it is absent. */
export function field({ value, where }: Written, name: string): Written {
  assert(typeof value === 'object' && value !== null && !Array.isArray(value), `${where} is a mapping`)
  return { value: Reflect.get(value, name) as unknown, where: `${where}.${name}` }
}

export function fieldsOf({ value, where }: Written): readonly (readonly [string, Written])[] {
  assert(typeof value === 'object' && value !== null && !Array.isArray(value), `${where} is a mapping`)
  return Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    { value: one, where: `${where}.${name}` },
  ])
}

export function hasField(written: Written, name: string): boolean {
  return field(written, name).value !== undefined
}

export function textOf({ value, where }: Written): string {
  assert(typeof value === 'string' && value !== '', `${where} is a text`)
  return value
}

export function numberOf({ value, where }: Written): number {
  assert(typeof value === 'number', `${where} is a number`)
  return value
}

export function listOf<Value>({ value, where }: Written, read: (one: Written) => Value): readonly Value[] {
  assert(Array.isArray(value), `${where} is a list`)
  return value.map((one: unknown, index) => read({ value: one, where: `${where}[${index}]` }))
}

/** Empty when it is absent. */
export function listOrNone<Value>(written: Written, read: (one: Written) => Value): readonly Value[] {
  return written.value === undefined ? [] : listOf(written, read)
}

export function choiceOf<const Choice extends string>(written: Written, choices: readonly Choice[]): Choice {
  const text = textOf(written)
  const choice = choices.find((one) => one === text)
  assert(choice !== undefined, `${written.where} is one of ${choices.join(', ')}`)
  return choice
}

/** A name in both languages. */
export interface Name {
  readonly zh: string
  readonly en: string
}

export function nameOf(written: Written): Name {
  return { zh: textOf(field(written, 'zh')), en: textOf(field(written, 'en')) }
}
