import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { personPath, postPath } from './address.ts'
import { PlainTable } from './piece.tsx'
import type { PostLine } from './queries.ts'
import { useWord } from './word.ts'

/** Posts with who may act in them today. */
export function PostTable({ rows }: { rows: readonly PostLine[] }) {
  const { t } = useTranslation('registry')
  const word = useWord()
  return (
    <PlainTable
      label={t('office.posts')}
      rows={rows}
      keyOf={({ id }) => id}
      empty={t('office.no_posts')}
      columns={[
        [t('field.post'), ({ id, name }) => <Link to={postPath(id)}>{name}</Link>],
        [t('field.role'), ({ role }) => (role === undefined ? '' : (word(`choice.role.${role}`) ?? role))],
        [t('post.holders'), ({ holders }) => <Holders holders={holders} />],
      ]}
    />
  )
}

/** Who may act in a post; a deputy says for whom. */
export function Holders({ holders }: Pick<PostLine, 'holders'>) {
  const { t } = useTranslation('registry')
  if (holders.length === 0) return <span className="registry-vacant">{t('post.vacant')}</span>
  return (
    <span className="registry-links">
      {holders.map(({ person, name, deputy_for: deputyFor, until }) => (
        <span key={`${person} ${deputyFor}`}>
          <Link to={personPath(person)}>{name}</Link>
          {deputyFor !== undefined && <span className="soft"> {t('post.as_deputy')}</span>}
          {until !== undefined && <span className="soft number"> {t('days.until', { until })}</span>}
        </span>
      ))}
    </span>
  )
}
