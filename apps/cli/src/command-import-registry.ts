import path from 'node:path'
import { isAppError, parseLegalDate } from '@duibiao/base'
import type { Finding, LegalDate } from '@duibiao/base'
import { coordinateSystems, importKinds } from '@duibiao/registry'
import type { CoordinateSystem, ImportKind } from '@duibiao/registry'
import { applyRegistryImport, planRegistryImport } from '@duibiao/server'
import type { PlannedImport } from '@duibiao/server'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding } from './fault.ts'
import { openInstallation } from './installation.ts'
import type { Text } from './language.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

interface ImportOptions {
  readonly dryRun?: true
  readonly complete?: true
  readonly partial?: true
  readonly coordinates?: CoordinateSystem
  readonly on?: LegalDate
  readonly by?: string
  readonly json?: true
}

/** `import areas`, `import offices` and so on: one for each kind of file. */
export function addRegistryImports(command: Command, session: Session): void {
  const { say } = session
  for (const kind of importKinds) {
    command
      .command(kind)
      .description(say(kindTexts[kind]))
      .argument('<file>', say(kind === 'areas' ? texts.areaFile : texts.file))
      .option('--dry-run', say(texts.dryRun))
      .option('--complete', say(texts.complete))
      .option('--partial', say(texts.partial))
      .option('--on <date>', say(texts.on), readDate)
      .addOption(
        new Option('--coordinates <system>', say(texts.coordinates))
          .choices([...coordinateSystems])
          .hideHelp(kind !== 'areas'),
      )
      .option('--by <person>', say(texts.by))
      .option('--json', say(texts.json))
      .action((file: string, options: ImportOptions) => importFile({ kind, file, options }, session))
  }
}

/** A day of an option, or has commander refuse it. */
export function readDate(text: string): LegalDate {
  try {
    return parseLegalDate(text)
  } catch (error) {
    if (isAppError(error)) throw new InvalidArgumentError('2026-11-22')
    throw error
  }
}

interface Request {
  readonly kind: ImportKind
  readonly file: string
  readonly options: ImportOptions
}

async function importFile({ kind, file, options }: Request, session: Session): Promise<void> {
  const { terminal, language } = session
  const config = readConfig(terminal, language)
  const bytes = readBytes(path.resolve(terminal.folder, file), file)
  const installation = await openInstallation(terminal, config)
  try {
    const { coordinates, on, complete } = options
    const planned = await planRegistryImport(installation, {
      kind,
      file: { name: path.basename(file), bytes },
      isComplete: complete === true,
      ...(coordinates !== undefined && { coordinates }),
      ...(on !== undefined && { on }),
    })
    const isTrial = options.dryRun === true
    const isWritten = !isTrial && (await write(planned))
    tell({ kind, file, options }, { planned, isTrial, isWritten }, session)
  } finally {
    await installation.close()
  }

  /** @returns whether anything may have been written: not when rows are refused and the others not wanted alone */
  async function write(planned: PlannedImport): Promise<boolean> {
    const by = doerOf(options.by, session)
    try {
      await applyRegistryImport(installation, planned, { isPartial: options.partial === true, by })
    } catch (error) {
      if (isAppError(error, 'registry_import_refused')) return false
      throw error
    }
    const detail = { kind, file: planned.file.name, digest: planned.file.digest, ...planned.plan.count }
    await installation.audit.record([
      { kind: 'data.imported', outcome: 'done', actorName: by, subject: kind, detail },
    ])
    return true
  }
}

interface Outcome {
  readonly planned: PlannedImport
  readonly isTrial: boolean
  readonly isWritten: boolean
}

