import type { IndicatorTable } from './indicator-table.ts'
import type { RecipeStep } from './recipe.ts'

/** A table without a fault, which tests spoil: two streets and a town, one column upwards, one downwards. */
export const sound: IndicatorTable = {
  units: [
    { code: '城东', attributes: { kind: '街道', residents: 120 } },
    { code: '城西', attributes: { kind: '街道', residents: 80 } },
    { code: '北镇', attributes: { kind: '乡镇', residents: 40 } },
  ],
  indicators: [
    { code: 'speed', direction: 'more', parent: 'all', weight: 1 },
    { code: 'returns', direction: 'less', parent: 'all', weight: 1 },
  ],
  nodes: [{ code: 'all', weight: 1 }],
  values: [
    [90, 3],
    [85, 2],
    [60, 9],
  ],
}

export const minMax = {
  kind: 'normalise',
  method: { kind: 'min_max', from: 0, to: 100 },
} satisfies RecipeStep
export const mean = { kind: 'aggregate', method: 'arithmetic' } satisfies RecipeStep
export const rank = { kind: 'rank' } satisfies RecipeStep
