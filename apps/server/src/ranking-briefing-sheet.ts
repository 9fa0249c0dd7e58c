import type { AnswerOf, readRankingStage } from '@duibiao/contract'
import type { CellValue, SheetColumn, SheetContent } from '@duibiao/sheet'
import type { Words } from './briefing.ts'
import { bandName, sortByName } from './ranking-briefing.ts'
import type { RankingScene } from './ranking-briefing.ts'
import { textOf } from './ranking-text.ts'
import type { RankingOutcome } from './ranking-table.ts'
import type { Content } from './recipe-rule.ts'

type Row = RankingOutcome['units'][number]
type Stage = AnswerOf<typeof readRankingStage>

/** The tables of a run, each in the order of its bands: results, intervals, marks, what it leans on, method and data. */
export async function rankingSheets(scene: RankingScene): Promise<readonly SheetContent[]> {
  const rows = orderRows(scene)
  return [
    columnSheet(scene, { name: tabs.result, columns: resultColumns(scene), rows }),
    columnSheet(scene, { name: tabs.interval, columns: intervalColumns(scene), rows }),
    await markSheet(scene, rows),
    columnSheet(scene, { name: tabs.leaning, columns: leaningColumns, rows: scene.outcome.left_out }),
    methodSheet(scene),
    dataSheet(scene),
  ]
}

const tabs = {
  result: { zh: '结果', en: 'Result' },
  interval: { zh: '区间', en: 'Intervals' },
  marks: { zh: '分项', en: 'Marks' },
  leaning: { zh: '稳健性', en: 'Sensitivity' },
  method: { zh: '方法', en: 'Method' },
  data: { zh: '数据', en: 'Data' },
} as const satisfies Readonly<Record<string, Words>>

/** By group and band; within a band by names where bands are made known. */
function orderRows({ outcome: { units, shown }, nameOf }: RankingScene): readonly Row[] {
  if (shown === 'ranks') return units
  const groups = Map.groupBy(units, ({ group, band }) => `${group ?? ''}\n${band ?? ''}`)
  const heads = [...groups.values()].toSorted(([one], [other]) => {
    const [first, second] = [one?.group ?? '', other?.group ?? '']
    return first.localeCompare(second, 'zh') || (one?.band ?? Infinity) - (other?.band ?? Infinity)
  })
  return heads.flatMap((rows) => sortByName(rows, nameOf))
}

interface Column<Of> {
  readonly header: Words
  readonly format?: SheetColumn['format']
  readonly cell: (row: Of, scene: RankingScene) => CellValue | null
}

function columnSheet<Of>(
  scene: RankingScene,
  {
    name,
    columns,
    rows,
  }: { readonly name: Words; readonly columns: readonly Column<Of>[]; readonly rows: readonly Of[] },
): SheetContent {
  const { language } = scene
  return {
    name: name[language],
    columns: columns.map(({ header, format }) => ({
      header: header[language],
      ...(format !== undefined && { format }),
    })),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row, scene) ?? undefined)),
  }
}

const unitColumns: readonly Column<{ readonly unit: string; readonly group?: string }>[] = [
  { header: { zh: '单位编码', en: 'Id' }, cell: ({ unit }) => unit },
  { header: { zh: '单位', en: 'Unit' }, cell: ({ unit }, { nameOf }) => nameOf(unit) },
]

const groupColumn: Column<Row> = { header: { zh: '分组', en: 'Group' }, cell: ({ group }) => group }

const yes = { zh: '是', en: 'yes' } as const
const no = { zh: '否', en: 'no' } as const

/** Places and scores, where the recipe makes ranks known. */
const rankColumns: readonly Column<Row>[] = [
  { header: { zh: '位次', en: 'Rank' }, format: 'whole', cell: ({ rank }) => rank },
  { header: { zh: '得分', en: 'Score' }, format: 'decimal', cell: ({ score }) => score },
  {
    header: { zh: '并列的其他单位数', en: 'Others tied' },
    format: 'whole',
    cell: ({ tied, rank }) => (rank === null ? undefined : tied),
  },
  {
    header: { zh: '与下一位分得开', en: 'Told apart from the next' },
    cell: ({ flags, rank, above_next: above }, { language }) =>
      rank === null || above === null ? undefined : (flags.includes('same_as_worse') ? no : yes)[language],
  },
  {
    header: { zh: '高于下一位的模拟占比', en: 'Share of runs above the next' },
    format: 'share',
    cell: ({ above_next: above }) => above,
  },
]

