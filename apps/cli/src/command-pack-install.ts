import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import { findVoid } from '@duibiao/packfile'
import type { Pack, PackRead } from '@duibiao/packfile'
import { countRunning } from '@duibiao/store'
import type { InstalledPack, PackSetting } from '@duibiao/store'
import type { Command } from 'commander'
import { minuteText } from './clock-view.ts'
import { readConfig } from './config.ts'
import { findInstalled, newPackOf, referenceOf } from '@duibiao/server'
import { exitCodes, formatFinding } from './fault.ts'
import { openInstallation, openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { problemOf } from './message-file.ts'
import { placedFindings, readPackFolder } from './pack-folder.ts'
import type { Session } from './session.ts'
import { settingText } from './setting-text.ts'
import { formatTable } from './table.ts'

interface InstallOptions {
  readonly by?: string
  readonly json?: true
}

interface ListOptions {
  readonly json?: true
}

/** `pack install`, `pack list` and `pack export`. */
export function addPackInstallCommands(pack: Command, session: Session): void {
  const { say } = session
  pack
    .command('install')
    .description(say(texts.install))
    .argument('<folder...>', say(texts.folder))
    .option('--by <person>', say(texts.by))
    .option('--json', say(texts.json))
    .action((folders: readonly string[], options: InstallOptions) => installPacks(folders, options, session))
  pack
    .command('list')
    .description(say(texts.list))
    .argument('[name]', say(texts.name))
    .option('--json', say(texts.json))
    .action((name: string | undefined, options: ListOptions) => listPacks(name, options, session))
  pack
    .command('export')
    .description(say(texts.export))
    .argument('<version>', say(texts.version))
    .argument('<folder>', say(texts.target))
    .action((version: string, folder: string) => exportPack(version, folder, session))
}

/** Who does it: the person named, else the user of the machine. */
export function doerOf(by: string | undefined, { terminal }: Session): string {
  const { environment } = terminal
  return by ?? (environment['LOGNAME'] || environment['USER'] || 'duibiao')
}

async function installPacks(
  folders: readonly string[],
  { by, json }: InstallOptions,
  session: Session,
): Promise<void> {
  const { terminal, language, end } = session
  const config = readConfig(terminal, language)
  const reads = folders.map((folder) => ({ folder, ...readPackFolder(folder, terminal) }))
  const packs = reads.flatMap(({ pack }) => pack ?? [])
  if (packs.length < reads.length) {
    tellFaults(reads, json === true, session)
    return end(exitCodes.fault)
  }
  const installation = await openInstallation(terminal, config, { first: 'none' })
  try {
    const { library, now } = installation
    const deed = { at: now(), by: doerOf(by, session) }
    const added = new Set(await library.installPacks(packs.map(newPackOf), deed))
    const reports = packs.map((pack) => reportOf(pack, added.has(pack.hash), installation))
    if (json === true) return terminal.print(JSON.stringify({ installed: reports }))
    for (const report of reports) for (const line of describeReport(report, session)) terminal.print(line)
  } finally {
    await installation.close()
  }
}

type FolderRead = PackRead & { readonly folder: string }

function tellFaults(
  reads: readonly FolderRead[],
  isJson: boolean,
  { terminal, language, say }: Session,
): void {
  const findings = reads.flatMap((read) => placedFindings(read.folder, read.findings))
  if (isJson) return terminal.print(JSON.stringify({ installed: [], findings }))
  for (const finding of findings) terminal.print(formatFinding(finding, language))
  const faulty = reads.filter(({ pack }) => pack === undefined).map(({ folder }) => folder)
  terminal.warn(say(texts.refused, { folders: faulty.join(' ') }))
}

interface InstallReport extends InstalledPack {
  readonly isNew: boolean
  readonly procedures: readonly string[]
  /** The number of the version that new matters begin with, when it is a later one. */
  readonly newest: number | undefined
  /** The district's own values that a law stands against from this version on. */
  readonly void: ReturnType<typeof findVoid>
}

function reportOf(pack: Pack, isNew: boolean, { library, packs, now }: Installation): InstallReport {
  const installed = findInstalled(library.packs, pack.hash)
  const { name, number } = installed
  const newest = library.packs.newest(name)?.number ?? number
  return {
    ...installed,
    isNew,
    procedures: [...pack.logic.procedures.keys()],
    newest: newest === number ? undefined : newest,
    void: findVoid(pack.parameters, packs.choiceAt(name, now())),
  }
}

function describeReport(report: InstallReport, { say }: Session): readonly string[] {
  const { name, number, version, hash, isNew, procedures, newest } = report
  const parts = { name, number, version, hash: hash.slice(0, 12), procedures: procedures.join(', ') }
  return [
    say(isNew ? texts.installed : texts.known, parts),
    ...(newest === undefined ? [] : [say(texts.older, { name, number, newest })]),
    ...(isNew && number > 1 ? [say(texts.upgrade, { name })] : []),
    ...report.void.map(({ name: parameter, law }) =>
      say(texts.void, { parameter, law: `${law.legal_basis?.law ?? ''} ${law.legal_basis?.article ?? ''}` }),
    ),
  ]
}

async function listPacks(name: string | undefined, { json }: ListOptions, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const { database, district, library, now } = installation
    if (name !== undefined && library.packs.newest(name) === undefined)
      throw new AppError('pack_not_installed', { pack: name })
    const counts = await countRunning(database, district)
    const versions = library.packs
      .list()
      .filter((pack) => name === undefined || pack.name === name)
      .map((pack) => ({ ...pack, running: runningOn(pack, counts, installation) }))
    const settings = [...new Set(versions.map((one) => one.name))].flatMap((one) =>
      library.packs.settings(one).map((setting) => ({ pack: one, ...setting })),
    )
    if (json === true) return terminal.print(JSON.stringify({ versions, settings }))
    if (versions.length === 0) return terminal.print(say(texts.none))
    const head = [texts.packTitle, texts.versionTitle, texts.hash, texts.at, texts.person, texts.running]
    const rows = versions.map((pack) => [
      referenceOf(pack),
      pack.version,
      pack.hash.slice(0, 12),
      minuteText(pack.installedAt),
      pack.installedBy,
      pack.running,
    ])
    for (const line of formatTable(
      head.map((text) => say(text)),
      rows,
    ))
      terminal.print(line)
    for (const line of describeSettings(settings, { ...session, now: now() })) terminal.print(line)
  } finally {
    await installation.close()
  }
}

