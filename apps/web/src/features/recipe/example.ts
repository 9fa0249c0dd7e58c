import { useTranslation } from 'react-i18next'
import type { RowOf } from '../../wire/service-context.tsx'
import { blankContent } from './blank.ts'
import type { Content } from './queries.ts'

type IndicatorLine = RowOf<'indicator.list'>
type Wording = Content['name']

/** Words of an example, in both languages. */
interface ExampleWords {
  readonly name: Wording
  readonly purpose: Wording
  readonly whole: Wording
}

/** The words of the example in both languages; the one that is not shown is loaded for it. */
export function useExampleWords(): () => Promise<ExampleWords> {
  const { i18n } = useTranslation('recipe')
  return async () => {
    await i18n.loadLanguages(['zh', 'en'])
    function both(key: string): Wording {
      return { zh: i18n.getFixedT('zh', 'recipe')(key), en: i18n.getFixedT('en', 'recipe')(key) }
    }
    return {
      name: both('example.name'),
      purpose: both('example.purpose'),
      whole: both('example.whole'),
    }
  }
}

/** Indicators of one pack that an example takes. */
const mostOfPack = 2
const mostPacks = 2

/**
 * An example over what the district counts: indicators by area of two packs, with weights and the way of making marks in doubt.
 */
export function makeExample(
  rows: readonly IndicatorLine[],
  period: Content['period'],
  words: ExampleWords,
): Content | undefined {
  const usable = rows.filter(({ units }) => units.includes('area'))
  const packs = [...Map.groupBy(usable, ({ pack }) => pack)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, mostPacks)
  if (packs.length === 0) return undefined
  const blank = blankContent(period)
  return {
    ...blank,
    name: words.name,
    purpose: words.purpose,
    nodes: [
      { code: 'whole', name: words.whole, weight: 1 },
      ...packs.map(([pack, [first]]) => ({
        code: pack,
        name: first?.pack_title ?? words.whole,
        parent: 'whole',
        weight: 1,
      })),
    ],
    indicators: packs.flatMap(([pack, own]) => own.slice(0, mostOfPack).map((row) => indicatorOf(row, pack))),
    uncertainty: {
      ...blank.uncertainty,
      of: [
        { kind: 'weights', share: 0.25 },
        {
          kind: 'switch',
          step: 1,
          options: [
            { kind: 'normalise', method: { kind: 'min_max', from: 0, to: 100 } },
            { kind: 'normalise', method: { kind: 'percentile_rank' } },
          ],
        },
      ],
      points: 128,
    },
  }
}

/** An indicator of the catalogue as one of a recipe. */
export function indicatorOf(
  { id, name, better }: Pick<IndicatorLine, 'id' | 'name' | 'better'>,
  parent: string,
): Content['indicators'][number] {
  return {
    code: id,
    name,
    direction: better === 'higher' ? 'more' : 'less',
    parent,
    weight: 1,
    source: 'computed',
  }
}
