import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { usePackTitles } from './queries.ts'

/** What lists of tasks show of them, whosever they are. */
export function useTaskColumns(): readonly ListColumn<RowOf<'task.list'>>[] {
  const { t } = useTranslation('workbench')
  const say = useWording()
  const formats = useFormats()
  const packs = usePackTitles()
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
    {
      id: 'step',
      title: t('column.step'),
      width: '13em',
      cell: (task) => (
        <>
          {say(task.name)}
          {task.is_returned && <span className="workbench-mark small">{t('mark.returned')}</span>}
        </>
      ),
    },
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
      cell: (task) => packs.get(task.pack) ?? task.pack,
    },
    {
      id: 'since',
      title: t('column.since'),
      width: '10em',
      isNumber: true,
      cell: (task) => <span className="number soft">{formats.moment(task.opened_at)}</span>,
    },
  ]
}
