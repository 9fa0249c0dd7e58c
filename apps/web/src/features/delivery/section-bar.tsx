import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import '../../ui/list-page.css'

const sections = [
  ['/deliveries', 'deliveries'],
  ['/deliveries/outbox', 'outbox'],
  ['/deliveries/receivers', 'receivers'],
  ['/deliveries/draft-model', 'model'],
] as const

/** The parts of what leaves the district. */
export function SectionBar() {
  const { t } = useTranslation('delivery')
  return (
    <nav className="list-views delivery-sections" aria-label={t('sections')}>
      {sections.map(([path, name]) => (
        <NavLink key={path} to={path} end className="list-view">
          {t(`section.${name}`)}
        </NavLink>
      ))}
    </nav>
  )
}
