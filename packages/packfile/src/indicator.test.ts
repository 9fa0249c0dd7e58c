import { changePack, readShippedPack, replaceText, shippedPack } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { instantOf, parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Fact, Variables } from '@duibiao/kernel'
import { recordOf } from './indicator-record.ts'
import type { MatterRecord } from './indicator-record.ts'
import { compileIndicator, indicatorVersion } from './indicator.ts'
import { readPackFiles } from './pack.ts'

const sheet = 'indicators/measure-sheet.yaml'
const hour = 3_600_000
const begin = parseInstant('2026-03-02T01:00:00Z')
const due = instantOf(begin + 48 * hour)

function at(hours: number): Instant {
  return instantOf(begin + hours * hour)
}

const started: Fact = { kind: 'clock_started', clock: 'handle', dueAt: due }
const met: Fact = { kind: 'clock_met', clock: 'handle' }
const confirmed: Fact = { kind: 'passed', element: 'confirm' }

function aMatter(entries: MatterRecord['entries'], data: Variables = {}): MatterRecord {
  return { status: 'open', process: 'city-events', openedAt: begin, data, entries }
}

const packs = new Map(['city-events', 'whistle', 'hotline'].map((name) => [name, readShippedPack(name)]))

function countIn(pack: string, name: string, matter: MatterRecord) {
  const definition = packs.get(pack)?.indicators.get(name)
  if (definition === undefined) throw new Error(`no indicator ${name}`)
  return compileIndicator(`${pack}.${name}`, definition).count(recordOf(matter), matter)
}

describe('an indicator counts', () => {
  const handled = (entries: MatterRecord['entries']) =>
    countIn('city-events', 'handling_on_time', aMatter(entries))

  test('a case by the month its limit ends in, the last moment of the limit counting', () => {
    const counted = handled([
      { at: begin, facts: [started] },
      { at: at(3), facts: [met, confirmed] },
    ])
    expect(counted).toEqual({ at: due - 1, part: '', numerator: 1, denominator: 1 })
  })

  test('what ended at its end or later as late, also when nobody noticed before', () => {
    const counted = handled([
      { at: begin, facts: [started] },
      { at: due, facts: [met, confirmed] },
    ])
    expect(counted).toMatchObject({ numerator: 0, denominator: 1 })
  })

  test('what was late once as late, however often its limit begins again', () => {
    const breached: Fact = { kind: 'clock_breached', clock: 'handle', consequence: 'breach', dueAt: due }
    const counted = handled([
      { at: begin, facts: [started] },
      { at: due, facts: [breached] },
      { at: at(60), facts: [{ kind: 'clock_stopped', clock: 'handle' }, confirmed] },
      { at: at(70), facts: [{ ...started, dueAt: at(90) }] },
      { at: at(71), facts: [met] },
    ])
    expect(counted).toMatchObject({ part: '', numerator: 0, denominator: 1 })
  })

  test('a shelved case apart, where its limit ended before it was shelved', () => {
    const counted = handled([
      { at: begin, facts: [started] },
      { at: at(3), facts: [{ kind: 'clock_paused', clock: 'handle' }] },
    ])
    expect(counted).toEqual({ at: due - 1, part: 'shelved', numerator: 0, denominator: 0 })
  })

  test('a case under way as not settled, and one that never had the limit not at all', () => {
    expect(handled([{ at: begin, facts: [started] }])?.part).toBe('pending')
    expect(handled([{ at: begin, facts: [] }])).toBeUndefined()
  })

  test('departments by their number, of each call as many as came', () => {
    const limit: Fact = { kind: 'clock_started', clock: 'report_in', dueAt: due }
    const came: Fact = { kind: 'task_completed', element: 'report_in', token: 7 }
    const matter = aMatter(
      [
        { at: begin, facts: [limit] },
        { at: at(1), facts: [came, came] },
        {
          at: due,
          facts: [{ kind: 'clock_breached', clock: 'report_in', consequence: 'breach', dueAt: due }],
        },
      ],
      { offices: ['water', 'roads', 'parks'] },
    )
    expect(countIn('whistle', 'report_in_rate', matter)).toMatchObject({ numerator: 2, denominator: 3 })
    expect(countIn('whistle', 'report_in_on_time', matter)).toMatchObject({ numerator: 0, denominator: 1 })
  })

  test('satisfaction with those apart that were not reached or said nothing', () => {
    const rated = (data: Variables) =>
      countIn('hotline', 'satisfied_rate', { ...aMatter([], data), endedAt: at(9) })
    expect(rated({ reached: true, satisfied: 'yes' })).toMatchObject({ numerator: 1, denominator: 1 })
    expect(rated({ reached: true, satisfied: 'fair' })).toMatchObject({ numerator: 0, denominator: 1 })
    expect(rated({ reached: false })?.part).toBe('not_reached')
    expect(rated({ reached: true, satisfied: 'none' })?.part).toBe('not_rated')
    expect(
      countIn('hotline', 'satisfied_rate', aMatter([], { reached: true, satisfied: 'yes' })),
    ).toBeUndefined()
  })

  test('nothing where more would be above than below: the matter is left out and said to be', () => {
    const definition = packs.get('hotline')?.indicators.get('solved_rate')
    if (definition === undefined) throw new Error('no indicator')
    const wrong = { ...definition, numerator: { ...definition.numerator, when: '2' } }
    const matter = { ...aMatter([], { reached: true, solved: 'yes' }), endedAt: at(9) }
    const count = (when: string) =>
      compileIndicator('x.y', { ...wrong, numerator: { ...wrong.numerator, when } }).count(
        recordOf(matter),
        matter,
      )?.part
    expect(['2', '0.5', '-1', '"yes"'].map(count)).toEqual(Array.from({ length: 4 }, () => 'not_countable'))
    expect(['1', 'true', 'null', 'false'].map(count)).toEqual(['', '', '', ''])
  })
})

