import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Refusal, codeOf } from '../wire/refusal.ts'
import './screen-state.css'

/** A screen or panel that has something to say instead of its content. */
export interface ScreenNoteProps {
  readonly title: string
  readonly what?: string
  readonly act?: ReactNode
  readonly isAlert?: boolean
}

export function ScreenNote({ title, what, act, isAlert = false }: ScreenNoteProps) {
  return (
    <div className="screen-note" {...(isAlert && { role: 'alert' })}>
      <h2>{title}</h2>
      {what !== undefined && <p className="soft">{what}</p>}
      {act !== undefined && <div className="screen-note-act">{act}</div>}
    </div>
  )
}

/** While the first answer is on its way. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation('ui')
  return (
    <div className="screen-loading" aria-busy="true" aria-label={t('state.loading')} role="status">
      <Skeleton title={false} paragraph={{ rows }} />
    </div>
  )
}

/** There is nothing, and that is no fault: what it means, and what can be done. */
export function Empty({ what, act }: { what: string; act?: ReactNode }) {
  return (
    <div className="screen-note" data-kind="empty">
      <p className="soft">{what}</p>
      {act}
    </div>
  )
}

/** Whoever is signed in may not see this. */
export function Refused() {
  const { t } = useTranslation('ui')
  return <ScreenNote title={t('state.refused')} what={t('state.refused_what')} />
}

/** What the service answered instead, in its words, with what can be done now. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('ui')
  const code = codeOf(error)
  if (code === 'permission_missing') return <Refused />
  if (code === 'resource_missing') {
    return (
      <ScreenNote
        title={t('state.missing')}
        what={t('state.missing_what')}
        act={<Link to="/">{t('state.back')}</Link>}
      />
    )
  }
  const problem = error instanceof Refusal ? error.problem : undefined
  return (
    <ScreenNote
      isAlert
      title={problem?.title ?? t('state.failed')}
      what={problem?.detail ?? t('state.failed_what')}
      act={onRetry === undefined ? undefined : <Button onClick={onRetry}>{t('state.retry')}</Button>}
    />
  )
}

interface QueryLike<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** The content once it is there; loading, refusal and fault before. An answer that was there stays when the next one fails. */
export function Shown<Data>({
  query,
  rows = 6,
  children,
}: {
  query: QueryLike<Data>
  rows?: number
  children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  return <Loading rows={rows} />
}
