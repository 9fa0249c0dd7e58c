import path from 'node:path'
import { isAppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { statisticUnitKinds } from '@duibiao/contract'
import { applyDivisions, applyStatistics, planDivisions, planStatistics } from '@duibiao/server'
import type { PlannedDivisions, PlannedStatistics } from '@duibiao/server'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding } from './fault.ts'
import { openInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

interface DivisionOptions {
  readonly plan?: string
  readonly sheet?: string
  readonly dryRun?: true
  readonly by?: string
  readonly json?: true
}

interface StatisticOptions extends DivisionOptions {
  readonly plan: string
  readonly units: (typeof statisticUnitKinds)[number]
  readonly period?: string
  readonly partial?: true
}

/** `import divisions` and `import statistics`: tables of statistics, and the list of units that they may name. */
export function addStatisticImports(command: Command, session: Session): void {
  const { say } = session
  addCommon(command.command('divisions').description(say(texts.divisions)), session)
    .option('--plan <file>', say(texts.columns))
    .action((file: string, options: DivisionOptions) => importDivisions(file, options, session))
  addCommon(command.command('statistics').description(say(texts.statistics)), session)
    .requiredOption('--plan <file>', say(texts.plan))
    .addOption(
      new Option('--units <kind>', say(texts.units)).choices([...statisticUnitKinds]).default('division'),
    )
    .option('--period <period>', say(texts.period), readPeriod)
    .option('--partial', say(texts.partial))
    .action((file: string, options: StatisticOptions) => importTable(file, options, session))
}

function addCommon(command: Command, { say }: Session): Command {
  return command
    .argument('<file>', say(texts.file))
    .option('--sheet <name>', say(texts.sheet))
    .option('--dry-run', say(texts.dryRun))
    .option('--by <person>', say(texts.by))
    .option('--json', say(texts.json))
}

function readPeriod(text: string): string {
  if (/^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/.test(text)) return text
  throw new InvalidArgumentError('2026, 2026-Q1, 2026-03')
}

async function importTable(file: string, options: StatisticOptions, session: Session): Promise<void> {
  const plan = textOf(options.plan, session)
  const { units, sheet, period } = options
  await atWork(session, async (installation) => {
    const planned = await planStatistics(installation, {
      file: fileOf(file, session),
      plan,
      units,
      ...(sheet !== undefined && { sheet }),
      ...(period !== undefined && { period }),
    })
    const isWritten =
      options.dryRun !== true && (await writeTable(planned, options, { installation, session }))
    const { rows, unitsTold, added, changed, unchanged } = planned
    const counts = { rows, units: unitsTold, added, changed, unchanged }
    tell({ file, plan: options.plan, options }, { planned, counts, isWritten }, session)
  })
}

interface Site {
  readonly installation: Installation
  readonly session: Session
}

/** @returns whether it was written: not when rows are refused and the others not wanted alone */
async function writeTable(
  planned: PlannedStatistics,
  { by, partial }: StatisticOptions,
  { installation, session }: Site,
): Promise<boolean> {
  const actorName = doerOf(by, session)
  const confirmation = { isPartial: partial === true, by: actorName }
  const applied = await unlessRefused(() =>
    installation.database.transaction((transaction) =>
      applyStatistics(transaction, installation, { planned, confirmation }),
    ),
  )
  if (applied?.isNew === true) {
    const { request, fileDigest, added, changed } = planned
    const detail = { kind: 'statistics', file: request.file.name, digest: fileDigest, added, changed }
    await installation.audit.record([
      { kind: 'data.imported', outcome: 'done', actorName, subject: 'statistics', detail },
    ])
  }
  return applied !== undefined
}

async function importDivisions(file: string, options: DivisionOptions, session: Session): Promise<void> {
  const plan = options.plan === undefined ? undefined : textOf(options.plan, session)
  await atWork(session, async (installation) => {
    const planned = await planDivisions(installation, {
      file: fileOf(file, session),
      ...(options.sheet !== undefined && { sheet: options.sheet }),
      ...(plan !== undefined && { plan }),
    })
    const { divisions, passed, added, changed, removed } = planned
    const counts = { divisions: divisions.length, passed, added, changed, removed }
    const isWritten =
      options.dryRun !== true &&
      (await writeDivisions(planned, counts, { installation, session, file, options }))
    tell({ file, plan: options.plan ?? '', options }, { planned, counts, isWritten }, session)
  })
}

async function writeDivisions(
  planned: PlannedDivisions,
  counts: Readonly<Record<string, number>>,
  {
    installation,
    session,
    file,
    options,
  }: Site & { readonly file: string; readonly options: DivisionOptions },
): Promise<boolean> {
  const applied = await unlessRefused(() =>
    installation.database.transaction((transaction) =>
      applyDivisions(transaction, installation, { planned, digest: undefined }),
    ),
  )
  if (applied === true) {
    const detail = { kind: 'divisions', file: path.basename(file), ...counts }
    const actorName = doerOf(options.by, session)
    await installation.audit.record([
      { kind: 'data.imported', outcome: 'done', actorName, subject: 'divisions', detail },
    ])
  }
  return applied !== undefined
}

async function unlessRefused<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error, 'statistics_refused')) return undefined
    throw error
  }
}

