import { openService, productVersion } from '@duibiao/server'
import { AppError } from '@duibiao/base'
import type { Config, Service } from '@duibiao/server'
import type { Database } from '@duibiao/store'
import { openDatabase } from '@duibiao/store'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { minuteText } from './clock-view.ts'
import { readConfig } from './config.ts'
import { demonstrationPassword, listDemonstrationAccounts } from './demonstration/account.ts'
import { prepareDemonstration } from './demonstration/demonstration.ts'
import type { Demonstration, HistorySize } from './demonstration/demonstration.ts'
import { minghu } from './demonstration/enter-minghu.ts'
import { startLive } from './demonstration/live.ts'
import type { Text } from './language.ts'
import { startProgress } from './progress.ts'
import { roleNames } from './role-name.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface ServeOptions {
  readonly demonstration?: true
  readonly history?: HistorySize
  /** `true` without a number. */
  readonly live?: number | true
}

/** `serve`. */
export function addServeCommand(program: Command, session: Session): void {
  const { say } = session
  program
    .command('serve')
    .description(say(texts.serve))
    .option('--demonstration', say(texts.demonstration))
    .addOption(new Option('--history <size>', say(texts.history)).choices(['short', 'full']))
    .option('--live [factor]', say(texts.live), readFactor)
    .action((options: ServeOptions) => serve(options, session))
}

async function serve(options: ServeOptions, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const read = readConfig(terminal, language)
  const isDemonstration = options.demonstration === true || read.isDemonstration
  const config = isDemonstration ? demonstrationConfig(read, session) : read
  // Pages that somebody else has put somewhere are served as they are.
  const built = terminal.environment['DUIBIAO_WEB'] === undefined ? terminal.buildWeb?.() : undefined
  const shown = isDemonstration ? await openDemonstration(config, options, session) : undefined
  try {
    const fault = await built
    if (fault !== undefined) terminal.warn(say(texts.unbuilt, { fault }))
    const service = await openService(config, {
      scheduler: terminal.scheduler,
      random: terminal.randomBytes,
      logTarget: { write: (line) => terminal.warn(line.trimEnd()) },
      version: productVersion,
      ...(shown !== undefined && {
        database: shown.database,
        demonstration: { password: demonstrationPassword, list: listDemonstrationAccounts },
      }),
    })
    try {
      await attend(service, { config, shown, options, session })
    } finally {
      await service.close()
    }
    terminal.print(say(texts.ended))
  } finally {
    await shown?.database.close()
  }
}

interface Shown {
  readonly database: Database
  readonly demonstration: () => Demonstration
}

interface Attendance {
  readonly config: Config
  readonly shown: Shown | undefined
  readonly options: ServeOptions
  readonly session: Session
}

/** Listens, says where, and waits for the end. @throws AppError `demonstration_only` */
async function attend(service: Service, { config, shown, options, session }: Attendance): Promise<void> {
  const { terminal, say } = session
  const tenant = service.tenants.get(config.district)
  if (shown === undefined && tenant?.code === minghu.code) throw new AppError('demonstration_only')
  const address = await service.listen()
  terminal.print(say(texts.address, { address }))
  if (service.servesPages) terminal.print(say(texts.pages, { address }))
  terminal.print(say(texts.described, { address }))
  terminal.print(say(texts.watched, { address }))
  if (shown === undefined || tenant === undefined) {
    terminal.print(say(texts.ending, { signal: await terminal.untilStopped() }))
    return
  }
  const accounts = await listDemonstrationAccounts(tenant)
  terminal.print('')
  const rows = accounts.map(({ name, role, displayName, office }) => [
    name,
    say(roleNames[role]),
    `${displayName}${office === '' ? '' : `，${office}`}`,
  ])
  const heads = [say(texts.account), say(texts.role), say(texts.person)]
  for (const line of formatTable(heads, rows)) terminal.print(line)
  terminal.print(say(texts.password, { password: demonstrationPassword }))
  const { scheduler } = terminal
  const haste = options.live === true ? 1 : options.live
  const live =
    haste === undefined
      ? undefined
      : await startLive(tenant, shown.demonstration(), {
          scheduler,
          haste,
          tellFault: (error) => service.log.error({ error }, 'simulated people failed'),
        })
  if (haste !== undefined) terminal.print(say(texts.living, { haste }))
  const signal = await terminal.untilStopped()
  await live?.stop()
  terminal.print(say(texts.ending, { signal }))
}

