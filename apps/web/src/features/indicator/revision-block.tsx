import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { IndicatorDetail, IndicatorSeries, Revision } from './queries.ts'
import { useWriting } from './writing.ts'

interface RevisionBlockProps {
  readonly indicator: IndicatorDetail
  readonly series: IndicatorSeries
}

/** What changed in periods that were closed: when, why, and from what to what. Nothing is changed in silence. */
export function RevisionBlock({ indicator, series }: RevisionBlockProps) {
  const { t } = useTranslation('indicator')
  const { revisions } = series
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-revisions">
      <header>
        <h2 id="indicator-revisions">{t('revision.title')}</h2>
        <p className="soft small">{t('revision.what')}</p>
      </header>
      {revisions.length === 0 ? (
        <p className="soft">{t('revision.none')}</p>
      ) : (
        <DataFrame label={t('revision.title')}>
          <table className="data-table data-cards">
            <thead>
              <tr>
                {(['period', 'at', 'before', 'after', 'reason', 'matter'] as const).map((column) => (
                  <th key={column} scope="col" data-number={column === 'before' || column === 'after'}>
                    {t(`revision.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {revisions.map((revision, index) => (
                <RevisionRow key={index} revision={revision} indicator={indicator} />
              ))}
            </tbody>
          </table>
        </DataFrame>
      )}
    </section>
  )
}

function RevisionRow({ revision, indicator }: { revision: Revision; indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const write = useWriting(indicator.unit_of_measure)
  const { numerator, denominator, matter } = revision
  function written(part: number, whole: number): string {
    const counts = t('of', { part: write.number(part), whole: write.number(whole) })
    return whole === 0 ? counts : t('value_of', { value: write.value(part / whole), counts })
  }
  return (
    <tr>
      <th scope="row" className="number">
        {write.period(revision.period)}
      </th>
      <td data-title={t('revision.column.at')} className="number">
        {formats.moment(revision.at)}
      </td>
      <td data-title={t('revision.column.before')} data-number="true">
        {written(numerator.before, denominator.before)}
      </td>
      <td data-title={t('revision.column.after')} data-number="true">
        {written(numerator.after, denominator.after)}
      </td>
      <td data-title={t('revision.column.reason')}>{t(`revision.reason.${revision.reason}`)}</td>
      <td data-title={t('revision.column.matter')}>
        {matter !== undefined && <Link to={`/matters/${matter.id}`}>{matter.number}</Link>}
      </td>
    </tr>
  )
}
