import { rebuild } from '@duibiao/store'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { exitCodes } from './fault.ts'
import { openKnownInstallation } from './installation.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface RebuildOptions {
  readonly json?: true
}

/** `rebuild`. */
export function addRebuildCommand(program: Command, session: Session): void {
  program
    .command('rebuild')
    .description(session.say(texts.rebuild))
    .option('--json', session.say(texts.json))
    .action((options: RebuildOptions) => rebuildAll(options, session))
}

async function rebuildAll({ json }: RebuildOptions, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const { database, district, library, engine } = installation
    const { describe } = engine.setting
    const report = await rebuild(database, {
      district,
      find: (hash) => library.find(hash),
      ...(describe && { describe }),
    })
    if (json === true) terminal.print(JSON.stringify(report))
    else {
      const { entries, matters, corrected, broken } = report
      terminal.print(say(texts.done, { entries, matters }))
      const rows = Object.entries(corrected)
      for (const line of formatTable([say(texts.table), say(texts.corrected)], rows)) terminal.print(line)
      for (const one of broken) terminal.print(`${say(texts.broken)} ${JSON.stringify(one)}`)
    }
    if (report.broken.length > 0) session.end(exitCodes.fault)
  } finally {
    await installation.close()
  }
}

const texts = {
  rebuild: {
    zh: '由台账记录重新算出事项、任务、时限、定时器等各表并更正不符之处；提示数据损坏时使用，期间照常可读',
    en: 'make the tables of matters, tasks, clocks, timers … anew from the record and correct what differs; for when data is said to be damaged. They stay readable meanwhile',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  done: { zh: '读取 {matters} 个事项的 {entries} 条记录', en: 'read {entries} entries of {matters} matters' },
  table: { zh: '投影', en: 'projection' },
  corrected: { zh: '更正的行数', en: 'rows corrected' },
  broken: { zh: '记录不衔接，未改动：', en: 'entries do not follow one another, left as it was:' },
} as const satisfies Readonly<Record<string, Text>>
