import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MarkEntry, MarkedUnit, MarkSheet } from './mark-sheet.ts'
import { markUnits } from './marking.ts'
import type { Marking, UnitMark } from './marking.ts'

/** Investment: new projects from 10 million yuan, 1.5 above 50 million or foreign, the last five looked at by people. */
const investment: MarkSheet = {
  code: 'investment',
  version: 1,
  items: [
    {
      kind: 'entries',
      code: 'projects',
      eligible: [
        { fact: 'new', is: 'equal', value: true },
        { fact: 'amount', is: 'at_least', value: 1000 },
      ],
      amount: 'amount',
      multipliers: [
        {
          anyOf: [
            { fact: 'amount', is: 'above', value: 5000 },
            { fact: 'foreign', is: 'equal', value: true },
          ],
          factor: 1.5,
        },
      ],
      task: 'task',
      full: { zone: 100 },
      most: 150,
    },
  ],
  flags: [
    { kind: 'last', code: 'last five', count: 5, when: [{ fact: 'months', is: 'at_least', value: 12 }] },
    { kind: 'veto', code: 'untrue report', when: [{ fact: 'untrue', is: 'equal', value: true }] },
  ],
}

function unit(code: string, facts: MarkedUnit['facts'] = {}): MarkedUnit {
  return { code, group: 'zone', facts: { task: 10_000, months: 24, untrue: false, ...facts } }
}

function entry(id: string, owner: string, facts: MarkEntry['facts']): MarkEntry {
  return { id, unit: owner, facts: { new: true, foreign: false, ...facts } }
}

function done(marking: Marking): readonly UnitMark[] {
  if (marking.kind === 'refused') throw new Error(marking.findings.map(({ en }) => en).join('\n'))
  return marking.units
}

test('only new projects from 10 million count, above 50 million or foreign 1.5, not 2.25', () => {
  const [marked] = done(
    markUnits(
      investment,
      [unit('一组')],
      [
        entry('old', '一组', { amount: 9000, new: false }),
        entry('small', '一组', { amount: 999 }),
        entry('least', '一组', { amount: 1000 }),
        entry('fifty', '一组', { amount: 5000 }),
        entry('above', '一组', { amount: 5001 }),
        entry('foreign', '一组', { amount: 1000, foreign: true }),
        entry('both', '一组', { amount: 6000, foreign: true }),
      ],
    ),
  )
  expect(marked?.items[0]?.entries.map(({ id, factor }) => [id, factor])).toEqual([
    ['least', 1],
    ['fifty', 1],
    ['above', 1.5],
    ['foreign', 1.5],
    ['both', 1.5],
  ])
  // 1000 + 5000 + 1.5 × (5001 + 1000 + 6000) is 240 % of the task and is capped.
  expect(marked).toMatchObject({ marks: 150, rank: 1, atCeiling: true })
})

