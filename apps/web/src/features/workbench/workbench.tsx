import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/me.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { useTaskCounts } from './queries.ts'
import './workbench.css'

type Task = RowOf<'task.list'>

/** 工作台: what somebody has to do, what is due first on top. */
export function Workbench() {
  const { t } = useTranslation('workbench')
  const { name, posts } = useMe()
  const formats = useFormats()
  const { data: counts } = useTaskCounts()
  const all = counts && counts.held + counts.offered
  return (
    <div className="workbench">
      <PageHead
        title={t('title')}
        what={[name, ...posts.slice(0, 1).map((post) => post.office_name)].join(t('of'))}
        beside={
          all === undefined ? undefined : (
            <span className="soft">
              {counts?.overdue === 0
                ? t('summary_calm', { count: all, number: formats.number(all) })
                : t('summary', {
                    count: all,
                    number: formats.number(all),
                    overdue: formats.number(counts?.overdue ?? 0),
                  })}
            </span>
          )
        }
      />
      <ListPage
        list="task.list"
        name="tasks"
        views={useViews(counts)}
        filters={useFilters()}
        columns={useColumns()}
        keyOf={(task) => `${task.matter}~${task.task}`}
        pathOf={(task) => `/matters/${task.matter}?task=${task.task}`}
        empty={t('empty')}
      />
    </div>
  )
}

function useViews(counts: ReturnType<typeof useTaskCounts>['data']): readonly ListView[] {
  const { t } = useTranslation('workbench')
  return [
    { title: t('view.all'), search: '', count: counts && counts.held + counts.offered },
    { title: t('view.overdue'), search: 'due=overdue', count: counts?.overdue, isUrgent: true },
    { title: t('view.soon'), search: 'due=soon', count: counts?.due_soon },
    { title: t('view.returned'), search: 'returned=true', count: counts?.returned },
    { title: t('view.held'), search: 'view=held', count: counts?.held },
    { title: t('view.offered'), search: 'view=offered', count: counts?.offered },
  ]
}

const packs = ['hotline', 'city-events', 'whistle', 'supervision'] as const

function useFilters() {
  const { t } = useTranslation('workbench')
  return [
    {
      name: 'pack',
      label: t('filter.pack'),
      kind: 'choice',
      choices: packs.map((value) => ({ value, label: t(`pack.${value}`) })),
    },
  ] as const
}

function useColumns(): readonly ListColumn<Task>[] {
  const { t } = useTranslation('workbench')
  const say = useWording()
  const formats = useFormats()
  return [
    {
      id: 'title',
      title: t('column.title'),
      isFixed: true,
      cell: (task) => (
        <span className="workbench-title" dir="auto">
          {task.title}
        </span>
      ),
    },
    { id: 'step', title: t('column.step'), width: '13em', cell: (task) => say(task.name) },
    {
      id: 'due',
      title: t('column.due'),
      width: '12em',
      cell: (task) => <MatterLamp lamp={task.lamp} dueAt={task.due_at} remaining={task.remaining} />,
    },
    {
      id: 'number',
      title: t('column.number'),
      width: '11em',
      cell: (task) => <span className="number soft">{task.number}</span>,
    },
    {
      id: 'pack',
      title: t('column.pack'),
      width: '8em',
      cell: (task) => t(`pack.${task.pack}`, { defaultValue: task.pack }),
    },
    {
      id: 'since',
      title: t('column.since'),
      width: '10em',
      isNumber: true,
      cell: (task) => <span className="number soft">{formats.moment(task.opened_at)}</span>,
    },
    {
      id: 'holder',
      title: t('column.holder'),
      width: '6em',
      isHidden: true,
      cell: (task) => t(task.person === undefined ? 'holder.open' : 'holder.mine'),
    },
  ]
}
