import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { useFigure } from './figure.ts'
import type { RevisionLine, UnitKind } from './queries.ts'

const heads = ['unit', 'period', 'before', 'after', 'reason', 'at'] as const

/** Values that a later import changed or that were withdrawn, the newest first. */
export function RevisionBlock({ indicator, units }: { indicator: string; units: UnitKind }) {
  const { t } = useTranslation('statistic')
  const query = useAsk('statistic.revisions', { params: { indicator }, query: { units, limit: 100 } })
  return (
    <section className="panel statistic-block" aria-labelledby="statistic-revisions">
      <h2 id="statistic-revisions">{t('revisions.title')}</h2>
      <Shown query={query} rows={2}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 ? <p className="soft">{t('revisions.none')}</p> : <Revisions rows={rows} />}
            {next !== undefined && <p className="soft">{t('revisions.more')}</p>}
          </>
        )}
      </Shown>
    </section>
  )
}

function Revisions({ rows }: { rows: readonly RevisionLine[] }) {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const figure = useFigure()
  return (
    <DataFrame label={t('revisions.title')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" data-number={head === 'before' || head === 'after'}>
                {t(`revisions.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.unit} ${row.period} ${row.at} ${row.after ?? ''}`}>
              <th scope="row">
                {row.name} <code className="soft small">{row.unit}</code>
              </th>
              <td data-title={t('revisions.period')}>{row.period}</td>
              <td data-title={t('revisions.before')} data-number>
                {row.before === undefined ? t('revisions.nothing') : figure(row.before)}
              </td>
              <td data-title={t('revisions.after')} data-number>
                {row.after === undefined ? t('revisions.withdrawn') : figure(row.after)}
              </td>
              <td data-title={t('revisions.reason')} dir="auto">
                {row.reason ?? t('revisions.import', { number: row.import_after })}
              </td>
              <td data-title={t('revisions.at')}>{t('deed', { at: formats.moment(row.at), by: row.by })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
