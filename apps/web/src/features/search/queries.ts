import type { AnswerOf, findInOneNet } from '@duibiao/contract'
import { useAsk } from '../../wire/service-context.tsx'

export type Found = AnswerOf<typeof findInOneNet>
export type FoundRow = Found['rows'][number]

/** What a search is narrowed by, as the names of its address. */
export const narrowings = ['area', 'office', 'status', 'opened_from', 'opened_until'] as const

/** What the address of the screen asks for. */
export function useSearch(search: URLSearchParams) {
  const text = search.get('text') ?? ''
  const given = Object.fromEntries(
    [...narrowings, 'kind'].flatMap((name) => {
      const value = search.get(name) ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )
  const query = { text, page: pageOf(search), ...given }
  // The words of an address: the service checks them against the schema of the operation.
  return useAsk('search.find', { query } as never, { isWanted: text.trim() !== '', keeps: true })
}

export function pageOf(search: URLSearchParams): number {
  return Math.max(1, Math.min(10, Number(search.get('page') ?? '1') || 1))
}
