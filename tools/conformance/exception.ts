import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A case that is known to fail, and why: a clause of the specification, or a decision of ours. */
export type ListedException = { readonly id: string; readonly reason: string }

export type Suite = 'bpmn' | 'dmn'

/** The list of known exceptions, beside the repository's other references. */
export const exceptionsPath = 'docs/reference/conformance-exceptions.yaml'

/** Reads the exceptions of one suite from the text of the list. Throws when an entry has no id or no reason. */
export function readExceptions(text: string, suite: Suite): readonly ListedException[] {
  const document: unknown = parse(text)
  const entries = isObject(document) ? (document[suite] ?? []) : []
  if (!Array.isArray(entries)) throw new Error(`${exceptionsPath}: ${suite} must be a list`)
  const read = entries.map((entry: unknown) => {
    const [id, reason] = isObject(entry) ? [entry['id'], entry['reason']] : []
    if (typeof id !== 'string' || typeof reason !== 'string' || reason.trim() === '') {
      throw new Error(`${exceptionsPath}: every entry of ${suite} needs an id and a reason`)
    }
    return { id, reason: reason.trim() }
  })
  const ids = read.map((entry) => entry.id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Error(`${exceptionsPath}: ${twice} is listed twice`)
  return read
}

/** The exceptions of one suite, none when the list is not there. `root` is the repository's. */
export function loadExceptions(root: string, suite: Suite): readonly ListedException[] {
  const path = `${root}${exceptionsPath}`
  return existsSync(path) ? readExceptions(readFileSync(path, 'utf8'), suite) : []
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
