import type { Command } from 'commander'
import { parseCount } from './fault.ts'
import type { Text } from './language.ts'
import { tryImport } from './measure-import.ts'
import type { ImportRequest } from './measure-import.ts'
import { findPeers, splitScores } from './measure-peer.ts'
import type { GapRequest, PeerRequest } from './measure-peer.ts'
import { rankUnits } from './measure-ranking.ts'
import type { RankRequest } from './measure-ranking.ts'
import type { TableRequest } from './measure-run.ts'
import { computeScores } from './measure-score.ts'
import type { ScoreRequest } from './measure-score.ts'
import { studyRanks } from './measure-sensitivity.ts'
import type { SensitivityRequest } from './measure-sensitivity.ts'
import type { Session } from './session.ts'

/** Options of a request beside the two files. */
type OptionsOf<Request extends TableRequest> = Omit<Request, 'recipe' | 'table'>

const parseYear = parseCount(1900, 2200)
const mostSeed = 2 ** 31

/** `measures import`, `compute`, `rank`, `peers`, `gap` and `sensitivity`: comparing from plain files, without a district. */
export function addMeasuresCommand(program: Command, session: Session): void {
  const { say } = session
  const measures = program.command('measures').description(say(texts.measures)).helpCommand(false)
  measures
    .command('import')
    .description(say(texts.import))
    .argument('<table>', say(texts.statistics))
    .requiredOption('--units <file>', say(texts.register))
    .option('--plan <file>', say(texts.plan))
    .option('--year <year>', say(texts.importYear), parseYear)
    .option('--sheet <name>', say(texts.sheet))
    .option('--out <file>', say(texts.values))
    .option('--json', say(texts.json))
    .action((table: string, options: Omit<ImportRequest, 'table'>) =>
      tryImport({ ...options, table }, session),
    )
  addTable(measures.command('compute').description(say(texts.compute)), session)
    .option('--stage <step>', say(texts.stage), parseCount(1, 1000))
    .option('--out <file>', say(texts.out))
    .action((recipe: string, table: string, options: OptionsOf<ScoreRequest>) =>
      computeScores({ ...options, recipe, table }, session),
    )
  addChance(addTable(measures.command('rank').description(say(texts.rank)), session), session, 200)
    .option('--entries <file>', say(texts.entries))
    .option('--compare <recipe>', say(texts.compare))
    .option('--out <file>', say(texts.out))
    .action((recipe: string, table: string, options: OptionsOf<RankRequest>) =>
      rankUnits({ ...options, recipe, table }, session),
    )
  addTable(measures.command('peers').description(say(texts.peers)), session)
    .requiredOption('--unit <unit>', say(texts.unit))
    .option('--count <number>', say(texts.count), parseCount(1, 1000), 5)
    .option('--among <unit...>', say(texts.among))
    .action((recipe: string, table: string, options: OptionsOf<PeerRequest>) =>
      findPeers({ ...options, recipe, table }, session),
    )
  addTable(measures.command('gap').description(say(texts.gap)), session)
    .requiredOption('--unit <unit>', say(texts.unit))
    .requiredOption('--peer <unit>', say(texts.peer))
    .action((recipe: string, table: string, options: OptionsOf<GapRequest>) =>
      splitScores({ ...options, recipe, table }, session),
    )
  addChance(
    addTable(measures.command('sensitivity').description(say(texts.sensitivity)), session),
    session,
    1000,
  )
    .option('--points <number>', say(texts.points), parseCount(8, 8192), 64)
    .action((recipe: string, table: string, options: OptionsOf<SensitivityRequest>) =>
      studyRanks({ ...options, recipe, table }, session),
    )
}

function addTable(command: Command, { say }: Session): Command {
  return command
    .argument('<recipe>', say(texts.recipe))
    .argument('<table>', say(texts.table))
    .option('--units <file>', say(texts.units))
    .option('--year <year>', say(texts.year), parseYear)
    .option('--sheet <name>', say(texts.sheet))
    .option('--json', say(texts.json))
}

function addChance(command: Command, { say }: Session, runs: number): Command {
  return command
    .option('--seed <number>', say(texts.seed), parseCount(0, mostSeed), 1)
    .option('--runs <number>', say(texts.runs), parseCount(1, 100_000), runs)
}

