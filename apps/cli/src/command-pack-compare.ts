import { AppError } from '@duibiao/base'
import { previewMigration } from '@duibiao/kernel'
import type { Procedure } from '@duibiao/kernel'
import { comparePacks, compilePack } from '@duibiao/packfile'
import type { CompiledPack, Pack, PackChange } from '@duibiao/packfile'
import { listRunning } from '@duibiao/store'
import type { InstalledProcedure, RunningMatter } from '@duibiao/store'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { findInstalled } from '@duibiao/server'
import { exitCodes, formatFinding } from './fault.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { isPackFolder, placedFindings, readPackFolder } from './pack-folder.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface DiffOptions {
  readonly json?: true
}

interface UpgradeOptions {
  readonly dryRun?: true
  readonly map?: readonly (readonly [string, string])[]
  readonly by?: string
  readonly json?: true
}

/** `pack diff` and `pack upgrade`. */
export function addPackCompareCommands(pack: Command, session: Session): void {
  const { say } = session
  pack
    .command('diff')
    .description(say(texts.diff))
    .argument('<old>', say(texts.side))
    .argument('<new>', say(texts.side))
    .option('--json', say(texts.json))
    .action((old: string, now: string, options: DiffOptions) => diffPacks([old, now], options, session))
  pack
    .command('upgrade')
    .description(say(texts.upgrade))
    .argument('<pack>', say(texts.target))
    .option('--dry-run', say(texts.dryRun))
    .option('--map <old=new>', say(texts.map), readPair, [])
    .option('--by <person>', say(texts.by))
    .option('--json', say(texts.json))
    .action((wanted: string, options: UpgradeOptions) => upgradePack(wanted, options, session))
}

function readPair(text: string, before: readonly (readonly [string, string])[]) {
  const [old, now, ...rest] = text.split('=')
  if (!old || !now || rest.length > 0) throw new InvalidArgumentError('old=new')
  return [...before, [old, now] as const]
}

async function diffPacks(sides: readonly string[], { json }: DiffOptions, session: Session): Promise<void> {
  const { terminal, say, end } = session
  const packs = await readSides(sides, session)
  const [old, now] = packs
  if (old === undefined || now === undefined) return end(exitCodes.fault)
  const changes = comparePacks(old, now)
  if (json === true) return terminal.print(JSON.stringify({ old: old.hash, new: now.hash, changes }))
  if (changes.length === 0) return terminal.print(say(texts.same))
  for (const change of changes) for (const line of describeChange(change, session)) terminal.print(line)
}

/** Packs by folder or as installed; the database is opened only when one of them lies there. */
async function readSides(sides: readonly string[], session: Session): Promise<readonly (Pack | undefined)[]> {
  const { terminal, language } = session
  const isAllFolders = sides.every((side) => isPackFolder(side, terminal))
  const installation = isAllFolders
    ? undefined
    : await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    return sides.map((side) => {
      if (installation === undefined || isPackFolder(side, terminal)) return readChecked(side, session)
      return installation.packs.open(findInstalled(installation.library.packs, side).hash)
    })
  } finally {
    await installation?.close()
  }
}

function readChecked(folder: string, { terminal, language }: Session): Pack | undefined {
  const { pack, findings } = readPackFolder(folder, terminal)
  if (pack === undefined)
    for (const finding of placedFindings(folder, findings)) terminal.warn(formatFinding(finding, language))
  return pack
}

const marks = { added: '+', removed: '-', changed: '~' } as const

function describeChange({ part, name, kind, details }: PackChange, { say }: Session): readonly string[] {
  return [`${marks[kind]} ${say(partTexts[part])} ${name}`, ...details.map((detail) => `    ${detail}`)]
}

/** What an upgrade does with the matters of one version of a process. */
interface VersionReport {
  readonly process: string
  readonly pack: string
  readonly version: number
  running: number
  movable: number
  moved: number
  /** What keeps the others where they are, with how many: elements they wait in, or a refusal. */
  readonly held: Map<string, number>
  /** The first few of them. */
  readonly examples: string[]
}

