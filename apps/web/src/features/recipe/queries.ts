import type {
  AnswerOf,
  BodyOf,
  previewRanking,
  readRanking,
  readRankingInput,
  readRecipe,
} from '@duibiao/contract'
import { useMemo } from 'react'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type RecipeLine = RowOf<'recipe.list'>
export type Recipe = AnswerOf<typeof readRecipe>
/** What a recipe says, whatever it comes to its scores by. */
export type AnyContent = Recipe['content']
/** A mark sheet: marks line by line. */
export type Sheet = Extract<AnyContent, { readonly kind: 'marks' }>
/** From observations by steps to an index. */
export type Content = Exclude<AnyContent, Sheet>
export type Step = Content['steps'][number]
export type Finding = Recipe['findings'][number]
export type UnitKind = Content['units']
export type RankingLine = RowOf<'ranking.list'>
export type Ranking = AnswerOf<typeof readRanking>
export type Outcome = Ranking['content']
export type RankedUnit = Outcome['units'][number]
type Input = AnswerOf<typeof readRankingInput>
/** What is marked: facts of units, and entries that count for them. */
export type FactTable = Extract<Input, { readonly entries: unknown }>
/** Observations of units, as they are handed in. */
export type Table = Exclude<Input, FactTable>
/** From where a computation takes its values. */
export type Source = BodyOf<typeof previewRanking>['source']

/** Versions of recipes, each by its code and version. */
export function useRecipes(): ReadonlyMap<string, RecipeLine> {
  const { data } = useAsk('recipe.list', { query: { limit: 200 } })
  return useMemo(() => new Map(data?.rows.map((row) => [`${row.recipe} ${row.version}`, row])), [data])
}

export function isSheet(content: AnyContent): content is Sheet {
  return 'kind' in content
}

/** What is weighed against each other: the indicators of an index, the lines of a sheet. */
export function partsOf(
  content: AnyContent,
): readonly Pick<Content['indicators'][number], 'code' | 'name'>[] {
  return isSheet(content) ? content.items : content.indicators
}

/** What is kept by its digest never changes. */
const ever = { staysFor: Infinity } as const

export function useRecipe(recipe: string, version: number) {
  return useAsk('recipe.read', { params: { recipe, version } }, { isWanted: recipe !== '' })
}

export function useRanking(ranking: string) {
  return useAsk('ranking.read', { params: { ranking } }, ever)
}

export function useRankingInput(ranking: string, isWanted = true) {
  return useAsk('ranking.input', { params: { ranking } }, { ...ever, isWanted })
}

export function useStage(ranking: string, step: number | undefined) {
  const params = { ranking, step: step ?? 0 }
  return useAsk('ranking.stage', { params }, { ...ever, isWanted: step !== undefined })
}

const long = { staysFor: 600_000 } as const

/** Names of the units of a kind by their codes, of divisions as they were called on a day. */
export function useUnitNames(kind: UnitKind | undefined, on = ''): ReadonlyMap<string, string> {
  const isArea = kind === 'area'
  const year = /^(19|2\d)\d\d-/.test(on) ? { year: Number(on.slice(0, 4)) } : {}
  const isWanted = kind === 'division'
  const divisions = useAsk('statistic_division.names', { query: year }, { ...long, isWanted })
  const streets = useAreas('street', isArea)
  const communities = useAreas('community', isArea)
  const offices = useAsk('office.list', { query: { limit: 200 } }, { ...long, isWanted: kind === 'office' })
  return useMemo(() => {
    if (kind === 'division') return new Map(Object.entries(divisions.data?.names ?? {}))
    const rows = isArea ? [...(streets ?? []), ...(communities ?? [])] : (offices.data?.rows ?? [])
    return new Map(rows.map(({ id, name }) => [id, name]))
  }, [kind, isArea, streets, communities, offices.data, divisions.data])
}

/** What a unit is called on a screen: a division by its name and its code, since several have one name. */
export function labelOf(kind: UnitKind | undefined, code: string, name: string | undefined): string {
  if (name === undefined || name === code) return code
  return kind === 'division' ? `${name} ${code}` : name
}

function useAreas(level: 'street' | 'community', isWanted: boolean) {
  return useAsk('area.list', { query: { level, limit: 200 } }, { ...long, isWanted }).data?.rows
}
