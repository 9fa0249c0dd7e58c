import type { Content, Step } from './queries.ts'

/** A recipe with nothing in it but the steps that every one has. */
export function blankContent(period: Content['period']): Content {
  return {
    name: { zh: '', en: '' },
    purpose: { zh: '', en: '' },
    period,
    units: 'area',
    indicators: [],
    nodes: [{ code: 'whole', name: { zh: '', en: '' }, weight: 1 }],
    steps: [
      { kind: 'screen', leastShare: 0.5 },
      { kind: 'normalise', method: { kind: 'min_max', from: 0, to: 100 } },
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'rank' },
    ],
    uncertainty: { seed: 1, runs: 500, of: [{ kind: 'weights', share: 0.25 }], points: 0 },
    bands: { kind: 'intervals' },
    shown: 'bands',
  }
}

/** The quarter after the one of a day, since what has begun can no longer be judged by a new recipe. */
export function nextQuarter(today: Date): Content['period'] {
  const first = Math.floor(today.getUTCMonth() / 3) * 3 + 3
  const begin = new Date(Date.UTC(today.getUTCFullYear(), first, 1))
  const end = new Date(Date.UTC(today.getUTCFullYear(), first + 3, 0))
  return { from: begin.toISOString().slice(0, 10), to: end.toISOString().slice(0, 10) }
}

export const stepKinds = [
  'select',
  'screen',
  'divide',
  'fill',
  'cap',
  'treat',
  'normalise',
  'round',
  'weigh',
  'aggregate',
  'rank',
] as const satisfies readonly Step['kind'][]

/** A step as it begins when it is added. */
export function blankStep(kind: Step['kind']): Step {
  switch (kind) {
    case 'select':
      return { kind, conditions: [{ attribute: 'size', is: 'at_least', value: 1 }] }
    case 'screen':
      return { kind, leastShare: 0.5 }
    case 'divide':
      return { kind, denominators: {} }
    case 'fill':
      return { kind, method: 'median' }
    case 'cap':
      return { kind, limits: {} }
    case 'treat':
      return { kind, most: 5, skewness: 2, kurtosis: 3.5 }
    case 'normalise':
      return { kind, method: { kind: 'min_max', from: 0, to: 100 } }
    case 'round':
      return { kind, decimals: 2 }
    case 'weigh':
      return { kind, method: 'equal' }
    case 'aggregate':
      return { kind, method: 'arithmetic' }
    case 'rank':
      return { kind }
  }
}

type Normalisation = Extract<Step, { readonly kind: 'normalise' }>['method']

export const normalisations = [
  'min_max',
  'goalposts',
  'log_goalposts',
  'efficacy',
  'target_distance',
  'z_score',
  'rank',
  'percentile_rank',
  'borda',
] as const satisfies readonly Normalisation['kind'][]

/** A way of making marks as it begins when it is chosen. */
export function blankNormalisation(kind: (typeof normalisations)[number]): Normalisation {
  switch (kind) {
    case 'min_max':
      return { kind, from: 0, to: 100 }
    case 'goalposts':
    case 'log_goalposts':
      return { kind, full: 100, clamp: true }
    case 'efficacy':
      return { kind, floor: 60, clamp: true }
    case 'z_score':
      return { kind, mean: 50, deviation: 10 }
    case 'target_distance':
    case 'rank':
    case 'percentile_rank':
    case 'borda':
      return { kind }
  }
}