function resultColumns({ outcome }: RankingScene): readonly Column<Row>[] {
  const hasGroups = outcome.units.some(({ group }) => group !== undefined)
  return [
    ...(hasGroups ? [groupColumn] : []),
    ...unitColumns,
    {
      header: { zh: '档次', en: 'Band' },
      cell: ({ band }, scene) => (band === null ? undefined : bandName(scene, band)),
    },
    {
      header: { zh: '也可能属于', en: 'May belong to' },
      cell: ({ also_in: others }, scene) => others.map((band) => bandName(scene, band)).join(scene.words.and),
    },
    ...(outcome.shown === 'ranks' ? rankColumns : []),
    { header: { zh: '缺指标数', en: 'Indicators missing' }, format: 'whole', cell: ({ missing }) => missing },
  ]
}

/** The middle of an interval would give places to units of one band. */
function intervalColumns({ outcome: { shown } }: RankingScene): readonly Column<Row>[] {
  const ends: readonly Column<Row>[] = [
    { header: { zh: '可能的位次：从', en: 'Possible places: from' }, cell: ({ interval }) => interval?.low },
    { header: { zh: '可能的位次：到', en: 'Possible places: to' }, cell: ({ interval }) => interval?.high },
  ]
  const middle: readonly Column<Row>[] = [
    {
      header: { zh: '位次中位数', en: 'Median place' },
      format: 'decimal',
      cell: ({ interval }) => interval?.median,
    },
    {
      header: { zh: '位次平均', en: 'Mean place' },
      format: 'decimal',
      cell: ({ interval }) => interval?.mean,
    },
  ]
  return [...unitColumns, ...ends, ...(shown === 'ranks' ? middle : [])]
}

/** What the last step before the ranking gave; the top of the tree is left out where scores are not made known. */
async function markSheet(scene: RankingScene, rows: readonly Row[]): Promise<SheetContent> {
  const { tenant, language, outcome, content } = scene
  const stage =
    outcome.stages.findLast(({ kind }) => kind === 'aggregate') ??
    outcome.stages.findLast(({ kind }) => kind !== 'rank')
  // What a step gave was written as a table.
  const table: Stage =
    stage === undefined
      ? { units: [], columns: [], values: [] }
      : JSON.parse(await textOf(tenant, stage.digest))
  const tops = content.nodes.filter(({ parent }) => parent === undefined).map(({ code }) => code)
  const hidden = new Set(outcome.shown === 'ranks' ? [] : tops)
  const columns = table.columns.flatMap((code, place) => (hidden.has(code) ? [] : [{ code, place }]))
  const byUnit = new Map(table.units.map((unit, row) => [unit, table.values[row]]))
  return {
    name: tabs.marks[language],
    columns: [
      ...unitColumns.map(({ header }) => ({ header: header[language] })),
      ...columns.map(({ code }) => ({ header: columnName(scene, code), format: 'decimal' as const })),
    ],
    rows: rows.map(({ unit }) => [
      unit,
      scene.nameOf(unit),
      ...columns.map(({ place }) => byUnit.get(unit)?.[place] ?? undefined),
    ]),
  }
}

/** The name of an indicator or node with what it is measured in. */
function columnName({ content, language, sourceOf }: RankingScene, code: string, isRaw = false): string {
  const found = [...content.indicators, ...content.nodes].find((one) => one.code === code)
  const name = found?.name[language] ?? code
  const measure = isRaw ? sourceOf(code).measure : undefined
  return measure === undefined ? name : language === 'zh' ? `${name}（${measure}）` : `${name} (${measure})`
}

type LeftOut = RankingOutcome['left_out'][number]

