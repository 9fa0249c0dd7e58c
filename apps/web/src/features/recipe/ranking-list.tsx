import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useRecipes } from './queries.ts'
import type { RankingLine } from './queries.ts'
import './recipe.css'

/** What recipes gave, the newest first. */
export function RankingList() {
  const { t } = useTranslation('recipe')
  return (
    <div className="recipe">
      <PageHead title={t('rankings.title')} what={t('rankings.what')} />
      <ListPage<'ranking.list'>
        list="ranking.list"
        name="rankings"
        columns={useColumns()}
        keyOf={({ ranking }) => ranking}
        pathOf={({ ranking }) => `/rankings/${ranking}`}
        empty={t('rankings.empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RankingLine>[] {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const say = useWording()
  const recipes = useRecipes()
  function nameOf({ recipe, version }: RankingLine): string {
    const name = recipes.get(`${recipe} ${version}`)?.name
    return name === undefined ? recipe : say(name)
  }
  return [
    { id: 'name', title: t('column.name'), cell: nameOf, isFixed: true },
    {
      id: 'version',
      title: t('column.version'),
      cell: ({ version }) => t('version', { version }),
      width: '7em',
    },
    {
      id: 'units',
      title: t('rankings.ranked'),
      cell: ({ units }) => formats.number(units),
      width: '8em',
      isNumber: true,
    },
    {
      id: 'ran',
      title: t('rankings.ran'),
      cell: ({ ran_at: at, ran_by: by }) => t('deed.said', { at: formats.moment(at), by }),
      width: '18em',
    },
    {
      id: 'result',
      title: t('rankings.digest'),
      cell: ({ result }) => <code>{result.slice(0, 12)}</code>,
      width: '12em',
    },
  ]
}