function runningOn(
  { hash }: InstalledPack,
  counts: ReadonlyMap<string, number>,
  { library }: Installation,
): number {
  const own = library.list().filter(({ packHash }) => packHash === hash)
  return own.reduce((sum, procedure) => sum + (counts.get(procedure.hash) ?? 0), 0)
}

/** Every setting ever recorded: who set what from when on which basis. */
function describeSettings(
  settings: readonly (PackSetting & { readonly pack: string })[],
  { say, language }: Session & { readonly now: number },
): readonly string[] {
  if (settings.length === 0) return []
  const head = [texts.packTitle, texts.setting, texts.from, texts.basis, texts.recorded, texts.person]
  const rows = settings.map((setting) => [
    setting.pack,
    settingText(setting, language),
    setting.to === undefined ? setting.from : `${setting.from} … ${setting.to}`,
    `${setting.basis.law} ${setting.basis.article}`,
    minuteText(setting.recordedAt),
    setting.recordedBy,
  ])
  return [
    '',
    ...formatTable(
      head.map((text) => say(text)),
      rows,
    ),
  ]
}

async function exportPack(version: string, folder: string, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const { packs: shelf } = installation.library
    const found = findInstalled(shelf, version)
    // Opened first: what does not have its hash any more is not handed out.
    const { files } = installation.packs.open(found.hash).source
    writeFolder(path.resolve(terminal.folder, folder), folder, files)
    terminal.print(say(texts.exported, { pack: referenceOf(found), count: files.size, folder }))
  } finally {
    await installation.close()
  }
}

