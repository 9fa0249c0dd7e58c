import { useQuery } from '@tanstack/react-query'
import type { AnswerOf, EditKind, OperationId, OperationOf, RegistryKind } from '@duibiao/contract'
import { useEffect } from 'react'
import { useMay } from '../../app/me.tsx'
import { useAsk, useAskPages, useForget, useService, useTell } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type Area = AnswerOf<OperationOf<'area.read'>>
export type AreaLine = Pick<RowOf<'area.list'>, 'id' | 'name' | 'level' | 'parent' | 'code'>
export type Office = AnswerOf<OperationOf<'office.read'>>
export type PostLine = RowOf<'post.list'>
export type HoldingLine = RowOf<'holding.list'>
export type Person = AnswerOf<OperationOf<'person.read'>>
export type DutyRow = RowOf<'duty.list'>
export type OpenWork = AnswerOf<OperationOf<'open_work.read'>>
export type ChangeAnswer = AnswerOf<OperationOf<'registry.change'>>
export type ImportReport = AnswerOf<OperationOf<'registry.import'>>
export type AccountRow = RowOf<'account.list'>
/** A part of the registry by the name of its changes. */
export type Part = ChangeAnswer['changes'][number]['part']
export type { EditKind, RegistryKind }

const day = 600_000

/** How much in the registry needs somebody: the number in the navigation. */
export function useFindingCount(): number | undefined {
  const may = useMay()
  const { data } = useAsk(
    'registry.findings',
    { query: { limit: 1 } },
    { isWanted: may('registry.findings'), every: 120_000, staysFor: 60_000 },
  )
  return data?.counts.reduce((sum, { count }) => sum + count, 0)
}

/** Every area of the district without its shape; they hardly ever change. */
export function useAreas(): readonly AreaLine[] {
  const pages = useAskPages('area.list', { query: { limit: 200, fields: 'id,name,level,parent,code' } })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return pages.data?.pages.flatMap(({ rows }) => rows) ?? []
}

/** Open work of a person, an office or an area, in numbers; for those who keep the registry. */
export function useOpenWork(part: 'person' | 'office' | 'area', subject: string, isWanted = true) {
  const may = useMay()
  return useAsk(
    'open_work.read',
    { params: { part, subject } },
    { isWanted: isWanted && may('open_work.read') },
  )
}

/** Installed packs by name, as people call them. */
export function usePacks() {
  const { data } = useAsk('pack.list', { query: { limit: 100 } }, { staysFor: day })
  return new Map((data?.rows ?? []).map(({ pack, title }) => [pack, title]))
}

export interface StoredRow {
  readonly row: Readonly<Record<string, unknown>>
  readonly tag: string | undefined
}

/** A row as it is kept, with the tag that a change of it asks for; read anew whenever a form is opened. */
export function useStoredRow(part: Part, subject: string | undefined) {
  const service = useService()
  return useQuery<StoredRow>({
    queryKey: ['registry row', part, subject],
    enabled: subject !== undefined,
    gcTime: 0,
    staleTime: Infinity,
    queryFn: async () => {
      const { value, tag } = await service.ask('registry.read', { params: { part, subject: subject ?? '' } })
      return { row: value.row, tag }
    },
  })
}

/** Whatever is shown of the registry: a change of one row may show in all of them. */
const shown: readonly OperationId[] = [
  'area.list',
  'area.read',
  'area.shapes',
  'office.list',
  'office.read',
  'office.served_posts',
  'post.list',
  'holding.list',
  'duty_time.list',
  'duty_time.roster',
  'person.list',
  'person.read',
  'item.list',
  'item.read',
  'duty.list',
  'duty.check',
  'registry.changes',
  'registry.findings',
  'open_work.read',
]

export function useRegistryChanged(): () => Promise<void> {
  const forget = useForget()
  return () => forget(...shown)
}

/** Adds or changes one row, or only says what would change. */
export function useChangeRow() {
  return useTell('registry.change')
}