test('the last five are flagged, newcomers are not, and a veto changes no mark and no rank', () => {
  const units = Array.from({ length: 8 }, (_, place) =>
    unit(`组${String(place)}`, place === 7 ? { months: 3 } : place === 0 ? { untrue: true } : {}),
  )
  const entries = units.map(({ code }, place) =>
    entry(`p${String(place)}`, code, { amount: 9000 - place * 500 }),
  )
  const marked = done(markUnits(investment, units, entries))
  expect(marked.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(marked.map(({ flags }) => flags.join())).toEqual([
    'untrue report',
    '',
    '',
    'last five',
    'last five',
    'last five',
    'last five',
    '',
  ])
  const honest = units.map((one) => ({ ...one, facts: { ...one.facts, untrue: false } }))
  expect(done(markUnits(investment, honest, entries)).map(({ marks, rank }) => [marks, rank])).toEqual(
    marked.map(({ marks, rank }) => [marks, rank]),
  )
})

test('a tie across the line flags nobody, and units without a project are all equal', () => {
  const units = ['甲', '乙', '丙', '丁', '戊', '己'].map((code) => unit(code))
  const marked = done(markUnits(investment, units, []))
  expect(marked.map(({ rank, tied, flags }) => [rank, tied, flags.length])).toEqual(
    units.map(() => [1, 5, 0]),
  )
})

const service: MarkSheet = {
  code: 'service',
  version: 1,
  items: [
    { kind: 'scored', code: 'on time', fact: 'on_time', target: 1, full: { county: 150, office: 100 } },
    { kind: 'additive', code: 'praise', fact: 'praises', each: 0.5, most: 5 },
    { kind: 'deductive', code: 'overdue', fact: 'overdue', each: 0.2, most: 10 },
  ],
  flags: [],
}

function desk(code: string, group: string, facts: MarkedUnit['facts']): MarkedUnit {
  return { code, group, facts: { on_time: 1, praises: 0, overdue: 0, ...facts } }
}

test('full marks by group, points given and taken with their caps, ranks within the group, ceilings shown', () => {
  const marked = done(
    markUnits(
      service,
      [
        desk('县一', 'county', { praises: 3 }),
        desk('县二', 'county', { on_time: 0.5, overdue: 100 }),
        desk('局一', 'office', { praises: 40 }),
        desk('局二', 'office', { on_time: 1.2, praises: 10 }),
      ],
      [],
    ),
  )
  expect(marked.map(({ marks, rank, tied, atCeiling }) => [marks, rank, tied, atCeiling])).toEqual([
    [151.5, 1, 0, false],
    [65, 2, 0, false],
    [105, 1, 1, true],
    [105, 1, 1, true],
  ])
})

test('what cannot be counted is refused with unit and fact, all at once', () => {
  const marking = markUnits(
    { ...investment, items: [...investment.items, ...service.items] },
    [
      unit('一组', { on_time: NaN, praises: -1, overdue: 0, task: 0 }),
      unit('一组', { on_time: 1, praises: 0 }),
    ],
    [
      entry('p1', '一组', { amount: 2000 }),
      entry('p1', '一组', { amount: 2000 }),
      entry('p2', '二组', { amount: 2000 }),
    ],
  )
  expect(
    marking.kind === 'refused'
      ? marking.findings.map(({ code, unit: who, indicator }) => [code, who, indicator])
      : [],
  ).toEqual([
    ['duplicate_unit', '一组', undefined],
    ['entry_counted_twice', '一组', undefined],
    ['unknown_code', '二组', undefined],
    ['denominator_not_usable', '一组', 'task'],
    ['value_not_usable', '一组', 'on_time'],
    ['parameter_missing', '一组', 'on time'],
    ['value_not_usable', '一组', 'praises'],
    ['parameter_missing', '一组', 'on time'],
    ['value_not_usable', '一组', 'overdue'],
  ])
})

test('one more eligible project never lowers the marks', () => {
  const amount = fc.integer({ min: 0, max: 20_000 })
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 8 }), amount, (amounts, more) => {
      const entries = [...amounts, more].map((one, place) => entry(String(place), '一组', { amount: one }))
      const [before] = done(markUnits(investment, [unit('一组')], entries.slice(0, -1)))
      const [after] = done(markUnits(investment, [unit('一组')], entries))
      expect(after?.marks).toBeGreaterThanOrEqual(before?.marks ?? Infinity)
    }),
  )
})

function saidOf(sheet: MarkSheet, units: readonly MarkedUnit[]): readonly unknown[] {
  const marking = markUnits(sheet, units, [entry('p', '一组', { amount: 2000 })])
  return marking.kind === 'refused'
    ? marking.findings.map(({ code, indicator }) => [code, indicator])
    : ['done']
}

test('points that are none, factors below nothing, codes said twice and facts that nobody has are refused', () => {
  const [projects] = investment.items
  if (projects?.kind !== 'entries') throw new Error('the sheet counts projects')
  const odd: MarkSheet = {
    ...investment,
    items: [
      { ...projects, multipliers: [{ anyOf: [{ fact: 'foregin', is: 'equal', value: true }], factor: -1 }] },
      { kind: 'additive', code: 'projects', fact: 'months', each: NaN, most: 5 },
    ],
    flags: [{ kind: 'veto', code: 'untrue', when: [{ fact: 'untru', is: 'equal', value: true }] }],
  }
  expect(saidOf(odd, [unit('一组')])).toEqual([
    ['duplicate_indicator', 'projects'],
    ['parameter_out_of_range', 'projects'],
    ['parameter_out_of_range', 'projects'],
    ['unknown_attribute', 'foregin'],
    ['unknown_attribute', 'untru'],
  ])
  expect(saidOf(investment, [unit('一组')])).toEqual(['done'])
})

test('in a group of five nobody is among the last five', () => {
  const units = ['甲', '乙', '丙', '丁', '戊'].map((code) => unit(code))
  const entries = units.map(({ code }, place) => entry(code, code, { amount: 2000 + place * 1000 }))
  const marked = done(markUnits(investment, units, entries))
  expect(marked.map(({ rank, flags }) => [rank, flags.length])).toEqual(
    [5, 4, 3, 2, 1].map((rank) => [rank, 0]),
  )
})

test('entries that did not count are named', () => {
  const entries = [entry('p1', '一组', { amount: 999 }), entry('p2', '一组', { amount: 1000 })]
  const [marked] = done(markUnits(investment, [unit('一组')], entries))
  expect(marked?.items[0]?.leftOut).toEqual(['p1'])
})
