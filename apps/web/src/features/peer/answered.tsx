import type { ReactNode } from 'react'
import { Empty, Loading } from '../../ui/screen-state.tsx'
import { Faults } from './finding-lines.tsx'

interface AnsweredProps<Data> {
  readonly query: {
    readonly data: Data | undefined
    readonly error: unknown
    readonly refetch: () => unknown
  }
  /** Why nothing was asked. */
  readonly none?: string | undefined
  readonly children: (data: Data) => ReactNode
}

/** What was asked for, once it is there; a fault takes the place of an older answer, which would belong to another question. */
export function Answered<Data>({ query, none, children }: AnsweredProps<Data>) {
  if (none !== undefined) return <Empty what={none} />
  if (query.error !== null) return <Faults error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Loading rows={8} />
  return children(query.data)
}
