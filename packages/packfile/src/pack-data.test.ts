import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Value, Variables } from '@duibiao/kernel'
import { describe, expect, test } from 'vitest'
import { readPack, type Pack } from './pack.ts'

function folderOf(name: string): string {
  return fileURLToPath(new URL(`../../../packs/${name}`, import.meta.url))
}

function aPack(name: string): Pack {
  const { pack } = readPack(folderOf(name))
  if (pack === undefined) throw new Error(`${name} was not read`)
  return pack
}

function decide(
  pack: Pack,
  ref: string,
  given: Variables,
): { readonly value: Value; readonly rules: readonly string[] } {
  const decision = pack.logic.decisions.get(ref)
  if (decision === undefined) throw new Error(`${ref} is gone`)
  const { value, rules, warnings } = decision.evaluate(given)
  expect(warnings.filter((warning) => warning !== 'no rule matches')).toEqual([])
  return { value, rules }
}

describe('the dispatch table of the hotline (北京市接诉即办工作条例 11–14)', () => {
  const pack = aPack('hotline')
  const everything = {
    emergency: true,
    channel: 'petition',
    same_matter: 'open',
    secret: true,
    unlawful: true,
    beyond_duty: true,
    demand_type: 'consultation',
    knowledge_hit: true,
    units: ['城管局'],
    district_known: true,
    hard: true,
  }

  test.each<[number, Variables]>([
    [1, everything],
    [2, { ...everything, emergency: false }],
    [3, { ...everything, emergency: false, channel: 'none' }],
    [4, { ...everything, emergency: false, channel: 'none', new_fact: true }],
    [5, { ...everything, emergency: false, channel: 'none', new_fact: true, secret: false }],
    [6, { ...everything, emergency: false, channel: 'none', new_fact: true, secret: false, unlawful: false }],
    [7, { demand_type: 'consultation', knowledge_hit: true, units: ['城管局'] }],
    [8, { demand_type: 'consultation', units: ['城管局'], district_known: true, hard: true }],
    [9, { demand_type: 'help', units: [], district_known: true }],
    [10, { demand_type: 'help', units: [], district_known: true, hard: true }],
    [11, { demand_type: 'help', units: ['城管局', '住建局'] }],
  ])('row %i is the first that matches', (row, given) => {
    const { value, rules } = decide(pack, 'dispatch', given)
    expect(rules).toEqual([`dispatch_${String(row).padStart(2, '0')}`])
    const tell =
      typeof value === 'object' && value !== null && 'tell' in value
        ? `tell.${JSON.stringify(value['tell']).replaceAll('"', '')}`
        : ''
    expect(Object.keys(pack.texts.zh)).toContain(tell)
  })

  test('nothing known: no row, so the procedure consults', () => {
    expect(decide(pack, 'dispatch', {})).toEqual({ value: null, rules: [] })
  })
})

describe('duty lists (北京接诉即办 17)', () => {
  const pack = aPack('hotline')

  test.each<[string, Variables, boolean]>([
    ['a street leads what is its basic duty', { receiver_kind: 'street', list_entry: 'basic' }, true],
    ['a street does not lead what it assists', { receiver_kind: 'street', list_entry: 'assisting' }, false],
    [
      'what was taken back is not sent to a street',
      { receiver_kind: 'street', list_entry: 'taken_back', consulted: true },
      false,
    ],
    ['what is not listed needs a consultation', { receiver_kind: 'street', list_entry: 'not_listed' }, false],
    ['and is sent after it', { receiver_kind: 'street', list_entry: 'not_listed', consulted: true }, true],
    [
      'a community does what is on its own list',
      { receiver_kind: 'community', list_entry: 'community_own' },
      true,
    ],
    [
      'and nothing else, consulted or not',
      { receiver_kind: 'community', list_entry: 'basic', consulted: true },
      false,
    ],
    ['departments lead', { receiver_kind: 'department' }, true],
    ['an unknown receiver is not sent anything', {}, false],
  ])('%s', (_name, given, allowed) => {
    expect(decide(pack, 'list-check', given).value).toMatchObject({ allowed })
  })
})

