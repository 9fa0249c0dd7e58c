import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { useOffices } from '../../ui/office-picker.tsx'
import { officesBelow } from '../../ui/office-tree.ts'
import { PageHead } from '../../ui/page-head.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { AddRow } from './add-row.tsx'
import { personPath } from './address.ts'
import { Brought } from './brought.tsx'
import { ExportButton } from './export-button.tsx'
import { useNames } from './names.ts'
import { PeopleSiblings } from './piece.tsx'
import './registry.css'

/** People of the offices. */
export function People() {
  const { t } = useTranslation('registry')
  const [search] = useSearchParams()
  const departments = officesBelow(useOffices(), undefined)
  const inArea = search.get('in_area')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('people.people')}
        what={<PeopleSiblings />}
        acts={<AddRow title={t('people.add')} kind="people" />}
      />
      <Brought />
      <ListPage<'person.list'>
        list="person.list"
        name="people"
        {...(inArea !== null && { query: { in_area: inArea } })}
        views={[
          { title: t('people.here'), search: '' },
          { title: t('people.left'), search: 'has_left=true' },
        ]}
        filters={[
          { name: 'name', label: t('people.search'), kind: 'text' },
          {
            name: 'office',
            label: t('field.office'),
            kind: 'choice',
            choices: departments.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => personPath(id)}
        empty={t('people.empty')}
        acts={<ExportButton kind="people" />}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RowOf<'person.list'>>[] {
  const { t } = useTranslation('registry')
  const names = useNames()
  return [
    { id: 'name', title: t('field.people.name'), width: '9em', isFixed: true, cell: ({ name }) => name },
    {
      id: 'id',
      title: t('field.people.id'),
      width: '8em',
      cell: ({ id }) => <span className="number soft">{id}</span>,
    },
    { id: 'office', title: t('field.office'), cell: ({ office }) => names.office(office) },
    {
      id: 'posts',
      title: t('people.posts'),
      width: '16em',
      cell: ({ post_names: posts }) =>
        posts.length === 0 ? (
          <span className="registry-vacant">{t('people.no_post')}</span>
        ) : (
          <span className="registry-short">{posts.join(t('and'))}</span>
        ),
    },
    {
      id: 'phone',
      title: t('contact.office_phone'),
      width: '10em',
      cell: ({ contacts }) => (
        <span className="number soft">{contacts.find(({ kind }) => kind === 'office_phone')?.value}</span>
      ),
    },
    {
      id: 'left',
      title: t('field.left'),
      width: '8em',
      cell: ({ left }) => <span className="number">{left}</span>,
    },
  ]
}
