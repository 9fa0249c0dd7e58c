import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import { DateText, Wording } from './scalar.ts'

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
