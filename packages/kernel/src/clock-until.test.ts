import { chinaCalendar, formatLocal, instantOf, parseInstant } from '@duibiao/base'
import {
  literal,
  makeTestWorld,
  matterIn,
  refusalOf,
  sketchClock,
  sketchRow,
  startIn,
  whileAtWork,
} from '@duibiao/testkit'
import { expect, test } from 'vitest'
import type { Value } from './expression.ts'
import type { World } from './world.ts'

const calendar = chinaCalendar()

/** A world on 2026-03-02, 23:30 in the district, with one task under a clock that ends as given. */
function worldUntil(amount: Value): World {
  const clock = sketchClock('handle', { amount: literal(amount) })
  const row = { ...sketchRow('p', { id: 'work', kind: 'user' }), clocks: [clock], clockActs: whileAtWork() }
  const now = parseInstant('2026-03-02T23:30:00+08:00')
  return makeTestWorld([row], { now, calendar: () => calendar })
}

function dueIn(world: World): string {
  const due = matterIn(world, startIn(world, 'p')).state.clocks['handle']?.dueAt ?? 0
  return formatLocal(instantOf(due), 480).slice(0, 16)
}

test.each([
  ['2026-03-03', '2026-03-04T00:00'],
  ['2027-06-30', '2027-07-01T00:00'],
  // A Sunday: the day after the rest day is the last one (民法典 203).
  ['2026-03-15', '2026-03-17T00:00'],
])('a limit said as the last day %s ends with it', (until, due) => {
  expect(dueIn(worldUntil({ until }))).toBe(due)
})

test.each(['2026-03-02', '2026-03-01', '2020-02-29'])(
  'a last day %s that does not lie ahead is refused',
  (until) => {
    expect(refusalOf(worldUntil({ until }).start({ procedure: 'p' }))).toBe('clock_date_past')
  },
)

test.each([{ until: '2026-02-30' }, { until: 7 }, { until: null }, {}])('%j is no limit', (amount) => {
  expect(refusalOf(worldUntil(amount).start({ procedure: 'p' }))).toBe('clock_amount_missing')
})
