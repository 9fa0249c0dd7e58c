import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { ListFilter } from '../../ui/list-address.ts'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RecipeLine } from './queries.ts'
import { RecipeState } from './recipe-state.tsx'
import './recipe.css'

const states = ['draft', 'proposed', 'approved', 'replaced', 'withdrawn'] as const

/** The recipes of the district, each version a row. */
export function RecipeList() {
  const { t } = useTranslation('recipe')
  const may = useMay()
  const filters: readonly ListFilter[] = [
    {
      name: 'state',
      label: t('column.state'),
      kind: 'choice',
      choices: states.map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ]
  return (
    <div className="recipe">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('recipe.draft') && (
            <Link to="/recipes/new">
              <Button type="primary" tabIndex={-1}>
                {t('act.new')}
              </Button>
            </Link>
          )
        }
      />
      <ListPage<'recipe.list'>
        list="recipe.list"
        name="recipes"
        filters={filters}
        columns={useColumns()}
        keyOf={({ recipe, version }) => `${recipe} ${version}`}
        pathOf={({ recipe, version }) => `/recipes/${encodeURIComponent(recipe)}/${version}`}
        empty={t(may('recipe.draft') ? 'empty_analyst' : 'empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RecipeLine>[] {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const formats = useFormats()
  return [
    { id: 'name', title: t('column.name'), cell: ({ name }) => say(name), isFixed: true },
    { id: 'code', title: t('column.code'), cell: ({ recipe }) => <code>{recipe}</code>, width: '14em' },
    {
      id: 'version',
      title: t('column.version'),
      cell: ({ version }) => t('version', { version }),
      width: '7em',
    },
    {
      id: 'state',
      title: t('column.state'),
      cell: (row) => <RecipeState row={row} />,
      width: '12em',
    },
    {
      id: 'period',
      title: t('column.period'),
      cell: ({ period: { from, to } }) => <span className="number">{t('from_to', { from, to })}</span>,
      width: '16em',
    },
    { id: 'kind', title: t('column.kind'), cell: ({ kind }) => t(`kind.${kind}`), width: '8em' },
    { id: 'units', title: t('column.units'), cell: ({ units }) => t(`units.${units}`), width: '9em' },
    {
      id: 'changed',
      title: t('column.changed'),
      cell: ({ changed: { at, by } }) => t('deed.said', { at: formats.moment(at), by }),
      width: '17em',
    },
  ]
}