function tell({ file, options }: Request, { planned, isTrial, isWritten }: Outcome, session: Session): void {
  const { terminal, language, say, end } = session
  const { plan, refused, digest } = planned
  const counts = { ...plan.count, refused }
  const hasErrors = planned.findings.some(({ severity }) => severity === 'error')
  if (options.json === true) {
    const lines = plan.lines.filter(({ outcome }) => outcome !== 'unchanged')
    const told = { kind: plan.kind, written: isWritten, digest, counts, findings: planned.findings, lines }
    terminal.print(JSON.stringify(told))
  } else {
    for (const fault of planned.findings) terminal.print(formatFinding(findingOf(fault, file), language))
    for (const { subject, outcome } of plan.lines) {
      if (outcome === 'ended') terminal.print(say(texts.ended, { subject }))
    }
    const summary = isTrial ? texts.tried : isWritten ? texts.done : texts.refused
    terminal.print(say(summary, counts))
  }
  if (hasErrors || (!isTrial && !isWritten)) end(exitCodes.fault)
}

/** A fault with its place as people look for it: file, sheet, row and column. */
function findingOf(
  { sheet, row, column, ...fault }: PlannedImport['findings'][number],
  file: string,
): Finding {
  const place = sheet === '' ? file : `${file}[${sheet}]`
  return { ...fault, file: place, line: row, ...(column > 0 && { column }) }
}

const kindTexts = {
  areas: {
    zh: '导入区域（区县、街道、社区、网格）及图形',
    en: 'import areas (district, streets, communities, grids) with their shapes',
  },
  offices: { zh: '导入机构', en: 'import offices' },
  posts: { zh: '导入岗位', en: 'import posts' },
  people: {
    zh: '导入人员、任职和联系方式',
    en: 'import people, the posts they hold and how they are reached',
  },
  items: { zh: '导入权力清单、事项目录', en: 'import the catalogue of items' },
  duties: {
    zh: '导入街道、社区履职清单',
    en: 'import the duty lists of streets and communities',
  },
} as const satisfies Readonly<Record<ImportKind, Text>>

const texts = {
  file: {
    zh: '.xlsx、.csv 或 .jsonl；列名用中文或英文，见 docs/reference/registry.md',
    en: '.xlsx, .csv or .jsonl; headers in Chinese or English, see docs/reference/registry.md',
  },
  areaFile: {
    zh: '.geojson（带图形）、.xlsx、.csv 或 .jsonl；列名见 docs/reference/registry.md',
    en: '.geojson with shapes, .xlsx, .csv or .jsonl; headers as in docs/reference/registry.md',
  },
  dryRun: {
    zh: '只试运行：逐行逐列列出问题和将发生的变更，不写入',
    en: 'try only: tell faults by row and column and what would change, write nothing',
  },
  complete: {
    zh: '文件是全部内容：其中没有的自导入之日起失效',
    en: 'the file names everything: what it does not name ends on the day of the import',
  },
  partial: {
    zh: '有行未通过时，只导入通过的行',
    en: 'where rows do not pass, import the others alone',
  },
  on: {
    zh: '没有写明日期的行自该日起有效，默认为今天',
    en: 'day from which rows without one hold; today when not said',
  },
  coordinates: {
    zh: '图形的坐标系，默认 CGCS2000',
    en: 'system of the shapes; CGCS2000 when not said',
  },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  ended: { zh: '失效：{subject}', en: 'ends: {subject}' },
  done: {
    zh: '已导入：新增 {added}，变更 {changed}，失效 {ended}，不变 {unchanged}，未通过 {refused}',
    en: 'imported: {added} added, {changed} changed, {ended} ended, {unchanged} unchanged, {refused} refused',
  },
  tried: {
    zh: '试运行（未写入）：新增 {added}，变更 {changed}，失效 {ended}，不变 {unchanged}，未通过 {refused}',
    en: 'dry run, nothing written: {added} added, {changed} changed, {ended} ended, {unchanged} unchanged, {refused} refused',
  },
  refused: {
    zh: '{refused} 行未通过，什么都没有写入：请改正，或加 --partial 只导入其余的行',
    en: '{refused} rows refused, nothing was written: mend them, or give --partial to import the others',
  },
} as const satisfies Readonly<Record<string, Text>>
