import { useEffect } from 'react'
import { useOffices } from '../../ui/office-picker.tsx'
import { useAsk, useAskPages } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

const day = 600_000

/** Every area of the district, without its shape; they hardly ever change. */
function useAreas(): readonly Pick<RowOf<'area.list'>, 'id' | 'name' | 'level' | 'parent'>[] {
  const pages = useAskPages('area.list', { query: { limit: 200, fields: 'id,name,level,parent' } })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return pages.data?.pages.flatMap(({ rows }) => rows) ?? []
}

/** What a list of matters can be narrowed by, as the district has it. */
export function useNarrowing() {
  const packs = useAsk('pack.list', { query: { limit: 50 } }, { staysFor: day })
  const categories = useAsk('matter.group', { query: { by: 'category' } }, { staysFor: day })
  return {
    packs: packs.data?.rows ?? [],
    areas: useAreas(),
    offices: useOffices(),
    categories: categories.data?.rows ?? [],
  }
}

export type Narrowing = ReturnType<typeof useNarrowing>

/** What matters are called that stand in lists as ids: categories, areas, offices. */
export function namesIn({ areas, offices, categories }: Narrowing) {
  return {
    category: new Map(categories.map(({ key = '', name = key }) => [key, name])),
    area: new Map(areas.map(({ id, name }) => [id, name])),
    office: new Map(offices.map(({ id, name }) => [id, name])),
  }
}

/** Open matters by their clocks, as the views above the list count them. */
export function useMatterCounts() {
  return useAsk('matter.count', { query: {} }, { every: 60_000 })
}
