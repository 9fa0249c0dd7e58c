import { useTranslation } from 'react-i18next'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AddRow } from './add-row.tsx'
import { postPath } from './address.ts'
import { ExportButton } from './export-button.tsx'
import { useNames } from './names.ts'
import { PeopleSiblings } from './piece.tsx'
import { Holders } from './post-table.tsx'
import type { PostLine } from './queries.ts'
import { postRoles } from './row-sketch.ts'
import { useWord } from './word.ts'
import './registry.css'

/** Posts with who may act in them today. */
export function Posts() {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-screen">
      <PageHead
        title={t('people.posts')}
        what={<PeopleSiblings />}
        acts={<AddRow title={t('post.add')} kind="posts" />}
      />
      <ListPage<'post.list'>
        list="post.list"
        name="posts"
        views={[
          { title: t('post.all'), search: '' },
          { title: t('post.vacant'), search: 'vacant=true' },
        ]}
        filters={[
          { name: 'name', label: t('post.search'), kind: 'text' },
          {
            name: 'role',
            label: t('field.role'),
            kind: 'choice',
            choices: postRoles.map((value) => ({ value, label: t(`choice.role.${value}`) })),
          },
        ]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => postPath(id)}
        empty={t('post.empty')}
        acts={<ExportButton kind="posts" />}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<PostLine>[] {
  const { t } = useTranslation('registry')
  const names = useNames()
  const word = useWord()
  return [
    { id: 'name', title: t('field.post'), width: '13em', isFixed: true, cell: ({ name }) => name },
    { id: 'office', title: t('field.office'), cell: ({ office }) => names.office(office) },
    {
      id: 'role',
      title: t('field.role'),
      width: '9em',
      cell: ({ role = '' }) => word(`choice.role.${role}`) ?? role,
    },
    {
      id: 'holders',
      title: t('post.holders'),
      width: '16em',
      cell: ({ holders }) => <Holders holders={holders} />,
    },
    {
      id: 'id',
      title: t('field.id'),
      width: '14em',
      isHidden: true,
      cell: ({ id }) => <span className="number soft">{id}</span>,
    },
  ]
}
