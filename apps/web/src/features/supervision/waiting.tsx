import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useWaiting } from './queries.ts'

/** How many are shown; the rest is one press away. */
const most = 6

/** What waits for whoever looks at the board: extensions, objections, colours to be decided on, audits; for leaders what they have to approve. */
export function Waiting() {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const formats = useFormats()
  const waiting = useWaiting()
  return (
    <section className="supervision-waiting panel" aria-labelledby="supervision-waiting">
      <h2 id="supervision-waiting">{t('waiting.title')}</h2>
      <Shown query={waiting} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('waiting.none')}</p>
          ) : (
            <>
              <ul>
                {rows
                  .slice(0, most)
                  .map(({ matter, task, name, title, number, lamp, due_at: dueAt, remaining }) => (
                    <li key={`${matter}~${task}`}>
                      <Link to={`/matters/${matter}?task=${task}`}>
                        <strong>{say(name)}</strong>
                        <span dir="auto">{title === '' ? number : title}</span>
                      </Link>
                      <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} />
                    </li>
                  ))}
              </ul>
              {rows.length > most && (
                <Link to="/tasks?pack=supervision">
                  {t('waiting.more', { count: rows.length, number: formats.number(rows.length) })}
                </Link>
              )}
            </>
          )
        }
      </Shown>
    </section>
  )
}
