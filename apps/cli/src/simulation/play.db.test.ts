import { afterAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import {
  makeFixedClock,
  openSampleEngine,
  openTestDatabase,
  plainCalendar,
  sketchStarter,
  timerOf,
} from '@duibiao/testkit'
import { playPeople } from './play.ts'

const opened = await openTestDatabase()
afterAll(() => opened.close())

test('timer start events start matters while a season is played, also after the last message', async () => {
  const clock = makeFixedClock()
  const patrol = sketchStarter('patrol', timerOf('cycle', 'R/2026-03-02T08:00:00+08:00/P1D'))
  const { engine } = await openSampleEngine(opened, { clock, procedures: [patrol] })
  const sentAt = clock.now()
  const day = 86_400_000
  const state = await playPeople({
    engine,
    outbox: { callService: async () => [], notify: async () => {} },
    calendar: plainCalendar(),
    messages: [{ id: 'a', user: '', subject: '路灯不亮', body: '', sentAt }],
    takeIn: async () => undefined,
    moveTo: (at) => clock.jumpTo(at),
    seed: 1,
    until: instantOf(sentAt + 5 * day),
    tick: 10,
    watch: async () => {},
  })
  expect(state.timers).toBe(5)
  const started = await opened.database.query('select title from matter order by title')
  expect(started.map(({ title }) => title)).toEqual(
    [3, 4, 5, 6, 7].map((date) => `patrol 2026-03-0${date} 08:00`),
  )
})
