import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useFormats } from '../../text/format-context.tsx'
import { IndicatorName } from './indicator-name.tsx'
import type { Visit } from './queries.ts'

/** Where, when, who and about what. */
export function VisitFacts({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const formats = useFormats()
  const { from, to, cost, budget } = visit
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    ['peers', visit.peers.join(t('and'))],
    ['when', [...new Set([from, to])].filter((day) => day !== undefined).join(t('until'))],
    ['lead', visit.lead?.name],
    ['members', visit.members === undefined ? undefined : t('facts.people', { count: visit.members })],
    [visit.is_held ? 'sites' : 'sites_planned', visit.sites.join(t('and'))],
    ['hosts', visit.hosts],
    ['letter', visit.letter],
    [cost === undefined ? 'budget' : 'cost', money(cost ?? budget)],
    ['indicators', visit.indicators.length > 0 && <Indicators visit={visit} />],
  ]
  function money(amount: number | undefined): string | undefined {
    return amount === undefined ? undefined : t('facts.yuan', { amount: formats.number(amount) })
  }
  return (
    <section className="panel visit-facts" aria-label={t('facts.title')}>
      <dl>
        {facts.map(([name, value]) =>
          value === undefined || value === '' || value === false ? undefined : (
            <div key={name}>
              <dt>{t(`facts.${name}`)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  )
}

function Indicators({ visit: { indicators } }: { visit: Visit }) {
  return (
    <span className="visit-line">
      {indicators.map((indicator) => (
        <IndicatorName key={indicator.name} indicator={indicator} />
      ))}
    </span>
  )
}
