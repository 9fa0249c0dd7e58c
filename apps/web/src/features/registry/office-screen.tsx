import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { useOffices } from '../../ui/office-picker.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { AddRow } from './add-row.tsx'
import { officePath } from './address.ts'
import { Brought } from './brought.tsx'
import { ExportButton } from './export-button.tsx'
import { useNames } from './names.ts'
import { OfficePage } from './office-page.tsx'
import { officeKinds } from './row-sketch.ts'
import { TreeFrame } from './tree-frame.tsx'
import './registry.css'

/** Offices: the tree, and beside it the list or the page of one. */
export function OfficeScreen() {
  const { t } = useTranslation('registry')
  const { office } = useParams()
  const offices = useOffices()
  return (
    <TreeFrame
      label={t('office.tree')}
      rows={offices}
      chosen={office}
      pathOf={officePath}
      all="/registry/offices"
    >
      {office === undefined ? <OfficeList /> : <OfficePage key={office} id={office} />}
    </TreeFrame>
  )
}

function OfficeList() {
  const { t } = useTranslation('registry')
  const [search] = useSearchParams()
  const inArea = search.get('in_area')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('office.title')}
        what={t('office.what')}
        acts={<AddRow title={t('office.add')} kind="offices" />}
      />
      <Brought />
      <ListPage<'office.list'>
        list="office.list"
        name="offices"
        {...(inArea !== null && { query: { in_area: inArea } })}
        filters={[
          { name: 'name', label: t('filter.name'), kind: 'text' },
          {
            name: 'kind',
            label: t('field.offices.kind'),
            kind: 'choice',
            choices: officeKinds.map((value) => ({ value, label: t(`choice.office_kind.${value}`) })),
          },
          { name: 'on', label: t('filter.on'), kind: 'date' },
        ]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => officePath(id)}
        empty={t('office.empty')}
        acts={<ExportButton kind="offices" />}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RowOf<'office.list'>>[] {
  const { t } = useTranslation('registry')
  const names = useNames()
  return [
    { id: 'name', title: t('field.name'), isFixed: true, cell: ({ name }) => name },
    {
      id: 'kind',
      title: t('field.offices.kind'),
      width: '8em',
      cell: ({ kind }) => t(`choice.office_kind.${kind}`),
    },
    {
      id: 'parent',
      title: t('field.parent'),
      width: '14em',
      cell: ({ parent }) => <span className="soft">{names.office(parent)}</span>,
    },
    { id: 'area', title: t('field.area'), width: '10em', cell: ({ area }) => names.area(area) },
    {
      id: 'from',
      title: t('field.validFrom'),
      width: '8em',
      isHidden: true,
      cell: ({ valid_from: from }) => <span className="number soft">{from}</span>,
    },
    {
      id: 'until',
      title: t('field.validUntil'),
      width: '8em',
      cell: ({ valid_until: until }) => <span className="number">{until}</span>,
    },
    {
      id: 'posts',
      title: t('office.people'),
      width: '6em',
      cell: ({ id }) => (
        <Link to={`/registry/staff?office=${encodeURIComponent(id)}`}>{t('office.see_people')}</Link>
      ),
    },
  ]
}
