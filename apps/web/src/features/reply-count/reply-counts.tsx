import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useClock, useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { beginningOf, countFound, findingKinds, sumOf } from './reply-sum.ts'
import type { ReplyRow } from './reply-sum.ts'
import '../../ui/list-page.css'
import './reply-counts.css'

/** Times that can be looked at, in days up to today. */
const periods = [7, 30, 90, 365] as const
const usual = 30

/** 答复检查: what rules found in the replies that offices sent. It says where to look, and judges nobody. */
export function ReplyCounts() {
  const { t } = useTranslation('reply-count')
  const now = useClock()
  const [search] = useSearchParams()
  const days = periods.find((one) => String(one) === search.get('days')) ?? usual
  const counts = useAsk('reply.count', { query: { from: beginningOf(days, now()) } }, { keeps: true })
  return (
    <div className="reply-counts">
      <PageHead title={t('title')} what={t('what')} />
      <nav className="panel list-views reply-counts-periods" aria-label={t('period')}>
        {periods.map((one) => (
          <Link
            key={one}
            to={`/reply-counts?days=${one}`}
            className="list-view"
            aria-current={one === days ? 'page' : undefined}
          >
            {t('days', { count: one })}
          </Link>
        ))}
      </nav>
      <Shown query={counts} rows={6}>
        {({ rows }) => (rows.length === 0 ? <Empty what={t('none')} /> : <CountTable rows={rows} />)}
      </Shown>
    </div>
  )
}

function CountTable({ rows }: { rows: readonly ReplyRow[] }) {
  const { t } = useTranslation('reply-count')
  const offices = rows.toSorted((one, other) => other.replies - one.replies)
  return (
    <section className="panel reply-counts-sheet">
      <div className="reply-counts-scroll" tabIndex={0} role="region" aria-label={t('table')}>
        <table>
          <caption className="unseen">{t('table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('office')}</th>
              <th scope="col" data-number="true">
                {t('replies')}
              </th>
              <th scope="col" data-number="true">
                {t('without')}
              </th>
              {findingKinds.map((kind) => (
                <th key={kind} scope="col" data-number="true">
                  {t(`kind.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {offices.length > 1 && <CountRow name={t('sum')} row={sumOf(offices)} isSum />}
            {offices.map((row) => (
              <CountRow
                key={row.office ?? ''}
                name={row.office_name ?? row.office ?? t('nobody')}
                row={row}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft small">{t('several')}</p>
    </section>
  )
}

interface CountRowProps {
  readonly name: string
  readonly row: Pick<ReplyRow, 'replies' | 'without' | 'findings'>
  readonly isSum?: boolean
}

function CountRow({ name, row, isSum = false }: CountRowProps) {
  const formats = useFormats()
  return (
    <tr data-sum={isSum}>
      <th scope="row" dir="auto">
        {name}
      </th>
      <td data-number="true">{formats.number(row.replies)}</td>
      <td data-number="true">
        <Counted count={row.without} of={row.replies} />
      </td>
      {findingKinds.map((kind) => (
        <td key={kind} data-number="true">
          <Counted count={countFound(row, kind)} of={row.replies} />
        </td>
      ))}
    </tr>
  )
}

/** A number, and which share of the replies that is. */
function Counted({ count, of }: { count: number; of: number }) {
  const formats = useFormats()
  if (count === 0) return <span className="soft">{formats.number(0)}</span>
  return (
    <>
      {formats.number(count)} <span className="soft small">{formats.share(count / of)}</span>
    </>
  )
}
