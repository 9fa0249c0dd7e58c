import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useTell } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { DropDialog } from './drop-dialog.tsx'
import { useDeliveriesChanged, useDeliveryCounts } from './queries.ts'
import { SectionBar } from './section-bar.tsx'
import '../../ui/list-page.css'
import './delivery.css'

type Effect = RowOf<'outbox.list'>

/** What matters want done and has not found its receivers yet. */
export function Outbox() {
  const { t } = useTranslation('delivery')
  const [search] = useSearchParams()
  const isWaiting = search.get('state') === 'waiting'
  const counts = useDeliveryCounts()
  const query = useAsk('outbox.list', { query: { is_dead: !isWaiting, limit: 200 } }, { every: 30_000 })
  return (
    <div className="delivery">
      <PageHead title={t('outbox.title')} what={t('outbox.what')} />
      <SectionBar />
      <section className="panel">
        <nav className="list-views delivery-bar" aria-label={t('outbox.views')}>
          <Link className="list-view" to="/deliveries/outbox" aria-current={isWaiting ? undefined : 'true'}>
            {t('view.dead')}
            <span className="list-view-count" data-urgent={(counts.data?.dead_effects ?? 0) > 0}>
              {counts.data?.dead_effects}
            </span>
          </Link>
          <Link
            className="list-view"
            to="/deliveries/outbox?state=waiting"
            aria-current={isWaiting ? 'true' : undefined}
          >
            {t('view.waiting')}
            <span className="list-view-count">{counts.data?.waiting}</span>
          </Link>
        </nav>
        <Shown query={query}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty what={t(isWaiting ? 'outbox.none_waiting' : 'outbox.none_dead')} />
            ) : (
              <EffectTable rows={rows} isDead={!isWaiting} />
            )
          }
        </Shown>
      </section>
    </div>
  )
}

const columns = ['effect', 'matter', 'error', 'attempts', 'created'] as const

function EffectTable({ rows, isDead }: { rows: readonly Effect[]; isDead: boolean }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  return (
    <div className="delivery-scroll" tabIndex={0} role="region" aria-label={t('outbox.title')}>
      <table className="list-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
            {isDead && <th scope="col">{t('column.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.matter} ${row.seq} ${row.number}`}>
              <td data-title={t('column.effect')}>
                {t(`effect.${row.kind}`, { defaultValue: row.kind })}
                {row.name !== undefined && <code className="soft small"> {row.name}</code>}
              </td>
              <td data-title={t('column.matter')}>
                <code className="small">{row.matter}</code>
              </td>
              <td data-title={t('column.error')}>{row.last_error}</td>
              <td data-title={t('column.attempts')}>{formats.number(row.attempts)}</td>
              <td data-title={t('column.created')} className="number soft">
                {formats.moment(row.created_at)}
              </td>
              {isDead && (
                <td>
                  <EffectActs row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EffectActs({ row: { matter, seq, number } }: { row: Effect }) {
  const { t } = useTranslation('delivery')
  const resend = useTell('outbox.resend')
  const drop = useTell('outbox.drop')
  const changed = useDeliveriesChanged()
  const toast = useToast()
  const [isDropping, setDropping] = useState(false)
  async function run(work: () => Promise<unknown>, told: string): Promise<void> {
    try {
      await work()
      toast.done(told)
      setDropping(false)
    } catch (error) {
      toast.failed(error)
    }
    await changed()
  }
  return (
    <span className="delivery-acts">
      <Button
        size="small"
        loading={resend.isPending}
        onClick={() => void run(() => resend.mutateAsync({ body: { matter } }), t('resent', { count: 1 }))}
      >
        {t('act.resend')}
      </Button>
      <Button size="small" danger onClick={() => setDropping(true)}>
        {t('act.drop')}
      </Button>
      {isDropping && (
        <DropDialog
          what={t('drop.effect')}
          isPending={drop.isPending}
          onDrop={(reason) =>
            void run(
              () => drop.mutateAsync({ body: { matter, seq, number, reason } }),
              t('dropped', { count: 1 }),
            )
          }
          onClose={() => setDropping(false)}
        />
      )}
    </span>
  )
}
