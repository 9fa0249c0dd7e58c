import { openService, productVersion } from '@duibiao/server'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'

/** `serve`. */
export function addServeCommand(program: Command, session: Session): void {
  program
    .command('serve')
    .description(session.say(texts.serve))
    .action(() => serve(session))
}

async function serve({ terminal, language, say }: Session): Promise<void> {
  const config = readConfig(terminal, language)
  const service = await openService(config, {
    scheduler: terminal.scheduler,
    random: terminal.randomBytes,
    logTarget: { write: (line) => terminal.warn(line.trimEnd()) },
    version: productVersion,
  })
  try {
    const address = await service.listen()
    terminal.print(say(texts.address, { address }))
    terminal.print(say(texts.described, { address }))
    terminal.print(say(texts.watched, { address }))
    terminal.print(say(texts.ending, { signal: await terminal.untilStopped() }))
  } finally {
    await service.close()
  }
}

const texts = {
  serve: {
    zh: '启动服务：接口、定时器、通知、封存都在这个进程里；日志写到标准错误，一行一条 JSON；Ctrl+C 或 SIGTERM 停止',
    en: 'run the service: interface, timers, outbox and sealing are in this one process; the log goes to the error output, a line of JSON each; Ctrl+C or SIGTERM ends it',
  },
  address: { zh: '服务地址 {address}', en: 'serving at {address}' },
  described: {
    zh: '接口说明 {address}/openapi.json',
    en: 'description of the interface: {address}/openapi.json',
  },
  watched: { zh: '运行状态 {address}/readyz', en: 'how it stands: {address}/readyz' },
  ending: {
    zh: '收到 {signal}，办完手头的请求后停止',
    en: '{signal}: ending once the requests at work are answered',
  },
} as const satisfies Readonly<Record<string, Text>>
