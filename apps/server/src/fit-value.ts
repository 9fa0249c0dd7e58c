import type { FieldFinding } from './problem.ts'

/** Levels of arrays and objects within one another that a request may have. */
const deepest = 64

/**
 * What no database and no reader can take, whatever a schema says: texts with U+0000 or half a surrogate pair, and values nested
 * without end. At most ten findings.
 */
export function findUnfit(value: unknown, path: string): readonly FieldFinding[] {
  const findings: FieldFinding[] = []
  const open: { readonly at: string; readonly depth: number; readonly value: unknown }[] = [
    { at: path, depth: 0, value },
  ]
  for (let next = open.pop(); next !== undefined && findings.length < 10; next = open.pop()) {
    const { at, depth } = next
    if (typeof next.value === 'string') {
      if (!isFit(next.value))
        findings.push({ path: at, code: 'characters', message: 'holds U+0000 or half a character' })
    } else if (
      typeof next.value === 'object' &&
      next.value !== null &&
      !(Symbol.asyncIterator in next.value)
    ) {
      if (depth >= deepest)
        findings.push({ path: at, code: 'depth', message: `is nested more than ${deepest} times` })
      else {
        for (const [name, member] of Object.entries(next.value)) {
          if (!isFit(name))
            findings.push({
              path: at,
              code: 'characters',
              message: 'has a name with U+0000 or half a character',
            })
          open.push({ at: `${at}/${name.slice(0, 100)}`, depth: depth + 1, value: member })
        }
      }
    }
  }
  return findings
}

function isFit(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
