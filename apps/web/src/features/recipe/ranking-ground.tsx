import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { FactTables } from './fact-entry.tsx'
import { isSheet, partsOf, useRankingInput, useStage } from './queries.ts'
import type { AnyContent, Content } from './queries.ts'
import type { RankingPartProps } from './ranking-part.ts'
import { useStepWords } from './step-words.ts'
import { ValueTable } from './value-table.tsx'

/** What a ranking rests on: digests, the table that went in and that of each step; and that it comes out the same again. */
export function RankingGround(props: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const { recipe_hash: recipe, input, result } = props.ranking
  return (
    <>
      <p className="soft">{t('ground.what')}</p>
      <dl className="recipe-facts">
        {Object.entries({ recipe, input, result }).map(([name, digest]) => (
          <div key={name} className="recipe-wide">
            <dt>{t(`ground.${name}`)}</dt>
            <dd>
              <code className="recipe-hash">{digest}</code>
            </dd>
          </div>
        ))}
      </dl>
      <RunAgain {...props} />
      <Tables {...props} />
    </>
  )
}

/** The same recipe over the same table once more. */
function RunAgain({ ranking }: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const may = useMay()
  const toast = useToast()
  const forget = useForget()
  const tell = useTell('ranking.run')
  const [again, setAgain] = useState<{ readonly ranking: string; readonly isSame: boolean }>()
  if (!may('ranking.run')) return undefined
  async function run(): Promise<void> {
    const { recipe, version, input, result: before } = ranking
    try {
      const body = { recipe, version, source: { kind: 'kept', input } } as const
      const { value } = await tell.mutateAsync({ body })
      if (value !== undefined) setAgain({ ranking: value.ranking, isSame: value.result === before })
      await forget('ranking.list')
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <p className="recipe-again">
      <Button loading={tell.isPending} onClick={() => void run()}>
        {t('ground.again')}
      </Button>
      <span role="status">
        {again !== undefined && (
          <>
            <strong data-same={again.isSame}>{t(again.isSame ? 'ground.same' : 'ground.other')}</strong>{' '}
            <Link to={`/rankings/${again.ranking}?tab=ground`}>{t('ground.that')}</Link>
          </>
        )}
      </span>
    </p>
  )
}

/** The table that went in, or that of the step in the address. */
function Tables(props: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const [search, setSearch] = useSearchParams()
  const { stages } = props.ranking.content
  const asked = search.get('step')
  const stage = stages.find(({ step }) => String(step) === asked)
  return (
    <section className="recipe-block-plain">
      <h3>{t('ground.tables')}</h3>
      <label className="recipe-inline">
        <span>{t('ground.after')}</span>
        <select
          className="input"
          value={stage === undefined ? '' : String(stage.step)}
          onChange={({ target }) => {
            const next = new URLSearchParams(search)
            if (target.value === '') next.delete('step')
            else next.set('step', target.value)
            setSearch(next, { replace: true, preventScrollReset: true })
          }}
        >
          <option value="">{t('ground.entered')}</option>
          {stages.map(({ step, kind, units }) => (
            <option key={step} value={step}>
              {t('ground.step', { step: step + 1, title: t(`step.${kind}`), count: units })}
            </option>
          ))}
        </select>
      </label>
      {stage !== undefined && props.content !== undefined && !isSheet(props.content) && (
        <StepSaid content={props.content} step={stage.step} />
      )}
      {stage === undefined ? <Input {...props} /> : <Stage {...props} step={stage.step} />}
    </section>
  )
}

function StepSaid({ content, step }: { readonly content: Content; readonly step: number }) {
  const says = useStepWords(content)
  const said = content.steps[step]
  return said === undefined ? undefined : <p>{says(said).sentence}</p>
}

function useColumnName(content: AnyContent | undefined): (code: string) => string {
  const say = useWording()
  const names = new Map(
    [...(content === undefined ? [] : partsOf(content)), ...nodesOf(content)].map(({ code, name }) => [
      code,
      say(name),
    ]),
  )
  return (code) => names.get(code) ?? code
}

function Input({ ranking, content, nameOf }: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const columnName = useColumnName(content)
  const query = useRankingInput(ranking.ranking)
  return (
    <Shown query={query}>
      {(table) =>
        'indicators' in table ? (
          <ValueTable
            label={t('ground.entered')}
            units={table.units.map(({ code }) => nameOf(code))}
            columns={table.indicators.map(columnName)}
            values={table.values}
          />
        ) : (
          content !== undefined &&
          isSheet(content) && <FactTables sheet={content} facts={table} nameOf={nameOf} />
        )
      }
    </Shown>
  )
}

function Stage({ ranking, content, nameOf, step }: RankingPartProps & { readonly step: number }) {
  const { t } = useTranslation('recipe')
  const columnName = useColumnName(content)
  const query = useStage(ranking.ranking, step)
  const isPlaced = ranking.content.shown === 'ranks'
  const may = useMay()
  // A table of scores or places would tell what the recipe does not make known.
  const root = new Set(isPlaced || may('recipe.draft') ? [] : rootsOf(content))
  return (
    <Shown query={query}>
      {({ units, columns, values }) => {
        const shown = columns.flatMap((code, place) => (root.has(code) ? [] : [{ code, place }]))
        return (
          <ValueTable
            label={t('ground.tables')}
            units={units.map(nameOf)}
            columns={shown.map(({ code }) => columnName(code))}
            values={values.map((row) => shown.map(({ place }) => row[place] ?? null))}
          />
        )
      }}
    </Shown>
  )
}

function nodesOf(content: AnyContent | undefined): Content['nodes'] {
  return content === undefined || isSheet(content) ? [] : content.nodes
}

/** Columns that are scores: of an index its roots, of a mark sheet all lines. */
function rootsOf(content: AnyContent | undefined): readonly string[] {
  if (content !== undefined && isSheet(content)) return content.items.map(({ code }) => code)
  return nodesOf(content)
    .filter(({ parent }) => parent === undefined)
    .map(({ code }) => code)
}
