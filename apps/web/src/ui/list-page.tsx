import type { Given } from '@duibiao/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useAskPages } from '../wire/service-context.tsx'
import type { ListId, RowOf } from '../wire/service-context.tsx'
import { ColumnChoice } from './list-column-choice.tsx'
import { FilterBar } from './list-filter-bar.tsx'
import { ListTable } from './list-table.tsx'
import type { ListColumn, RowKey } from './list-table.tsx'
import { ViewBar } from './list-view-bar.tsx'
import type { ListView } from './list-view-bar.tsx'
import { readAddress } from './list-address.ts'
import type { ListFilter } from './list-address.ts'
import { useChosenColumns } from './saved-view.ts'
import { Empty, Shown } from './screen-state.tsx'
import './list-page.css'

export interface ListPageProps<Id extends ListId> {
  /** The operation that answers the rows. */
  readonly list: Id
  /** Under which columns and views are kept; unique. */
  readonly name: string
  readonly params?: Readonly<Record<string, string>>
  /** What is always asked for beside the filters of the address. */
  readonly query?: Readonly<Record<string, string | number | boolean>>
  readonly columns: readonly ListColumn<RowOf<Id>>[]
  readonly filters?: readonly ListFilter[]
  /** Ready-made views; the first is the list without filters. */
  readonly views?: readonly ListView[]
  readonly keyOf: (row: RowOf<Id>) => string
  /** Where Enter and a press lead. */
  readonly pathOf: (row: RowOf<Id>) => string
  /** What it means when there is nothing. */
  readonly empty: string
  /** Acts on the rows that were ticked; with it rows can be. `clear` unticks them. */
  readonly bulk?: (rows: readonly RowOf<Id>[], clear: () => void) => ReactNode
  /** Keys that act on the row one is on. */
  readonly rowKeys?: readonly RowKey<RowOf<Id>>[]
  /** Further buttons of the list. */
  readonly acts?: ReactNode
}

/**
 * A list as every screen has it: filters and views in the address, columns to choose, rows drawn as they come into sight and
 * asked for page by page, j and k to go, Enter to open, x to tick.
 */
export function ListPage<Id extends ListId>(props: ListPageProps<Id>) {
  const { list, name, params, query, columns, filters = [], views = [], empty, acts } = props
  const { t } = useTranslation('ui')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const viewed = views.flatMap((view) => [...new URLSearchParams(view.search).keys()])
  const asked = readAddress(search, [...filters.map((filter) => filter.name), ...viewed])
  const given = { ...(params !== undefined && { params }), query: { limit: 100, ...query, ...asked } }
  // The words of an address: the service checks them against the schema of the operation.
  const pages = useAskPages(list, given as unknown as Given<Id>)
  const { columns: chosen, choose } = useChosenColumns(name)
  const shown = columns.filter(({ id, isHidden = false }) => chosen?.includes(id) ?? !isHidden)
  return (
    <section className="list-page panel" aria-busy={pages.isFetching}>
      <div className="list-page-bars">
        <ViewBar name={name} views={views} />
        <FilterBar filters={filters} />
        <div className="list-page-acts">
          {acts}
          <ColumnChoice columns={columns} shown={shown.map(({ id }) => id)} onChoose={choose} />
        </div>
      </div>
      <Shown query={pages} rows={12}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty what={Object.keys(asked).length > 0 ? t('list.nothing') : empty} />
          return (
            <ListTable
              rows={rows}
              columns={shown}
              keyOf={props.keyOf}
              pathOf={props.pathOf}
              onOpen={(row) => void navigate(props.pathOf(row))}
              onEnd={() => {
                if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
              }}
              isWhole={!pages.hasNextPage}
              {...(props.rowKeys !== undefined && { rowKeys: props.rowKeys })}
              {...(props.bulk !== undefined && { bulk: props.bulk })}
            />
          )
        }}
      </Shown>
    </section>
  )
}
