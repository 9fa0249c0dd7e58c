import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import { describeVerdict } from '@duibiao/kernel'
import type { Config } from '@duibiao/server'
import { listDistricts, restoreDatabase, verifyLedger } from '@duibiao/store'
import type { DumpLine } from '@duibiao/store'
import type { Command } from 'commander'
import { checkBackup, readBackup, writeBackup } from './backup/backup-file.ts'
import type { BackupLine } from './backup/backup-file.ts'
import { listDataFiles, putFile, takeFile } from './backup/data-folder.ts'
import { takeDump } from './backup/dump-source.ts'
import { openAsOwner, requireData } from './backup/owner-database.ts'
import { readConfig } from './config.ts'
import { exitCodes } from './fault.ts'
import type { Text } from './language.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

interface BackupOptions {
  readonly keyFile?: string
  readonly keys?: true
  readonly verify?: true
  readonly json?: true
}

/** `backup` and `restore`. */
export function addBackupCommand(program: Command, session: Session): void {
  const { say } = session
  program
    .command('backup')
    .description(say(texts.backup))
    .argument('<file>', say(texts.file))
    .option('--key-file <file>', say(texts.keyFile))
    .option('--keys', say(texts.keys))
    .option('--verify', say(texts.verify))
    .option('--json', say(texts.json))
    .action((file: string, options: BackupOptions) => backUp(file, options, session))
  program
    .command('restore')
    .description(say(texts.restore))
    .argument('<file>', say(texts.file))
    .option('--key-file <file>', say(texts.keyFile))
    .option('--json', say(texts.json))
    .action((file: string, options: BackupOptions) => restore(file, options, session))
}

async function backUp(file: string, options: BackupOptions, session: Session): Promise<void> {
  if (options.verify === true) return verify(file, options, session)
  const { terminal, language, say } = session
  const { scheduler, randomBytes: random } = terminal
  const config = readConfig(terminal, language)
  const secret = secretOf(config, options, session)
  requireData(config)
  const target = path.resolve(terminal.folder, file)
  let counts: Readonly<Record<string, number>> = {}
  let files: readonly string[] = []
  await writeBackup(target, { secret, random }, async (put) => {
    counts = await takeDump(config, scheduler, put)
    // After the database: what a row of it names is there by now.
    files = listDataFiles(config.data, { withKeys: options.keys === true })
    for (const one of files) await putFile(config.data, one, put)
  })
  const { matter = 0, entry = 0, archived_entry: archived = 0 } = counts
  const done = { file: target, matters: matter, entries: entry + archived, files: files.length }
  terminal.print(options.json === true ? JSON.stringify(done) : say(texts.backedUp, { ...done, file }))
}

/** Reads a backup that was made, and says what is in it. */
async function verify(file: string, options: BackupOptions, session: Session): Promise<void> {
  const { terminal, language, say, end } = session
  const secret = secretOf(readConfig(terminal, language), options, session)
  const { counts, files, missing } = await checkBackup(path.resolve(terminal.folder, file), secret)
  const { matter = 0, entry = 0, archived_entry: archived = 0 } = counts
  const found = { matters: matter, entries: entry + archived, files: files.length, missing: missing.length }
  terminal.print(options.json === true ? JSON.stringify({ ...found, counts }) : say(texts.verified, found))
  if (missing.length > 0) end(exitCodes.fault)
}

async function restore(file: string, options: BackupOptions, session: Session): Promise<void> {
  const { terminal, language, say, end } = session
  const config = readConfig(terminal, language)
  const secret = secretOf(config, options, session)
  const source = path.resolve(terminal.folder, file)
  const { files: held } = await checkBackup(source, secret)
  requireAbsent(config, held)
  const database = await openAsOwner(config, terminal.scheduler)
  try {
    const lines = readBackup(source, secret)
    const {
      matter = 0,
      entry = 0,
      archived_entry: archived = 0,
    } = await restoreDatabase(database, dumpIn(lines))
    const files = await takeFiles(config, lines)
    const verdicts = []
    for (const district of await listDistricts(database))
      verdicts.push(await verifyLedger(database, district))
    const done = { matters: matter, entries: entry + archived, files, verdicts }
    if (options.json === true) terminal.print(JSON.stringify(done))
    else {
      terminal.print(say(texts.restored, { matters: matter, entries: entry + archived, files }))
      for (const verdict of verdicts) terminal.print(describeVerdict(verdict, language))
    }
    if (verdicts.some(({ ok }) => !ok)) end(exitCodes.fault)
  } finally {
    await database.close()
  }
}

