import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Loading, Shown } from '../../ui/screen-state.tsx'
import { useMatter } from '../matter/queries.ts'
import type { Matter } from '../matter/queries.ts'
import { movesOf } from './move.ts'
import { MovePanel } from './move-panel.tsx'
import { markText } from './marked-text.ts'
import type { TextMark } from './marked-text.ts'
import { PoolSimilar, useShownSimilar } from './pool-similar.tsx'
import { useAround, useSuggestion } from './queries.ts'
import type { PoolTask } from './queries.ts'
import { EmergencyNote, SuggestionPanel } from './suggestion-panel.tsx'
import type { Suggestion } from './suggestion-panel.tsx'

interface PoolMatterProps {
  readonly row: PoolTask
  readonly onSend: (isSent: boolean) => void
}

/** The matter in hand: what it says, what is open around it, and what can be done with its task. */
export function PoolMatter({ row, onSend }: PoolMatterProps) {
  const { t } = useTranslation('dispatch')
  const query = useMatter(row.matter)
  const asked = useSuggestion(row.matter)
  const [same, setSame] = useState<string>()
  const [chosen, setChosen] = useState<number>()
  const suggestion = asked.data
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
            {suggestion !== undefined && <EmergencyNote suggestion={suggestion} />}
            <Content matter={matter} suggestion={suggestion} />
            {suggestion !== undefined && (
              <SuggestionPanel
                suggestion={suggestion}
                chosen={chosen}
                onChoose={asksCategory(matter, row) ? setChosen : undefined}
                known={matter.category}
              />
            )}
            <PoolSimilar matter={matter} same={same} onSame={setSame} />
            <Around matter={matter} same={same} onSame={setSame} />
            {asked.isPending ? (
              <Loading rows={4} />
            ) : (
              <MovePanel
                matter={matter}
                row={row}
                same={same}
                suggestion={suggestion}
                chosen={chosen}
                onSend={onSend}
              />
            )}
          </>
        )}
      </Shown>
    </article>
  )
}

/** Whether anything that can be done with a task names its category. */
function asksCategory({ pack, tasks }: Matter, { task }: PoolTask): boolean {
  const form = tasks.find((one) => one.task === task)?.form
  return movesOf(pack, form).some(({ category }) => category !== undefined)
}

const unshown: ReadonlySet<string> = new Set(['longitude', 'latitude', 'subject'])

function Content({ matter, suggestion }: { matter: Matter; suggestion: Suggestion | undefined }) {
  const { t } = useTranslation('dispatch')
  const formats = useFormats()
  const long = matter.details.filter(({ widget }) => widget === 'textarea')
  const short = matter.details.filter(({ name, widget }) => widget !== 'textarea' && !unshown.has(name))
  return (
    <section className="dispatch-content">
      {long.map(({ name, label, text }, index) => (
        <div key={name}>
          <h3 className={index === 0 ? 'unseen' : 'dispatch-label soft small'}>{label}</h3>
          <p className="words dispatch-words">
            <MarkedText field={name} text={text} suggestion={suggestion} />
          </p>
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

interface MarkedProps {
  readonly field: string
  readonly text: string
  readonly suggestion: Suggestion | undefined
}

/** A field with the words marked that speak for the category, and those of danger. It stays text, whatever stands in it. */
function MarkedText({ field, text, suggestion }: MarkedProps) {
  if (suggestion === undefined) return text
  const { pieces, emergency } = suggestion
  const marks: TextMark[] = [
    ...emergency.mentions
      .filter((mention) => mention.field === field && mention.excuse === undefined)
      .map(({ from, to }): TextMark => ({ from, to, kind: 'danger' })),
    ...pieces
      .filter((piece) => piece.field === field)
      .map(({ from, to }): TextMark => ({ from, to, kind: 'speaks' })),
  ]
  return markText(text, marks).map(({ text: part, from, kind }) =>
    kind === undefined ? (
      part
    ) : (
      <mark key={from} data-kind={kind}>
        {part}
      </mark>
    ),
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

/** Other open matters near the place: perhaps it is one of them. */
function Around({ matter, same, onSame }: AroundProps) {
  const { t } = useTranslation('dispatch')
  const similar = useShownSimilar(matter.id)
  const rows = useAround(matter).filter(({ id }) => !similar.has(id))
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
