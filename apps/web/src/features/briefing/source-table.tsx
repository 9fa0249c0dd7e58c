import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Briefing } from './queries.ts'

/** Indicators with their weight, source, and the law or standard they rest on. */
export function SourceTable({ sources }: { readonly sources: Briefing['sources'] }) {
  const { t } = useTranslation('briefing')
  const { share } = useFormats()
  const hasWeights = sources.some(({ weight }) => weight !== undefined)
  return (
    <DataFrame label={t('part.sources')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            <th scope="col">{t('source.indicator')}</th>
            <th scope="col">{t('source.better')}</th>
            {hasWeights && (
              <th scope="col" data-number="true">
                {t('source.weight')}
              </th>
            )}
            <th scope="col">{t('source.source')}</th>
            <th scope="col">{t('source.basis')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ indicator, name, measure, better, weight, source, basis }) => (
            <tr key={indicator}>
              <th scope="row">{measure === undefined ? name : t('source.in', { name, measure })}</th>
              <td data-title={t('source.better')}>{t(`source.${better}`)}</td>
              {hasWeights && (
                <td data-title={t('source.weight')} data-number="true">
                  {weight !== undefined && share(weight)}
                </td>
              )}
              <td data-title={t('source.source')}>{source}</td>
              <td data-title={t('source.basis')}>{basis ?? t('source.no_basis')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
