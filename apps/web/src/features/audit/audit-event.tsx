import type { AnswerOf, readAudit } from '@duibiao/contract'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { useKindName } from './kind-name.ts'
import { Outcome } from './outcome.tsx'
import './audit.css'

type Event = AnswerOf<typeof readAudit>

/** One event: everything that was kept of it, and whether it is as it was recorded. */
export function AuditEvent() {
  const { seq = '' } = useParams()
  const query = useAsk('audit.read', { params: { seq: Number(seq) } })
  return <Shown query={query}>{(event) => <EventPage event={event} />}</Shown>
}

function EventPage({ event }: { event: Event }) {
  const { t } = useTranslation('audit')
  const nameOf = useKindName()
  const formats = useFormats()
  return (
    <article className="audit audit-event">
      <PageHead
        title={nameOf(event.kind)}
        beside={<Outcome outcome={event.outcome} />}
        what={t('event.what', { seq: formats.number(event.seq), at: formats.moment(event.recorded_at) })}
        acts={<Neighbours event={event} />}
      />
      <div className="audit-columns">
        <section className="panel audit-block" aria-label={t('event.facts')}>
          <h2>{t('event.facts')}</h2>
          <dl className="audit-facts">
            {factsOf(event).map(([name, value, filter]) => (
              <div key={name}>
                <dt>{t(`column.${name}`)}</dt>
                <dd>
                  {value === undefined ? <span className="soft">{t('event.none')}</span> : value}
                  {value !== undefined && filter !== undefined && (
                    <Link className="small" to={`/audit?${new URLSearchParams(filter).toString()}`}>
                      {t('event.more')}
                    </Link>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section className="panel audit-block" aria-label={t('event.detail')}>
          <h2>{t('event.detail')}</h2>
          <Detail detail={event.detail} />
        </section>
      </div>
      <ChainState event={event} />
    </article>
  )
}

type Fact = readonly [
  name: 'actor' | 'subject' | 'address' | 'session' | 'request',
  value: ReactNode,
  filter: Readonly<Record<string, string>> | undefined,
]

function factsOf({ actor_name: name, subject, address, session, request }: Event): readonly Fact[] {
  return [
    ['actor', name, name === undefined ? undefined : { actor_name: name }],
    ['subject', subject, subject === undefined ? undefined : { subject }],
    ['address', address, undefined],
    ['session', session, undefined],
    ['request', request, undefined],
  ]
}

function Detail({ detail }: { detail: Event['detail'] }) {
  const { t } = useTranslation('audit')
  const rows = Object.entries(detail)
  if (rows.length === 0) return <p className="soft">{t('event.no_detail')}</p>
  return (
    <dl className="audit-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`detail.${name}`, { defaultValue: name })}</dt>
          <dd dir="auto">{written(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function written(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(String).join(', ')
  return JSON.stringify(value)
}

/** Whether the event says what its hash was made of, and stands in the chain between its neighbours. */
function ChainState({ event }: { event: Event }) {
  const { t } = useTranslation('audit')
  const steps = [
    ['whole', event.is_whole],
    ['follows', event.follows],
    ['followed', event.is_followed],
  ] as const
  const isSound = steps.every(([, isTrue]) => isTrue !== false)
  return (
    <section className="panel audit-block" aria-label={t('chain.title')}>
      <h2>{t('chain.title')}</h2>
      <p className="audit-verdict" role="status" data-sound={isSound}>
        <strong>{t(isSound ? 'chain.sound' : 'chain.broken')}</strong>
      </p>
      <ul className="audit-steps">
        {steps.map(([step, isTrue]) => (
          <li key={step} data-state={String(isTrue)}>
            {t(`chain.${step}`)}
            <span>{t(isTrue === undefined ? 'chain.none' : isTrue ? 'chain.yes' : 'chain.no')}</span>
          </li>
        ))}
      </ul>
      <dl className="audit-facts">
        {(['previous', 'hash'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`chain.${name}`)}</dt>
            <dd>
              <code>{event[name]}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Neighbours({ event: { seq, follows, is_followed: isFollowed } }: { event: Event }) {
  const { t } = useTranslation('audit')
  return (
    <>
      <Link to="/audit">
        <Button tabIndex={-1}>{t('event.list')}</Button>
      </Link>
      {follows !== undefined && (
        <Link to={`/audit/${seq - 1}`}>
          <Button tabIndex={-1}>{t('event.before')}</Button>
        </Link>
      )}
      {isFollowed !== undefined && (
        <Link to={`/audit/${seq + 1}`}>
          <Button tabIndex={-1}>{t('event.after')}</Button>
        </Link>
      )}
    </>
  )
}
