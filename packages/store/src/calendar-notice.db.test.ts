import { expect, test } from 'vitest'
import { chinaCalendar, instantOf, loadNotice, readNotice } from '@duibiao/base'
import type { Calendar } from '@duibiao/base'
import {
  describeOnBoth,
  literal,
  makeFixedClock,
  openSampleEngine,
  sketchClock,
  sketchRow,
  whileAtWork,
} from '@duibiao/testkit'
import {
  findUnreckoned,
  keepNotice,
  keepReckoned,
  listNotices,
  recomputeCalendar,
} from './calendar-notice.ts'
import { previewCalendar } from './calendar-preview.ts'
import { readEntries } from './entry.ts'
import { receiptOf } from './order.ts'

const limited = {
  ...sketchRow('limited', { id: 'handle', kind: 'user', clockActs: whileAtWork() }),
  clocks: [sketchClock('handle', { kind: 'legal', amount: literal(5) })],
}
const notice2027 = {
  year: 2027,
  sources: ['test'],
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
  work: [],
}

describeOnBoth('calendar notices', (open) => {
  test('a notice that comes late moves open clocks, once, and the record says so', async () => {
    const opened = await open()
    let calendar: Calendar = chinaCalendar()
    const clock = makeFixedClock(instantOf(Date.UTC(2026, 11, 28, 2)))
    const { engine } = await openSampleEngine(opened, {
      clock,
      procedures: [limited],
      calendar: () => calendar,
    })
    const { database, district } = engine.setting
    const { matter } = receiptOf(await engine.start({ procedure: 'limited', key: 'one', actor: {} }))
    const clocks = () => opened.database.query('select kind, status, due_at, is_provisional from clock')
    const due = (day: number) => Date.UTC(2027, 0, day, 16)
    expect(await clocks()).toEqual([
      { kind: 'legal', status: 'running', due_at: due(4), is_provisional: true },
    ])
    expect(await opened.database.query('select due_at from matter')).toEqual([{ due_at: due(4) }])

    const at = clock.now()
    expect(await keepNotice(opened.database, district, { calendar: 'cn', notice: notice2027, at })).toBe(1)
    const [kept] = await listNotices(opened.database, district, 'cn')
    const { notice } = readNotice(kept?.data, 'database')
    if (notice === undefined) return expect.unreachable()
    const next = loadNotice(calendar, notice)
    expect(await previewCalendar(engine, { calendar: next, shown: 5 })).toEqual({
      matters: 1,
      clocks: 1,
      isWhole: true,
      first: [
        {
          matter,
          clock: 'handle',
          before: { dueAt: due(4), provisional: true },
          after: { dueAt: due(5) },
        },
      ],
    })
    expect(await previewCalendar(engine, { calendar: next, shown: 0 })).toMatchObject({
      clocks: 1,
      first: [],
    })
    expect(await previewCalendar(engine, { calendar, shown: 5 })).toEqual({
      matters: 0,
      clocks: 0,
      isWhole: true,
      first: [],
    })
    expect(await readEntries(database, district, matter)).toHaveLength(1)
    calendar = next
    const change = { calendar: 'cn', version: String(calendar.version) }
    expect(await recomputeCalendar(engine, change)).toEqual({ recomputed: 1, clocks: 1, refused: 0 })
    expect(await recomputeCalendar(engine, change)).toEqual({ recomputed: 1, clocks: 1, refused: 0 })
    expect(await clocks()).toEqual([
      { kind: 'legal', status: 'running', due_at: due(5), is_provisional: false },
    ])
    const entries = await readEntries(opened.database, district, matter)
    expect(entries.map(({ kind }) => kind)).toEqual(['start', 'recomputeClocks'])
    expect(entries[1]?.facts).toMatchObject([{ kind: 'clock_recomputed', clock: 'handle' }])
  })

  test('a notice is known as reckoned once that is kept, also by who comes later', async () => {
    const opened = await open()
    const { engine } = await openSampleEngine(opened, {})
    const { database, district } = engine.setting
    const at = instantOf(Date.UTC(2026, 11, 28))
    expect(await findUnreckoned(database, district, 'cn')).toBeUndefined()
    for (let time = 0; time < 2; time += 1)
      await keepNotice(database, district, { calendar: 'cn', notice: notice2027, at })
    expect(await findUnreckoned(database, district, 'cn')).toBe(2)
    await keepReckoned(database, district, { calendar: 'cn', number: 1, at })
    expect(await findUnreckoned(database, district, 'cn')).toBe(2)
    await keepReckoned(database, district, { calendar: 'cn', number: 2, at })
    expect(await listNotices(database, district, 'cn')).toEqual([
      { data: notice2027, loadedAt: at, reckonedAt: at },
      { data: notice2027, loadedAt: at, reckonedAt: at },
    ])
  })
})
