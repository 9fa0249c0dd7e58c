import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMe } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { useRenewal } from '../../wire/use-renewal.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { usePackTitles, useTaskCounts } from './queries.ts'
import { useTaskColumns } from './task-column.tsx'
import { useClaim } from './use-claim.ts'
import type { Claim } from './use-claim.ts'
import { WatchedList } from './watched-list.tsx'
import './workbench.css'

type Task = RowOf<'task.list'>

const waiting = ['task.list', 'task.count', 'office_task.load'] as const

/** 工作台: what somebody has to do, what is due first on top. */
export function Workbench() {
  const { t } = useTranslation('workbench')
  const { name, posts } = useMe()
  const { data: counts } = useTaskCounts()
  const [search] = useSearchParams()
  const approvals = counts?.approvals ?? 0
  const views = useViews(counts)
  useRenewal(waiting)
  return (
    <div className="workbench">
      <PageHead
        title={t('title')}
        what={[name, ...posts.slice(0, 1).map((post) => post.office_name)].join(t('of'))}
        beside={counts && <Summary counts={counts} />}
      />
      {search.size === 0 && approvals > 0 && <ApprovalPanel count={approvals} />}
      {search.get('watched') === 'true' ? <WatchedList views={views} /> : <TaskList views={views} />}
    </div>
  )
}

type Counts = NonNullable<ReturnType<typeof useTaskCounts>['data']>

/** How much there is, in a line. */
function Summary({ counts: { held, offered, overdue } }: { counts: Counts }) {
  const { t } = useTranslation('workbench')
  const formats = useFormats()
  const count = held + offered
  const number = formats.number(count)
  return (
    <span className="soft">
      {overdue === 0
        ? t('summary_calm', { count, number })
        : t('summary', { count, number, overdue: formats.number(overdue) })}
    </span>
  )
}

function TaskList({ views }: { views: readonly ListView[] }) {
  const { t } = useTranslation('workbench')
  const claim = useClaim()
  return (
    <ListPage
      list="task.list"
      name="tasks"
      views={views}
      filters={useFilters()}
      columns={useColumns(claim)}
      keyOf={(task) => `${task.matter}~${task.task}`}
      pathOf={(task) => `/matters/${task.matter}?task=${task.task}`}
      rowKeys={[{ key: 'c', what: t('claim.key'), run: claim.turn }]}
      empty={t('empty')}
    />
  )
}

function useViews(counts: Counts | undefined): readonly ListView[] {
  const { t } = useTranslation('workbench')
  const approvals = counts?.approvals ?? 0
  return [
    { title: t('view.all'), search: '', count: counts && counts.held + counts.offered },
    ...(approvals > 0 ? [{ title: t('view.approval'), search: 'approval=true', count: approvals }] : []),
    { title: t('view.soon'), search: 'due=soon', count: counts?.due_soon },
    { title: t('view.overdue'), search: 'due=overdue', count: counts?.overdue, isUrgent: true },
    { title: t('view.returned'), search: 'returned=true', count: counts?.returned },
    { title: t('view.watched'), search: 'watched=true&open=true', count: counts?.watching },
    { title: t('view.held'), search: 'view=held', count: counts?.held },
    { title: t('view.offered'), search: 'view=offered', count: counts?.offered },
  ]
}

function useFilters() {
  const { t } = useTranslation('workbench')
  const choices = [...usePackTitles()].map(([value, label]) => ({ value, label }))
  return [{ name: 'pack', label: t('filter.pack'), kind: 'choice', choices }] as const
}

function useColumns(claim: Claim): readonly ListColumn<Task>[] {
  const { t } = useTranslation('workbench')
  return [
    ...useTaskColumns(),
    {
      id: 'holder',
      title: t('column.holder'),
      width: '8em',
      cell: (task) => <Holder task={task} claim={claim} />,
    },
  ]
}

/** Whether a task is taken, and the press that takes it or gives it back. */
function Holder({ task, claim }: { task: Task; claim: Claim }) {
  const { t } = useTranslation('workbench')
  const act = claim.actOn(task)
  const isMine = act === undefined ? task.person !== undefined : act === 'unclaim'
  if (act === undefined) return <span className="soft">{t(isMine ? 'holder.mine' : 'holder.open')}</span>
  return (
    <Button
      size="small"
      type={isMine ? 'text' : 'default'}
      aria-label={t(`claim.${act}_of`, { title: task.title })}
      onClick={() => claim.turn(task)}
    >
      {t(`claim.${act}`)}
    </Button>
  )
}
