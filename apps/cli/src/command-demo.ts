import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { exitCodes, parseCount } from './fault.ts'
import type { Text } from './language.ts'
import type { Message } from './message.ts'
import { readMessageFile } from './message-file.ts'
import type { Session } from './session.ts'
import { formatReport, reportSeason } from './season-report.ts'
import { clearFolder, playSeason } from './simulation/season.ts'

interface DemoOptions {
  readonly limit?: number
  readonly seed: number
}

/** `demo`: what `npm start` shows. */
export function addDemoCommand(program: Command, session: Session): void {
  program
    .command('demo')
    .description(session.say(texts.demo))
    .option('--limit <count>', session.say(texts.limit), parseCount(1, 1_000_000))
    .option('--seed <number>', session.say(texts.seed), parseCount(0, 4_294_967_295), 1)
    .action((options: DemoOptions) => demonstrate(options, session))
}

async function demonstrate({ limit, seed }: DemoOptions, session: Session): Promise<void> {
  const { terminal, language, say, end } = session
  const { home, scheduler } = terminal
  const config = readConfig(terminal, language)
  const folder = path.join(home, '.duibiao', 'demo')
  const { file, messages } = readDemoMessages(home)
  const played = limit === undefined ? messages : messages.slice(0, limit)
  terminal.print(say(texts.title))
  terminal.print(say(texts.source, { count: played.length, file: path.relative(home, file) }))
  terminal.print(say(texts.place, { folder: path.relative(terminal.folder, folder) || folder }))
  terminal.print('')
  clearFolder(path.join(folder, 'database'), scheduler.now())
  const demoConfig = {
    ...config,
    database: { folder: path.join(folder, 'database') },
    ledgerKey: path.join(folder, 'ledger-key.pem'),
  }
  await playSeason(
    { config: demoConfig, messages: played, seed, days: undefined },
    session,
    async (installation, ending) => {
      const report = await reportSeason(installation, path.join(folder, 'ledger.jsonl'), session)
      for (const line of formatReport(report, ending, session)) terminal.print(line)
      terminal.print('')
      terminal.print(
        say(texts.more, {
          number: report.tally.longest?.number ?? '',
          folder: path.join('.duibiao', 'demo'),
        }),
      )
      if (!report.verified) end(exitCodes.fault)
    },
  )
}

/** Real messages where somebody put them beside the repository; else the product's own sample. */
function readDemoMessages(home: string): { readonly file: string; readonly messages: readonly Message[] } {
  const real = path.join(home, '..', 'shared', 'data', 'civic', 'messages.jsonl')
  const file = existsSync(real) ? real : path.join(home, 'packs', 'hotline', 'samples', 'messages.jsonl')
  return { file, messages: readMessageFile(file, path.relative(home, file)).messages }
}

const texts = {
  demo: {
    zh: '演示：把群众来件作为事项导入，演练数月的办理，统计、说明一个到期日并核验台账；不需要任何准备',
    en: 'show what it does: messages become matters, months of work are played and counted, a due date is explained and the ledger verified; nothing has to be prepared',
  },
  limit: { zh: '只用最早的若干件', en: 'only the first so many messages' },
  seed: { zh: '演练的随机种子', en: 'seed of what the played people do' },
  title: {
    zh: '对标演示：治理包 hotline（12345 接诉即办）和 city-events，内嵌数据库，模拟时钟，模拟人员',
    en: 'Duibiao demonstration: packs hotline (12345) and city-events, embedded database, simulated clock, simulated people',
  },
  source: { zh: '来件：{count} 件，{file}', en: 'messages: {count} of {file}' },
  place: { zh: '数据：{folder}（每次重新开始）', en: 'data: {folder} (begun anew each time)' },
  more: {
    zh: '继续查看：DUIBIAO_DATA={folder} npx duibiao matter show {number}',
    en: 'look further: DUIBIAO_DATA={folder} npx duibiao matter show {number}',
  },
} as const satisfies Readonly<Record<string, Text>>
