import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'

/** The two lists beside each other: visits, and gaps that became work. */
export function SectionBar() {
  const { t } = useTranslation('visit')
  return (
    <nav className="visit-sections" aria-label={t('sections')}>
      <NavLink to="/visits" end>
        {t('title')}
      </NavLink>
      <NavLink to="/gap-work" end>
        {t('gap.title')}
      </NavLink>
    </nav>
  )
}
