import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useMatter } from '../matter/queries.ts'
import type { Matter } from '../matter/queries.ts'
import { MovePanel } from './move-panel.tsx'
import { useAround } from './queries.ts'
import type { PoolTask } from './queries.ts'

interface PoolMatterProps {
  readonly row: PoolTask
  readonly onSend: (isSent: boolean) => void
}

/** The matter in hand: what it says, what is open around it, and what can be done with its task. */
export function PoolMatter({ row, onSend }: PoolMatterProps) {
  const { t } = useTranslation('dispatch')
  const query = useMatter(row.matter)
  const [same, setSame] = useState<string>()
  return (
    <article className="dispatch-matter panel" aria-label={t('in_hand')}>
      <header>
        <h2 dir="auto">
          <Link to={`/matters/${row.matter}?task=${row.task}`}>
            {row.title === '' ? row.number : row.title}
          </Link>
        </h2>
        <p className="dispatch-line small">
          <span className="number soft">{row.number}</span>
          <MatterLamp lamp={row.lamp} dueAt={row.due_at} remaining={row.remaining} />
        </p>
      </header>
      <Shown query={query} rows={8}>
        {(matter) => (
          <>
            <Content matter={matter} />
            <Around matter={matter} same={same} onSame={setSame} />
            <MovePanel matter={matter} row={row} same={same} onSend={onSend} />
          </>
        )}
      </Shown>
    </article>
  )
}

const unshown: ReadonlySet<string> = new Set(['longitude', 'latitude', 'subject'])

function Content({ matter }: { matter: Matter }) {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  const long = matter.details.filter(({ widget }) => widget === 'textarea')
  const short = matter.details.filter(({ name, widget }) => widget !== 'textarea' && !unshown.has(name))
  return (
    <section className="dispatch-content">
      {long.map(({ name, label, text }, index) => (
        <div key={name}>
          <h3 className={index === 0 ? 'unseen' : 'dispatch-label soft small'}>{label}</h3>
          <p className="words dispatch-words">{text}</p>
        </div>
      ))}
      {matter.is_secret && <p className="dispatch-secret">{t('secret')}</p>}
      <dl className="dispatch-facts">
        <div>
          <dt>{t('opened')}</dt>
          <dd className="number">{formats.moment(matter.opened_at)}</dd>
        </div>
        {short.map(({ name, label, text }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd className="words">{text}</dd>
          </div>
        ))}
        <Standard matter={matter} />
      </dl>
    </section>
  )
}

/** What the table of the pack found for the code: who usually does it, and within which time. */
function Standard({ matter }: { matter: Matter }) {
  const { t } = useTranslation('dispatch')
  const { standard } = matter.variables
  if (typeof standard !== 'object' || standard === null || !('units' in standard)) return undefined
  return (
    <div>
      <dt>{t('standard_units')}</dt>
      <dd>{String(standard.units)}</dd>
    </div>
  )
}

interface AroundProps {
  readonly matter: Matter
  readonly same: string | undefined
  readonly onSame: (number: string) => void
}

/** Open matters near the place: perhaps it is one of them. */
function Around({ matter, same, onSame }: AroundProps) {
  const { t } = useTranslation('dispatch')
  const rows = useAround(matter)
  if (matter.place === undefined) return undefined
  return (
    <section className="dispatch-around">
      <h3>{rows.length === 0 ? t('around_none') : t('around', { count: rows.length })}</h3>
      <ul>
        {rows.slice(0, 4).map(({ id, number, title, category, lamp, due_at: dueAt, remaining, pack }) => (
          <li key={id}>
            <Link to={`/matters/${id}`} dir="auto">
              {title === '' ? number : title}
            </Link>
            <span className="number soft small">{number}</span>
            {category !== undefined && category === matter.category && (
              <span className="dispatch-alike small">{t('alike')}</span>
            )}
            <span className="small">
              <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} />
            </span>
            {pack === matter.pack && (
              <button
                type="button"
                className="press"
                data-kind="plain"
                aria-pressed={same === number}
                onClick={() => onSame(number)}
              >
                {t('is_same')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
