import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMe } from '../../app/me.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { ApprovalPanel } from './approval-panel.tsx'
import { HandOn, HandOnBar } from './hand-on.tsx'
import { LoadTable, sumOf } from './load-table.tsx'
import { useLoads, usePackTitles, useTaskCounts } from './queries.ts'
import { useTaskColumns } from './task-column.tsx'
import './workbench.css'

type Task = RowOf<'office_task.list'>

/** What the office of a head has to do: who holds what, how much each has in hand, and the way to hand it on. */
export function OfficeWork() {
  const { t } = useTranslation('workbench')
  const { posts } = useMe()
  const [search] = useSearchParams()
  const loads = useLoads()
  const approvals = useTaskCounts().data?.approvals ?? 0
  const [handing, setHanding] = useState<{ readonly tasks: readonly Task[]; readonly clear: () => void }>()
  const headed = posts.filter(({ role }) => role === 'department_head')
  return (
    <div className="office-work">
      <PageHead
        title={t('office.title')}
        what={[...new Set(headed.map((post) => post.office_name))].join(t('of'))}
      />
      {search.size === 0 && approvals > 0 && <ApprovalPanel count={approvals} />}
      <section className="office-loads panel" aria-labelledby="loads">
        <h2 id="loads">{t('office.loads')}</h2>
        <Shown query={loads} rows={4}>
          {({ rows }) => <LoadTable loads={rows} search={search} />}
        </Shown>
      </section>
      <ListPage
        list="office_task.list"
        name="office-tasks"
        views={useViews(loads.data?.rows)}
        filters={useFilters(loads.data?.rows)}
        columns={useColumns()}
        keyOf={(task) => `${task.matter}~${task.task}`}
        pathOf={(task) => `/matters/${task.matter}?task=${task.task}`}
        bulk={(rows, clear) => (
          <HandOnBar tasks={rows} onHand={(tasks) => setHanding({ tasks, clear })} onClear={clear} />
        )}
        empty={t('office.empty')}
      />
      {/* Beside the list: what is handed on may leave it while it is answered. */}
      {handing !== undefined && (
        <HandOn
          tasks={handing.tasks}
          loads={loads.data?.rows ?? []}
          onDone={() => {
            handing.clear()
            setHanding(undefined)
          }}
        />
      )}
    </div>
  )
}

type Load = NonNullable<ReturnType<typeof useLoads>['data']>['rows'][number]

function useViews(loads: readonly Load[] | undefined): readonly ListView[] {
  const { t } = useTranslation('workbench')
  const sum = loads && sumOf(loads)
  const untaken = loads && sumOf(loads.filter(({ person }) => person === undefined))
  return [
    { title: t('office.view.all'), search: '', count: sum?.open },
    { title: t('view.soon'), search: 'due=soon', count: sum?.due_soon },
    { title: t('view.overdue'), search: 'due=overdue', count: sum?.overdue, isUrgent: true },
    { title: t('view.returned'), search: 'returned=true', count: sum?.returned },
    { title: t('view.offered'), search: 'untaken=true', count: untaken?.open },
  ]
}

function useFilters(loads: readonly Load[] = []) {
  const { t } = useTranslation('workbench')
  const people = loads.flatMap(({ person, name = person }) =>
    person === undefined || name === undefined ? [] : [{ value: person, label: name }],
  )
  const packs = [...usePackTitles()].map(([value, label]) => ({ value, label }))
  return [
    { name: 'person', label: t('office.holder'), kind: 'choice', choices: people },
    { name: 'pack', label: t('filter.pack'), kind: 'choice', choices: packs },
  ] as const
}

function useColumns(): readonly ListColumn<Task>[] {
  const { t } = useTranslation('workbench')
  const [title, step, due, ...rest] = useTaskColumns()
  const quiet = new Set(['pack', 'since'])
  const holder: ListColumn<Task> = {
    id: 'person',
    title: t('office.holder'),
    width: '7em',
    cell: ({ person, person_name: name }) =>
      person === undefined ? <span className="soft">{t('holder.open')}</span> : (name ?? person),
  }
  return [title, step, holder, due, ...rest]
    .filter((column) => column !== undefined)
    .map((column) => (quiet.has(column.id) ? { ...column, isHidden: true } : column))
}