const leaningColumns: readonly Column<LeftOut>[] = [
  {
    header: { zh: '去掉的指标', en: 'Without' },
    cell: ({ indicator }, scene) => columnName(scene, indicator),
  },
  {
    header: { zh: '位次平均变动', en: 'Places moved on average' },
    format: 'decimal',
    cell: ({ mean_shift: shift }) => shift,
  },
  {
    header: { zh: '变动最大的单位', en: 'Moved most' },
    cell: ({ most }, { nameOf }) => most && nameOf(most.unit),
  },
  { header: { zh: '升（降为负）几位', en: 'Places it rises' }, cell: ({ most }) => most?.change },
]

const stepNames: Readonly<Record<Content['steps'][number]['kind'], Words>> = {
  select: { zh: '选取单位', en: 'Choose units' },
  screen: { zh: '剔除缺数单位', en: 'Screen' },
  divide: { zh: '除以分母', en: 'Divide' },
  fill: { zh: '填补缺失值', en: 'Fill gaps' },
  cap: { zh: '限幅', en: 'Cap' },
  treat: { zh: '处理异常值', en: 'Treat outliers' },
  normalise: { zh: '折算成分', en: 'Make marks' },
  round: { zh: '取整', en: 'Round' },
  weigh: { zh: '定权', en: 'Weigh' },
  aggregate: { zh: '合成', en: 'Combine' },
  rank: { zh: '排序', en: 'Rank' },
}

const methodTexts = {
  step: { zh: '步骤', en: 'Step' },
  what: { zh: '做什么', en: 'What' },
  parameter: { zh: '参数', en: 'Parameter' },
  value: { zh: '值', en: 'Value' },
  nodes: { zh: '分组与权重', en: 'Tree and weights' },
  uncertainty: { zh: '不确定因素与模拟', en: 'Uncertainty and runs' },
  bands: { zh: '分档', en: 'Bands' },
} as const satisfies Readonly<Record<string, Words>>

/** Every parameter of the recipe in a row of its own, named as the text of the recipe names it. */
function methodSheet({ language, content }: RankingScene): SheetContent {
  const { step, what, parameter, value, ...parts } = methodTexts
  const steps = content.steps.flatMap(({ kind, ...rest }, place) =>
    parameterRows(rest).map((row) => [place + 1, stepNames[kind][language], ...row]),
  )
  const others = (['nodes', 'uncertainty', 'bands'] as const).flatMap((part) =>
    parameterRows(content[part]).map((row) => [undefined, parts[part][language], ...row]),
  )
  return {
    name: tabs.method[language],
    columns: [
      { header: step[language] },
      { header: what[language], width: 24 },
      { header: parameter[language], width: 40 },
      { header: value[language], width: 24 },
    ],
    rows: [...steps, ...others],
  }
}

/** A step without parameters has a row, too. */
function parameterRows(value: unknown): readonly (readonly CellValue[])[] {
  const leaves = flatten(value)
  return leaves.length === 0 ? [[]] : leaves
}

/** The leaves of a value, each by the names on the way to it. */
function flatten(value: unknown, path: readonly string[] = []): readonly (readonly [string, CellValue])[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => flatten(inner, [...path, name]))
  }
  return [[path.join(' / '), typeof value === 'number' ? value : String(value)]]
}

/** The table that went in, with what is known of units besides. */
function dataSheet(scene: RankingScene): SheetContent {
  const { language, table, nameOf } = scene
  const attributes = [...new Set(table.units.flatMap(({ attributes: own = {} }) => Object.keys(own)))]
  return {
    name: tabs.data[language],
    columns: [
      ...unitColumns.map(({ header }) => ({ header: header[language] })),
      ...table.indicators.map((code) => ({ header: columnName(scene, code, true) })),
      ...attributes.map((header) => ({ header })),
    ],
    rows: table.units.map(({ code, attributes: own = {} }, row) => [
      code,
      nameOf(code),
      ...table.indicators.map((_, place) => table.values[row]?.[place] ?? undefined),
      ...attributes.map((name) => own[name] ?? undefined),
    ]),
  }
}
