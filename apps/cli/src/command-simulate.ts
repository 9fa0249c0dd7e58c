import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AppError, instantAt, isAppError, parseLegalDate } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { readConfig } from './config.ts'
import type { Config } from '@duibiao/server'
import { exitCodes, formatFinding, parseCount } from './fault.ts'
import type { Text } from './language.ts'
import type { Message } from './message.ts'
import { readMessageFile } from './message-file.ts'
import type { Session } from './session.ts'
import { formatReport, reportSeason } from './season-report.ts'
import { playSeason } from './simulation/season.ts'

interface SimulateOptions {
  readonly seed: number
  readonly messages?: string
  readonly from?: Instant
  readonly days?: number
  readonly limit?: number
  readonly database?: string
  readonly json?: true
}

/** `simulate`. */
export function addSimulateCommand(program: Command, session: Session): void {
  const { say } = session
  program
    .command('simulate')
    .description(say(texts.simulate))
    .option('--messages <file>', say(texts.messages))
    .option('--seed <number>', say(texts.seed), parseCount(0, 4_294_967_295), 1)
    .option('--from <date>', say(texts.from), readDate)
    .option('--days <count>', say(texts.days), parseCount(1, 36_500))
    .option('--limit <count>', say(texts.limit), parseCount(1, 1_000_000))
    .option('--database <place>', say(texts.database))
    .option('--json', say(texts.json))
    .action((options: SimulateOptions) => simulate(options, session))
}

async function simulate(options: SimulateOptions, session: Session): Promise<void> {
  const { terminal, say, language, end } = session
  const name = options.messages ?? path.join(terminal.home, 'packs', 'hotline', 'samples', 'messages.jsonl')
  const { messages, findings } = readMessageFile(path.resolve(terminal.folder, name), name)
  for (const finding of findings) terminal.warn(formatFinding(finding, language))
  const played = choose(messages, options)
  if (played.length === 0) throw new AppError('messages_missing', { file: name })
  const { config, folder } = placeOf(options, session)
  const { seed, days } = options
  await playSeason({ config, messages: played, seed, days }, session, async (installation, ending) => {
    const report = await reportSeason(installation, path.join(folder, 'ledger.jsonl'), session)
    if (options.json === true) {
      const { refusals, ...state } = ending.state
      const played = { ...state, refusals: Object.fromEntries(refusals), lasted: ending.lasted }
      terminal.print(JSON.stringify({ ...report, played }))
    } else {
      terminal.print(say(texts.played, { count: played.length, seed, folder }))
      for (const line of formatReport(report, ending, session)) terminal.print(line)
    }
    if (!report.verified) end(exitCodes.fault)
  })
}

function choose(messages: readonly Message[], { from, limit }: SimulateOptions): readonly Message[] {
  return messages.filter(({ sentAt }) => from === undefined || sentAt >= from).slice(0, limit)
}

/** The database asked for, else a new folder; simulated matters never get among the real ones by accident. */
function placeOf(
  { database }: SimulateOptions,
  { terminal, language }: Session,
): { readonly config: Config; readonly folder: string } {
  const config = readConfig(terminal, language)
  const isServer = database !== undefined && /^postgres(ql)?:\/\//.test(database)
  const folder =
    database === undefined || isServer
      ? mkdtempSync(path.join(tmpdir(), 'duibiao-simulation-'))
      : path.resolve(terminal.folder, database)
  const place = isServer ? { url: database } : { folder: path.join(folder, 'database') }
  return { config: { ...config, database: place, ledgerKey: path.join(folder, 'ledger-key.pem') }, folder }
}

function readDate(text: string): Instant {
  try {
    return instantAt(parseLegalDate(text), '00:00', { utcOffsetMinutes: 480 })
  } catch (error) {
    if (isAppError(error)) throw new InvalidArgumentError('2019-01-31')
    throw error
  }
}

const texts = {
  simulate: {
    zh: '用模拟时钟和模拟人员演练数月的办理，不动真实数据：定时器到期触发，结果从台账统计',
    en: 'play months of work with a simulated clock and simulated people, away from real data: timers fire when due, and the ledger is counted',
  },
  messages: {
    zh: '来件文件，默认为 hotline 的样例',
    en: "file of messages; the hotline's sample when not said",
  },
  seed: { zh: '随机种子，同一种子结果相同', en: 'seed of chance; the same one gives the same play' },
  from: { zh: '只用这一天起的来件', en: 'only messages from this day on' },
  days: {
    zh: '演练多少天，默认到全部办完（最后一件后 60 天）',
    en: 'days to play; until all is done when not said (60 days after the last message)',
  },
  limit: { zh: '只用最早的若干件', en: 'only the first so many messages' },
  database: {
    zh: '目录或 postgres:// 地址，须为空库；默认为新的临时目录',
    en: 'a folder or a postgres:// address, which must be empty; a new temporary folder when not said',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  played: {
    zh: '演练 {count} 件来件，种子 {seed}，数据在 {folder}',
    en: '{count} messages played, seed {seed}, data in {folder}',
  },
} as const satisfies Readonly<Record<string, Text>>