/** Before anything is written: files that are there already stay. @throws AppError `restore_target_filled` */
function requireAbsent({ data }: Config, files: readonly string[]): void {
  if (files.some((name) => existsSync(path.join(data, name)))) throw new AppError('restore_target_filled')
}

/** The dump at the beginning of a backup; what follows it is left for others. */
async function* dumpIn(lines: AsyncGenerator<BackupLine>): AsyncGenerator<DumpLine> {
  for (;;) {
    const next = await lines.next()
    if (next.done === true || next.value.line === 'file') return
    yield next.value
    if (next.value.line === 'end') return
  }
}

async function takeFiles({ data }: Config, lines: AsyncGenerator<BackupLine>): Promise<number> {
  let count = 0
  for await (const line of lines) {
    if (line.line !== 'file') throw new AppError('backup_broken', { reason: line.line })
    await takeFile(data, line)
    if (line.isFirst) count += 1
  }
  return count
}

/** @throws AppError `backup_secret_missing`, `file_unreadable` */
function secretOf(config: Config, { keyFile }: BackupOptions, { terminal }: Session): Uint8Array {
  if (keyFile === undefined) {
    if (config.backupPassphrase === undefined) throw new AppError('backup_secret_missing')
    return Buffer.from(config.backupPassphrase, 'utf8')
  }
  const bytes = readBytes(path.resolve(terminal.folder, keyFile), keyFile)
  if (bytes.length < 16) throw new AppError('backup_secret_missing')
  return bytes
}

const texts = {
  backup: {
    zh: '把整个数据库（所有区县）和证据文件写入一个加密的文件；服务运行时也可备份，用内嵌数据库时其他请求等它读完',
    en: 'write the whole database, all districts, and the evidence into one encrypted file, also while the service runs; with the embedded database requests wait until it is read',
  },
  restore: {
    zh: '把备份恢复到空的数据库（内嵌或 PostgreSQL 均可，不必与备份时相同），随后核验台账；备份有改动或不完整则拒绝',
    en: 'restore a backup into an empty database, embedded or PostgreSQL, whichever it came from, and verify the ledger afterwards; a backup that was changed or cut is refused',
  },
  file: { zh: '备份文件', en: 'the backup' },
  keyFile: {
    zh: '密钥文件（任意内容，至少 16 字节）；不给则用 DUIBIAO_BACKUP_PASSPHRASE',
    en: 'key file (any content of at least 16 bytes); without it DUIBIAO_BACKUP_PASSPHRASE counts',
  },
  keys: {
    zh: '连同台账私钥和密钥文件；不加则请另行保管它们，没有密钥文件则动态验证码须重新登记',
    en: 'with the private key of the ledger and the secret key; else keep them elsewhere: without the secret key, authenticators have to be enrolled anew',
  },
  verify: {
    zh: '不写备份，而是读完该文件，逐表核对行数和文件内容',
    en: 'write nothing: read that backup to its end, and compare the rows of each table and the content of each file with what they should be',
  },
  verified: {
    zh: '备份完整：{matters} 个事项，{entries} 条记录，{files} 个文件；缺 {missing} 个证据文件',
    en: 'the backup is whole: {matters} matters, {entries} entries, {files} files; {missing} files of evidence are missing',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  backedUp: {
    zh: '已写入 {file}：{matters} 个事项，{entries} 条记录，{files} 个文件。请试着恢复一次',
    en: 'wrote {file}: {matters} matters, {entries} entries, {files} files. Try once to restore it',
  },
  restored: {
    zh: '已恢复 {matters} 个事项，{entries} 条记录，{files} 个文件',
    en: 'restored {matters} matters, {entries} entries, {files} files',
  },
} as const satisfies Readonly<Record<string, Text>>
