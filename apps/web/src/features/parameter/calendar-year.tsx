import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useNow } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { NoticeDrawer } from './notice-drawer.tsx'
import { NoticeList } from './notice-list.tsx'
import { monthsOf } from './year-sheet.ts'
import type { CalendarDay } from './year-sheet.ts'
import { YearMonth } from './year-month.tsx'
import './parameter.css'
import './calendar.css'

/** The year by which working days are counted: holidays, make-up workdays, and the notices that made them. */
export function CalendarYear() {
  const { t } = useTranslation('parameter')
  const may = useMay()
  const [search] = useSearchParams()
  const [isEntering, setEntering] = useState(false)
  const now = useNow()
  const year = yearIn(search.get('year')) ?? new Date(now + 8 * 3_600_000).getUTCFullYear()
  const query = useAsk('calendar.read', { params: { year }, query: {} })
  return (
    <div className="calendar">
      <PageHead
        title={t('calendar.title', { year })}
        what={t('calendar.what')}
        acts={
          <>
            <Turn year={year - 1} label={t('calendar.before')} />
            <Turn year={year + 1} label={t('calendar.after')} />
            {may('calendar.load') && (
              <Button type="primary" onClick={() => setEntering(true)}>
                {t('calendar.enter')}
              </Button>
            )}
          </>
        }
      />
      <Shown query={query} rows={16}>
        {({ days, is_provisional: isProvisional }) => (
          <>
            {isProvisional && (
              <p className="calendar-provisional" role="status">
                {t('calendar.provisional')}
              </p>
            )}
            <Legend days={days} />
            <div className="calendar-months">
              {monthsOf(days).map((month) => (
                <YearMonth key={month.number} month={month} />
              ))}
            </div>
          </>
        )}
      </Shown>
      <NoticeList year={year} />
      {isEntering && <NoticeDrawer year={year} onClose={() => setEntering(false)} />}
    </div>
  )
}

/** Years of the contract: from the founding of the state to the last that dates know. */
function yearIn(text: string | null): number | undefined {
  const year = Number(text)
  return Number.isInteger(year) && year >= 1949 && year <= 9998 ? year : undefined
}

function Turn({ year, label }: { year: number; label: string }) {
  return (
    <Link to={`/calendars?year=${year}`} replace>
      <Button tabIndex={-1}>{label}</Button>
    </Link>
  )
}

function Legend({ days }: { days: readonly CalendarDay[] }) {
  const { t } = useTranslation('parameter')
  const formats = useFormats()
  const counts = {
    workday: days.filter((day) => day.is_working).length,
    holiday: days.filter(({ reason }) => reason === 'holiday').length,
    make_up_workday: days.filter(({ reason }) => reason === 'make_up_workday').length,
  }
  return (
    <ul className="calendar-legend">
      {(['workday', 'holiday', 'make_up_workday'] as const).map((name) => (
        <li key={name} data-reason={name}>
          <span className="calendar-swatch" aria-hidden="true" />
          {t(`calendar.legend.${name}`, { count: counts[name], number: formats.number(counts[name]) })}
        </li>
      ))}
    </ul>
  )
}