test('the version of a formula follows what is counted, not what it is called', () => {
  const definition = packs.get('hotline')?.indicators.get('solved_rate')
  if (definition === undefined) throw new Error('no indicator')
  const version = indicatorVersion(definition)
  expect(indicatorVersion({ ...definition, cut_off_days: 9, name: { zh: '别名', en: 'other' } })).toBe(
    version,
  )
  const { exclusions = {} } = definition
  const turned = Object.fromEntries(Object.entries(exclusions).toReversed())
  expect(indicatorVersion({ ...definition, exclusions: turned })).not.toBe(version)
  expect(indicatorVersion({ ...definition, instant: { kind: 'opened' } })).not.toBe(version)
})

test.each([
  ['data.solved = "yes"', 'data.solvedd = "yes"', 'indicator_name_unknown', 'variable solvedd'],
  ['clock.contact.running > 0', 'clock.contakt.running > 0', 'indicator_name_unknown', 'clock contakt'],
  ['clock.contact.running > 0', 'clock.contact.run > 0', 'indicator_name_unknown', 'running, paused'],
  ['passed.ended_terminated > 0', 'passed.ended > 0', 'indicator_name_unknown', 'element ended'],
  ['data.rework_count > 0', 'rework_count > 0', 'indicator_name_unknown', 'not rework_count'],
  ['data.rework_count > 0', 'data.rework_count >', 'feel_syntax', 'FEEL'],
  ['clock: contact }', 'clock: kontakt }', 'indicator_name_unknown', 'clock kontakt'],
  [
    'goalposts: { worst: 0.4, best: 1 }',
    'goalposts: { worst: 1, best: 0.4 }',
    'indicator_goalposts',
    'goalposts',
  ],
  ['better: higher', 'better: more', 'indicator_invalid', 'higher, lower'],
  ['not_rated:', 'pending:', 'indicator_invalid', 'pending'],
])('an indicator that says %s as %s is refused with file and line', (...[from, to, code, what]) => {
  const changed = changePack(shippedPack('hotline'), { [sheet]: replaceText(from, to) })
  const found = readPackFiles(changed).findings.find((finding) => finding.code === code)
  expect(found).toMatchObject({ file: sheet, en: expect.stringContaining(what) })
  expect(found?.line).toBeGreaterThan(2)
})
