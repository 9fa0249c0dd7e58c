import { useTranslation } from 'react-i18next'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { AddRow } from './add-row.tsx'
import { itemPath } from './address.ts'
import { ExportButton } from './export-button.tsx'
import { useNames } from './names.ts'
import { DutySiblings } from './piece.tsx'
import { initialAnswers } from './row-form.ts'
import { itemKinds } from './row-sketch.ts'
import { useWord } from './word.ts'
import './registry.css'

/** The catalogue of items: powers and services, each in the version of a day. */
export function Items() {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('duty.items')}
        what={<DutySiblings />}
        acts={<AddRow title={t('item.add')} kind="items" initial={initialAnswers({ level: 'district' })} />}
      />
      <ListPage<'item.list'>
        list="item.list"
        name="items"
        filters={[
          { name: 'name', label: t('filter.name'), kind: 'text' },
          { name: 'code', label: t('item.search'), kind: 'text' },
          {
            name: 'kind',
            label: t('field.items.kind'),
            kind: 'choice',
            choices: itemKinds.map((value) => ({ value, label: t(`choice.item_kind.${value}`) })),
          },
          { name: 'on', label: t('filter.on'), kind: 'date' },
          { name: 'all', label: t('item.all'), kind: 'flag' },
        ]}
        columns={useColumns()}
        keyOf={({ code, version }) => `${code} ${version}`}
        pathOf={({ code }) => itemPath(code)}
        empty={t('item.empty')}
        acts={<ExportButton kind="items" />}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RowOf<'item.list'>>[] {
  const { t } = useTranslation('registry')
  const names = useNames()
  const word = useWord()
  return [
    { id: 'name', title: t('field.items.name'), isFixed: true, cell: ({ name }) => name },
    {
      id: 'code',
      title: t('field.items.code'),
      width: '12em',
      cell: ({ code }) => <span className="number soft">{code}</span>,
    },
    {
      id: 'kind',
      title: t('field.items.kind'),
      width: '8em',
      cell: ({ kind }) => word(`choice.item_kind.${kind}`) ?? kind,
    },
    { id: 'authority', title: t('field.authority'), width: '14em', cell: ({ authority }) => authority },
    {
      id: 'office',
      title: t('field.items.office'),
      width: '12em',
      cell: ({ office }) => names.office(office),
    },
    {
      id: 'version',
      title: t('field.version'),
      width: '5em',
      isNumber: true,
      cell: ({ version }) => <span className="number">{version}</span>,
    },
  ]
}
