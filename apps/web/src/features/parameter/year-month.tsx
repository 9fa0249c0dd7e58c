import { useTranslation } from 'react-i18next'
import { useLanguage, useWording } from '../../text/format-context.tsx'
import type { CalendarDay, MonthSheet } from './year-sheet.ts'

const tags = { zh: 'zh-CN', en: 'en-GB' } as const

/** One month of the sheet. What a day is stands in it as a word, not as a colour alone. */
export function YearMonth({ month: { number, weeks, workdays } }: { month: MonthSheet }) {
  const { t } = useTranslation('parameter')
  const tag = tags[useLanguage()]
  const name = new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, number - 1, 1),
  )
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'narrow', timeZone: 'UTC' })
  const weekdayName = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' })
  return (
    <table className="calendar-month">
      <caption>
        <span>{name}</span>
        <span className="soft small">{t('calendar.workdays', { count: workdays })}</span>
      </caption>
      <thead>
        <tr>
          {/* 2024-01-01 was a Monday. */}
          {Array.from({ length: 7 }, (_, day) => Date.UTC(2024, 0, 1 + day)).map((day) => (
            <th key={day} scope="col" abbr={weekdayName.format(day)}>
              {weekday.format(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, place) =>
              day === undefined ? <td key={place} /> : <Day key={day.date} day={day} />,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day: { date, reason, name } }: { day: CalendarDay }) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const named = name === undefined ? undefined : say(name)
  const mark = reason === 'weekday' || reason === 'weekend' ? undefined : t(`calendar.mark.${reason}`)
  return (
    <td data-reason={reason} title={named}>
      {Number(date.slice(8))}
      {mark !== undefined && <span className="calendar-mark">{mark}</span>}
      {named !== undefined && <span className="unseen">{named}</span>}
    </td>
  )
}
