import path from 'node:path'
import { describeVerdict, formatHead, headOf, readHeads } from '@duibiao/kernel'
import type { Anchor, Verdict } from '@duibiao/kernel'
import { exportLedger, readLastCheckpoint, sealEntries, sha256, verifyLedger } from '@duibiao/store'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { exitCodes } from './fault.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { verifyLedgerFile, writeLedgerFile } from './ledger-file.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

interface ExportOptions {
  readonly seal: boolean
  readonly json?: true
}

interface VerifyOptions {
  readonly head?: string
  readonly key?: string
  readonly json?: true
}

/** `ledger export` and `ledger verify`. */
export function addLedgerCommand(program: Command, session: Session): void {
  const ledger = program.command('ledger').description(session.say(texts.ledger)).helpCommand(false)
  ledger
    .command('export')
    .description(session.say(texts.export))
    .argument('<file>', session.say(texts.exportFile))
    .option('--no-seal', session.say(texts.noSeal))
    .option('--json', session.say(texts.json))
    .action((file: string, options: ExportOptions) => exportToFile(file, options, session))
  ledger
    .command('verify')
    .description(session.say(texts.verify))
    .argument('[file]', session.say(texts.verifyFile))
    .option('--head <file>', session.say(texts.head))
    .option('--key <id>', session.say(texts.key))
    .option('--json', session.say(texts.json))
    .action((file: string | undefined, options: VerifyOptions) => verify(file, options, session))
}

/** Seals what is new, and gives the line to print and keep: nobody can shorten the ledger below it unseen. */
export async function sealLedger({
  database,
  district,
  now,
  signer,
}: Pick<Installation, 'database' | 'district' | 'now' | 'signer'>): Promise<string | undefined> {
  await sealEntries(database, district, { signer: signer(), at: now() })
  return readHead({ database, district })
}

/** The line of the last head; undefined before the first checkpoint. */
async function readHead({
  database,
  district,
}: Pick<Installation, 'database' | 'district'>): Promise<string | undefined> {
  const last = await readLastCheckpoint(database, district)
  return last === undefined ? undefined : formatHead(headOf(last.checkpoint, sha256.digest))
}

async function exportToFile(file: string, options: ExportOptions, session: Session): Promise<void> {
  const { terminal, language } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const head = options.seal ? await sealLedger(installation) : await readHead(installation)
    const { database, district, now } = installation
    const target = path.resolve(terminal.folder, file)
    const lines = await writeLedgerFile(target, file, exportLedger(database, district, now()))
    if (options.json === true) terminal.print(JSON.stringify({ file: target, lines, head: head ?? null }))
    else {
      terminal.print(session.say(texts.exported, { file, lines }))
      terminal.print(head ?? session.say(texts.unsealed))
    }
  } finally {
    await installation.close()
  }
}

async function verify(file: string | undefined, options: VerifyOptions, session: Session): Promise<void> {
  const { terminal, language } = session
  const anchor: Anchor = {
    ...(options.head !== undefined && { heads: headsOf(options.head, session) }),
    ...(options.key !== undefined && { keys: [options.key] }),
  }
  const verdict =
    file === undefined
      ? await verifyDatabase(anchor, session)
      : await verifyLedgerFile(path.resolve(terminal.folder, file), file, anchor)
  if (options.json === true) terminal.print(JSON.stringify(verdict))
  else terminal.print(describeVerdict(verdict, language))
  if (!verdict.ok) session.end(exitCodes.fault)
}

async function verifyDatabase(anchor: Anchor, { terminal, language }: Session): Promise<Verdict> {
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    return await verifyLedger(installation.database, installation.district, anchor)
  } finally {
    await installation.close()
  }
}

function headsOf(file: string, { terminal }: Session): ReturnType<typeof readHeads> {
  return readHeads(new TextDecoder().decode(readBytes(path.resolve(terminal.folder, file), file)))
}

const texts = {
  ledger: { zh: '封存、导出、核验台账', en: 'seal, export and verify the ledger' },
  export: {
    zh: '封存新记录，把整本台账写入文件，并给出树头（请打印或另行保存）',
    en: 'seal what is new, write the whole ledger to a file, and give the head line to print or keep elsewhere',
  },
  exportFile: { zh: '写入的文件（.jsonl）', en: 'the file to write (.jsonl)' },
  noSeal: { zh: '不封存新记录', en: 'seal nothing new' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  verify: {
    zh: '核验导出文件；不给文件则核验数据库中的台账',
    en: 'verify an export, or the ledger in the database when no file is given',
  },
  verifyFile: { zh: '导出文件', en: 'an export' },
  head: { zh: '另行保存的树头所在文件', en: 'file with the head lines that were kept' },
  key: { zh: '已公布的公钥编号', en: 'id of the public key that was made known' },
  exported: { zh: '已写入 {file}，{lines} 行。树头：', en: 'wrote {file}, {lines} lines. Head:' },
  unsealed: { zh: '（尚无检查点）', en: '(no checkpoint yet)' },
} as const satisfies Readonly<Record<string, Text>>
