import { useTranslation } from 'react-i18next'
import type { Comparison } from './queries.ts'

/** Units that have no place: without cases, and those whose numbers cannot be. */
export function UnitsApart({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('indicator')
  const { without_cases: without, faults } = comparison
  if (without.length + faults.length === 0) return undefined
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-apart">
      <header>
        <h2 id="indicator-apart">{t('apart.title')}</h2>
        <p className="soft small">{t('apart.what')}</p>
      </header>
      <ul className="indicator-lines">
        {without.map(({ unit, name, excluded, pending }) => {
          const left = excluded.reduce((sum, { matters }) => sum + matters, 0)
          return (
            <li key={unit}>
              <bdi>{name}</bdi>{' '}
              <span className="soft small">
                {left + pending === 0 ? t('apart.nothing') : t('apart.left', { excluded: left, pending })}
              </span>
            </li>
          )
        })}
        {faults.map(({ unit, name, fault }) => (
          <li key={unit}>
            <bdi>{name}</bdi>{' '}
            <span className="soft small">{t('apart.fault', { fault: t(`fault.${fault}`) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
