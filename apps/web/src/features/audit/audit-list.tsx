import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { readAddress, writeAddress } from '../../ui/list-address.ts'
import type { ListFilter } from '../../ui/list-address.ts'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useService } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { dayOfInstant, instantOfDay } from './audit-day.ts'
import { knownKinds } from './audit-kind.ts'
import { useKindName } from './kind-name.ts'
import { Outcome } from './outcome.tsx'
import './audit.css'

type Event = RowOf<'audit.list'>

/** Who did what, when, from where and with what outcome: the newest first, narrowed by what the address says. */
export function AuditList() {
  const { t } = useTranslation('audit')
  const [search] = useSearchParams()
  return (
    <div className="audit">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          <Link to="/audit/verification">
            <Button tabIndex={-1}>{t('verify.open')}</Button>
          </Link>
        }
      />
      <ListPage<'audit.list'>
        list="audit.list"
        name="audit"
        query={readAddress(search, ['from', 'to', 'actor'])}
        views={useViews()}
        filters={useFilters()}
        columns={useColumns()}
        keyOf={({ seq }) => String(seq)}
        pathOf={({ seq }) => `/audit/${seq}`}
        empty={t('empty')}
        acts={
          <>
            <Days />
            <Export search={search} />
          </>
        }
      />
    </div>
  )
}

function useViews(): readonly ListView[] {
  const { t } = useTranslation('audit')
  return [
    { title: t('view.all'), search: '' },
    { title: t('view.refused'), search: 'outcome=refused' },
    { title: t('view.revealed'), search: 'kind=personal_data.revealed' },
    { title: t('view.exported'), search: 'kind=data.exported' },
    { title: t('view.roles'), search: 'kind=account.roles_changed' },
  ]
}

function useFilters(): readonly ListFilter[] {
  const { t } = useTranslation('audit')
  const nameOf = useKindName()
  return [
    {
      name: 'kind',
      label: t('filter.kind'),
      kind: 'choice',
      choices: knownKinds.map((value) => ({ value, label: nameOf(value) })),
    },
    {
      name: 'outcome',
      label: t('filter.outcome'),
      kind: 'choice',
      choices: (['done', 'refused'] as const).map((value) => ({ value, label: t(`outcome.${value}`) })),
    },
    { name: 'actor_name', label: t('filter.actor_name'), kind: 'text' },
    { name: 'subject', label: t('filter.subject'), kind: 'text' },
  ]
}

function useColumns(): readonly ListColumn<Event>[] {
  const { t } = useTranslation('audit')
  const nameOf = useKindName()
  const formats = useFormats()
  return [
    {
      id: 'kind',
      title: t('column.kind'),
      isFixed: true,
      width: '14em',
      cell: ({ kind }) => nameOf(kind),
    },
    {
      id: 'outcome',
      title: t('column.outcome'),
      width: '7em',
      cell: ({ outcome }) => <Outcome outcome={outcome} />,
    },
    {
      id: 'at',
      title: t('column.at'),
      width: '13em',
      cell: ({ recorded_at: at }) => <span className="number">{formats.moment(at)}</span>,
    },
    {
      id: 'actor',
      title: t('column.actor'),
      width: '12em',
      cell: ({ actor_name: name }) => name ?? <span className="soft">{t('nobody')}</span>,
    },
    {
      id: 'subject',
      title: t('column.subject'),
      width: '16em',
      cell: ({ subject = '' }) => (
        <code className="audit-short" title={subject}>
          {subject}
        </code>
      ),
    },
    {
      id: 'detail',
      title: t('column.detail'),
      cell: ({ detail }) => <Summary detail={detail} />,
    },
    {
      id: 'address',
      title: t('column.address'),
      width: '10em',
      cell: ({ address = '' }) => <span className="number soft">{address}</span>,
    },
    {
      id: 'seq',
      title: t('column.seq'),
      width: '7em',
      isNumber: true,
      cell: ({ seq }) => <span className="soft">{formats.number(seq)}</span>,
    },
    {
      id: 'request',
      title: t('column.request'),
      width: '16em',
      isHidden: true,
      cell: ({ request = '' }) => <span className="audit-short soft">{request}</span>,
    },
  ]
}

/** What else is known, on one line. */
function Summary({ detail }: Pick<Event, 'detail'>) {
  const { t } = useTranslation('audit')
  const words = Object.entries(detail)
    .map(([name, value]) => `${t(`detail.${name}`, { defaultValue: name })} ${String(value)}`)
    .join(' · ')
  return (
    <span className="audit-short soft" title={words} dir="auto">
      {words}
    </span>
  )
}

/** From which day to which; in the address stand the instants. */
function Days() {
  const { t } = useTranslation('audit')
  const [search, setSearch] = useSearchParams()
  return (
    <span className="audit-days">
      {(['from', 'to'] as const).map((name) => {
        const edge = name === 'from' ? 'start' : 'end'
        return (
          <label key={name}>
            <span>{t(`filter.${name}`)}</span>
            <input
              className="input"
              type="date"
              value={dayOfInstant(search.get(name), edge)}
              onChange={({ target }) =>
                setSearch((current) => writeAddress(current, { [name]: instantOfDay(target.value, edge) }), {
                  replace: true,
                })
              }
            />
          </label>
        )
      })}
    </span>
  )
}

/** Saves what is filtered; lines of JSON carry the hashes and can be verified elsewhere. */
function Export({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('audit')
  const service = useService()
  return (
    <ExportMenu
      text={t('export')}
      formats={['xlsx', 'csv', 'jsonl'] as const}
      labelOf={(format) => t(`format.${format}`)}
      name={t('file')}
      done={t('exported')}
      fetchFile={(format) => {
        const filters = readAddress(search, [
          'kind',
          'outcome',
          'actor',
          'actor_name',
          'subject',
          'from',
          'to',
        ])
        // The words of an address: the service checks them against the schema of the operation.
        return service.download('audit.export', { query: { ...filters, format } } as never)
      }}
    />
  )
}
