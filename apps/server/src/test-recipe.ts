import { drawFrom } from '@duibiao/measures'
import type { ObservationTable } from './ranking-table.ts'
import type { Content } from './recipe-rule.ts'

function named(text: string): Content['name'] {
  return { zh: text, en: text }
}

function anIndicator(
  code: string,
  parent: string,
  change: Partial<Content['indicators'][number]> = {},
): Content['indicators'][number] {
  return { code, name: named(code), direction: 'more', parent, weight: 1, source: 'entered', ...change }
}

/** A recipe of four indicators in two parts, with weights and the way of adding up in doubt. */
export function aRecipe(change: Partial<Content> = {}): Content {
  return {
    name: { zh: '营商环境评价', en: 'Business climate' },
    purpose: { zh: '比较各县的营商环境', en: 'Compares the business climate of counties' },
    period: { from: '2026-04-01', to: '2026-06-30' },
    units: 'division',
    indicators: [
      anIndicator('solved', 'service', { weight: 2 }),
      anIndicator('late', 'service', { direction: 'less' }),
      anIndicator('firms', 'economy'),
      anIndicator('income', 'economy'),
    ],
    nodes: [
      { code: 'whole', name: named('whole'), weight: 1 },
      { code: 'service', name: named('service'), parent: 'whole', weight: 1 },
      { code: 'economy', name: named('economy'), parent: 'whole', weight: 1 },
    ],
    steps: [
      { kind: 'screen', leastShare: 0.5 },
      { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'rank' },
    ],
    uncertainty: {
      seed: 7,
      runs: 200,
      of: [
        { kind: 'weights', share: 0.25 },
        {
          kind: 'switch',
          step: 2,
          options: [
            { kind: 'aggregate', method: 'arithmetic' },
            { kind: 'aggregate', method: 'geometric' },
          ],
        },
      ],
      points: 32,
    },
    bands: { kind: 'intervals' },
    ...change,
  }
}

/** Code of the nth county of a table. */
export function countyOf(place: number): string {
  return String(410_000 + place)
}

/** Counties with values that differ, the same each time. */
export function aTable(
  units = 8,
  indicators: readonly string[] = ['solved', 'late', 'firms', 'income'],
): ObservationTable {
  const next = drawFrom(11)
  return {
    units: Array.from({ length: units }, (_, row) => ({ code: countyOf(row) })),
    indicators: [...indicators],
    values: Array.from({ length: units }, () => indicators.map(() => Math.round(1000 + 9000 * next()) / 100)),
  }
}

/** A recipe and a table that take a while: every way of adding up, over many counties. */
export function aLongRecipe(runs: number): {
  readonly content: Content
  readonly observations: ObservationTable
} {
  const codes = Array.from({ length: 40 }, (_, place) => `i${place}`)
  const content = aRecipe({
    indicators: codes.map((code, place) => anIndicator(code, place % 2 === 0 ? 'service' : 'economy')),
  })
  const uncertainty = { ...content.uncertainty, runs, points: 0 }
  return { content: { ...content, uncertainty }, observations: aTable(400, codes) }
}
