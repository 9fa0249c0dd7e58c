import { migrate } from '@duibiao/store'
import type { Command } from 'commander'
import { openAsOwner } from './backup/owner-database.ts'
import { readConfig } from './config.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'

interface MigrateOptions {
  readonly json?: true
}

/** `migrate`. */
export function addMigrateCommand(program: Command, session: Session): void {
  program
    .command('migrate')
    .description(session.say(texts.migrate))
    .option('--json', session.say(texts.json))
    .action((options: MigrateOptions) => bringUpToDate(options, session))
}

async function bringUpToDate({ json }: MigrateOptions, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const database = await openAsOwner(readConfig(terminal, language), terminal.scheduler)
  try {
    const report = await migrate(database)
    if (json === true) terminal.print(JSON.stringify(report))
    else terminal.print(say(report.from === report.to ? texts.current : texts.done, { ...report }))
  } finally {
    await database.close()
  }
}

const texts = {
  migrate: {
    zh: '把数据表升到本版本，服务启动时也会这样做；先备份',
    en: 'bring the tables to the form of this version, as the start of the service does; make a backup before',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  done: { zh: '数据表由第 {from} 版升到第 {to} 版', en: 'the tables went from version {from} to {to}' },
  current: { zh: '数据表已是第 {to} 版，无需改动', en: 'the tables are of version {to} already' },
} as const satisfies Readonly<Record<string, Text>>
