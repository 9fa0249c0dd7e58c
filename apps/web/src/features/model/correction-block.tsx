import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { usePercent } from './current-block.tsx'

const groupings = ['office', 'category'] as const
type Grouping = (typeof groupings)[number]

/** What people made of the suggestions, by office or by category. */
export function CorrectionBlock({ pack }: { pack: string }) {
  const { t } = useTranslation('model')
  const [by, setBy] = useState<Grouping>('office')
  const query = useAsk('triage_model.corrections', { params: { pack }, query: { by } }, { staysFor: 30_000 })
  return (
    <section className="panel model-block" aria-labelledby="model-corrections">
      <div className="model-block-head">
        <h2 id="model-corrections">{t('correction.title')}</h2>
        <div className="list-views" role="group" aria-label={t('correction.by')}>
          {groupings.map((one) => (
            <button
              key={one}
              type="button"
              className="press"
              data-kind="plain"
              aria-pressed={one === by}
              onClick={() => setBy(one)}
            >
              {t(`correction.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <p className="soft">{t('correction.what')}</p>
      <Shown query={query} rows={4}>
        {({ rows }) =>
          rows.length === 0 ? <Empty what={t('correction.none')} /> : <CorrectionTable rows={rows} by={by} />
        }
      </Shown>
    </section>
  )
}

interface CorrectionTableProps {
  readonly rows: readonly RowOf<'triage_model.corrections'>[]
  readonly by: Grouping
}

function CorrectionTable({ rows, by }: CorrectionTableProps) {
  const { t } = useTranslation('model')
  const formats = useFormats()
  const percent = usePercent()
  return (
    <div className="model-scroll" tabIndex={0} role="region" aria-label={t('correction.title')}>
      <table className="list-table model-table">
        <thead>
          <tr>
            <th scope="col">{t(`correction.key.${by}`)}</th>
            <th scope="col">{t('correction.asked')}</th>
            <th scope="col">{t('correction.accepted')}</th>
            <th scope="col">{t('correction.corrected')}</th>
            <th scope="col">{t('correction.share')}</th>
            <th scope="col">{t('correction.chosen')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, suggested, accepted, corrected, chosen }) => (
            <tr key={key}>
              <td data-title={t(`correction.key.${by}`)} dir="auto">
                {name}
              </td>
              <td data-title={t('correction.asked')} className="number">
                {formats.number(suggested)}
              </td>
              <td data-title={t('correction.accepted')} className="number">
                {formats.number(accepted)}
              </td>
              <td data-title={t('correction.corrected')} className="number">
                {formats.number(corrected)}
              </td>
              <td data-title={t('correction.share')} className="number">
                {percent(corrected / Math.max(1, suggested))}
              </td>
              <td data-title={t('correction.chosen')} dir="auto">
                {chosen
                  .map((other) => t('correction.times', { name: other.name, count: other.count }))
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
