import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useFormats, useWording } from '../text/format-context.tsx'
import { features } from './feature-list.ts'
import { entriesFor, sections } from './feature.ts'
import type { NavigationEntry } from './feature.ts'
import { useRoles } from './me.tsx'

/** What somebody can go to, by their roles. On a phone it is a bar at the foot. */
export function Navigation() {
  const { t } = useTranslation('app')
  const entries = entriesFor(features, useRoles())
  return (
    <nav className="navigation" aria-label={t('navigation.title')}>
      {sections.map((section) => {
        const own = entries.filter((entry) => entry.section === section)
        return own.length === 0 ? undefined : (
          <ul key={section} aria-label={t(`navigation.${section}`)}>
            {own.map((entry) => (
              <li key={entry.path}>
                <Entry {...entry} />
              </li>
            ))}
          </ul>
        )
      })}
    </nav>
  )
}

function noCount(): undefined {
  return undefined
}

function Entry({ path, title, icon: Icon, useCount = noCount }: NavigationEntry) {
  const say = useWording()
  const formats = useFormats()
  const count = useCount()
  return (
    <NavLink to={path} className="navigation-entry">
      <Icon />
      <span className="navigation-title">{say(title)}</span>
      {count === undefined || count === 0 ? undefined : (
        <span className="navigation-count number">{formats.number(count)}</span>
      )}
    </NavLink>
  )
}
