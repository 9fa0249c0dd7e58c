import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { GapWork } from './queries.ts'
import { noonOf } from './use-targets.ts'

const columns = ['matter', 'target', 'by', 'owner', 'began', 'reached', 'status'] as const
const numbers: ReadonlySet<string> = new Set(['target', 'began', 'reached'])

/** Work that was made of gaps of this indicator: what was promised, by when and by whom. The chart draws its targets. */
export function CommitmentBlock({ work }: { work: readonly GapWork[] }) {
  const { t } = useTranslation('indicator')
  if (work.length === 0) return undefined
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
            {work.map((row) => (
              <WorkRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

function WorkRow({ row }: { row: GapWork }) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const { value_unit: unit = '', own_value: own, target_value: target, reached_value: reached } = row
  // As people wrote it: the unit of what they meant may be another than that of the indicator.
  function written(value: number | undefined): string {
    return value === undefined ? '' : `${value}${unit}`
  }
  const began =
    own === undefined
      ? ''
      : row.period === undefined
        ? written(own)
        : t('commitment.began', { value: written(own), period: row.period })
  return (
    <tr>
      <th scope="row">
        <Link to={`/matters/${row.id}`}>{row.title}</Link> <span className="soft small">{row.number}</span>
      </th>
      <td data-title={t('commitment.column.target')} data-number="true">
        {target !== undefined && <strong>{written(target)}</strong>}
      </td>
      <td data-title={t('commitment.column.by')}>
        {row.by_when !== undefined && formats.day(noonOf(row.by_when))}
      </td>
      <td data-title={t('commitment.column.owner')} dir="auto">
        {row.owner?.name}
      </td>
      <td data-title={t('commitment.column.began')} data-number="true">
        {began}
      </td>
      <td data-title={t('commitment.column.reached')} data-number="true">
        {written(reached)}
      </td>
      <td data-title={t('commitment.column.status')}>{t(`status.${row.status}`)}</td>
    </tr>
  )
}
