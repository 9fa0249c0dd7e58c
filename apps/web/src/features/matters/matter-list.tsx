import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { officesBelow } from '../../ui/office-tree.ts'
import type { ListFilter } from '../../ui/list-address.ts'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { ListBulk } from './list-bulk.tsx'
import { ListExport } from './list-export.tsx'
import { broughtFilters, withoutBrought } from './list-query.ts'
import { namesIn, useMatterCounts, useNarrowing } from './queries.ts'
import type { Narrowing } from './queries.ts'
import './matter-list.css'

type Line = RowOf<'matter.list'>

/** Every matter that somebody may see, narrowed by what the address says. */
export function MatterList() {
  const { t } = useTranslation('matters')
  const may = useMay()
  const [search] = useSearchParams()
  const isActing = may('matter.act_many')
  const narrowing = useNarrowing()
  return (
    <div className="matters">
      <PageHead title={t('title')} what={t('what')} />
      <Brought search={search} />
      <ListPage<'matter.list'>
        list="matter.list"
        name="matters"
        query={broughtFilters(search)}
        views={useViews()}
        filters={useFilters(narrowing)}
        columns={useColumns(narrowing)}
        keyOf={(line) => line.id}
        pathOf={(line) => `/matters/${line.id}`}
        empty={t('empty')}
        {...(may('matter.export') && { acts: <ListExport search={search} /> })}
        {...(isActing && { bulk: (rows, clear) => <ListBulk rows={rows} clear={clear} /> })}
      />
    </div>
  )
}

/** That another screen narrowed the list besides, and the way back. */
function Brought({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('matters')
  const names = Object.keys(broughtFilters(search))
  if (names.length === 0) return undefined
  return (
    <p className="matters-brought" role="status">
      {t('brought', { what: names.map((name) => t(`brought_by.${name}`)).join(t('and')) })}
      <Link to={{ search: withoutBrought(search).toString() }}>
        <Button size="small" tabIndex={-1}>
          {t('brought_off')}
        </Button>
      </Link>
    </p>
  )
}

function useViews(): readonly ListView[] {
  const { t } = useTranslation('matters')
  const { data: counts } = useMatterCounts()
  return [
    { title: t('view.all'), search: '' },
    { title: t('view.open'), search: 'open=true', count: counts?.open },
    { title: t('view.overdue'), search: 'due=overdue', count: counts?.overdue, isUrgent: true },
    { title: t('view.soon'), search: 'due=soon', count: counts?.due_soon },
    { title: t('view.watched'), search: 'watched=true' },
  ]
}

const lamps = ['red', 'yellow', 'green', 'none'] as const
const statuses = ['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed'] as const

function useFilters({ packs, areas, offices, categories }: Narrowing): readonly ListFilter[] {
  const { t } = useTranslation('matters')
  const say = useWording()
  const streets = areas.filter(({ level }) => level === 'street')
  const places = streets.flatMap((street) => [
    { value: street.id, label: street.name },
    ...areas
      .filter(({ parent, level }) => parent === street.id && level === 'community')
      .map(({ id, name }) => ({ value: id, label: t('below', { name }) })),
  ])
  return [
    { name: 'number', label: t('filter.number'), kind: 'text' },
    {
      name: 'pack',
      label: t('filter.pack'),
      kind: 'choice',
      choices: packs.map(({ pack, title }) => ({ value: pack, label: say(title) })),
    },
    {
      name: 'status',
      label: t('filter.status'),
      kind: 'choice',
      choices: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      name: 'lamp',
      label: t('filter.lamp'),
      kind: 'choice',
      choices: lamps.map((value) => ({ value, label: t(`lamp.${value}`) })),
    },
    {
      name: 'category',
      label: t('filter.category'),
      kind: 'choice',
      choices: categories.flatMap(({ key, name = key }) =>
        key === undefined || name === undefined ? [] : [{ value: key, label: name }],
      ),
    },
    { name: 'area', label: t('filter.area'), kind: 'choice', choices: places },
    {
      name: 'office',
      label: t('filter.office'),
      kind: 'choice',
      choices: [
        ...officesBelow(offices, undefined),
        ...offices.filter(({ kind }) => kind === 'community'),
      ].map(({ id, name }) => ({ value: id, label: name })),
    },
  ]
}

function useColumns(narrowing: Narrowing): readonly ListColumn<Line>[] {
  const { t } = useTranslation('matters')
  const say = useWording()
  const formats = useFormats()
  const names = namesIn(narrowing)
  const titles = new Map(narrowing.packs.map(({ pack, title }) => [pack, say(title)]))
  return [
    {
      id: 'title',
      title: t('column.title'),
      isFixed: true,
      cell: ({ title, number, is_automatic: isAutomatic }) => (
        <span className="matters-line">
          <span className="matters-title" dir="auto">
            {title === '' ? number : title}
          </span>
          {isAutomatic === true && <span className="matters-automatic small">{t('automatic')}</span>}
        </span>
      ),
    },
    {
      id: 'number',
      title: t('column.number'),
      width: '11em',
      cell: ({ number }) => <span className="number soft">{number}</span>,
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
      id: 'status',
      title: t('column.status'),
      width: '6em',
      cell: ({ status }) => t(`status.${status}`),
    },
    {
      id: 'category',
      title: t('column.category'),
      width: '9em',
      cell: ({ category = '' }) => <Short text={names.category.get(category) ?? category} />,
    },
    {
      id: 'area',
      title: t('column.area'),
      width: '11em',
      cell: ({ area = '' }) => <Short text={names.area.get(area) ?? area} />,
    },
    {
      id: 'office',
      title: t('column.office'),
      width: '12em',
      cell: ({ office = '' }) => <Short text={names.office.get(office) ?? office} />,
    },
    {
      id: 'pack',
      title: t('column.pack'),
      width: '9em',
      isHidden: true,
      cell: ({ pack }) => titles.get(pack) ?? pack,
    },
    {
      id: 'opened',
      title: t('column.opened'),
      width: '9em',
      isNumber: true,
      cell: ({ opened_at: at }) => <span className="number soft">{formats.moment(at)}</span>,
    },
    {
      id: 'ended',
      title: t('column.ended'),
      width: '9em',
      isNumber: true,
      isHidden: true,
      cell: ({ ended_at: at }) => <span className="number soft">{at && formats.moment(at)}</span>,
    },
  ]
}

/** A name on one line; the whole of it where the mouse rests. */
function Short({ text }: { text: string }) {
  return (
    <span className="matters-short" title={text}>
      {text}
    </span>
  )
}
