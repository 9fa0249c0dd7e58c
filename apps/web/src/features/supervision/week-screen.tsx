import { LeftOutlined, PrinterOutlined, RightOutlined } from '@ant-design/icons'
import type { AnswerOf, readWeek } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useClock, useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { OrderExport } from './order-export.tsx'
import { listAddress, mondayOf } from './order-query.ts'
import './supervision.css'

type Week = AnswerOf<typeof readWeek>

const parts = ['due', 'overdue', 'done', 'returned'] as const

/** Hours that the district is ahead of UTC, in milliseconds. */
const zone = 8 * 3_600_000

/** 每周督查清单: each office's orders of a week in numbers; every number is the list it opens. */
export function WeekScreen() {
  const { t } = useTranslation('supervision')
  const now = useClock()
  const [search] = useSearchParams()
  const today = new Date(now() + zone).toISOString().slice(0, 10)
  const day = mondayOf(search.get('week') ?? today)
  const week = useAsk('supervision.week', { params: { day } })
  return (
    <div className="supervision">
      <PageHead
        title={t('week.title')}
        what={<Link to="/supervision">{t('week.back')}</Link>}
        acts={
          <>
            <nav className="supervision-switch" aria-label={t('week.choose')}>
              <Link to={`?week=${mondayOf(day, -1)}`}>
                <LeftOutlined /> {t('week.before')}
              </Link>
              <Link to={`?week=${mondayOf(day, 1)}`}>
                {t('week.after')} <RightOutlined />
              </Link>
            </nav>
            <a
              className="supervision-act"
              href={`/api/v1/supervision-weeks/${day}/sheet`}
              target="_blank"
              rel="noopener"
            >
              <PrinterOutlined /> {t('week.print')}
            </a>
          </>
        }
      />
      <Shown query={week} rows={6}>
        {(found) => <WeekTable week={found} />}
      </Shown>
    </div>
  )
}

function WeekTable({ week }: { week: Week }) {
  const { t } = useTranslation('supervision')
  const formats = useFormats()
  const rows = [{ ...week, office: undefined, name: t('matrix.sum'), isSum: true }, ...week.offices]
  return (
    <section className="supervision-week panel">
      <header>
        <h2>
          {t('week.span', {
            from: formats.day(`${week.from}T04:00:00Z`),
            to: formats.day(`${week.to}T04:00:00Z`),
          })}
        </h2>
        <p className="soft small">{t('week.what')}</p>
      </header>
      <div className="supervision-matrix" tabIndex={0} role="region" aria-label={t('week.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('matrix.office')}</th>
              {parts.map((part) => (
                <th key={part} scope="col" data-number="true">
                  {t(`week.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const isSum = 'isSum' in row
              const name = row.name ?? t('matrix.nobody')
              return (
                <tr key={isSum ? 'sum' : (row.office ?? '')} data-sum={isSum}>
                  <th scope="row" dir="auto">
                    {name}
                  </th>
                  {parts.map((part) => (
                    <td key={part} data-number="true" data-urgent={part === 'overdue' && row[part] > 0}>
                      {row[part] === 0 || (!isSum && row.office === undefined) ? (
                        <span className="soft">{formats.number(row[part])}</span>
                      ) : (
                        <Link
                          to={listAddress({ week: week.from, part, office: row.office })}
                          aria-label={`${t('matrix.cell', { office: name, what: t(`week.${part}`) })} ${formats.number(row[part])}`}
                        >
                          {formats.number(row[part])}
                        </Link>
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <footer>
        {parts.map((part) => (
          <span key={part}>
            <span className="soft">{t(`week.${part}`)}</span>
            <OrderExport search={new URLSearchParams({ week: week.from, part })} />
          </span>
        ))}
      </footer>
    </section>
  )
}
