import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCells } from '@duibiao/sheet'
import { expect, test } from 'vitest'
import { openMeasureFolder } from './test-measure.ts'

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const isThere = existsSync(shared)
if (!isThere) console.log('skipped: the folder ../shared with published tables is not here')

const { run, put, read } = openMeasureFolder()

async function json(...args: readonly string[]) {
  const { code, out } = await run(...args, '--json')
  return { code, told: JSON.parse(out) as Readonly<Record<string, unknown>> }
}

async function records(name: string): Promise<readonly ReadonlyMap<string, string>[]> {
  const file = path.join(shared, name)
  const { rows } = await readCells({ name: file, bytes: readFileSync(file) })
  const [head = [], ...lines] = rows
  return lines.map((cells) => new Map(head.map((header, place) => [header, cells[place] ?? ''])))
}

const goalsFile = 'benchmark/sdr2021/goals_and_index.csv'
// The extract has fifteen digits; the workbook holds the next number for these.
const nextNumber = new Set(['GMB', 'IDN', 'KGZ', 'MLI', 'MRT', 'UGA'])

/** The recipe of the SDG Index 2021 and its values, as an analyst would write them down. */
async function writeGoals(): Promise<{
  readonly recipe: string
  readonly table: string
  readonly units: string
}> {
  const codes = (await records('benchmark/sdr2021/codebook.csv')).filter((one) => one.get('Global') === 'yes')
  const posts = new Map(
    codes.map((one) => [
      one.get('IndCode') ?? '',
      { best: Number(one.get('Optimum (= 100)')), worst: Number(one.get('Lower Bound (=0)')) },
    ]),
  )
  const region = { missing: { kind: 'group_mean', within: 'region' } }
  const recipe = {
    recipe: 'sdg-2021',
    version: 1,
    table: {
      unit: 'iso',
      codes: { length: 3 },
      units: 'Country Code ISO3',
      name: 'Country',
      indicator: 'code',
      value: 'value',
      texts: { region: 'Regions used for the SDR' },
      numbers: { missing: 'Percentage missing values' },
    },
    nodes: {
      index: {},
      ...Object.fromEntries(codes.map((one) => [`goal ${one.get('SDG') ?? ''}`, { parent: 'index' }])),
    },
    indicators: Object.fromEntries(
      codes.map((one) => {
        const { best, worst } = posts.get(one.get('IndCode') ?? '') ?? { best: 0, worst: 0 }
        const direction = best > worst ? 'more' : 'less'
        return [one.get('IndCode'), { direction, parent: `goal ${one.get('SDG') ?? ''}` }]
      }),
    ),
    steps: [
      { kind: 'select', conditions: [{ attribute: 'missing', is: 'at_most', value: 21 }] },
      {
        kind: 'normalise',
        method: { kind: 'goalposts', full: 100, clamp: true },
        goalposts: Object.fromEntries(posts),
      },
      { kind: 'round', decimals: 3 },
      {
        kind: 'aggregate',
        method: 'arithmetic',
        nodes: { index: region, 'goal 4': region, 'goal 14': { leastPresent: 2 } },
      },
      { kind: 'rank' },
    ],
  }
  const lines = (await records('benchmark/sdr2021/indicator_values_long.csv')).map((one) => {
    const [iso = '', code = ''] = [one.get('iso'), one.get('code')]
    const [value = '', mark = ''] = [one.get('value'), one.get('normalised')]
    const { best, worst } = posts.get(code) ?? { best: NaN, worst: NaN }
    // 167 values are not published, only their marks.
    const own = value === '' && mark !== '' ? worst + ((best - worst) * Number(mark)) / 100 : value
    return [
      iso,
      code,
      code === 'sdg10_palma' && nextNumber.has(iso) ? Number(own) * (1 + 2 ** -52) : own,
    ].join(',')
  })
  return {
    recipe: put('goals.json', JSON.stringify(recipe, undefined, 1)),
    table: put('values.csv', ['iso,code,value', ...lines].join('\n')),
    units: path.join(shared, goalsFile),
  }
}

type Ranked = {
  readonly unit: string
  readonly score: number
  readonly rank: number
  readonly low: number
  readonly high: number
}

