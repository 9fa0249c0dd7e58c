/** Which way is better; 'neither' where a change is only noticed. */
export type BetterWay = 'higher' | 'lower' | 'neither'

/** The usual signs that something has changed (Wheeler; NHS England, Making Data Count). */
export type ChartSign = 'beyond_limit' | 'shift' | 'trend' | 'near_limit'

export type ChartPoint = {
  readonly index: number
  readonly value: number | undefined
  /** Place of the phase in the chart, from 0. */
  readonly phase: number
  readonly signs: readonly ChartSignal[]
}

/** A sign and the way it points: by the direction of the change, not by the side of the mean on which the point lies. */
export type ChartSignal = {
  readonly sign: ChartSign
  readonly way: 'up' | 'down'
  readonly meaning: 'better' | 'worse' | 'changed'
}

export type ChartPhase = {
  readonly from: number
  readonly to: number
  readonly mean: number
  readonly lower: number
  readonly upper: number
  /** What the process does about a target without a change: always reaches it, never, or now and then by chance. */
  readonly assurance?: 'always' | 'never' | 'by_chance'
}

export type ControlChart = { readonly points: readonly ChartPoint[]; readonly phases: readonly ChartPhase[] }

export type ChartChoice = {
  readonly better: BetterWay
  /** Indexes at which the limits are counted anew. A person names them; it is never done by itself. */
  readonly rebaseAt?: readonly number[]
  /** Points of each phase that fix its limits; all unless given. */
  readonly baseline?: number
  /** Points in a row that make a shift or a trend; 7 unless given. */
  readonly run?: number
  readonly target?: number
}

/** Individuals chart (XmR): mean and natural limits of 2.66 mean moving ranges, with the usual rules. Missing values stand apart. */
export function drawChart(values: readonly (number | undefined)[], choice: ChartChoice): ControlChart {
  const run = Math.max(3, choice.run ?? 7)
  const inside = (choice.rebaseAt ?? []).filter((at) => Number.isInteger(at) && at > 0 && at < values.length)
  const starts = [...new Set([0, ...inside])].toSorted((one, other) => one - other)
  const spans = starts.map((from, index) => ({ from, to: (starts[index + 1] ?? values.length) - 1 }))
  const found = spans.flatMap((span, phase) => drawPhase(values, { ...span, phase, run, choice }))
  return {
    points: found.flatMap(({ points }) => points),
    phases: found.flatMap(({ limits }) => (limits === undefined ? [] : [limits])),
  }
}

type PhaseWork = {
  readonly from: number
  readonly to: number
  readonly phase: number
  readonly run: number
  readonly choice: ChartChoice
}

type Known = { readonly index: number; readonly value: number }

function drawPhase(
  values: readonly (number | undefined)[],
  work: PhaseWork,
): readonly { readonly points: readonly ChartPoint[]; readonly limits: ChartPhase | undefined }[] {
  const { from, to, phase, choice } = work
  const known: Known[] = []
  values.slice(from, to + 1).forEach((value, offset) => {
    if (value !== undefined && Number.isFinite(value)) known.push({ index: from + offset, value })
  })
  const limits = limitsOf(known.slice(0, choice.baseline ?? known.length), work)
  const signs = new Map<number, ChartSignal[]>()
  if (limits !== undefined) {
    for (const { sign, way, at } of findSigns(known, limits, work.run)) {
      const signal = { sign, way, meaning: meaningOf(way, choice.better) }
      signs.set(at, [...(signs.get(at) ?? []), signal])
    }
  }
  const points = values.slice(from, to + 1).map((value, offset) => {
    const index = from + offset
    return {
      index,
      value: value !== undefined && Number.isFinite(value) ? value : undefined,
      phase,
      signs: signs.get(index) ?? [],
    }
  })
  return [{ points, limits }]
}

