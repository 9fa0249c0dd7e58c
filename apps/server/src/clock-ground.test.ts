import { chinaCalendar, defaultRule, instantAt, parseLegalDate } from '@duibiao/base'
import type { ClockUnit } from '@duibiao/base'
import type { Clock } from '@duibiao/kernel'
import { compilePack, readPack } from '@duibiao/packfile'
import type { PackChoice, ParameterValue } from '@duibiao/packfile'
import { expect, test } from 'vitest'
import { groundOfClock, groundText } from './clock-ground.ts'

const from = parseLegalDate('2018-09-01')
const jinan: ParameterValue = {
  from,
  value: 5,
  unit: 'working_day',
  binds: '济南市',
  legal_basis: { law: '济南市12345市民服务热线条例', article: '24(1)' },
}

test('a limit rests on its article where that binds, and is a default anywhere else', () => {
  expect(groundText(jinan, 'zh', '济南市')).toBe('济南市12345市民服务热线条例 24(1)')
  expect(groundText(jinan, 'zh', '明湖区')).toBe(
    '默认值，未经确认（参照济南市12345市民服务热线条例 24(1)，仅适用于济南市）',
  )
  expect(groundText({ from, value: 60, legal_basis: { law: '信访工作条例', article: '34' } }, 'en')).toBe(
    '信访工作条例 34',
  )
  expect(groundText({ from, value: 3, unconfirmed: true }, 'zh')).toBe('默认值，未经确认')
  expect(groundText({ from, value: 3, unconfirmed: true, source: 'DB11' }, 'en')).toBe(
    'default, not confirmed (after DB11)',
  )
})

const calendar = chinaCalendar()
const { pack } = readPack(new URL('../../../packs/hotline', import.meta.url).pathname)
if (pack === undefined) throw new TypeError('the pack hotline is faulty')
const compiled = compilePack(pack)
const library = { find: () => compiled.entry }

interface Scene {
  readonly limit: readonly [amount: number, unit: ClockUnit]
  readonly choice?: PackChoice
}

function groundOf(key: string, date: string, { limit: [amount, unit], choice = {} }: Scene): string {
  const clock: Clock = {
    key,
    owner: 0,
    status: 'running',
    rule: defaultRule(unit, amount),
    startedAt: instantAt(parseLegalDate(date), '09:00', calendar),
    pauses: [],
    extensions: [],
  }
  const scope = { kind: 'process', procedure: compiled.entry.hash } as const
  const state = {
    status: 'open',
    next: 1,
    scopes: { 0: scope },
    tokens: {},
    timers: {},
    subscriptions: {},
    clocks: {},
  } as const
  const data = { 0: { limits: { handle: 'handle_limit_hard' } } }
  const packs = { ofProcedure: () => pack, choiceAt: () => choice }
  return groundOfClock({ clock, matter: { state, data } }, { library, packs, calendar: () => calendar }, 'zh')
}

test('the value counts that was in force when the clock started, also when a decision chose the parameter', () => {
  expect(groundOf('accept', '2026-03-02', { limit: [2, 'hour'] })).toBe(
    '默认值，未经确认（参考：北京 DB11 草案）',
  )
  const five = { limit: [5, 'working_day'] } as const
  expect(groundOf('handle', '2018-08-31', five)).toBe('默认值，未经确认')
  expect(groundOf('handle', '2021-12-14', five)).toContain('24(1)，仅适用于济南市）')
  expect(groundOf('handle', '2021-12-15', five)).toContain('20(1)，仅适用于济南市、潍坊市）')
})

test('a value that is not the one the clock runs by is no ground for it', () => {
  expect(groundOf('handle', '2026-03-02', { limit: [7, 'calendar_day'] })).toBe('流程包未写明')
})

test('a district in the place of the statute sees it as confirmed, and its own value with its own basis', () => {
  const limit = [5, 'working_day'] as const
  const confirmed = groundOf('handle', '2026-03-02', { limit, choice: { place: '潍坊市' } })
  expect(confirmed).toMatch(/^济南市12345市民服务热线条例 24\(1\)；.* 20\(1\)$/)
  const basis = { law: '区政府常务会议纪要', article: '2026-7' }
  const own = { from: parseLegalDate('2026-01-01'), value: 3, unit: 'working_day', legal_basis: basis }
  const choice = { place: '潍坊市', overrides: { handle_limit_hard: [own] } }
  const ground = groundOf('handle', '2026-03-02', { limit: [3, 'working_day'], choice })
  expect(ground).toBe('区政府常务会议纪要 2026-7')
})
