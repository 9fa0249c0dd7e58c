import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { BriefingMenu } from '../briefing/briefing-menu.tsx'
import { useRankingWorkbook } from '../briefing/queries.ts'
import { labelOf, useRanking, useRecipe } from './queries.ts'
import type { Ranking } from './queries.ts'
import type { RankingPartProps } from './ranking-part.ts'
import { RankChange } from './rank-change.tsx'
import { RankingGround } from './ranking-ground.tsx'
import { RankingMarks } from './ranking-marks.tsx'
import { ResultTable } from './result-table.tsx'
import { SensitivityView } from './sensitivity-view.tsx'
import { UnitsCompared } from './units-compared.tsx'
import './recipe.css'

const tabs = ['result', 'marks', 'units', 'sensitivity', 'change', 'ground'] as const
type Tab = (typeof tabs)[number]

/** What a recipe gave over a table, and what it rests on. */
export function RankingPage() {
  const { ranking = '' } = useParams()
  const query = useRanking(ranking)
  return <Shown query={query}>{(found) => <Page ranking={found} />}</Shown>
}

function Page({ ranking }: { ranking: Ranking }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const formats = useFormats()
  const { recipe, version, ran_at: at, ran_by: by } = ranking
  const { data } = useRecipe(recipe, version)
  const { names } = ranking
  const units = data?.units
  const nameOf = useCallback((unit: string) => labelOf(units, unit, names[unit]), [names, units])
  const may = useMay()
  const title = data === undefined ? recipe : say(data.name)
  const fetchWorkbook = useRankingWorkbook(ranking.ranking)
  return (
    <article className="recipe">
      <PageHead
        title={title}
        acts={
          // A sheet of marks is told line by line on this page.
          ranking.content.marks === undefined &&
          may('ranking.briefing_export') && (
            <BriefingMenu
              path={`/rankings/${ranking.ranking}/briefing`}
              name={title}
              fetchWorkbook={fetchWorkbook}
            />
          )
        }
        what={
          <>
            <Link to={`/recipes/${encodeURIComponent(recipe)}/${version}`}>
              {t('rankings.by', { version })}
            </Link>
            {' · '}
            {data !== undefined && `${t('rankings.period', data.period)} · `}
            {t('rankings.run', { at: formats.moment(at), by })}
          </>
        }
      />
      <Parts ranking={ranking} content={data?.content} nameOf={nameOf} />
    </article>
  )
}

function Parts(props: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const may = useMay()
  const [search] = useSearchParams()
  // Places are compared by those who see them: where bands are made known, by who drafts recipes.
  const isPlaced = props.ranking.content.shown === 'ranks' || may('recipe.draft')
  const isMarked = props.ranking.content.marks !== undefined
  const shown = tabs.filter((tab) => {
    switch (tab) {
      case 'change':
        return isPlaced
      case 'marks':
        return isMarked
      case 'units':
        return !isMarked
      case 'result':
      case 'sensitivity':
      case 'ground':
        return true
    }
  })
  const chosen = shown.find((tab) => tab === search.get('tab')) ?? 'result'
  return (
    <section className="panel">
      <nav className="recipe-tabs" aria-label={t('tab.title')}>
        {shown.map((tab) => (
          <Link
            key={tab}
            replace
            preventScrollReset
            to={{ search: `tab=${tab}` }}
            aria-current={tab === chosen ? 'true' : undefined}
          >
            {t(`tab.${tab}`)}
          </Link>
        ))}
      </nav>
      <div className="recipe-panel">
        <Part {...props} tab={chosen} />
      </div>
    </section>
  )
}

function Part({ tab, ...props }: RankingPartProps & { readonly tab: Tab }) {
  switch (tab) {
    case 'result':
      return (
        <>
          <Warnings {...props} />
          <ResultTable {...props} outcome={props.ranking.content} />
        </>
      )
    case 'marks':
      return <RankingMarks {...props} />
    case 'units':
      return <UnitsCompared {...props} />
    case 'sensitivity':
      return <SensitivityView {...props} outcome={props.ranking.content} />
    case 'change':
      return <RankChange {...props} />
    case 'ground':
      return <RankingGround {...props} />
  }
}

/** What must be said beside the whole. */
function Warnings({ ranking }: RankingPartProps) {
  const say = useWording()
  const { findings } = ranking.content
  if (findings.length === 0) return undefined
  return (
    <ul className="recipe-findings">
      {findings.map((finding) => (
        <li key={`${finding.path} ${finding.code}`} data-severity={finding.severity}>
          {say(finding)} <code className="small soft">{finding.path}</code>
        </li>
      ))}
    </ul>
  )
}
