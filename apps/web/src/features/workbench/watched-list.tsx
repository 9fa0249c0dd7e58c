import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { usePackTitles } from './queries.ts'

/** Matters that somebody follows: there is nothing of theirs to do in them. */
export function WatchedList({ views }: { views: readonly ListView[] }) {
  const { t } = useTranslation('workbench')
  const formats = useFormats()
  const packs = usePackTitles()
  return (
    <ListPage
      list="matter.list"
      name="tasks"
      views={views}
      columns={[
        {
          id: 'title',
          title: t('column.title'),
          isFixed: true,
          cell: ({ title, number }) => (
            <span className="workbench-title" dir="auto">
              {title === '' ? number : title}
            </span>
          ),
        },
        {
          id: 'due',
          title: t('column.due'),
          width: '12em',
          cell: ({ lamp, due_at: dueAt, remaining, status }) => (
            <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
          ),
        },
        {
          id: 'number',
          title: t('column.number'),
          width: '11em',
          cell: ({ number }) => <span className="number soft">{number}</span>,
        },
        {
          id: 'pack',
          title: t('column.pack'),
          width: '8em',
          cell: ({ pack }) => packs.get(pack) ?? pack,
        },
        {
          id: 'since',
          title: t('column.opened'),
          width: '10em',
          isNumber: true,
          cell: ({ opened_at: at }) => <span className="number soft">{formats.moment(at)}</span>,
        },
      ]}
      keyOf={({ id }) => id}
      pathOf={({ id }) => `/matters/${id}`}
      empty={t('empty_watched')}
    />
  )
}