/** What the demonstration logs is what went wrong, unless the environment asks for more. */
function demonstrationConfig(config: Config, { terminal }: Session): Config {
  const log = terminal.environment['DUIBIAO_LOG'] === undefined ? 'warn' : config.log
  return { ...config, isDemonstration: true, log }
}

/** Opens the database and plays what is missing of the past, with a line that says how far it is. */
async function openDemonstration(config: Config, options: ServeOptions, session: Session): Promise<Shown> {
  const { terminal, say } = session
  const { scheduler } = terminal
  terminal.print(say(texts.title))
  const database = await openDatabase({ ...config.database, scheduler })
  const total = 1000
  const progress = startProgress(terminal, total)
  let drawnAt = 0
  try {
    const demonstration = await prepareDemonstration({
      config,
      database,
      terminal,
      size: options.history ?? 'short',
      seed: 1,
      watch(share, { now, received, commands }) {
        const real = scheduler.now()
        if (terminal.redraw !== undefined && real - drawnAt < 100) return
        drawnAt = real
        progress.show(share * total, say(texts.progress, { at: minuteText(now), received, commands }))
      },
    })
    return { database, demonstration }
  } catch (error) {
    await database.close()
    throw error
  } finally {
    progress.finish()
  }
}

function readFactor(text: string): number {
  const factor = Number(text)
  if (!/^\d{1,5}$/.test(text) || factor < 1) throw new InvalidArgumentError('60')
  return factor
}

const texts = {
  serve: {
    zh: '启动服务：接口、定时器、通知、封存都在这个进程里；日志写到标准错误，一行一条 JSON；Ctrl+C 或 SIGTERM 停止',
    en: 'run the service: interface, timers, outbox and sealing are in this one process; the log goes to the error output, a line of JSON each; Ctrl+C or SIGTERM ends it',
  },
  demonstration: {
    zh: '演示：虚构的明湖区和它九十天的往事，每个角色一个账号；只能放在空的数据目录里，再次启动接着用',
    en: 'the demonstration: the fictional district Minghu with ninety days of its past and an account for each role; only in an empty data folder, and kept for the next start',
  },
  history: {
    zh: '演示的往事有多少：short 来件约为一半（默认），full 全部；只在首次启动时有用',
    en: 'how much past the demonstration gets: short has about half the messages (the default), full all; heeded at the first start only',
  },
  live: {
    zh: '演示：模拟人员从现在起来件、办理；可写快多少倍，如 --live=60',
    en: 'demonstration: simulated people write and work from now on; with how many times quicker than life, such as --live=60',
  },
  title: {
    zh: '对标演示：虚构的明湖区。内嵌数据库，首次启动约一分钟',
    en: 'Duibiao demonstration: the fictional district Minghu. Embedded database; the first start takes about a minute',
  },
  progress: {
    zh: '演练往事 {at}  {received} 件，操作 {commands} 次',
    en: 'playing the past {at}  {received} matters, {commands} commands',
  },
  unbuilt: {
    zh: '网页未能生成，只提供接口：{fault}',
    en: 'the web pages could not be built, only the interface is served: {fault}',
  },
  address: { zh: '服务地址 {address}', en: 'serving at {address}' },
  pages: {
    zh: '请用浏览器打开 {address}（群众入口 {address}/public）',
    en: 'open {address} in a browser (for residents: {address}/public)',
  },
  described: {
    zh: '接口说明 {address}/openapi.json',
    en: 'description of the interface: {address}/openapi.json',
  },
  watched: { zh: '运行状态 {address}/readyz', en: 'how it stands: {address}/readyz' },
  account: { zh: '账号', en: 'account' },
  role: { zh: '角色', en: 'role' },
  person: { zh: '人员', en: 'person' },
  password: { zh: '密码都是 {password}', en: 'the password of all: {password}' },
  living: {
    zh: '模拟人员开始工作，速度为 {haste} 倍',
    en: 'simulated people are at work, {haste} times quicker than life',
  },
  ending: {
    zh: '收到 {signal}，办完手头的请求后停止',
    en: '{signal}: ending once the requests at work are answered',
  },
  ended: { zh: '已停止', en: 'ended' },
} as const satisfies Readonly<Record<string, Text>>
