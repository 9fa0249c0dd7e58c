import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isScriptWord } from './trace.ts'
import { ForeignExpression, translateExpression } from './vendor-expression.ts'

/** A model as its authors wrote it, save for what a generator of theirs fills in. */
export function readModel(path: string): Uint8Array {
  return prepareModel(readFileSync(path))
}

/** Paths of the BPMN files in a folder and below, in order. */
export function listModels(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:bpmn|xml)$/u.test(file))
    .toSorted()
    .map((file) => join(folder, file))
}

const wordTask =
  /<(?:[\w-]+:)?scriptTask\b(?![^>]*\bscriptFormat=)(?=[^>]*>(?:(?!<\/?(?:[\w-]+:)?scriptTask\b)[^])*?<(?:[\w-]+:)?script>\s*(\w+)\s*<)/g
const untyped = /<((?:[\w-]+:)?)conditionExpression>([^<]*)</g

/**
 * A script of one word of the table stands for code that its authors generate for each engine, and so names no format; a few
 * conditions name no type for the same reason. The suite's README asks a driver to add both. Byte for byte the same
 * otherwise, whatever the encoding; any other script or condition is judged as it stands.
 */
function prepareModel(source: Uint8Array): Uint8Array {
  const text = Buffer.from(source)
    .toString('latin1')
    .replace(wordTask, (tag: string, word: string) =>
      isScriptWord(word) ? `${tag} scriptFormat="text/x-word"` : tag,
    )
    .replace(untyped, (whole: string, prefix: string, condition: string) =>
      isUnderstood(condition)
        ? `<${prefix}conditionExpression xsi:type="${prefix}tFormalExpression">${condition}<`
        : whole,
    )
  return Buffer.from(text, 'latin1')
}

function isUnderstood(condition: string): boolean {
  try {
    translateExpression(condition.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
    return true
  } catch (error) {
    if (error instanceof ForeignExpression) return false
    throw error
  }
}