async function atWork(
  { terminal, language }: Session,
  work: (installation: Installation) => Promise<void>,
): Promise<void> {
  const installation = await openInstallation(terminal, readConfig(terminal, language))
  try {
    await work(installation)
  } finally {
    await installation.close()
  }
}

function fileOf(file: string, { terminal }: Session): { readonly name: string; readonly bytes: Uint8Array } {
  return { name: path.basename(file), bytes: readBytes(path.resolve(terminal.folder, file), file) }
}

function textOf(file: string, session: Session): string {
  return new TextDecoder().decode(fileOf(file, session).bytes)
}

function tell(
  {
    file,
    plan,
    options,
  }: { readonly file: string; readonly plan: string; readonly options: DivisionOptions },
  {
    planned,
    counts,
    isWritten,
  }: {
    readonly planned: Pick<PlannedStatistics, 'findings' | 'digest'>
    readonly counts: Readonly<Record<string, number>>
    readonly isWritten: boolean
  },
  { terminal, language, say, end }: Session,
): void {
  const { findings, digest } = planned
  const isTrial = options.dryRun === true
  if (options.json === true) {
    terminal.print(JSON.stringify({ written: isWritten, digest, counts, findings }))
  } else {
    for (const { file: of, row: line, column, code, severity, message } of findings) {
      const place = { file: of === 'plan' ? plan : file, line, ...(column > 0 && { column }) }
      const finding: Finding = { ...place, code, severity, ...message }
      terminal.print(formatFinding(finding, language))
    }
    const ways = 'divisions' in counts ? texts.list : texts.table
    terminal.print(say(isTrial ? ways.tried : isWritten ? ways.done : texts.refused, counts))
  }
  const hasErrors = findings.some(({ severity }) => severity === 'error')
  if (hasErrors || (!isTrial && !isWritten)) end(exitCodes.fault)
}

const texts = {
  divisions: {
    zh: '导入行政区划名录（代码、名称、上级、起始年、终止年、后继代码），取代原有名录',
    en: 'import the list of divisions (代码, 名称, 上级, 起始年, 终止年, 后继代码) in the place of the one before',
  },
  statistics: {
    zh: '导入统计数据，与已有数值不同的记为修订；同一文件导入两次不会有变化',
    en: 'import a table of statistics; values that differ from those kept leave revisions; the same file twice changes nothing',
  },
  file: { zh: '.xlsx、.csv、.json 或 .jsonl', en: '.xlsx, .csv, .json or .jsonl' },
  columns: {
    zh: '导入设置，其中 units 写明名录的列名',
    en: 'plan whose units name the columns of the list',
  },
  plan: {
    zh: '导入设置（YAML 或 JSON）：列、指标的名称、计量单位、方向、来源，见 docs/reference/measures.md',
    en: 'plan (YAML or JSON): columns, and of indicators names, unit of measure, direction and source, see docs/reference/measures.md',
  },
  units: {
    zh: '各行是什么：division 行政区划，area 本区县的区域，office 机构',
    en: 'what the rows stand for: divisions, or areas or offices of the district',
  },
  period: {
    zh: '全部数值所属的年、季度或月（2026、2026-Q1、2026-03），表中有年份列时不用写',
    en: 'year, quarter or month of all values (2026, 2026-Q1, 2026-03); not where a column holds the year',
  },
  partial: { zh: '有问题时，只导入其余的数值', en: 'where there are errors, import the other values' },
  sheet: { zh: '.xlsx 的工作表，默认第一张', en: 'sheet of an .xlsx file; the first when not said' },
  dryRun: {
    zh: '只试运行：逐行逐列列出问题和修订，不写入',
    en: 'try only: tell faults and revisions by row and column, write nothing',
  },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  table: {
    done: {
      zh: '已导入：{rows} 行、{units} 个单位；新增 {added}，修订 {changed}，不变 {unchanged}',
      en: 'imported: {rows} rows, {units} units; {added} added, {changed} revised, {unchanged} unchanged',
    },
    tried: {
      zh: '试运行（未写入）：{rows} 行、{units} 个单位；新增 {added}，修订 {changed}，不变 {unchanged}',
      en: 'dry run, nothing written: {rows} rows, {units} units; {added} added, {changed} revised, {unchanged} unchanged',
    },
  },
  list: {
    done: {
      zh: '已导入名录 {divisions} 条（另有 {passed} 行代码不合格式，未用）：新增 {added}，变更 {changed}，移除 {removed}',
      en: 'list of {divisions} imported ({passed} rows have a code of another form and are not used): {added} added, {changed} changed, {removed} removed',
    },
    tried: {
      zh: '试运行（未写入）：名录 {divisions} 条（另有 {passed} 行代码不合格式，未用）：新增 {added}，变更 {changed}，移除 {removed}',
      en: 'dry run, nothing written: list of {divisions} ({passed} rows have a code of another form and are not used): {added} added, {changed} changed, {removed} removed',
    },
  },
  refused: {
    zh: '有错误，什么都没有写入：请改正；统计数据可加 --partial 只导入其余的数值',
    en: 'there are errors and nothing was written: mend them; of statistics --partial imports the other values',
  },
} as const satisfies Readonly<Record<string, Text | Readonly<Record<string, Text>>>>
