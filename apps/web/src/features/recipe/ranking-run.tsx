import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { FactEntry } from './fact-entry.tsx'
import { FindingList } from './finding-list.tsx'
import { findingsOf } from './preview.ts'
import { isSheet, useRecipe, useUnitNames } from './queries.ts'
import type { Content, Finding, Recipe, Sheet, Source } from './queries.ts'
import { SourceChoice } from './source-choice.tsx'
import { TableEntry } from './table-entry.tsx'
import { isReady, knowsValues, sourceOf } from './table-source.ts'
import type { TableChoice } from './table-source.ts'
import { useKeptFacts } from './use-kept-facts.ts'
import { useKeptTable } from './use-kept-table.ts'
import './recipe.css'

/** Runs an approved version over a table and keeps what comes of it. */
export function RankingRun() {
  const { recipe = '', version = '' } = useParams()
  const query = useRecipe(recipe, Number(version))
  return (
    <Shown query={query}>
      {(found) =>
        isSheet(found.content) ? (
          <SheetRun recipe={found} sheet={found.content} />
        ) : (
          <IndexRun recipe={found} content={found.content} />
        )
      }
    </Shown>
  )
}

interface IndexRunProps {
  readonly recipe: Recipe
  readonly content: Content
}

function IndexRun({ recipe, content }: IndexRunProps) {
  const names = useUnitNames(recipe.units, content.period.to)
  const { table, keep } = useKeptTable(recipe.recipe, content)
  const [choice, setChoice] = useState<TableChoice>(() =>
    knowsValues(content) ? { kind: 'observed', statistics: '' } : { kind: 'entered' },
  )
  return (
    <Run recipe={recipe} source={sourceOf(choice, table)} isReady={isReady(choice, table)}>
      {(findings) => (
        <>
          <SourceChoice content={content} choice={choice} onChoice={setChoice} />
          <TableEntry content={content} table={table} onTable={keep} findings={findings} names={names} />
        </>
      )}
    </Run>
  )
}

interface SheetRunProps {
  readonly recipe: Recipe
  readonly sheet: Sheet
}

/** A mark sheet runs over the facts that are handed in. */
function SheetRun({ recipe, sheet }: SheetRunProps) {
  const names = useUnitNames(recipe.units, sheet.period.to)
  const { facts, keep } = useKeptFacts(recipe.recipe)
  const isReady = facts.units.length > 0
  return (
    <Run recipe={recipe} source={{ kind: 'facts', table: facts }} isReady={isReady}>
      {(findings) => (
        <FactEntry sheet={sheet} facts={facts} onFacts={keep} findings={findings} names={names} />
      )}
    </Run>
  )
}

interface RunProps {
  readonly recipe: Recipe
  readonly source: Source
  readonly isReady: boolean
  /** Where values come from, with what was wrong with them. */
  readonly children: (findings: readonly Finding[]) => ReactNode
}

function Run({ recipe, source, isReady: isFit, children }: RunProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const toast = useToast()
  const navigate = useNavigate()
  const forget = useForget()
  const tell = useTell('ranking.run')
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const { recipe: code, version } = recipe
  async function run(): Promise<void> {
    setFindings([])
    try {
      const { value } = await tell.mutateAsync({ body: { recipe: code, version, source } })
      await forget('ranking.list')
      if (value !== undefined) void navigate(`/rankings/${value.ranking}`)
    } catch (error) {
      setFindings(findingsOf(error))
      if (!(error instanceof Refusal) || findingsOf(error).length === 0) toast.failed(error)
    }
  }
  return (
    <article className="recipe">
      <PageHead
        title={t('run.title', { name: say(recipe.name) })}
        what={t('run.what', { version })}
        acts={
          <Link to={`/recipes/${encodeURIComponent(code)}/${version}`}>
            <Button tabIndex={-1}>{t('act.back')}</Button>
          </Link>
        }
      />
      <section className="panel recipe-block">
        <h2>{t('entry.title')}</h2>
        {children(findings)}
        <div role="alert">
          <FindingList
            findings={findings.filter(({ path }) => !/^\/(values|units|facts|entries)(\/|$)/.test(path))}
          />
        </div>
        <div>
          <Button type="primary" loading={tell.isPending} disabled={!isFit} onClick={() => void run()}>
            {t('act.run')}
          </Button>
        </div>
      </section>
    </article>
  )
}
