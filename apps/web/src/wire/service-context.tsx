import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { AnswerOf, Given, OperationId, OperationOf } from '@duibiao/contract'
import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Service } from './service-access.ts'

const ServiceContext = createContext<Service | undefined>(undefined)

export function ServiceProvider({ service, children }: { service: Service; children: ReactNode }) {
  return <ServiceContext value={service}>{children}</ServiceContext>
}

/** The service; only for what the hooks below do not do. */
export function useService(): Service {
  const service = use(ServiceContext)
  if (service === undefined) throw new Error('outside of ServiceProvider')
  return service
}

export interface AskOptions {
  /** Whether to ask at all; yes when not said. */
  readonly isWanted?: boolean
  /** Ask again after so many milliseconds. */
  readonly every?: number
  /** For how long an answer counts as new, milliseconds; for what hardly ever changes. */
  readonly staysFor?: number
  /** The answer to the question before stays until there is one to this. */
  readonly keeps?: true
}

/**
 * What an operation answers now, asked again when it may have changed. The key is operation, what was given, and the language:
 * `useForget` names the operations whose answers a change makes old.
 */
export function useAsk<Id extends OperationId>(id: Id, given: Given<Id>, options: AskOptions = {}) {
  const service = useService()
  const { i18n } = useTranslation()
  const { isWanted = true, every, staysFor, keeps } = options
  return useQuery<AnswerOf<OperationOf<Id>>>({
    queryKey: [id, given, i18n.language],
    queryFn: async () => (await service.ask(id, given)).value ?? ({} as never),
    enabled: isWanted,
    ...(every !== undefined && { refetchInterval: every }),
    ...(staysFor !== undefined && { staleTime: staysFor }),
    ...(keeps !== undefined && { placeholderData: keepPreviousData }),
  })
}

/** Ids of operations that answer a page of rows. */
export type ListId = {
  [Id in OperationId]: AnswerOf<OperationOf<Id>> extends { readonly rows: readonly unknown[]; next?: string }
    ? Id
    : never
}[OperationId]
export type RowOf<Id extends ListId> =
  AnswerOf<OperationOf<Id>> extends { readonly rows: readonly (infer Row)[] } ? Row : never

/** A list page by page; `rows` are those of all pages that were asked for. */
export function useAskPages<Id extends ListId>(id: Id, given: Given<Id>) {
  const service = useService()
  const { i18n } = useTranslation()
  return useInfiniteQuery({
    queryKey: [id, given, i18n.language, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const query = { ...('query' in given ? Object(given.query) : {}), after: pageParam }
      const { value } = await service.ask(id, { ...given, query })
      return value as { readonly rows: readonly RowOf<Id>[]; readonly next?: string }
    },
    getNextPageParam: (page) => page.next,
  })
}

/** Gives the service something to do; a command that was sent twice by a bad line is done once. */
export function useTell<Id extends OperationId>(id: Id) {
  const service = useService()
  return useMutation<Answer<Id>, Error, Given<Id>>({
    mutationFn: (given) => service.ask(id, { ...given, key: given.key ?? crypto.randomUUID() }),
  })
}

/** Makes the answers of these operations old: those on the screen are asked for again at once. */
export function useForget(): (...ids: readonly OperationId[]) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (...ids) => {
      await Promise.all(ids.map((id) => client.invalidateQueries({ queryKey: [id] })))
    },
    [client],
  )
}

/** Whether the service cannot be reached now. */
export function useIsAway(): boolean {
  const { connection } = useService()
  return useSyncExternalStore(connection.listen, connection.isAway)
}

/** Whether requests wait for somebody to sign in again. */
export function useIsShut(): boolean {
  const { gate } = useService()
  return useSyncExternalStore(gate.listen, gate.isShut)
}

/** Whether requests wait for somebody to prove once more who they are. */
export function useIsProofOwed(): boolean {
  const { confirmation } = useService()
  return useSyncExternalStore(confirmation.listen, confirmation.isShut)
}
