import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { DateText, Id, InstantText, Name, Wording } from './scalar.ts'

/** A day of the calendar by which working days are counted. */
const CalendarDay = Type.Object({
  date: DateText,
  is_working: Type.Boolean(),
  reason: Type.Enum(['weekday', 'weekend', 'holiday', 'make_up_workday', 'local_closure']),
  name: Type.Optional(Wording),
})

export const readCalendarYear = defineOperation({
  id: 'calendar.read',
  method: 'GET',
  path: '/api/v1/calendars/{year}',
  summary: { zh: '工作日历（放假和调休）', en: 'The days of a year, with holidays and make-up workdays' },
  params: Type.Object({ year: Type.Integer({ minimum: 1949, maximum: 9998 }) }),
  query: Type.Object(
    {
      special: Type.Optional(
        Type.Boolean({ default: false, description: 'Only days that differ from the ordinary week' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object(
      {
        calendar: Type.String(),
        version: Type.Integer({ minimum: 0 }),
        year: Type.Integer(),
        /** The notice of the year is not out: only weekends are known, and due dates in it are provisional. */
        is_provisional: Type.Boolean(),
        days: Type.Array(CalendarDay),
      },
      { $id: 'CalendarYear' },
    ),
  },
})

/** What is known of a year: one notice, or several where it was amended. */
export const NoticeRow = Type.Object(
  {
    year: Type.Integer(),
    /** The version of the calendar that it made. */
    version: Type.Integer({ minimum: 1 }),
    origin: Type.Enum(['shipped', 'loaded']),
    /** Number or address of the notice. */
    source: Type.String(),
    off: Type.Integer({ minimum: 0, description: 'Days off' }),
    work: Type.Integer({ minimum: 0, description: 'Make-up workdays' }),
    loaded_at: Type.Optional(InstantText),
    /** When all clocks that run had been reckoned anew; left out while that is under way, and of shipped ones. */
    reckoned_at: Type.Optional(InstantText),
  },
  { $id: 'NoticeRow' },
)

export const listCalendars = defineOperation({
  id: 'calendar.list',
  method: 'GET',
  path: '/api/v1/calendars',
  summary: { zh: '各年放假通知', en: 'The holiday notices of all years, the newest year first' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      calendar: Type.String(),
      version: Type.Integer({ minimum: 0 }),
      rows: Type.Array(NoticeRow),
    }),
  },
})

const NoticeName = Type.String({ minLength: 1, maxLength: 100 })

/** A holiday notice as it is entered: only days that differ from the ordinary week. */
const HolidayNotice = Type.Object(
  {
    year: Type.Integer({ minimum: 1949, maximum: 9998 }),
    sources: Type.Array(Type.String({ minLength: 1, maxLength: 500 }), { minItems: 1, maxItems: 10 }),
    off: Type.Array(
      Type.Object(
        {
          name: NoticeName,
          name_en: Type.Optional(NoticeName),
          from: DateText,
          to: Type.Optional(DateText),
        },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    work: Type.Array(
      Type.Object(
        { name: NoticeName, name_en: Type.Optional(NoticeName), date: DateText },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    /** Days that an amendment gives back to the ordinary week. */
    ordinary: Type.Optional(
      Type.Array(Type.Object({ date: DateText }, { additionalProperties: false }), { maxItems: 50 }),
    ),
  },
  { additionalProperties: false },
)

const Due = Type.Object({ due_at: Type.Optional(InstantText), is_provisional: Type.Boolean() })

/** What a notice does, or would do. */
export const NoticeReport = Type.Object(
  {
    is_applied: Type.Boolean({ description: 'False for a dry run, and when there are findings' }),
    digest: Type.String({ description: 'Given back, the notice is loaded' }),
    findings: Type.Array(Type.Object({ code: Name, element: Type.String(), message: Wording })),
    /** The last notice of the year says the same: nothing changes. */
    is_known: Type.Boolean(),
    /** Days that are worked from then on and were not, or the other way round. */
    changed: Type.Array(Type.Object({ date: DateText, is_working: Type.Boolean() })),
    matters: Type.Integer({ minimum: 0 }),
    clocks: Type.Integer({ minimum: 0 }),
    /** False when there are so many clocks that only the oldest matters were looked at. */
    is_whole: Type.Boolean(),
    /** Some of the clocks that move. */
    first: Type.Array(
      Type.Object({ matter: Id, number: Type.String(), clock: Type.String(), before: Due, after: Due }),
    ),
  },
  { $id: 'NoticeReport' },
)

export const loadCalendar = defineOperation({
  id: 'calendar.load',
  method: 'POST',
  path: '/api/v1/calendars',
  summary: {
    zh: '录入放假通知：先试运行，再凭摘要确认；运行中的时限随后重算',
    en: 'Enter a holiday notice: first as a dry run, then confirmed by its digest; clocks that run are reckoned anew afterwards',
  },
  body: Type.Object(
    { notice: HolidayNotice, digest: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: NoticeReport },
  errors: ['plan_changed'],
})

export const calendarOperations = [
  readCalendarYear,
  listCalendars,
  loadCalendar,
] as const satisfies readonly Operation[]
