import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Commitment } from './commitment.ts'
import { noonOf } from './use-targets.ts'

const columns = ['matter', 'target', 'by', 'owner', 'began', 'reached', 'status'] as const
const numbers: ReadonlySet<string> = new Set(['target', 'began', 'reached'])

/** What was promised for this indicator, by when and by whom. The chart draws the targets. */
export function CommitmentBlock({ rows }: { rows: readonly Commitment[] }) {
  const { t } = useTranslation('indicator')
  if (rows.length === 0) return undefined
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-commitments">
      <header>
        <h2 id="indicator-commitments">{t('commitment.title')}</h2>
        <p className="soft small">{t('commitment.what')}</p>
      </header>
      <DataFrame label={t('commitment.title')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={numbers.has(column)}>
                  {t(`commitment.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CommitmentRow key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

function CommitmentRow({ row }: { row: Commitment }) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const { unit = '', target, by, began, reached } = row
  // As people wrote it: the unit of what they meant may be another than that of the indicator.
  function written(value: number | undefined): string {
    return value === undefined ? '' : `${value}${unit}`
  }
  const before =
    began?.period === undefined
      ? written(began?.value)
      : t('commitment.began', { value: written(began.value), period: began.period })
  return (
    <tr>
      <th scope="row">
        <Link to={row.path}>{row.title}</Link> <span className="soft small">{row.number}</span>
      </th>
      <td data-title={t('commitment.column.target')} data-number="true">
        {target !== undefined && <strong>{written(target)}</strong>}
      </td>
      <td data-title={t('commitment.column.by')}>{by !== undefined && formats.day(noonOf(by))}</td>
      <td data-title={t('commitment.column.owner')} dir="auto">
        {row.owner?.name}
      </td>
      <td data-title={t('commitment.column.began')} data-number="true">
        {before}
      </td>
      <td data-title={t('commitment.column.reached')} data-number="true">
        {written(reached)}
      </td>
      <td data-title={t('commitment.column.status')}>{t(row.status)}</td>
    </tr>
  )
}