describe('the filing standards of city-events', () => {
  const pack = aPack('city-events')
  const rows = pack.codes.get('yuncheng-standards')?.rows ?? []

  test('519 rows, none confirmed, decided as listed', () => {
    expect(rows).toHaveLength(519)
    for (const row of rows) {
      const { value, rules } = decide(pack, 'filing-standard', { standard_id: row['standard_id'] ?? '' })
      expect(rules).toEqual([`standard_${(row['standard_id'] ?? '').replace('-', '_')}`])
      expect(value).toMatchObject({
        name: row['name'],
        amount: Number(row['amount']),
        unit: row['unit'],
        confirmed: false,
        emergency: row['kind'] === 'event' && row['class'] === '05',
      })
    }
    expect(decide(pack, 'filing-standard', { standard_id: 'C9999-1' })).toEqual({ value: null, rules: [] })
  })

  test('limits are as many of each as the source counts', () => {
    const counts = new Map<string, number>()
    for (const row of rows) {
      const limit = `${row['amount'] ?? ''} ${row['unit'] ?? ''}`
      counts.set(limit, (counts.get(limit) ?? 0) + 1)
    }
    expect(Object.fromEntries(counts)).toEqual({
      '1 working_day': 143,
      '5 working_day': 86,
      '3 working_day': 84,
      '2 working_day': 82,
      '4 working_hour': 39,
      '2 urgent_hour': 32,
      '2 working_hour': 22,
      '7 working_day': 9,
      '1 urgent_hour': 6,
      '15 working_day': 5,
      '4 urgent_hour': 4,
      '2 urgent_day': 3,
      '10 working_day': 2,
      '4 working_day': 1,
      '1 urgent_day': 1,
    })
  })

  test('403 codes: 153 components and 250 events, unique only with their kind, with their gaps', () => {
    const codes = pack.codes.get('gbt47678-5')?.rows ?? []
    expect(codes.filter((row) => row['kind'] === 'component')).toHaveLength(153)
    expect(codes.filter((row) => row['kind'] === 'event')).toHaveLength(250)
    expect(new Set(codes.map((row) => row['code'])).size).toBeLessThan(403)
    expect(
      codes.filter((row) => ['01016', '05001', '06031', '07005', '09007'].includes(row['code'] ?? '')),
    ).toEqual([])
  })

  test('old event classes map to the new ones; emergencies have none', () => {
    const mapping = pack.codes.get('class-mapping')?.rows ?? []
    const events = mapping
      .filter((row) => row['kind'] === 'event')
      .map((row) => [row['old_class'], row['new_class']])
    expect(events).toEqual([
      ['01', '06'],
      ['02', '07'],
      ['03', '08'],
      ['04', '09'],
      ['05', ''],
      ['06', '10'],
    ])
  })
})

describe('the sample messages', () => {
  const lines = readFileSync(`${folderOf('hotline')}/samples/messages.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
  const messages = lines.map((line): { readonly [field: string]: unknown } => JSON.parse(line))

  test('there are enough, each with its fields, in the order of time, over about three months of 2026', () => {
    expect(messages.length).toBeGreaterThanOrEqual(60)
    for (const message of messages) {
      expect(Object.keys(message)).toEqual(['id', 'user', 'subject', 'time', 'body'])
      expect(String(message['time'])).toMatch(/^2026-0[3-5]-\d\d \d\d:\d\d:\d\d$/u)
    }
    const times = messages.map((message) => String(message['time']))
    expect(times).toEqual(times.toSorted())
    expect(new Set(messages.map((message) => message['id'])).size).toBe(messages.length)
  })

  test('some callers come again', () => {
    expect(new Set(messages.map((message) => message['user'])).size).toBeLessThan(messages.length - 5)
  })
})
