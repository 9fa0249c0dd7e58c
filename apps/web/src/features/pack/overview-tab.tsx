import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useContent } from './queries.ts'
import type { PackContent, PackTabProps } from './queries.ts'

/** What a pack is for, who has a part in it, and what it holds. */
export function OverviewTab({ reference, pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  const content = useContent(reference)
  return (
    <Shown query={content}>
      {(found) => (
        <div className="pack-overview">
          <p className="pack-running">
            {t(pack.is_newest ? 'running_newest' : 'running_older', {
              count: found.running,
              number: formats.number(found.running),
            })}
          </p>
          <section>
            <h3>{t('holds')}</h3>
            <ul className="pack-holds">
              {holdsOf(found, pack).map(([tab, count]) => (
                <li key={tab}>
                  <Link to={{ search: `tab=${tab}` }} replace>
                    {t(`holds_of.${tab}`, { count, number: formats.number(count) })}
                  </Link>
                </li>
              ))}
              <li>
                <Link to={`/parameters?pack=${pack.pack}`}>
                  {t('holds_of.parameter', {
                    count: pack.parameters.length,
                    number: formats.number(pack.parameters.length),
                  })}
                </Link>
              </li>
            </ul>
          </section>
          <Posts posts={found.posts} />
          <section>
            <h3>{t('cases')}</h3>
            <p className="soft">{t('cases_what')}</p>
            <Cases cases={found.cases} />
          </section>
          <section>
            <h3>{t('sources')}</h3>
            <details>
              <summary>{t('sources_show')}</summary>
              <pre className="pack-sources" tabIndex={0}>
                {found.sources}
              </pre>
            </details>
          </section>
        </div>
      )}
    </Shown>
  )
}

function holdsOf(
  { clocks, forms, documents, codes }: PackContent,
  { procedures, decisions }: PackTabProps['pack'],
): readonly (readonly [string, number])[] {
  const all = [
    ['procedure', procedures.length],
    ['clock', clocks.length],
    ['decision', decisions.length],
    ['form', forms.length],
    ['document', documents.length],
    ['code', codes.length],
  ] as const
  return all.filter(([, count]) => count > 0)
}

function Posts({ posts }: { posts: PackContent['posts'] }) {
  const { t } = useTranslation('pack')
  const say = useWording()
  return (
    <section>
      <h3>{t('posts')}</h3>
      <div className="pack-scroll" tabIndex={0} role="region" aria-label={t('posts')}>
        <table className="pack-table">
          <thead>
            <tr>
              <th scope="col">{t('post.title')}</th>
              <th scope="col">{t('post.role')}</th>
            </tr>
          </thead>
          <tbody>
            {posts.map(({ id, title, role }) => (
              <tr key={id}>
                <td>
                  {say(title)} <code className="soft small">{id}</code>
                </td>
                <td>{role === undefined ? t('post.anybody') : t(`role.${role}`, { defaultValue: role })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Cases({ cases }: { cases: PackContent['cases'] }) {
  const { t } = useTranslation('pack')
  const say = useWording()
  return (
    <ul className="pack-cases">
      {cases.map(({ id, title, steps }) => (
        <li key={id}>
          {say(title)} <span className="soft small">{t('case_steps', { count: steps })}</span>
        </li>
      ))}
    </ul>
  )
}
