import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import type { CommandData } from './queries.ts'

/** 街乡吹哨 under way: who was called, and until when they must be there. */
export function Whistles({ data: { whistles } }: { data: CommandData }) {
  const { t } = useTranslation('command-view')
  return (
    <section className="command-panel panel" aria-labelledby="command-whistles">
      <h2 id="command-whistles">{t('whistle.title')}</h2>
      <Shown query={whistles} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what={t('whistle.none')} />
          ) : (
            <ul className="command-lines">
              {rows.map(({ id, title, lamp, due_at: dueAt, remaining, status }) => (
                <li key={id}>
                  <Link to={`/matters/${id}`} className="words" dir="auto">
                    {title}
                  </Link>
                  <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}
