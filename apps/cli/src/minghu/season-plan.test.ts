import { formatLocal, parseLegalDate } from '@duibiao/base'
import { describe, expect, test } from 'vitest'
import { makeDistrict, makeSeason } from './district.ts'
import { readWrittenDistrict } from './written-file.ts'

const from = parseLegalDate('2026-05-18')
const district = makeDistrict(readWrittenDistrict(), { seed: 1, from })
const season = makeSeason(district)
const { messages, days, patrols } = season

function countOn(date: string): number {
  return messages.filter(({ at }) => formatLocal(at, 480).startsWith(date)).length
}

test('lasts 90 days, with messages in the order of their time and ids given once', () => {
  expect(days).toHaveLength(90)
  expect(messages.length).toBeGreaterThan(3500)
  expect(messages.every(({ at }, index) => index === 0 || at >= (messages[index - 1]?.at ?? at))).toBe(true)
  for (const ids of [messages.map(({ id }) => id), patrols.map(({ id }) => id)]) {
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('the same seed and day give the same season, another seed another', () => {
  const again = makeSeason(makeDistrict(readWrittenDistrict(), { seed: 1, from }), { days: 20 })
  expect(again.messages[0]).toEqual(makeSeason(district, { days: 20 }).messages[0])
  expect(JSON.stringify(again)).toBe(JSON.stringify(makeSeason(district, { days: 20 })))
  const other = makeSeason(makeDistrict(readWrittenDistrict(), { seed: 2, from }), { days: 20 })
  expect(JSON.stringify(other.messages)).not.toBe(JSON.stringify(again.messages))
})

test('no slot is left open, no text empty, none longer than the form takes', () => {
  const open = messages.filter(({ subject, body }) => /[{}]|undefined/.test(subject + body))
  expect(open.map(({ template }) => template)).toEqual([])
  expect(patrols.filter(({ text }) => /[{}]|undefined/.test(text))).toEqual([])
  for (const { subject, body } of messages) {
    expect(subject.length).toBeLessThanOrEqual(200)
    expect(body.length).toBeGreaterThan(4)
    expect(body.length).toBeLessThanOrEqual(4000)
  }
})

test('almost every text is used', () => {
  const used = new Set(messages.map(({ template }) => template))
  const { templates } = district.written
  const possible = templates.filter(({ season: { weather, months } }) => {
    const isWarm = months.length === 0 || months.some((month) => month >= 5 && month <= 8)
    return isWarm && !weather.includes('cold')
  })
  const unused = possible.filter(({ id }) => !used.has(id))
  expect(unused.length / possible.length).toBeLessThan(0.05)
})

describe('rhythm', () => {
  test('mornings are busy and nights are not, working days more than days off', () => {
    const hours = messages.map(({ at }) => Number(formatLocal(at, 480).slice(11, 13)))
    const at = (hour: number) => hours.filter((one) => one === hour).length
    expect(at(9)).toBeGreaterThan(10 * at(3))
    const perDay = (isWorkday: boolean) => {
      const counts = days.filter((day) => day.isWorkday === isWorkday).map(({ date }) => countOn(date))
      return counts.reduce((sum, count) => sum + count, 0) / counts.length
    }
    expect(perDay(true)).toBeGreaterThan(1.15 * perDay(false))
  })

  test('a storm floods: more messages, and many of them about water and trees', () => {
    const storm = days.find(({ weather }) => weather === 'storm')
    expect(storm).toBeDefined()
    const flooded = ['waterlogging', 'drainage', 'green', 'danger', 'power', 'leak']
    const shareOf = (date: string) => {
      const some = messages.filter(({ at }) => formatLocal(at, 480).startsWith(date))
      return some.filter(({ category }) => flooded.includes(category)).length / some.length
    }
    const calm = days.filter(({ weather }) => weather === 'clear').map(({ date }) => shareOf(date))
    const usual = calm.reduce((sum, share) => sum + share, 0) / calm.length
    expect(shareOf(storm?.date ?? '')).toBeGreaterThan(2 * usual)
  })

  test('a hot issue grows, in its communities only, and fades', () => {
    const hot = messages.filter(({ hotIssue }) => hotIssue !== undefined)
    const between = (start: number, end: number) => {
      const dates = days.slice(start, end).map(({ date }) => String(date))
      return hot.filter(({ at }) => dates.includes(formatLocal(at, 480).slice(0, 10))).length / (end - start)
    }
    expect(between(0, 38)).toBe(0)
    expect(between(43, 49)).toBeGreaterThan(2 * between(38, 43))
    expect(between(49, 58)).toBeGreaterThan(2 * between(43, 49))
    expect(between(68, 90)).toBeLessThan(between(43, 49))
    expect(new Set(hot.map(({ place }) => place.slice(0, 4)))).toEqual(new Set(['杏园街道']))
  })
})

test('one occasion makes several people write from the same place, and some write again later', () => {
  const topics = Map.groupBy(
    messages.filter(({ hotIssue, follows }) => hotIssue === undefined && follows === undefined),
    ({ topic }) => topic,
  )
  const joint = [...topics.values()].filter((group) => group.length > 1)
  expect(joint.length).toBeGreaterThan(100)
  for (const group of joint) {
    expect(new Set(group.map(({ grid }) => grid)).size).toBe(1)
    expect(new Set(group.map(({ template }) => template)).size).toBe(group.length)
  }
  const known = new Map(messages.map((message) => [message.id, message]))
  const again = messages.filter(({ follows }) => follows !== undefined)
  expect(again.length).toBeGreaterThan(80)
  for (const { at, follows, category, reporter } of again) {
    const before = known.get(follows ?? '')
    expect(before?.at).toBeLessThan(at)
    expect(before?.category).toBe(category)
    if (before?.reporter !== undefined) expect(reporter).toEqual(before.reporter)
  }
})

test('grids, offices and grid workers are those of the district; numbers reach nobody', () => {
  const grids = new Set(district.geography.areas.map(({ area }) => area.id))
  const offices = new Set(district.offices.map(({ office }) => office.id))
  for (const { grid, office, reporter } of messages) {
    expect(grids.has(grid) && offices.has(office)).toBe(true)
    if (reporter !== undefined) expect(reporter.mobile).toMatch(/^142\d{8}$/)
  }
  for (const { worker, grid } of patrols) expect(district.staff.rounds.get(worker)).toContain(grid)
  for (const { office, called } of season.whistles) {
    expect([office, ...called].filter((id) => !offices.has(id))).toEqual([])
  }
  for (const { office, category } of season.orders) {
    expect(offices.has(office) && district.written.categories.has(category)).toBe(true)
  }
})

test('every office has habits, and not all the same', () => {
  const { behaviours } = season
  expect(behaviours.size).toBe(district.offices.length)
  expect(new Set([...behaviours.values()].map(({ style }) => style)).size).toBe(6)
})