/** Writes files beside the folder and gives them its name at the end: a folder that is there is whole. */
function writeFolder(place: string, name: string, files: ReadonlyMap<string, Uint8Array>): void {
  if (existsSync(place) && readdirSync(place).length > 0)
    throw new AppError('folder_occupied', { folder: name })
  const draft = `${place}.part`
  try {
    rmSync(draft, { recursive: true, force: true })
    for (const [file, bytes] of files) {
      mkdirSync(path.dirname(path.join(draft, file)), { recursive: true })
      writeFileSync(path.join(draft, file), bytes)
    }
    renameSync(draft, place)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw new AppError('file_unwritable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

const texts = {
  install: {
    zh: '把治理包整个装入数据库：全部装入或都不装；此后新事项按新版办理，在办事项仍按原版',
    en: 'install packs whole into the database, all or none; new matters follow the new version, running ones stay on theirs',
  },
  folder: { zh: '治理包的目录', en: 'folder of a pack' },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  list: {
    zh: '列出已安装的治理包各版本、在办事项数，以及区县的安装设置',
    en: 'list the installed versions of packs with their running matters, and what the district has settled',
  },
  name: { zh: '只列这个治理包', en: 'this pack only' },
  export: {
    zh: '把已安装的一个版本写成目录，与安装时逐字节相同',
    en: 'write an installed version to a folder, byte for byte as it was installed',
  },
  version: {
    zh: '名称（最新版）、名称@序号，或哈希的前几位（至少 6 位）',
    en: 'a name (its newest version), name@number, or the first characters of the hash (6 at least)',
  },
  target: { zh: '要写的目录（不存在或为空）', en: 'the folder to write; absent or empty' },
  refused: {
    zh: '没有安装任何治理包：请先改正 {folders}',
    en: 'nothing was installed: mend {folders} first',
  },
  installed: {
    zh: '已安装 {name}@{number}（{version}，{hash}），流程：{procedures}',
    en: 'installed {name}@{number} ({version}, {hash}), procedures: {procedures}',
  },
  known: {
    zh: '{name}@{number}（{version}，{hash}）此前已安装，内容相同，没有改动',
    en: '{name}@{number} ({version}, {hash}) was installed before with the same content; nothing changed',
  },
  older: {
    zh: '注意：{name}@{newest} 较新，新事项按它办理。要回到旧内容，请改动版本号后再安装',
    en: 'note: {name}@{newest} is newer, and new matters follow it. To go back to the old content, change its version number and install it',
  },
  upgrade: {
    zh: '在办事项仍按原版办理；可否迁移：duibiao pack upgrade {name} --dry-run',
    en: 'running matters stay on their version; which could be moved: duibiao pack upgrade {name} --dry-run',
  },
  void: {
    zh: '注意：区县自定的 {parameter} 在此版本下不再生效（{law}）',
    en: 'note: the own value of {parameter} does not count under this version ({law})',
  },
  none: {
    zh: '没有安装治理包：请运行 duibiao pack install',
    en: 'no pack is installed: run duibiao pack install',
  },
  packTitle: { zh: '治理包', en: 'pack' },
  versionTitle: { zh: '版本号', en: 'version' },
  hash: { zh: '哈希', en: 'hash' },
  at: { zh: '安装时间', en: 'installed' },
  person: { zh: '办理人', en: 'by' },
  running: { zh: '在办', en: 'running' },
  setting: { zh: '安装设置', en: 'setting' },
  from: { zh: '有效期', en: 'from' },
  basis: { zh: '依据', en: 'basis' },
  recorded: { zh: '记录时间', en: 'recorded' },
  exported: {
    zh: '{pack} 的 {count} 个文件已写入 {folder}',
    en: '{count} files of {pack} written to {folder}',
  },
} as const satisfies Readonly<Record<string, Text>>
