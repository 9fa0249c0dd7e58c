import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { areaPath, dutyPath, itemPath, officePath, personPath, postPath } from './address.ts'
import './registry.css'

type Finding = RowOf<'registry.findings'>

/** What in the registry needs somebody: where its keepers begin their day. */
export function Attention() {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const { data } = useAsk('registry.findings', { query: { limit: 1 } }, { every: 120_000 })
  const counts = data?.counts ?? []
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="registry-screen">
      <PageHead
        title={t('attention.title')}
        what={t('attention.what')}
        beside={
          data !== undefined && (
            <span className="soft">
              {all === 0
                ? t('attention.calm')
                : t('attention.count', { count: all, number: formats.number(all) })}
            </span>
          )
        }
      />
      <ListPage<'registry.findings'>
        list="registry.findings"
        name="findings"
        views={[
          { title: t('attention.all'), search: '', count: all },
          ...counts.map(({ kind, count }) => ({
            title: t(`finding.${kind}.title`),
            search: `kind=${kind}`,
            count,
            isUrgent: kind === 'left_with_work',
          })),
        ]}
        columns={useColumns()}
        keyOf={({ kind, subject }) => `${kind} ${subject}`}
        pathOf={pathOf}
        empty={t('attention.empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<Finding>[] {
  const { t } = useTranslation('registry')
  return [
    { id: 'name', title: t('attention.about'), width: '18em', isFixed: true, cell: ({ name }) => name },
    {
      id: 'kind',
      title: t('attention.finding'),
      width: '11em',
      cell: ({ kind }) => (
        <span className="registry-tag" data-kind={kind === 'left_with_work' ? 'urgent' : 'finding'}>
          {t(`finding.${kind}.title`)}
        </span>
      ),
    },
    {
      id: 'what',
      title: t('attention.todo'),
      cell: ({ kind, tasks = 0, on = '' }) => t(`finding.${kind}.what`, { count: tasks, on }),
    },
    {
      id: 'office',
      title: t('field.office'),
      width: '13em',
      cell: ({ office_name: name }) => <span className="soft">{name}</span>,
    },
  ]
}

type Part = Finding['part']

/** Where a finding is mended, by what it is about. */
const places: Readonly<Record<Part, (subject: string, office: string) => string>> = {
  area: areaPath,
  office: officePath,
  person: personPath,
  contact: personPath,
  post: postPath,
  holding: postPath,
  deputy: postPath,
  duty_time: (_, office) => officePath(office),
  duty: dutyPath,
  item: itemPath,
  pack_post: () => '/registry/staff/posts?vacant=true',
}

/** Keys of several parts begin with what they belong to. */
function pathOf({ part, subject, office = '' }: Finding): string {
  return places[part](subject.split(' ')[0] ?? '', office)
}
