import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { DeliveryActs } from './delivery-acts.tsx'
import { useReceiverNames } from './queries.ts'
import type { Delivery } from './queries.ts'
import './delivery.css'

/** One delivery: why it failed, what was sent where, and what can be done. What the event says is for its receiver alone. */
export function DeliveryPage() {
  const { delivery = '' } = useParams()
  const query = useAsk('delivery.read', { params: { delivery } })
  return <Shown query={query}>{(found) => <Page found={found} />}</Shown>
}

function Page({ found }: { found: Delivery }) {
  const { t } = useTranslation('delivery')
  const navigate = useNavigate()
  const names = useReceiverNames()
  const { delivery, receiver, dead_at: dead, delivered_at: done, awaits_answer: isAwaited } = found
  const state = dead !== undefined ? 'dead' : done !== undefined ? 'delivered' : 'pending'
  return (
    <article className="delivery delivery-page">
      <PageHead
        title={names.get(receiver) ?? receiver}
        beside={
          <span className="delivery-state" data-state={state}>
            {t(`view.${state}`)}
          </span>
        }
        what={t(`kind.${found.kind}`)}
        acts={
          <>
            <Link to="/deliveries">
              <Button tabIndex={-1}>{t('back')}</Button>
            </Link>
            <DeliveryActs
              deliveries={[delivery]}
              isDead={state === 'dead'}
              isSettled={state !== 'pending'}
              isAwaited={isAwaited}
              onDone={() => void navigate('/deliveries')}
            />
          </>
        }
      />
      {found.last_error !== undefined && (
        <section className="panel delivery-block" aria-label={t('reason.title')}>
          <h2>{t('reason.title')}</h2>
          <p className="delivery-error-line">{found.last_error}</p>
          <p className="soft">{t(`reason.${adviceOf(found.last_error)}`)}</p>
        </section>
      )}
      <div className="delivery-columns">
        <Facts title={t('facts')} rows={useFacts(found)} />
        <Request found={found} />
      </div>
    </article>
  )
}

/** What a failure most likely means; the reason itself is in the words of the software. */
function adviceOf(error: string): 'gone' | 'refused' | 'fault' | 'unreached' | 'missing' {
  if (/removed|connector_missing/.test(error)) return 'missing'
  if (/status 410/.test(error)) return 'gone'
  if (/status 4\d\d/.test(error)) return 'refused'
  return /status 5\d\d/.test(error) ? 'fault' : 'unreached'
}

type Row = readonly [name: string, value: ReactNode]

function useFacts(found: Delivery): readonly Row[] {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const moments = [
    ['created', found.created_at],
    ['due', found.dead_at === undefined && found.delivered_at === undefined ? found.due_at : undefined],
    ['delivered', found.delivered_at],
    ['answered', found.answered_at],
    ['dead', found.dead_at],
  ] as const
  return [
    [t('column.matter'), <code key="matter">{found.matter}</code>],
    [t('column.attempts'), formats.number(found.attempts)],
    ...moments.flatMap(([name, at]): readonly Row[] =>
      at === undefined ? [] : [[t(`fact.${name}`), formats.moment(at)]],
    ),
  ]
}

function Request({ found: { request, delivery, awaits_answer: isAwaited } }: { found: Delivery }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const { address, bytes, event } = request
  const rows: readonly Row[] = [
    ...(address === undefined ? [] : [[t('request.address'), <code key="a">{address}</code>] as const]),
    ...(event === undefined
      ? []
      : ([
          [t('request.type'), <code key="t">{event.type}</code>],
          ...(event.name === undefined ? [] : [[t('request.name'), event.name] as const]),
          [t('request.id'), <code key="i">{event.id}</code>],
          [t('request.time'), formats.moment(event.time)],
        ] as const)),
    [t('request.key'), <code key="k">{delivery}</code>],
    [t('request.bytes'), formats.bytes(bytes)],
  ]
  return (
    <Facts title={t('request.title')} rows={rows}>
      <p className="soft small">{t('request.hidden')}</p>
      {isAwaited && <p>{t('request.awaited')}</p>}
    </Facts>
  )
}

function Facts({ title, rows, children }: { title: string; rows: readonly Row[]; children?: ReactNode }) {
  return (
    <section className="panel delivery-block" aria-label={title}>
      <h2>{title}</h2>
      <dl className="delivery-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </section>
  )
}
