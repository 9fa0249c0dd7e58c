import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart } from '../../ui/chart.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { amountOf } from './command-state.ts'
import type { CommandState } from './command-state.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData } from './queries.ts'

/** How many categories are drawn; all are in the lists. */
const drawnCategories = 8

/** What people write about most; pressing one narrows everything to it. */
export function CategoryChart({
  state,
  change,
  data: { categories },
}: {
  state: CommandState
  change: (change: AddressChange) => void
  data: CommandData
}) {
  return (
    <section className="command-panel command-chart panel">
      <Shown query={categories} rows={4}>
        {({ rows }) => <Drawn rows={rows} state={state} change={change} />}
      </Shown>
    </section>
  )
}

type Rows = NonNullable<CommandData['categories']['data']>['rows']

function Drawn({
  rows,
  state: { measure, category: chosen },
  change,
}: {
  rows: Rows
  state: CommandState
  change: (change: AddressChange) => void
}) {
  const { t } = useTranslation('command-view')
  const top = useMemo(
    () =>
      rows
        .filter((row) => row.key !== undefined && amountOf(row, measure) > 0)
        .toSorted((one, other) => amountOf(other, measure) - amountOf(one, measure))
        .slice(0, drawnCategories),
    [rows, measure],
  )
  const series = useMemo(
    () => [{ name: t(`measure.${measure}`), values: top.map((row) => amountOf(row, measure)) }],
    [top, measure, t],
  )
  const names = useMemo(() => top.map(({ key = '', name = key }) => name), [top])
  return (
    <Chart
      kind="rows"
      title={t('categories')}
      categoryName={t('category')}
      categories={names}
      series={series}
      onCategory={(index) => {
        const category = top[index]?.key
        change({ category: category === chosen ? undefined : category })
      }}
    />
  )
}