const texts = {
  measures: {
    zh: '对标：用表格文件和评价方案计算得分、排名、对标对象和差距，不需要数据库',
    en: 'compare places from files of a table and a recipe: scores, ranks, peers and gaps, without a database',
  },
  import: {
    zh: '检查统计表：错位的行、地名、单位、重复和不可能的数值；不保存',
    en: 'look a table of statistics through: shifted rows, names, units of measure, doubles, impossible values; nothing is stored',
  },
  compute: {
    zh: '按方案逐步计算，列出得分和单独列出的单位',
    en: 'run a recipe step by step: scores, and units set apart',
  },
  rank: {
    zh: '排名，附位次区间和并列；写明件数的，附区间、漏斗界限和须一并说明之处',
    en: 'rank, with intervals of ranks and ties; where cases are named, with limits and what must be said beside a place',
  },
  peers: {
    zh: '按特征找最相近的单位，列出距离由哪些特征构成；按得分找标兵、追兵',
    en: 'the nearest units by characteristics, with the parts of each distance; and the next ahead and behind by score',
  },
  gap: {
    zh: '两个单位的得分差，精确分解到指标',
    en: 'the gap of two scores, split exactly into indicators',
  },
  sensitivity: {
    zh: '位次有多可靠：随机变动下的区间、各不确定之处的作用、去掉每项后的变动',
    en: 'how sure ranks are: intervals over runs with changes, what each uncertainty moves, and the ranks without each part',
  },
  statistics: {
    zh: '统计表：.csv、.xlsx 或 .json；第一个有两格以上的行是表头',
    en: 'table of statistics: .csv, .xlsx or .json; the first row with two cells or more is the header',
  },
  register: {
    zh: '地区名录：代码、名称、上级、起始年、终止年、后继代码；列名不同时在 --plan 中写明',
    en: 'list of units: 代码, 名称, 上级, 起始年, 终止年, 后继代码; other headers are named in --plan',
  },
  plan: {
    zh: '导入设置（YAML 或 JSON）：列、指标、计量单位、可能范围，见 docs/reference/measures.md',
    en: 'plan of the import (YAML or JSON): columns, indicators, units of measure, bounds, see docs/reference/measures.md',
  },
  importYear: { zh: '表中没有年份列时的年份', en: 'year of the table where no column holds it' },
  values: {
    zh: '把可用的数值写成长表：.csv 或 .xlsx',
    en: 'write the values as a long table: .csv or .xlsx',
  },
  recipe: {
    zh: '评价方案（YAML 或 JSON），格式见 docs/reference/measures.md',
    en: 'recipe (YAML or JSON), as in docs/reference/measures.md',
  },
  table: { zh: '数据表：.csv、.xlsx 或 .json', en: 'table: .csv, .xlsx or .json' },
  units: {
    zh: '另一张表，每单位一行：分组、分母、名称等',
    en: 'another table with a row for each unit: groups, denominators, names',
  },
  year: { zh: '取哪一年', en: 'year to take' },
  sheet: { zh: '.xlsx 的工作表，默认第一张', en: 'sheet of an .xlsx file; the first when not said' },
  stage: {
    zh: '列出第几步的表；不写则列出各节点得分',
    en: 'show the table after this step; scores of the nodes when not said',
  },
  out: { zh: '把列出的表写到 .csv 或 .xlsx', en: 'write the table shown to .csv or .xlsx' },
  entries: {
    zh: '计分表的条目，每条一行；方案为计分表时，数据表是单位表',
    en: 'entries of a mark sheet, a row for each; with a mark sheet the table is that of units',
  },
  compare: { zh: '另一个方案：列出位次变化', en: 'another recipe: tell how ranks change' },
  unit: { zh: '单位的代码，或表中只出现一次的名称', en: 'code of the unit, or a name that is there once' },
  peer: { zh: '与哪个单位比', en: 'unit to compare with' },
  count: { zh: '列出几个', en: 'how many' },
  among: { zh: '只在这些单位中找', en: 'look among these only' },
  seed: { zh: '种子：同样的种子得到同样的结果', en: 'seed: the same one gives the same result' },
  runs: { zh: '随机变动的次数', en: 'runs with changes' },
  points: { zh: '计算各不确定之处的作用所用的点数', en: 'points by which shares of uncertainties are told' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
} as const satisfies Readonly<Record<string, Text>>
