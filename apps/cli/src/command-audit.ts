import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { AppError } from '@duibiao/base'
import { formatAuditLine, listAuditEvents, verifyAudit, verifyAuditLines } from '@duibiao/store'
import type { AuditFileVerdict, AuditHead, AuditVerdict } from '@duibiao/store'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { readConfig } from './config.ts'
import { exitCodes } from './fault.ts'
import { openKnownInstallation } from './installation.ts'
import type { Text } from './language.ts'
import { problemOf } from './message-file.ts'
import { startProgress } from './progress.ts'
import type { Session } from './session.ts'

interface VerifyOptions {
  readonly noted?: AuditHead
  readonly json?: true
}

/** `audit export` and `audit verify`. */
export function addAuditCommand(program: Command, session: Session): void {
  const { say } = session
  const audit = program.command('audit').description(say(texts.audit)).helpCommand(false)
  audit
    .command('export')
    .description(say(texts.export))
    .argument('<file>', say(texts.exportFile))
    .action((file: string) => exportToFile(file, session))
  audit
    .command('verify')
    .description(say(texts.verify))
    .argument('[file]', say(texts.verifyFile))
    .option('--noted <seq:hash>', say(texts.noted), readHead)
    .option('--json', say(texts.json))
    .action((file: string | undefined, options: VerifyOptions) =>
      file === undefined ? verifyDatabase(options, session) : verifyFile(file, options, session),
    )
}

function readHead(text: string): AuditHead {
  const [, seq, hash = ''] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  if (seq === undefined) throw new InvalidArgumentError('1234:9f86…')
  return { seq: Number(seq), hash }
}

const pageLength = 1000

async function exportToFile(file: string, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  const { database, district } = installation
  try {
    const descriptor = openForWriting(path.resolve(terminal.folder, file), file)
    let [count, after]: [number, number | undefined] = [0, undefined]
    let isWhole = false
    try {
      while (!isWhole) {
        const page = await listAuditEvents(database, district, { after, limit: pageLength })
        writeSync(descriptor, page.map((event) => `${formatAuditLine(district, event)}\n`).join(''))
        count += page.length
        after = page.at(-1)?.seq
        isWhole = page.length < pageLength
      }
    } finally {
      closeSync(descriptor)
    }
    terminal.print(say(texts.exported, { file, count }))
  } finally {
    await installation.close()
  }
}

function openForWriting(place: string, name: string): number {
  try {
    return openSync(place, 'w', 0o600)
  } catch (error) {
    throw new AppError('file_unwritable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

/** Goes through the whole chain, stretch by stretch, and shows how far it is. */
async function verifyDatabase({ noted, json }: VerifyOptions, session: Session): Promise<void> {
  const { terminal, language, say, end } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  const { database, district } = installation
  try {
    let verdict: AuditVerdict = await verifyAudit(database, district, { noted, most: pageLength })
    let { count } = verdict
    const progress = startProgress(terminal, verdict.head.seq)
    while (!verdict.isComplete && verdict.brokenAt === undefined) {
      const { reached: after } = verdict
      progress.show(after.seq, String(after.seq))
      verdict = await verifyAudit(database, district, { after, most: 10 * pageLength })
      count += verdict.count
    }
    progress.finish()
    const { head, brokenAt } = verdict
    if (json === true) terminal.print(JSON.stringify({ count, head, broken_at: brokenAt ?? null }))
    else if (brokenAt === undefined) terminal.print(say(texts.whole, { count, ...head }))
    else terminal.print(say(texts.broken, { seq: brokenAt }))
    if (brokenAt !== undefined) end(exitCodes.fault)
  } finally {
    await installation.close()
  }
}

async function verifyFile(file: string, { noted, json }: VerifyOptions, session: Session): Promise<void> {
  const { terminal, say, end } = session
  const lines = readLines(path.resolve(terminal.folder, file), file)
  const verdict = await verifyAuditLines(lines, noted)
  const { fault } = verdict
  if (json === true) terminal.print(JSON.stringify(verdict))
  else terminal.print(say(fault === undefined ? texts.fileWhole : faultTexts[fault.kind], wordsOf(verdict)))
  if (fault !== undefined) end(exitCodes.fault)
}

function wordsOf({ count, newest, oldest, fault }: AuditFileVerdict) {
  return {
    count,
    from: oldest?.seq ?? 0,
    to: newest?.seq ?? 0,
    hash: newest?.hash ?? '',
    line: fault?.line ?? 0,
  }
}

async function* readLines(place: string, name: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(place), crlfDelay: Infinity })
  } catch (error) {
    throw new AppError('file_unreadable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

const texts = {
  audit: { zh: '导出、核验审计记录', en: 'export and verify the audit' },
  export: {
    zh: '把审计记录逐条写入文件（JSONL，含摘要），可在别处核验',
    en: 'write the audit to a file, a line of JSON each with its hash, to be verified elsewhere',
  },
  exportFile: { zh: '写入的文件（.jsonl）', en: 'the file to write (.jsonl)' },
  verify: {
    zh: '从头核验审计链；给出文件则核验导出的文件，不用数据库',
    en: 'verify the chain of the audit from its beginning, or an export of it without the database',
  },
  verifyFile: {
    zh: 'audit export 或审计页面导出的 .jsonl',
    en: 'a .jsonl that audit export or the page of the audit wrote',
  },
  noted: {
    zh: '另行记下的链首（序号:摘要）；没有它看不出截尾',
    en: 'a head that was noted elsewhere (number:hash); without it a cut end may not show',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  exported: { zh: '已把 {count} 条写入 {file}', en: 'wrote {count} events to {file}' },
  whole: {
    zh: '审计链完整，共 {count} 条。链首（请另行记下）：{seq}:{hash}',
    en: 'the chain is whole, {count} events. Head, to be noted elsewhere: {seq}:{hash}',
  },
  broken: {
    zh: '第 {seq} 条与记录时不符，或者缺失',
    en: 'event {seq} is not as it was recorded, or it is missing',
  },
  fileWhole: {
    zh: '文件完整：第 {from} 至 {to} 条，共 {count} 条，首条摘要 {hash}',
    en: 'the file is whole: events {from} to {to}, {count} of them; hash of the newest {hash}',
  },
} as const satisfies Readonly<Record<string, Text>>

const faultTexts = {
  unreadable: {
    zh: '第 {line} 行不是审计记录',
    en: 'line {line} is no event of the audit',
  },
  changed: {
    zh: '第 {line} 行与记录时不符',
    en: 'line {line} is not as it was recorded',
  },
  gap: {
    zh: '第 {line} 行与上一行不衔接：有缺失，或者导出时筛选过',
    en: 'line {line} does not follow the one above: events are missing, or were filtered out',
  },
  noted: {
    zh: '记下的链首不在文件中：记录被截短或改写',
    en: 'the head that was noted is not in the file: it was cut or made anew',
  },
} as const satisfies Readonly<Record<NonNullable<AuditFileVerdict['fault']>['kind'], Text>>