test.skipIf(!isThere)(
  'SDG Index 2021 from files: all 165 ranks, a gap that adds up, and who is set apart',
  async () => {
    const { recipe, table, units } = await writeGoals()
    const published = new Map(
      (await records(goalsFile)).map((one) => [one.get('Country Code ISO3') ?? '', one]),
    )
    const { code, told } = await json('rank', recipe, table, '--units', units, '--runs', '50')
    expect(code).toBe(0)
    const ranking = told['ranking'] as readonly Ranked[]
    expect(ranking).toHaveLength(165)
    for (const { unit, rank, score } of ranking) {
      expect(rank).toBe(Number(published.get(unit)?.get('2021 SDG Index Rank')))
      expect(score).toBeCloseTo(Number(published.get(unit)?.get('2021 SDG Index Score')), 9)
    }
    expect(ranking[0]).toMatchObject({ unit: 'FIN', rank: 1, low: 1 })
    expect(told['apart']).toHaveLength(28)
    const gap = (await json('gap', recipe, table, '--units', units, '--unit', 'China', '--peer', 'FIN')).told
    const parts = gap['parts'] as readonly { readonly part: number }[]
    expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(Number(gap['gap']), 9)
    const scores = new Map(ranking.map(({ unit, score }) => [unit, score]))
    expect(gap).toMatchObject({ unit: 'CHN', own: expect.closeTo(scores.get('CHN') ?? NaN, 9) })
  },
)

test.skipIf(!isThere)(
  'the county yearbook from its file against the census: every known fault at its cell',
  async () => {
    const plan = put(
      'yearbook.yaml',
      "units: { code: 区划代码, name: 区县, parents: [省, 市], codes: { length: 6, notEnding: ['00'] } }\n",
    )
    const { code, told } = await json(
      'import',
      path.join(shared, 'stats/cn_county_yearbook_2020/county_yearbook_gai.csv'),
      '--units',
      path.join(shared, 'stats/cn_census/census_county_2020.csv'),
      '--plan',
      plan,
      '--year',
      '2020',
      '--out',
      'counties.csv',
    )
    expect(code).toBe(1)
    expect(told).toMatchObject({
      rows: 2075,
      by_code: { cells_shifted: 1, value_not_number: 1, name_marked: 1, parent_block: 23, name_unknown: 4 },
    })
    expect(told['units']).toBeGreaterThanOrEqual(2050)
    const findings = told['findings'] as readonly { readonly code: string; readonly zh: string }[]
    const said = findings.map((one) => `${one.code} ${one.zh}`).join('\n')
    for (const words of ['value_not_number “e”', '“永川区1”', '“文 县”', '地方一般公共预算支出']) {
      expect(said).toContain(words)
    }
    const lines = read('counties.csv').trim().split('\r\n')
    expect(lines).toHaveLength(Number(told['values']) + 1)
  },
)

const census = `recipe: census-peers
version: 1
table:
  unit: 区划代码
  codes: { length: 6, notEnding: ['00'] }
  name: 区县
characteristics:
  people: { column: 人口数_合计, scale: log }
  urban: { column: 城镇人口, per: 人口数_合计, weight: 2 }
  household: { column: 户规模 }
  children: { column: 人口比重_0-14岁 }
  elderly: { column: 人口比重_65岁及以上 }
  schooling: { column: 平均受教育年限_合计 }
  minorities: { column: 少数民族人口比重（%） }
`

test.skipIf(!isThere)(
  'peers of 丰泽区 from the census file: as urban as it is, with the parts of each distance',
  async () => {
    const file = path.join(shared, 'stats/cn_census/census_county_2020.csv')
    const { code, told } = await json(
      'peers',
      put('census.yaml', census),
      file,
      '--unit',
      '丰泽区',
      '--count',
      '10',
    )
    expect(code).toBe(0)
    const urban = new Map(
      (await records('stats/cn_census/census_county_2020.csv')).map((one) => [
        one.get('区划代码'),
        Number(one.get('城镇人口')) / Number(one.get('人口数_合计')),
      ]),
    )
    const peers = told['peers'] as readonly {
      readonly unit: string
      readonly parts: readonly { readonly share: number }[]
    }[]
    expect(told['unit']).toBe('350503')
    expect(peers).toHaveLength(10)
    for (const { unit, parts } of peers) {
      expect(urban.get(unit)).toBeGreaterThan(0.85)
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    }
  },
)

test.skipIf(!isThere)(
  'a hotline bulletin from its file: published ranks, by scores and the orders behind them',
  async () => {
    const recipe = put(
      'bulletin.yaml',
      'recipe: bulletin\nversion: 1\ntable: { unit: unit }\ncounts: { kind: proportion, better: higher, score: score, fullMark: full_mark, orders: orders, group: group }\n',
    )
    const file = 'benchmark/cn_12345/lianyungang_2021_08.csv'
    const { told } = await json('rank', recipe, path.join(shared, file))
    const published = new Map(
      (await records(file)).map((one) => [one.get('unit'), Number(one.get('published_rank'))]),
    )
    const { standings } = told['standings'] as {
      readonly standings: readonly { readonly unit: string; readonly rank: number }[]
    }
    expect(new Map(standings.map(({ unit, rank }) => [unit, rank]))).toEqual(published)
  },
)
