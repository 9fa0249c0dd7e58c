import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { linksIn } from './matter-link.ts'
import type { MatterLink } from './matter-link.ts'
import { useMatter } from './queries.ts'
import type { Matter } from './queries.ts'

/** Matters that this one came from, that it led to, or that are the same. */
export function LinkTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const links = linksIn(matter.variables, matter.number)
  if (links.length === 0) return <Empty what={t('link.empty')} />
  return (
    <ul className="matter-links">
      {links.map((link) => (
        <Linked key={link.number} link={link} />
      ))}
    </ul>
  )
}

function Linked({ link }: { link: MatterLink }) {
  const { t } = useTranslation('matter')
  const found = useMatter(link.matter)
  const other = found.data
  return (
    <li>
      <span className="soft small">{t(`link.${link.relation}`, { defaultValue: t('link.other') })}</span>
      {other === undefined ? (
        <>
          <span className="number">{link.number}</span>
          {found.error !== null && <span className="soft small">{t('link.unseen')}</span>}
        </>
      ) : (
        <>
          <Link to={`/matters/${other.id}`} className="number">
            {link.number}
          </Link>
          <span>{other.title}</span>
          <span className="soft">{t(`state.${other.status}`)}</span>
          <MatterLamp
            lamp={other.lamp}
            dueAt={other.due_at}
            remaining={other.remaining}
            status={other.status}
          />
        </>
      )}
    </li>
  )
}
