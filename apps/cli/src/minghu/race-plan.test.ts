import { addDays, chinaCalendar, dayKind, parseLegalDate } from '@duibiao/base'
import { expect, test } from 'vitest'
import { planRace } from './race-plan.ts'

const china = chinaCalendar()

test('a season begun on any day of a year has a race over whole months, with two working days before it', () => {
  for (let place = 0; place < 365; place += 1) {
    const from = addDays(parseLegalDate('2025-07-01'), place)
    const { body, content, streets } = planRace(from, china)
    const first = parseLegalDate(body.stages[0]?.from ?? '')
    expect(first.endsWith('-01')).toBe(true)
    for (const [index, { to }] of body.stages.entries()) {
      expect(addDays(parseLegalDate(to), 1).endsWith('-01')).toBe(true)
      const next = body.stages[index + 1]
      if (next !== undefined) expect(next.from).toBe(addDays(parseLegalDate(to), 1))
    }
    expect(content.period).toEqual({ from: first, to: body.stages.at(-1)?.to })
    expect(streets.content.period).toEqual({ from: first, to: body.stages[0]?.to })
    let working = 0
    for (let day = from; day < first; day = addDays(day, 1)) if (dayKind(china, day).working) working += 1
    expect([from, working >= 2]).toEqual([from, true])
  }
})

test('each stage has a value and words for every zone', () => {
  const { body, handedIn, comments } = planRace(parseLegalDate('2026-08-25'), china)
  for (const stage of [1, 2, 3]) {
    expect(handedIn(stage)).toHaveLength(body.zones.length)
    expect(comments(stage)).toHaveLength(body.zones.length)
  }
})
