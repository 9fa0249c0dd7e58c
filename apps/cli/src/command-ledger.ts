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
    zh: '用私钥封存新记录，把整本台账写入文件，末行给出树头：请打印或另行保存，日后凭它可知台账有没有被截短或改写',
    en: 'seal what is new with the private key, write the whole ledger to a file, and print the head last: keep that line elsewhere, it shows later whether the ledger was shortened or rewritten',
  },
  exportFile: { zh: '写入的文件（.jsonl）', en: 'the file to write (.jsonl)' },
  noSeal: {
    zh: '不封存新记录：照原样导出，不用私钥',
    en: 'seal nothing new: export it as it is, without the private key',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  verify: {
    zh: '核验导出文件，不给文件则核验数据库中的台账：有改动、删除、插入、换序、倒填、截尾，指出第一处',
    en: 'verify an export, or the ledger in the database when no file is given: a change, removal, insertion, other order, back-dating or cut is named, the first one',
  },
  verifyFile: { zh: 'ledger export 写出的文件', en: 'a file that ledger export wrote' },
  head: {
    zh: '另行保存的树头所在的文件（一行一个，其余行不管）；没有它看不出截尾',
    en: 'file with the heads that were kept, one a line among any others; without it a cut end may not show',
  },
  key: {
    zh: '已公布的公钥编号（树头中 key= 之后）；没有它看不出整本伪造',
    en: 'id of the public key that was made known (after key= in a head); without it a ledger forged whole may not show',
  },
  exported: { zh: '已写入 {file}，{lines} 行。树头：', en: 'wrote {file}, {lines} lines. Head:' },
  unsealed: { zh: '（尚无检查点）', en: '(no checkpoint yet)' },
} as const satisfies Readonly<Record<string, Text>>
