import { describe, expect, test } from 'vitest'
import { chinaCalendar, instantAt, parseLegalDate } from '@duibiao/base'
import { findOnDuty, rosterOn } from './duty-time.ts'
import type { DutyTime } from './duty-time.ts'

const calendar = chinaCalendar()
const validFrom = parseLegalDate('2026-01-01')
const common = { district: 1, office: 'centre' }
const duties: readonly DutyTime[] = [
  {
    ...common,
    kind: 'recurring',
    id: 'D',
    person: 'li',
    days: 'working_day',
    from: '08:30',
    to: '17:30',
    validFrom,
  },
  {
    ...common,
    kind: 'recurring',
    id: 'N',
    person: 'wang',
    days: 'every_day',
    from: '17:30',
    to: '08:30',
    validFrom,
  },
  {
    ...common,
    kind: 'recurring',
    id: 'O',
    person: 'zhao',
    days: 'day_off',
    from: '08:30',
    to: '17:30',
    validFrom,
  },
  {
    ...common,
    kind: 'rostered',
    id: 'R',
    person: 'qian',
    on: parseLegalDate('2026-10-01'),
    from: '09:00',
    to: '09:00',
  },
  {
    ...common,
    office: 'other',
    kind: 'recurring',
    id: 'X',
    person: 'sun',
    days: 'every_day',
    from: '00:00',
    to: '00:00',
    validFrom,
  },
]

function onDuty(date: string, time: string, office = 'centre'): readonly string[] {
  const at = instantAt(parseLegalDate(date), time, calendar)
  return findOnDuty(duties, { office, at, calendar }).map(({ person }) => person)
}

describe('who is on duty', () => {
  test('on a working day, over midnight, and on the minute of the change', () => {
    expect(onDuty('2026-03-02', '08:30')).toEqual(['li'])
    expect(onDuty('2026-03-02', '17:29')).toEqual(['li'])
    expect(onDuty('2026-03-02', '17:30')).toEqual(['wang'])
    expect(onDuty('2026-03-03', '08:29')).toEqual(['wang'])
  })
  test('at a weekend, on a holiday, and on a make-up day that is worked', () => {
    expect(onDuty('2026-03-01', '10:00')).toEqual(['zhao'])
    // 国庆节 2026: 10-01 to 10-07 off, Saturday 10-10 worked.
    expect(onDuty('2026-10-05', '10:00')).toEqual(['zhao'])
    expect(onDuty('2026-10-10', '10:00')).toEqual(['li'])
  })
  test('a roster comes before what recurs, for 24 hours when it says so', () => {
    expect(onDuty('2026-10-01', '08:59')).toEqual(['zhao'])
    expect(onDuty('2026-10-01', '09:00')).toEqual(['qian'])
    expect(onDuty('2026-10-02', '08:59')).toEqual(['qian'])
    expect(onDuty('2026-10-02', '09:00')).toEqual(['zhao'])
  })
  test('in its own office only, and not before it is valid', () => {
    expect(onDuty('2026-03-02', '12:00', 'other')).toEqual(['sun'])
    expect(onDuty('2025-12-31', '12:00')).toEqual([])
    expect(onDuty('2026-03-02', '12:00', 'nowhere')).toEqual([])
  })
  test('the shift tells since when and until when', () => {
    const at = instantAt(parseLegalDate('2026-03-03'), '01:00', calendar)
    expect(findOnDuty(duties, { office: 'centre', at, calendar })).toEqual([
      {
        person: 'wang',
        duty: 'N',
        since: instantAt(parseLegalDate('2026-03-02'), '17:30', calendar),
        until: instantAt(parseLegalDate('2026-03-03'), '08:30', calendar),
      },
    ])
  })
})

test('the roster of a day has its shifts by office; where one was made for the day it stands alone', () => {
  const sunday = parseLegalDate('2026-03-08')
  const people = (given: readonly DutyTime[]) =>
    rosterOn(given, { on: sunday, calendar }).map(({ office, person }) => `${office} ${person}`)
  const plain = duties.filter(({ id }) => ['D', 'N', 'O'].includes(id))
  expect(people(plain)).toEqual(['centre zhao', 'centre wang'])
  const made: DutyTime = {
    ...common,
    kind: 'rostered',
    id: 'S',
    person: 'sun',
    on: sunday,
    from: '08:00',
    to: '08:00',
  }
  const other = { ...made, id: 'T', office: 'annex', person: 'qian' }
  expect(people([...plain, made, other])).toEqual(['annex qian', 'centre sun'])
})