async function upgradePack(wanted: string, options: UpgradeOptions, session: Session): Promise<void> {
  const { terminal, language, end } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const target = findTarget(wanted, { installation, session })
    if (target === undefined) return end(exitCodes.fault)
    const isDry = options.dryRun === true
    if (!isDry && installation.library.packs.find(target.hash) === undefined)
      throw new AppError('pack_not_installed', { pack: wanted })
    const plan: Plan = { target, options, by: doerOf(options.by, session), installation }
    const reports = await walkMatters(plan)
    if (options.json === true) {
      const versions = reports.map((report) => ({ ...report, held: Object.fromEntries(report.held) }))
      return terminal.print(JSON.stringify({ target: target.hash, isDry, versions }))
    }
    for (const line of describeUpgrade(reports, { isDry, target }, session)) terminal.print(line)
  } finally {
    await installation.close()
  }
}

interface Plan {
  readonly target: CompiledPack
  readonly options: UpgradeOptions
  readonly by: string
  readonly installation: Installation
}

function findTarget(
  wanted: string,
  { installation, session }: { readonly installation: Installation; readonly session: Session },
): CompiledPack | undefined {
  const pack = isPackFolder(wanted, session.terminal)
    ? readChecked(wanted, session)
    : installation.packs.open(findInstalled(installation.library.packs, wanted).hash)
  return pack === undefined ? undefined : compilePack(pack)
}

/** Looks at every running matter of other versions of the pack, and moves those that can be unless this is a dry run. */
async function walkMatters(plan: Plan): Promise<readonly VersionReport[]> {
  const { target, installation } = plan
  const { database, district, library } = installation
  const old = library.list().filter(({ packHash }) => {
    const pack = packHash === undefined ? undefined : library.packs.find(packHash)
    return pack?.name === target.name && pack.hash !== target.hash
  })
  const reports = new Map(old.map((one) => [one.hash, reportFor(one)]))
  const procedures = [...reports.keys()]
  for (let page = await listRunning(database, district, { procedures }); page.length > 0;) {
    await Promise.all(page.map((matter) => weigh(plan, matter, reports)))
    const after = page.at(-1)?.matter
    page = after === undefined ? [] : await listRunning(database, district, { procedures, after })
  }
  return [...reports.values()].filter(({ running }) => running > 0)
}

function reportFor({ process, pack, version }: InstalledProcedure): VersionReport {
  return { process, pack, version, running: 0, movable: 0, moved: 0, held: new Map(), examples: [] }
}

async function weigh(
  plan: Plan,
  matter: RunningMatter,
  reports: ReadonlyMap<string, VersionReport>,
): Promise<void> {
  const report = reports.get(matter.procedure)
  if (report === undefined) return
  report.running += 1
  const now = plan.target.procedures.find(({ id }) => id === report.process)
  const obstacles = now === undefined ? [report.process] : obstaclesOf(plan, matter, now)
  if (now === undefined || obstacles.length > 0) return hold(report, matter, obstacles)
  report.movable += 1
  if (plan.options.dryRun === true) return
  const refused = await move(plan, matter, now)
  if (refused === undefined) report.moved += 1
  else hold(report, matter, [refused])
}

function hold(report: VersionReport, { number }: RunningMatter, obstacles: readonly string[]): void {
  for (const name of obstacles) report.held.set(name, (report.held.get(name) ?? 0) + 1)
  if (report.examples.length < 5) report.examples.push(number)
}

/** Elements in which the matter waits and that the new version has no longer. */
function obstaclesOf(
  { installation, options }: Plan,
  matter: RunningMatter,
  now: Procedure,
): readonly string[] {
  const old = installation.library.find(matter.procedure)
  const mapping = Object.fromEntries(options.map ?? [])
  return previewMigration(matter.state, { old, now, mapping }).unmapped
}

/** @returns the code of a refusal */
async function move(
  plan: Plan,
  { matter }: RunningMatter,
  { hash: to }: Procedure,
): Promise<string | undefined> {
  const { installation, options, by } = plan
  const mapping = Object.fromEntries(options.map ?? [])
  const circumstances = { key: `pack-upgrade:${to}:${matter}`, actor: { person: by } }
  const answer = await installation.engine.act(matter, { kind: 'migrate', to, mapping }, circumstances)
  return answer.ok ? undefined : answer.refusal.code
}

