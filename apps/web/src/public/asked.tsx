import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../wire/refusal.ts'

export interface AskedProps<Data> {
  readonly query: {
    readonly data: Data | undefined
    readonly error: Error | null
    readonly refetch: () => unknown
  }
  readonly children: (data: Data) => ReactNode
}

/** What was asked for, or that it is on its way, or why it does not come. */
export function Asked<Data>({ query, children }: AskedProps<Data>) {
  const { t } = useTranslation('public')
  const { data, error, refetch } = query
  if (data !== undefined) return children(data)
  if (error === null) return <p role="status">{t('loading')}</p>
  return (
    <div className="public-note" role="alert">
      <p>{error instanceof Refusal ? error.problem.detail : t('fault')}</p>
      <button type="button" className="press" data-kind="plain" onClick={() => void refetch()}>
        {t('again')}
      </button>
    </div>
  )
}
