/** Tables for the measurements: the SDG Index 2021 and a census where ../shared is there, else made ones of their size. */
import { existsSync, readFileSync } from 'node:fs'
import type { Goalposts, IndicatorTable, PeerTable, Recipe, Uncertainty } from '@duibiao/measures'
import { makeRandom } from '@duibiao/testkit'

const shared = new URL('../../../shared/data/', import.meta.url)

export const isSharedThere = existsSync(new URL('benchmark/sdr2021/', shared))

/** A table with its recipe; `name` says whether it is the published one. */
export interface RankingTask {
  readonly name: string
  readonly table: IndicatorTable
  readonly recipe: Recipe
}

/** What could as well have been otherwise: all weights by a quarter, and marks by goalposts or by the sample. */
export function uncertaintiesOf({ recipe }: RankingTask): readonly Uncertainty[] {
  const place = recipe.steps.findIndex(({ kind }) => kind === 'normalise')
  const step = recipe.steps[place]
  if (step?.kind !== 'normalise') return []
  return [
    { kind: 'weights', share: 0.25 },
    {
      kind: 'switch',
      step: place,
      options: [step, { ...step, method: { kind: 'min_max', from: 0, to: 100 } }],
    },
  ]
}

type Line = ReadonlyMap<string, string>

function readLines(name: string): readonly Line[] {
  const [names = [], ...rows] = readFileSync(new URL(name, shared), 'utf8').trim().split(/\r?\n/).map(cellsOf)
  return rows.map((cells) => new Map(names.map((column, place) => [column, cells[place] ?? ''])))
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' || text === 'NA' ? null : Number(text)
}

/** The published values with their goalposts; countries with too much missing are left out as published. */
export function readRankingTask(): RankingTask {
  const folder = 'benchmark/sdr2021/'
  const codes = readLines(`${folder}codebook.csv`).filter((line) => line.get('Global') === 'yes')
  const countries = readLines(`${folder}goals_and_index.csv`).filter(
    (line) => line.get('Regions used for the SDR') !== '',
  )
  const cells = new Map(
    readLines(`${folder}indicator_values_long.csv`).map((line) => [
      `${line.get('iso') ?? ''} ${line.get('code') ?? ''}`,
      { value: numberOf(line.get('value')), mark: numberOf(line.get('normalised')) },
    ]),
  )
  const indicators = codes.map((line) => ({
    code: line.get('IndCode') ?? '',
    goal: `goal ${line.get('SDG') ?? ''}`,
    best: Number(line.get('Optimum (= 100)')),
    worst: Number(line.get('Lower Bound (=0)')),
  }))
  return taskOf('SDG 2021', {
    indicators,
    units: countries.map((line) => ({
      code: line.get('Country Code ISO3') ?? '',
      region: line.get('Regions used for the SDR') ?? '',
      missing: numberOf(line.get('Percentage missing values')),
    })),
    // Values of others are not in the file; their published mark is turned back into one.
    valueOf: (unit, { code, best, worst }) => {
      const { value = null, mark = null } = cells.get(`${unit} ${code}`) ?? {}
      return value ?? (mark === null ? null : worst + ((best - worst) * mark) / 100)
    },
  })
}

/** A made table of the same size: 193 units, 92 indicators in 17 goals, one value in fourteen missing. */
export function makeRankingTask(): RankingTask {
  const random = makeRandom('bench measures', 1)
  const places = Array.from({ length: 92 }, (_, place) => place)
  return taskOf('made table', {
    indicators: places.map((place) => ({
      code: `i${String(place)}`,
      goal: `goal ${String((place % 17) + 1)}`,
      ...(place % 3 === 0 ? { best: 5, worst: 95 } : { best: 95, worst: 5 }),
    })),
    units: Array.from({ length: 193 }, (_, row) => ({
      code: `u${String(row)}`,
      region: `r${String(row % 7)}`,
      missing: row < 165 ? 5 : 30,
    })),
    valueOf: () => (random.next() < 1 / 14 ? null : 100 * random.next()),
  })
}

interface TaskParts {
  readonly indicators: readonly ({ readonly code: string; readonly goal: string } & Goalposts)[]
  readonly units: readonly {
    readonly code: string
    readonly region: string
    readonly missing: number | null
  }[]
  readonly valueOf: (unit: string, indicator: TaskParts['indicators'][number]) => number | null
}

function taskOf(name: string, { indicators, units, valueOf }: TaskParts): RankingTask {
  const goals = [...new Set(indicators.map(({ goal }) => goal))]
  const byRegion = { missing: { kind: 'group_mean', within: 'region' } } as const
  const goalposts = Object.fromEntries(indicators.map(({ code, best, worst }) => [code, { best, worst }]))
  const table: IndicatorTable = {
    units: units.map(({ code, region, missing }) => ({ code, attributes: { region, missing } })),
    indicators: indicators.map(({ code, goal, best, worst }) => ({
      code,
      direction: best > worst ? 'more' : 'less',
      parent: goal,
      weight: 1,
    })),
    nodes: [{ code: 'index', weight: 1 }, ...goals.map((code) => ({ code, parent: 'index', weight: 1 }))],
    values: units.map(({ code: unit }) => indicators.map((one) => valueOf(unit, one))),
  }
  const recipe: Recipe = {
    code: 'bench',
    version: 1,
    steps: [
      { kind: 'select', conditions: [{ attribute: 'missing', is: 'at_most', value: 21 }] },
      { kind: 'normalise', method: { kind: 'goalposts', full: 100, clamp: true }, goalposts },
      { kind: 'aggregate', method: 'arithmetic', nodes: { index: byRegion } },
      { kind: 'rank' },
    ],
  }
  return { name, table, recipe }
}

/** 2,522 places by 150 characteristics, one value in fifty missing; the census of 2020 where it is there. */
export function openPeerTable(): { readonly name: string; readonly table: PeerTable } {
  return isSharedThere
    ? { name: 'census 2020', table: readPeerTable() }
    : { name: 'made places', table: makePeerTable() }
}

const placeCount = 2522

function readPeerTable(): PeerTable {
  const text = readFileSync(new URL('stats/cn_census/census_county_2020.csv', shared), 'utf8')
  const [head = [], ...rows] = text.trim().split(/\r?\n/).map(cellsOf)
  const counties = rows
    .filter(([code = '']) => /^\d{6}$/.test(code) && !code.endsWith('00'))
    .slice(0, placeCount)
  const columns = head.flatMap((code, place) => (place > 3 ? [{ code, place }] : []))
  return {
    units: counties.map(([code = '']) => code),
    variables: columns.map(({ code }) => ({ code })),
    values: counties.map((cells) => columns.map(({ place }) => numberOf(cells[place]) ?? undefined)),
  }
}

function makePeerTable(): PeerTable {
  const random = makeRandom('bench peers', 1)
  const variables = Array.from({ length: 150 }, (_, place) => ({ code: `v${String(place)}` }))
  return {
    units: Array.from({ length: placeCount }, (_, row) => `p${String(row)}`),
    variables,
    values: Array.from({ length: placeCount }, () =>
      variables.map(() => (random.next() < 0.02 ? undefined : random.next())),
    ),
  }
}
