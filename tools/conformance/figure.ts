import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import type { Suite } from './exception.ts'

/** How a suite came out when it was last recorded; `listed` of the failed are exceptions with a reason. */
export type Figure = {
  readonly suite: string
  readonly passed: number
  readonly failed: number
  readonly listed: number
}

export type Figures = { readonly [Kind in Suite]: readonly Figure[] }

/** Figures of the last recorded runs, so that the page can be written where the suites are not. */
export const figuresPath = 'docs/reference/conformance-figures.yaml'

/** Figures of the cases, one row for each first part of their ids (`suite/…`), in the order of their names. */
export function countBySuite(
  outcomes: readonly { readonly id: string; readonly failure?: string }[],
  listed: ReadonlySet<string>,
): readonly Figure[] {
  const groups = Map.groupBy(outcomes, ({ id }) => id.split('/', 1)[0] ?? id)
  const rows = [...groups].map(([suite, cases]) => {
    const failed = cases.filter((one) => one.failure !== undefined)
    return {
      suite,
      passed: cases.length - failed.length,
      failed: failed.length,
      listed: failed.filter((one) => listed.has(one.id)).length,
    }
  })
  return rows.toSorted((one, other) => (one.suite < other.suite ? -1 : 1))
}

export function readFigures(root: string): Figures {
  const path = `${root}${figuresPath}`
  const document: unknown = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {}
  return { bpmn: rowsOf(document, 'bpmn'), dmn: rowsOf(document, 'dmn') }
}

/** Records the figures of one suite; those of the other stay. */
export function recordFigures(root: string, kind: Suite, figures: readonly Figure[]): void {
  const head = '# Written by `npm run conformance -- --record` and `npm run tck -- --record`.\n'
  writeFileSync(`${root}${figuresPath}`, head + stringify({ ...readFigures(root), [kind]: figures }))
}

function rowsOf(document: unknown, kind: Suite): readonly Figure[] {
  const rows = isObject(document) ? document[kind] : undefined
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row: unknown) => {
    if (!isObject(row)) return []
    const { suite, passed, failed, listed } = row
    return typeof suite === 'string'
      ? [{ suite, passed: Number(passed), failed: Number(failed), listed: Number(listed) }]
      : []
  })
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
