import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import { IndicatorTree } from './indicator-tree.tsx'
import { isSheet, partsOf, useRecipe } from './queries.ts'
import type { Recipe } from './queries.ts'
import { RecipeActs } from './recipe-acts.tsx'
import { RecipeFacts } from './recipe-facts.tsx'
import { RecipeState } from './recipe-state.tsx'
import { SheetLines } from './sheet-lines.tsx'
import { StepList } from './step-list.tsx'
import { useUncertaintyWords } from './uncertainty-words.ts'
import './recipe.css'

/** One version of a recipe: what it says in words, who did what with it, and what may be done now. */
export function RecipePage() {
  const { recipe = '', version = '' } = useParams()
  const query = useRecipe(recipe, Number(version))
  return <Shown query={query}>{(found) => <Page recipe={found} />}</Shown>
}

function Page({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const may = useMay()
  const { content, findings } = recipe
  const shown = new Set(partsOf(content).map(({ code }) => `/indicators/${code}`))
  const elsewhere = findings.filter(
    ({ path }) => !/^\/(steps\/\d|items\/|flags\/|uncertainty)/.test(path) && !shown.has(path),
  )
  return (
    <article className="recipe">
      <PageHead
        title={say(content.name)}
        beside={<RecipeState row={recipe} />}
        what={
          <>
            <code>{recipe.recipe}</code> {t('version', { version: recipe.version })}
          </>
        }
        acts={<RecipeActs recipe={recipe} />}
      />
      {recipe.is_frozen && <p className="recipe-note">{t('frozen_note', { from: recipe.period.from })}</p>}
      <FindingList findings={elsewhere} />
      <RecipeFacts recipe={recipe} />
      {isSheet(content) ? (
        <section className="panel recipe-block">
          <SheetLines sheet={content} findings={findings} />
          <Uncertainty recipe={recipe} />
        </section>
      ) : (
        <>
          <section className="panel recipe-block">
            <h2>{t('tree.title')}</h2>
            <IndicatorTree content={content} findings={findings} />
          </section>
          <section className="panel recipe-block">
            <h2>{t('steps.title')}</h2>
            <StepList content={content} findings={findings} />
            <Uncertainty recipe={recipe} />
          </section>
        </>
      )}
      {may('ranking.list') && <Runs recipe={recipe.recipe} />}
    </article>
  )
}

/** What could as well have been otherwise, in words. */
function Uncertainty({ recipe: { content, findings } }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const says = useUncertaintyWords()
  const { runs, of, seed, points } = content.uncertainty
  return (
    <>
      <h3>{t('uncertainty.title')}</h3>
      <p>{t('uncertainty.says', { runs: number(runs), seed })}</p>
      <ul className="recipe-plain">
        {of.map((one, place) => (
          // The order is that of the recipe, and never changes here.
          <li key={`${one.kind} ${String(place)}`}>{says(one)}</li>
        ))}
        {points > 0 && of.length > 1 && <li>{t('uncertainty.points', { points })}</li>}
      </ul>
      <FindingList findings={findingsAt(findings, '/uncertainty')} />
    </>
  )
}

/** What came of the recipe so far. */
function Runs({ recipe }: { recipe: string }) {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const query = useAsk('ranking.list', { query: { recipe, limit: 20 } })
  return (
    <section className="panel recipe-block">
      <h2>{t('runs.title')}</h2>
      <Shown query={query} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('runs.none')}</p>
          ) : (
            <ul className="recipe-plain">
              {rows.map(({ ranking, version, ran_at: at, ran_by: by, units }) => (
                <li key={ranking}>
                  <Link to={`/rankings/${ranking}`}>
                    {t('runs.line', { version, at: formats.moment(at), by })}
                  </Link>{' '}
                  <span className="soft">{t('runs.units', { count: units })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}
