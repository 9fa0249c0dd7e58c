import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  calendarFrom,
  changedDates,
  chinaCalendar,
  chinaNotices,
  dateAt,
  dayKind,
  formatInstant,
  instantAt,
  loadNotice,
  parseInstant,
  parseLegalDate,
  readNotice,
  replaceClosures,
  replaceWorkingHours,
} from './index.ts'

const calendar = chinaCalendar()

function reasonOf(date: string): string {
  return dayKind(calendar, parseLegalDate(date)).reason
}

describe('days', () => {
  test('make-up workdays of 2026 are worked', () => {
    const days = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
    expect(days.map(reasonOf)).toEqual(days.map(() => 'make_up_workday'))
  })

  test('holidays, weekends and weekdays', () => {
    expect(['2026-02-17', '2026-02-23', '2026-03-07', '2026-03-09'].map(reasonOf)).toEqual([
      'holiday',
      'holiday',
      'weekend',
      'weekday',
    ])
    expect(dayKind(calendar, parseLegalDate('2026-10-01'))).toEqual({
      working: false,
      reason: 'holiday',
      name: '国庆节',
      nameEn: 'National Day',
      provisional: false,
    })
  })

  test('the notice of a year reaches into the December before it', () => {
    expect(['2006-12-30', '2007-12-31', '2011-12-31', '2018-12-31', '2022-12-31'].map(reasonOf)).toEqual([
      'make_up_workday',
      'holiday',
      'make_up_workday',
      'holiday',
      'holiday',
    ])
  })

  test('only a year without its notice is provisional', () => {
    const provisional = ['2006-12-31', '2007-01-01', '2026-12-31', '2027-01-01'].map(
      (date) => dayKind(calendar, parseLegalDate(date)).provisional,
    )
    expect(provisional).toEqual([true, false, false, true])
  })

  test('a local closure comes before a make-up workday', () => {
    const closed = replaceClosures(
      calendar,
      new Map([[parseLegalDate('2026-10-10'), { name: '台风停办', source: '区政府通告' }]]),
    )
    expect(dayKind(closed, parseLegalDate('2026-10-10'))).toMatchObject({
      working: false,
      reason: 'local_closure',
    })
    expect(closed.version).toBe(calendar.version + 1)
    expect(changedDates(calendar, closed)).toEqual(['2026-10-10'])
  })
})

describe('local time', () => {
  test('a date begins at 16:00 UTC of the day before', () => {
    const date = parseLegalDate('2026-03-02')
    expect(formatInstant(instantAt(date, '00:00', calendar))).toBe('2026-03-01T16:00:00.000Z')
    expect(instantAt(date, '24:00', calendar)).toBe(instantAt(addDays(date, 1), '00:00', calendar))
    expect(dateAt(parseInstant('2026-03-01T15:59:59.999Z'), calendar)).toBe('2026-03-01')
    expect(dateAt(parseInstant('2026-03-01T16:00:00Z'), calendar)).toBe('2026-03-02')
  })

  test.each(['9:00', '24:01', '12:60', '', '12'])('the time “%s” is refused', (time) => {
    expect(() => instantAt(parseLegalDate('2026-03-02'), time, calendar)).toThrow('time_malformed')
  })

  test('working hours must follow each other', () => {
    const intervals = [
      { from: '14:00', to: '18:00' },
      { from: '08:00', to: '12:00' },
    ]
    expect(() => replaceWorkingHours(calendar, { intervals })).toThrow('calendar_invalid')
    expect(() => replaceWorkingHours(calendar, { intervals: [] })).toThrow('calendar_invalid')
    expect(replaceWorkingHours(calendar, { intervals: intervals.toReversed() }).version).toBe(2)
  })
})

describe('notices', () => {
  test('an amendment replaces what it names and takes back what it calls ordinary', () => {
    const { notice } = readNotice(
      {
        year: 2026,
        sources: ['修订通知'],
        off: [{ name: '国庆节', date: '2026-10-08' }],
        ordinary: [{ date: '2026-10-10' }],
      },
      'notice.json',
    )
    const amended = notice === undefined ? calendar : loadNotice(calendar, notice)
    expect(changedDates(calendar, amended)).toEqual(['2026-10-08', '2026-10-10'])
    expect(amended.exceptions.get(parseLegalDate('2026-10-08'))?.source).toBe('修订通知')
    expect(amended.exceptions.get(parseLegalDate('2026-10-07'))).toBeDefined()
  })

  test('all that is wrong with a notice is said at once, with its place', () => {
    const { notice, findings } = readNotice(
      {
        year: 2027,
        sources: [],
        off: [{ name: '元旦', from: '2027-01-03', to: '2027-01-01' }, { date: '2027-02-30' }],
        work: [
          { name: '元旦', date: '2026-11-30' },
          { name: '元旦', date: '2027-01-09' },
          { name: '元旦', date: '2027-01-09' },
        ],
        ordinary: 'none',
      },
      'notice.json',
    )
    expect(notice).toBeUndefined()
    expect(findings.map((finding) => finding.element)).toEqual([
      'sources',
      'off[0]',
      'off[1]',
      'off[1]',
      'ordinary',
      'work',
      'work',
    ])
  })

  test.each([undefined, null, 3, 'x', [], {}, { year: '2027' }, { year: 20.5 }])(
    '%j is no notice',
    (data) => {
      expect(readNotice(data, 'notice.json').findings).toHaveLength(1)
    },
  )

  test('the notices of 2007 to 2026 are shipped, each with its address', () => {
    expect(chinaNotices.map((notice) => notice.year)).toEqual(
      Array.from({ length: 20 }, (_, index) => 2007 + index),
    )
    expect(chinaNotices.filter((notice) => !notice.source.includes('www.gov.cn/'))).toEqual([])
    expect(calendarFrom(chinaNotices).exceptions.size).toBe(678)
  })
})

interface PublishedYear {
  readonly papers: readonly string[]
  readonly days: readonly (readonly [date: string, name: string, off: boolean])[]
}

const publishedFile = new URL('../../../../shared/data/calendar/cn-holidays-2007-2027.json', import.meta.url)

describe.skipIf(!existsSync(publishedFile))(
  'the shipped notices and the published list (skipped without ../shared)',
  () => {
    test('agree on every day of 2006-12-01 to 2026-12-31, on names and on sources', () => {
      const published: Readonly<Record<string, PublishedYear>> = JSON.parse(
        readFileSync(publishedFile, 'utf8'),
      )
      const expected = new Map(
        Object.values(published).flatMap((year) => year.days.map((day) => [day[0], day] as const)),
      )
      for (let date = parseLegalDate('2006-12-01'); date <= '2026-12-31'; date = addDays(date, 1)) {
        const [, name, off] = expected.get(date) ?? []
        const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
        const kind = dayKind(calendar, date)
        expect([date, kind.working, kind.name]).toEqual([
          date,
          off === undefined ? weekday % 6 > 0 : !off,
          name,
        ])
      }
      for (const notice of chinaNotices) {
        expect(notice.source).toBe(published[String(notice.year)]?.papers.join(' '))
      }
    })
  },
)
