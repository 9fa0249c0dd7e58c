import type { MarkCondition, MarkEntry, MarkFact, MarkItem, MarkSheet, MarkedUnit } from './mark-sheet.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'

/** Faults of a mark sheet: numbers that cannot be, codes said twice, and facts that nobody has and that would never hold. */
export function checkSheet(
  { items, flags }: MarkSheet,
  units: readonly MarkedUnit[],
  entries: readonly MarkEntry[],
): readonly MeasureFinding[] {
  const codes = [...items, ...flags].map(({ code }) => code)
  const ofEntries = items.flatMap((item) =>
    item.kind === 'entries' ? [...item.eligible, ...item.multipliers.flatMap(({ anyOf }) => anyOf)] : [],
  )
  return [
    ...(units.length === 0 ? [errorAt('no_units', {})] : []),
    ...codes.flatMap((code, place) =>
      codes.indexOf(code) < place ? [errorAt('duplicate_indicator', { indicator: code })] : [],
    ),
    ...items.flatMap((item) => checkNumbers(item.code, numbersOf(item))),
    // Without conditions everybody would be flagged, or the last place named whatever it rests on.
    ...flags.flatMap(({ code, when }) =>
      when.length === 0 ? [errorAt('parameter_missing', { indicator: code }, 'when')] : [],
    ),
    ...flags.flatMap((flag) =>
      flag.kind === 'last' && !Number.isInteger(flag.count) ? checkNumbers(flag.code, [NaN]) : [],
    ),
    ...checkFacts(ofEntries, entries),
    ...checkFacts(
      flags.flatMap(({ when }) => when),
      units,
    ),
  ]
}

function checkNumbers(indicator: string, numbers: readonly number[]): readonly MeasureFinding[] {
  const usable = numbers.every((number) => Number.isFinite(number) && number > 0)
  return usable ? [] : [errorAt('parameter_out_of_range', { indicator }, numbers.join(', '))]
}

/** All of them are above nothing. */
function numbersOf(item: MarkItem): readonly number[] {
  switch (item.kind) {
    case 'scored':
      return [item.target]
    case 'additive':
    case 'deductive':
      return [item.each, item.most]
    case 'entries':
      return [item.most, ...item.multipliers.map(({ factor }) => factor)]
  }
}

/** A name that is misspelt would exclude everybody, or never raise a veto. */
function checkFacts(
  conditions: readonly MarkCondition[],
  holders: readonly { readonly facts: Readonly<Record<string, MarkFact>> }[],
): readonly MeasureFinding[] {
  const known = new Set(holders.flatMap(({ facts }) => Object.keys(facts)))
  const named = new Set(conditions.map(({ fact }) => fact))
  return holders.length === 0
    ? []
    : [...named].flatMap((indicator) =>
        known.has(indicator) ? [] : [errorAt('unknown_attribute', { indicator })],
      )
}
