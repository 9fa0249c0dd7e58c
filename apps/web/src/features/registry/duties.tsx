import { useTranslation } from 'react-i18next'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListFilter } from '../../ui/list-address.ts'
import type { ListColumn } from '../../ui/list-table.tsx'
import { useOffices } from '../../ui/office-picker.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AddRow } from './add-row.tsx'
import { dutyPath } from './address.ts'
import { ExportButton } from './export-button.tsx'
import { useNames } from './names.ts'
import { DutySiblings } from './piece.tsx'
import type { DutyRow } from './queries.ts'
import { initialAnswers } from './row-form.ts'
import { dutyKinds, dutyLists } from './row-sketch.ts'
import './registry.css'

/** 履职清单: what streets and communities may be asked to do, and by whom. */
export function Duties() {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('duty.title')}
        what={<DutySiblings />}
        acts={
          <AddRow
            title={t('duty.add')}
            kind="duties"
            initial={initialAnswers({ list: 'street', kind: 'basic' })}
          />
        }
      />
      <ListPage<'duty.list'>
        list="duty.list"
        name="duties"
        views={[
          { title: t('duty.all'), search: '' },
          ...dutyKinds.map((kind) => ({ title: t(`choice.duty_kind.${kind}`), search: `kind=${kind}` })),
        ]}
        filters={useFilters()}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => dutyPath(id)}
        empty={t('duty.empty')}
        acts={<ExportButton kind="duties" />}
      />
    </div>
  )
}

function useFilters(): readonly ListFilter[] {
  const { t } = useTranslation('registry')
  const offices = useOffices().filter(({ kind }) => kind === 'street_office' || kind === 'community')
  return [
    { name: 'name', label: t('filter.name'), kind: 'text' },
    {
      name: 'list',
      label: t('field.list'),
      kind: 'choice',
      choices: dutyLists.map((value) => ({ value, label: t(`choice.duty_list.${value}`) })),
    },
    {
      name: 'office',
      label: t('duty.of_office'),
      kind: 'choice',
      choices: offices.map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'on', label: t('filter.on'), kind: 'date' },
  ]
}

function useColumns(): readonly ListColumn<DutyRow>[] {
  const { t } = useTranslation('registry')
  const names = useNames()
  return [
    { id: 'name', title: t('field.duties.name'), isFixed: true, cell: ({ name }) => name },
    {
      id: 'kind',
      title: t('field.duties.kind'),
      width: '7em',
      cell: ({ kind }) => (
        <span className="registry-tag" data-kind={kind}>
          {t(`choice.duty_kind.${kind}`)}
        </span>
      ),
    },
    {
      id: 'list',
      title: t('duty.whose'),
      width: '11em',
      cell: ({ list, office }) => (office === undefined ? t(`duty.every.${list}`) : names.office(office)),
    },
    {
      id: 'lead',
      title: t('field.leadOffice'),
      width: '12em',
      cell: ({ lead_office: lead }) => names.office(lead),
    },
    {
      id: 'act',
      title: t('duty.act'),
      width: '16em',
      cell: ({ act, manner }) => <span className="registry-short soft">{act ?? manner}</span>,
    },
    {
      id: 'item',
      title: t('field.item'),
      width: '9em',
      isHidden: true,
      cell: ({ item }) => <span className="number soft">{item}</span>,
    },
  ]
}
