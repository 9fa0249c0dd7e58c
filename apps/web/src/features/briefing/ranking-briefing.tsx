import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { isSheet, useRanking, useRankingInput, useRecipe } from '../recipe/queries.ts'
import type { Content, Ranking } from '../recipe/queries.ts'
import { ResultTable } from '../recipe/result-table.tsx'
import { SensitivityView } from '../recipe/sensitivity-view.tsx'
import { StepList } from '../recipe/step-list.tsx'
import { UnitsCompared } from '../recipe/units-compared.tsx'
import { ValueTable } from '../recipe/value-table.tsx'
import '../recipe/recipe.css'
import { BriefingFrame, BriefingPart } from './briefing-frame.tsx'
import { useRankingBriefing, useRankingWorkbook } from './queries.ts'
import type { Briefing } from './queries.ts'

/** 对标分析报告 of a kept ranking. */
export function RankingBriefing() {
  const { ranking = '' } = useParams()
  const briefing = useRankingBriefing(ranking)
  const query = useRanking(ranking)
  return (
    <Shown query={briefing}>
      {(said) => <Shown query={query}>{(found) => <WithRecipe briefing={said} ranking={found} />}</Shown>}
    </Shown>
  )
}

interface RankedProps {
  readonly briefing: Briefing
  readonly ranking: Ranking
}

function WithRecipe(props: RankedProps) {
  const { recipe, version } = props.ranking
  return (
    <Shown query={useRecipe(recipe, version)}>
      {({ content }) => !isSheet(content) && <Paper {...props} content={content} />}
    </Shown>
  )
}

function Paper({ briefing, ranking, content }: RankedProps & { readonly content: Content }) {
  const { t } = useTranslation('briefing')
  const fetchWorkbook = useRankingWorkbook(ranking.ranking)
  const names = useMemo(() => new Map(briefing.units.map(({ code, name }) => [code, name])), [briefing])
  const nameOf = useCallback((unit: string) => names.get(unit) ?? unit, [names])
  const parts = { ranking, content, nameOf, outcome: ranking.content }
  return (
    <BriefingFrame
      briefing={briefing}
      back={`/rankings/${ranking.ranking}`}
      fetchWorkbook={fetchWorkbook}
      ground={
        <>
          <BriefingPart title={t('part.method')}>
            <StepList content={content} findings={[]} />
            <Uncertainty content={content} />
          </BriefingPart>
          <BriefingPart title={t('part.data')}>
            <Data {...parts} />
          </BriefingPart>
        </>
      }
    >
      <BriefingPart title={t('part.result')}>
        <div className="recipe">
          <ResultTable {...parts} />
        </div>
      </BriefingPart>
      <BriefingPart title={t('part.units')}>
        <UnitsCompared {...parts} />
      </BriefingPart>
      <BriefingPart title={t('part.sensitivity')}>
        <SensitivityView {...parts} />
      </BriefingPart>
    </BriefingFrame>
  )
}

/** What was drawn by chance, so that the same runs can be made again. */
function Uncertainty({ content: { uncertainty } }: { readonly content: Content }) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const said = uncertainty.of.map((one) =>
    one.kind === 'weights'
      ? t('uncertainty.weights', { share: number(one.share * 100) })
      : t('uncertainty.switch', { step: one.step + 1, count: one.options.length }),
  )
  return (
    <p>
      {t('uncertainty.says', { runs: number(uncertainty.runs), seed: uncertainty.seed })}
      {said.join(t('semicolon'))}
    </p>
  )
}

/** More columns or rows than these are for a sheet and not for paper. */
const [mostColumns, mostRows] = [7, 60]

interface DataProps {
  readonly ranking: Ranking
  readonly content: Content
  readonly nameOf: (unit: string) => string
}

function Data({ ranking, content, nameOf }: DataProps) {
  const { t } = useTranslation('briefing')
  const say = useWording()
  const query = useRankingInput(ranking.ranking)
  const names = new Map(content.indicators.map(({ code, name }) => [code, say(name)]))
  return (
    <Shown query={query}>
      {(table) => {
        if (!('indicators' in table)) return undefined
        const { units, indicators, values } = table
        return indicators.length > mostColumns || units.length > mostRows ? (
          <p>{t('in_workbook', { units: units.length, indicators: indicators.length })}</p>
        ) : (
          <ValueTable
            label={t('part.data')}
            units={units.map(({ code }) => nameOf(code))}
            columns={indicators.map((code) => names.get(code) ?? code)}
            values={values}
          />
        )
      }}
    </Shown>
  )
}
