import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { HotIssue } from './queries.ts'

const added = ['people', 'growth', 'likes'] as const

/** Where the heat comes from: what is added, and what it is multiplied by. */
export function HeatTerms({ issue }: { issue: Pick<HotIssue, 'heat' | 'terms'> }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const { heat, terms } = issue
  return (
    <dl className="issue-terms" aria-label={t('terms.title')}>
      {added.map((term) => (
        <div key={term} data-term={term}>
          <dt>{t(`terms.${term}`)}</dt>
          <dd className="number">{formats.number(round(terms[term], 1))}</dd>
        </div>
      ))}
      <div data-term="recency">
        <dt>{t('terms.recency')}</dt>
        <dd className="number">{formats.number(round(terms.recency, 2))}</dd>
      </div>
      <div data-term="heat">
        <dt>{t('terms.heat')}</dt>
        <dd className="number">{formats.number(round(heat, 1))}</dd>
      </div>
    </dl>
  )
}

/** A number with at most so many places. */
export function round(value: number, places: number): number {
  const factor = 10 ** places
  return Math.round(value * factor) / factor
}
