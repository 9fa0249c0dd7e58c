import { parseInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { exportIndicatorSeries, exportIndicatorUnits } from '@duibiao/contract'
import { listFormulas } from '@duibiao/store'
import { countedBy, requireIndicator } from './indicator-book.ts'
import type { PackIndicator } from './indicator-book.ts'
import { compareUnits } from './indicator-comparison.ts'
import { readSeries } from './indicator-series.ts'
import { localText, replyListFile } from './list-file.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What the page of an indicator shows, as a file: the same questions give the same numbers. */
export const indicatorExportRoutes: readonly Route[] = [
  route(exportIndicatorSeries, async (asking) => {
    const { tenant, language, query } = asking
    const scene = await openScene(tenant, asking.params.indicator, language)
    const { unit, rows, chart } = await readSeries(asking, scene.shown)
    const signals = new Map(chart?.signals.map((signal) => [signal.period, signal]))
    const lines = rows.map((row) => ({ ...row, unit: unit.name, signal: signals.get(row.period) }))
    return replyListFile(asking, {
      name: 'indicator-series',
      format: query.format,
      ...tableOf(seriesColumns, lines, scene),
    })
  }),
  route(exportIndicatorUnits, async (asking) => {
    const { tenant, language, query } = asking
    const scene = await openScene(tenant, asking.params.indicator, language)
    const { period, rows, without_cases: without, faults } = await compareUnits(asking, scene.shown)
    const lines: readonly UnitRow[] = [
      ...rows.map((row) => ({ ...row, period })),
      ...without.map((row) => ({ ...row, period, flags: ['no_cases' as const] })),
      ...faults.map(({ unit, name }) => ({ unit, name, period, flags: ['fault' as const] })),
    ]
    return replyListFile(asking, {
      name: 'indicator-units',
      format: query.format,
      ...tableOf(unitColumns, lines, scene),
    })
  }),
]

interface Scene {
  readonly tenant: Tenant
  readonly language: Language
  readonly shown: { readonly indicator: PackIndicator; readonly formula: number | undefined }
  readonly version: string
}

/** @throws AppError `resource_missing` */
async function openScene(tenant: Tenant, id: string, language: Language): Promise<Scene> {
  const indicator = requireIndicator(tenant, id)
  const counted = countedBy(await listFormulas(tenant.database, tenant.district), indicator)
  const shown = { indicator, formula: counted?.formula }
  return { tenant, language, shown, version: counted?.version ?? indicator.version }
}

type Cell = string | number

interface Column<Row> {
  readonly header: Readonly<Record<Language, string>>
  readonly cell: (row: Row, scene: Scene) => Cell | undefined
}

function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], scene: Scene) {
  return {
    headers: columns.map(({ header }) => header[scene.language]),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row, scene) ?? '')),
  }
}

type SeriesAnswer = Awaited<ReturnType<typeof readSeries>>

type SeriesRow = SeriesAnswer['rows'][number] & {
  readonly unit: string
  readonly signal: NonNullable<SeriesAnswer['chart']>['signals'][number] | undefined
}

type Standing = Awaited<ReturnType<typeof compareUnits>>['rows'][number]

type Counts = Partial<
  Pick<Standing, 'value' | 'lower' | 'upper' | 'numerator' | 'denominator' | 'excluded' | 'pending'>
>

/** A unit with its place, or one that has none and why. */
type UnitRow = Partial<Omit<Standing, 'unit' | 'name' | 'flags'>> &
  Pick<Standing, 'unit' | 'name'> & {
    readonly period: string
    readonly flags: readonly (keyof typeof flagTexts)[]
  }

const flagTexts = {
  no_cases: { zh: '没有事项', en: 'no cases' },
  fault: { zh: '数有矛盾', en: 'numbers that cannot be' },
  few_cases: { zh: '件数少', en: 'few cases' },
  tied: { zh: '并列', en: 'tied' },
  at_ceiling: { zh: '满值', en: 'at the ceiling' },
  inside_limits: { zh: '与整体分不出差别', en: 'not told apart from all together' },
  same_as_neighbour: { zh: '与相邻的分不出', en: 'not told apart from its neighbours' },
} as const

const signTexts = {
  beyond_limits: { zh: '超出界限', en: 'beyond the limits' },
  shift: { zh: '连续在均值一侧', en: 'a run on one side of the mean' },
  trend: { zh: '连续同向变化', en: 'a run in one direction' },
  two_of_three: { zh: '三期中两期接近界限', en: 'two of three near a limit' },
} as const