/** Limits need two values; with all values equal they lie on the mean. */
function limitsOf(known: readonly Known[], { from, to, choice }: PhaseWork): ChartPhase | undefined {
  if (known.length < 2) return undefined
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length
  const ranges = known.slice(1).map(({ value }, index) => Math.abs(value - (known[index]?.value ?? value)))
  const width = (2.66 * ranges.reduce((sum, range) => sum + range, 0)) / ranges.length
  const limits = { from, to, mean, lower: mean - width, upper: mean + width }
  const assurance = assuranceOf(limits, choice)
  return assurance === undefined ? limits : { ...limits, assurance }
}

function assuranceOf(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  { target, better }: ChartChoice,
): ChartPhase['assurance'] {
  if (target === undefined || better === 'neither') return undefined
  if (target > lower && target < upper) return 'by_chance'
  const isBelow = target <= lower
  return isBelow === (better === 'higher') ? 'always' : 'never'
}

type FoundSign = { readonly sign: ChartSign; readonly way: 'up' | 'down'; readonly at: number }

function findSigns(known: readonly Known[], limits: ChartPhase, run: number): readonly FoundSign[] {
  const { mean, lower, upper } = limits
  const beyond = known.flatMap(({ index, value }): readonly FoundSign[] => {
    if (value > upper) return [{ sign: 'beyond_limit', way: 'up', at: index }]
    return value < lower ? [{ sign: 'beyond_limit', way: 'down', at: index }] : []
  })
  const sides = known.map(({ value }) => Math.sign(value - mean))
  const steps = known.map(({ value }, place) =>
    place === 0 ? 0 : Math.sign(value - (known[place - 1]?.value ?? value)),
  )
  return [
    ...beyond,
    ...runsOf(sides, run).flatMap(({ start, end, way }) => spread(known, 'shift', { start, end, way })),
    // A trend of so many points has one step less.
    ...runsOf(steps, run - 1).flatMap(({ start, end, way }) =>
      spread(known, 'trend', { start: start - 1, end, way }),
    ),
    ...nearLimit(known, limits),
  ]
}

type Run = { readonly start: number; readonly end: number; readonly way: 'up' | 'down' }

/** Runs of one sign that are at least so long; a value on the mean, or an equal one, ends a run. */
function runsOf(signs: readonly number[], length: number): readonly Run[] {
  const runs: Run[] = []
  let start = 0
  for (let place = 1; place <= signs.length; place++) {
    const sign = signs[start] ?? 0
    if (place < signs.length && signs[place] === sign) continue
    if (sign !== 0 && place - start >= length)
      runs.push({ start, end: place - 1, way: sign > 0 ? 'up' : 'down' })
    start = place
  }
  return runs
}

function spread(known: readonly Known[], sign: ChartSign, { start, end, way }: Run): readonly FoundSign[] {
  return known.slice(Math.max(0, start), end + 1).map(({ index }) => ({ sign, way, at: index }))
}

/** Two of three neighbours beyond two thirds of the way to the same limit. */
function nearLimit(known: readonly Known[], { mean, upper }: ChartPhase): readonly FoundSign[] {
  const edge = ((upper - mean) * 2) / 3
  if (edge <= 0) return []
  const found = new Map<string, FoundSign>()
  for (let end = 2; end < known.length; end++) {
    const three = known.slice(end - 2, end + 1)
    for (const [way, isNear] of [
      ['up', (value: number) => value > mean + edge],
      ['down', (value: number) => value < mean - edge],
    ] as const) {
      const near = three.filter(({ value }) => isNear(value))
      if (near.length < 2) continue
      for (const { index } of near) found.set(`${way}${index}`, { sign: 'near_limit', way, at: index })
    }
  }
  return [...found.values()]
}

function meaningOf(way: 'up' | 'down', better: BetterWay): ChartSignal['meaning'] {
  if (better === 'neither') return 'changed'
  return (way === 'up') === (better === 'higher') ? 'better' : 'worse'
}