function describeUpgrade(
  reports: readonly VersionReport[],
  { isDry, target }: { readonly isDry: boolean; readonly target: CompiledPack },
  { say }: Session,
): readonly string[] {
  if (reports.length === 0) return [say(texts.nothing, { pack: target.name })]
  const head = [texts.process, texts.version, texts.running, isDry ? texts.movable : texts.moved, texts.stays]
  const rows = reports.map((report) => {
    const { process, version, pack, running, movable, moved } = report
    const gone = isDry ? movable : moved
    return [process, `${version} (${pack})`, running, gone, running - gone]
  })
  const held = reports
    .filter((report) => report.held.size > 0)
    .map(({ process, version, held: names, examples }) => {
      const elements = [...names].map(([name, count]) => `${name} ${count}`).join(', ')
      return say(texts.held, { process, version, elements, examples: examples.join(' ') })
    })
  return [
    ...formatTable(
      head.map((text) => say(text)),
      rows,
    ),
    ...held,
    say(isDry ? texts.tried : texts.done),
  ]
}

const partTexts = {
  manifest: { zh: '清单', en: 'manifest' },
  procedure: { zh: '流程', en: 'procedure' },
  decision: { zh: '决策', en: 'decision' },
  parameter: { zh: '参数', en: 'parameter' },
  form: { zh: '表单', en: 'form' },
  text: { zh: '文字', en: 'text' },
  file: { zh: '文件', en: 'file' },
} as const satisfies Readonly<Record<PackChange['part'], Text>>

const texts = {
  diff: {
    zh: '比较两个版本：流程、决策、参数、表单、文字和文件的增（+）、删（-）、改（~）',
    en: 'compare two versions: procedures, decisions, parameters, forms, texts and files added (+), removed (-) or changed (~)',
  },
  side: {
    zh: '治理包目录，或已安装的名称、名称@序号、哈希前缀',
    en: 'a folder, or an installed name, name@number or beginning of a hash',
  },
  json: { zh: '输出 JSON', en: 'print JSON' },
  same: { zh: '两个版本相同', en: 'the two versions are the same' },
  upgrade: {
    zh: '把在办事项迁移到一个版本；--dry-run 只报告哪些可以迁移、哪些留在原版以及原因',
    en: 'move running matters to a version; with --dry-run only tell which can be moved, which stay where they are, and why',
  },
  target: {
    zh: '已安装的名称（最新版）或版本；--dry-run 时也可以是未安装的目录',
    en: 'an installed name (its newest version) or version; with --dry-run also a folder that is not installed',
  },
  dryRun: { zh: '只报告，不迁移', en: 'tell only, move nothing' },
  map: {
    zh: '原版节点对应的新版节点，如 check=review；可写多次',
    en: 'which element of the new version an old one becomes, such as check=review; may be given again',
  },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  nothing: {
    zh: '没有按 {pack} 其他版本办理的在办事项',
    en: 'no matter runs on another version of {pack}',
  },
  process: { zh: '流程', en: 'procedure' },
  version: { zh: '原版', en: 'version' },
  running: { zh: '在办', en: 'running' },
  movable: { zh: '可迁移', en: 'can be moved' },
  moved: { zh: '已迁移', en: 'moved' },
  stays: { zh: '留在原版', en: 'stay' },
  held: {
    zh: '{process} 第 {version} 版留下的原因：{elements}（如 {examples}）',
    en: '{process} version {version} is kept by {elements} (such as {examples})',
  },
  tried: {
    zh: '没有迁移任何事项；留在原版的事项照原版办完，可用 --map 写明节点的对应',
    en: 'nothing was moved; what stays is finished on its version, or name the counterparts with --map',
  },
  done: {
    zh: '留在原版的事项照原版办完；已经开始的时限不变',
    en: 'what stays is finished on its version; clocks that run stay as they are',
  },
} as const satisfies Readonly<Record<string, Text>>
