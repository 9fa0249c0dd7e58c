import { createHash } from 'node:crypto'
import { canonicalJson, instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Expression, Value } from '@duibiao/kernel'
import { compileExpression } from './feel.ts'
import { notCountable } from './indicator-definition.ts'
import type { IndicatorDefinition } from './indicator-definition.ts'
import type { IndicatorRecord } from './indicator-record.ts'

/** What one matter gives to an indicator. `part` is empty for what is counted, `pending`, or the id of an exclusion. */
export type IndicatorCase = {
  /** What puts it into a period. */
  readonly at: Instant
  readonly part: string
  readonly numerator: number
  readonly denominator: number
}

/** The part of matters that are not settled yet; no exclusion may be called so. */
export const pendingPart = 'pending'

/** An indicator ready to be counted. */
export type CompiledIndicator = {
  /** `{pack}.{name}` */
  readonly id: string
  /** The formula by its content: 12 hexadecimal digits. Words, goalposts and cut-off are no part of it. */
  readonly version: string
  readonly definition: IndicatorDefinition
  /** Undefined for a matter that the indicator does not speak of. */
  readonly count: (record: IndicatorRecord, times: CaseTimes) => IndicatorCase | undefined
}

type CaseTimes = { readonly openedAt: Instant; readonly endedAt?: Instant | undefined }

/** Counted so from this version of the language on; another number makes every indicator anew. */
const language = 1

/** The version of a formula. */
export function indicatorVersion(definition: IndicatorDefinition): string {
  const { kind, numerator, denominator, exclusions = {}, pending, instant } = definition
  const formula = {
    language,
    kind,
    numerator: numerator.when,
    denominator: denominator.when,
    // Their order counts: the first that holds takes the matter out.
    exclusions: Object.entries(exclusions).map(([id, { when }]) => [id, when]),
    pending: pending?.when ?? null,
    instant: { ...instant },
  }
  return createHash('sha256').update(canonicalJson(formula)).digest('hex').slice(0, 12)
}

/**
 * Makes an indicator of a checked pack ready to be counted.
 * @throws TypeError for a condition that is no FEEL expression: the check of packs refuses it
 */
export function compileIndicator(id: string, definition: IndicatorDefinition): CompiledIndicator {
  const numerator = compiled(definition.numerator.when)
  const denominator = compiled(definition.denominator.when)
  const pending = definition.pending && compiled(definition.pending.when)
  const exclusions = Object.entries(definition.exclusions ?? {}).map(
    ([part, { when }]) => [part, compiled(when)] as const,
  )
  return {
    id,
    version: indicatorVersion(definition),
    definition,
    count(record, times) {
      const at = instantIn(definition, record, times)
      if (at === undefined) return undefined
      const { variables } = record
      const out = exclusions.find(([, when]) => when.evaluate(variables).value === true)
      if (out !== undefined) return { at, part: out[0], numerator: 0, denominator: 0 }
      if (pending?.evaluate(variables).value === true)
        return { at, part: pendingPart, numerator: 0, denominator: 0 }
      const below = amountOf(denominator.evaluate(variables).value)
      if (below === 0) return undefined
      const above = amountOf(numerator.evaluate(variables).value)
      const isMore = definition.kind === 'proportion' && (above ?? 0) > (below ?? 0)
      if (below === undefined || above === undefined || isMore)
        return { at, part: notCountable, numerator: 0, denominator: 0 }
      return { at, part: '', numerator: above, denominator: below }
    },
  }
}

function compiled(text: string): Expression {
  const { compiled: found } = compileExpression(text, { file: '', line: 0 })
  if (found === undefined) throw new TypeError(`not a FEEL expression: ${text}`)
  return found
}

/** The moment before a limit ends, so that what is due at the end of a month belongs to that month. */
function instantIn(
  { instant }: IndicatorDefinition,
  record: IndicatorRecord,
  { openedAt, endedAt }: CaseTimes,
): Instant | undefined {
  switch (instant.kind) {
    case 'opened':
      return openedAt
    case 'closed':
      return endedAt
    case 'due': {
      const due = record.dueOf(instant.clock)
      return due === undefined ? undefined : instantOf(due - 1)
    }
  }
}

const most = 1_000_000

/** True is one, a whole number itself; what cannot be said counts nothing; anything else is no amount. */
function amountOf(value: Value): number | undefined {
  if (value === true) return 1
  if (value === false || value === null) return 0
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
    ? value
    : undefined
}
