import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { AddRow } from './add-row.tsx'
import { areaPath } from './address.ts'
import { AreaPage } from './area-page.tsx'
import { ExportButton } from './export-button.tsx'
import { TreeFrame } from './tree-frame.tsx'
import { useAreas } from './queries.ts'
import { areaLevels } from './row-sketch.ts'
import './registry.css'

/** Areas: the tree, and beside it the list or the page of one. */
export function AreaScreen() {
  const { t } = useTranslation('registry')
  const { area } = useParams()
  const areas = useAreas()
  return (
    <TreeFrame label={t('area.tree')} rows={areas} chosen={area} pathOf={areaPath} all="/registry/areas">
      {area === undefined ? <AreaList /> : <AreaPage key={area} id={area} />}
    </TreeFrame>
  )
}

function AreaList() {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('area.title')}
        what={t('area.what')}
        acts={<AddRow title={t('area.add')} kind="areas" />}
      />
      <ListPage<'area.list'>
        list="area.list"
        name="areas"
        filters={[
          { name: 'name', label: t('filter.name'), kind: 'text' },
          {
            name: 'level',
            label: t('field.level'),
            kind: 'choice',
            choices: areaLevels.map((value) => ({ value, label: t(`choice.area_level.${value}`) })),
          },
          { name: 'on', label: t('filter.on'), kind: 'date' },
        ]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => areaPath(id)}
        empty={t('area.empty')}
        acts={<ExportButton kind="areas" />}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RowOf<'area.list'>>[] {
  const { t } = useTranslation('registry')
  const names = new Map(useAreas().map(({ id, name }) => [id, name]))
  return [
    { id: 'name', title: t('field.name'), isFixed: true, cell: ({ name }) => name },
    {
      id: 'level',
      title: t('field.level'),
      width: '6em',
      cell: ({ level }) => t(`choice.area_level.${level}`),
    },
    {
      id: 'code',
      title: t('field.code'),
      width: '11em',
      cell: ({ code }) => <span className="number">{code}</span>,
    },
    { id: 'parent', title: t('field.parent'), width: '11em', cell: ({ parent = '' }) => names.get(parent) },
    {
      id: 'from',
      title: t('field.validFrom'),
      width: '8em',
      cell: ({ valid_from: from }) => <span className="number soft">{from}</span>,
    },
    {
      id: 'until',
      title: t('field.validUntil'),
      width: '8em',
      cell: ({ valid_until: until }) => <span className="number">{until}</span>,
    },
    {
      id: 'successors',
      title: t('field.successors'),
      width: '9em',
      isHidden: true,
      cell: ({ successors = [] }) => successors.map((id) => names.get(id) ?? id).join(' '),
    },
  ]
}
