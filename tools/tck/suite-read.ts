import { XMLParser } from 'fast-xml-parser'
import { readFeelDate, readFeelDateTime, readFeelDuration, readFeelTime, type Feel } from '@duibiao/packfile'

/** One test case of a TCK file: values in, and the expected value of each named result. */
export type TckCase = {
  readonly id: string
  readonly kind: string
  readonly invocable: string | undefined
  readonly inputs: readonly {
    readonly name: string
    readonly namespace: string | undefined
    readonly value: Feel
  }[]
  readonly results: readonly { readonly name: string; readonly expected: Feel }[]
  /** Why the case cannot be read, such as a date beyond what the library holds. */
  readonly problem: string | undefined
}

export type TckFile = { readonly modelName: string | undefined; readonly cases: readonly TckCase[] }

/** Reads a TCK test file (`testCases.xsd`). Throws when it is not well-formed or a typed value cannot be read. */
export function readTckFile(xml: string): TckFile {
  const root = objectOf(parser.parse(xml, true))
  const suite = objectOf(root['testCases'])
  const modelName = textOf(suite['modelName'])
  return {
    modelName: modelName === undefined || modelName.trim() === '' ? undefined : modelName.trim(),
    cases: listOf(suite['testCase']).map((one, index) => tryCase(objectOf(one), index)),
  }
}

type XmlObject = { readonly [name: string]: unknown }

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: false,
})

function tryCase(one: XmlObject, index: number): TckCase {
  try {
    return readCase(one, index)
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    const id = textOf(one['@id']) ?? String(index + 1)
    return { id, kind: 'decision', invocable: undefined, inputs: [], results: [], problem }
  }
}

function readCase(one: XmlObject, index: number): TckCase {
  return {
    problem: undefined,
    id: textOf(one['@id']) ?? String(index + 1),
    kind: textOf(one['@type']) ?? 'decision',
    invocable: textOf(one['@invocableName']),
    inputs: listOf(one['inputNode'])
      .map(objectOf)
      .map((node) => ({
        name: textOf(node['@name']) ?? '',
        namespace: textOf(node['@namespace']),
        value: readValue(node),
      })),
    results: listOf(one['resultNode'])
      .map(objectOf)
      .map((node) => ({
        name: textOf(node['@name']) ?? '',
        expected: node['expected'] === undefined ? null : readValue(objectOf(node['expected'])),
      })),
  }
}

/** A `valueType`: a list, components, or a simple value; nil is null. */
function readValue(node: XmlObject): Feel {
  if (isNil(node)) return null
  if (node['list'] !== undefined) {
    const list = objectOf(node['list'])
    return isNil(list) ? null : listOf(list['item']).map((item) => readValue(objectOf(item)))
  }
  if (node['component'] !== undefined) {
    return Object.fromEntries(
      listOf(node['component'])
        .map(objectOf)
        .map((component) => [textOf(component['@name']) ?? '', readValue(component)]),
    )
  }
  return node['value'] === undefined ? null : readSimple(node['value'])
}

function readSimple(value: unknown): Feel {
  const node = objectOf(value)
  if (isNil(node)) return null
  const text = textOf(value) ?? ''
  return readTyped(text, textOf(node['@type'])?.replace(/^.*:/, ''))
}

function readTyped(text: string, type: string | undefined): Feel {
  switch (type) {
    case 'string':
      return text
    case 'boolean':
      return text.trim() === 'true' || text.trim() === '1'
    case 'date':
      return found(readFeelDate(text.trim()), text)
    case 'time':
      return found(readFeelTime(text.trim()), text)
    case 'dateTime':
      return found(readFeelDateTime(text.trim()), text)
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return found(readFeelDuration(text.trim()), text)
    case undefined:
      return guess(text)
    default:
      return readNumber(text)
  }
}

function readNumber(text: string): Feel {
  const number = Number(text.trim())
  if (text.trim() === '' || Number.isNaN(number)) throw new Error(`"${text}" is no number`)
  return number
}

/** A value without a type: what it looks like. */
function guess(text: string): Feel {
  const trimmed = text.trim()
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true'
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text
}

function found(value: Feel, text: string): Feel {
  if (value === null) throw new Error(`"${text}" cannot be held by the library`)
  return value
}

function isNil(node: XmlObject): boolean {
  return node['@nil'] === 'true'
}

function objectOf(value: unknown): XmlObject {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is XmlObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const inner = objectOf(value)['#text']
  return typeof inner === 'string' ? inner : undefined
}