const ways = { true: { zh: '向好', en: 'better' }, false: { zh: '变差', en: 'worse' } } as const
const answers = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } as const

function yesOrNo(is: boolean | undefined, language: Language): string | undefined {
  return is === undefined ? undefined : answers[`${is}`][language]
}

function sumOf(excluded: Standing['excluded'] | undefined): number | undefined {
  return excluded?.reduce((sum, { matters }) => sum + matters, 0)
}

const named: readonly Column<object>[] = [
  {
    header: { zh: '指标', en: 'Indicator' },
    cell: (_, { shown, language }) => shown.indicator.definition.name[language],
  },
  { header: { zh: '公式版本', en: 'Formula' }, cell: (_, { version }) => version },
]

/** What was counted, in both files: shares as they are, so that a sheet can reckon with them. */
const counted: readonly Column<Counts>[] = [
  { header: { zh: '值', en: 'Value' }, cell: ({ value }) => value },
  { header: { zh: '95% 区间下限', en: '95 % interval from' }, cell: ({ lower }) => lower },
  { header: { zh: '95% 区间上限', en: '95 % interval to' }, cell: ({ upper }) => upper },
  { header: { zh: '分子', en: 'Numerator' }, cell: ({ numerator }) => numerator },
  { header: { zh: '分母', en: 'Denominator' }, cell: ({ denominator }) => denominator },
  { header: { zh: '剔除', en: 'Left out' }, cell: ({ excluded }) => sumOf(excluded) },
  { header: { zh: '未定', en: 'Not settled' }, cell: ({ pending }) => pending },
]

const seriesColumns: readonly Column<SeriesRow>[] = [
  ...named,
  { header: { zh: '单位', en: 'Unit' }, cell: ({ unit }) => unit },
  { header: { zh: '时期', en: 'Period' }, cell: ({ period }) => period },
  ...counted,
  {
    header: { zh: '截止时间', en: 'Cut-off' },
    cell: ({ cut_off: cutOff }, { tenant }) => localText(tenant, parseInstant(cutOff)),
  },
  {
    header: { zh: '已截止', en: 'Closed' },
    cell: ({ is_closed: isClosed }, { language }) => yesOrNo(isClosed, language),
  },
  { header: { zh: '截止后修订', en: 'Revisions after it' }, cell: ({ revisions }) => revisions },
  {
    header: { zh: '信号', en: 'Sign' },
    cell: ({ signal }, { language }) =>
      signal &&
      [ways[`${signal.is_better}`], ...signal.kinds.map((kind) => signTexts[kind])]
        .map((words) => words[language])
        .join('; '),
  },
]

const unitColumns: readonly Column<UnitRow>[] = [
  ...named,
  { header: { zh: '时期', en: 'Period' }, cell: ({ period }) => period },
  { header: { zh: '位次', en: 'Rank' }, cell: ({ rank }) => rank },
  { header: { zh: '单位', en: 'Unit' }, cell: ({ name }) => name },
  { header: { zh: '单位编码', en: 'Id' }, cell: ({ unit }) => unit },
  ...counted,
  { header: { zh: '收缩值', en: 'Shrunk' }, cell: ({ shrunk }) => shrunk },
  {
    header: { zh: '与前一位有差别', en: 'Differs from the one before' },
    cell: ({ differs_from_better: differs }, { language }) => yesOrNo(differs, language),
  },
  {
    header: { zh: '与后一位有差别', en: 'Differs from the one behind' },
    cell: ({ differs_from_worse: differs }, { language }) => yesOrNo(differs, language),
  },
  { header: { zh: '99.8% 界限下', en: '99.8 % limit, low' }, cell: ({ limits }) => limits?.low_outer },
  { header: { zh: '95% 界限下', en: '95 % limit, low' }, cell: ({ limits }) => limits?.low_inner },
  { header: { zh: '95% 界限上', en: '95 % limit, high' }, cell: ({ limits }) => limits?.high_inner },
  { header: { zh: '99.8% 界限上', en: '99.8 % limit, high' }, cell: ({ limits }) => limits?.high_outer },
  {
    header: { zh: '注意', en: 'Mind' },
    cell: ({ flags }, { language }) => flags.map((flag) => flagTexts[flag][language]).join('; '),
  },
]
