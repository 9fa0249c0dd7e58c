import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { examineDatabase } from './doctor/examine-database.ts'
import { examineMachine } from './doctor/examine-machine.ts'
import type { Examined } from './doctor/examination.ts'
import { exitCodes } from './fault.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'

interface DoctorOptions {
  readonly full?: true
  readonly json?: true
}

/** `doctor`. */
export function addDoctorCommand(program: Command, session: Session): void {
  program
    .command('doctor')
    .description(session.say(texts.doctor))
    .option('--full', session.say(texts.full))
    .option('--json', session.say(texts.json))
    .action((options: DoctorOptions) => examine(options, session))
}

async function examine({ full, json }: DoctorOptions, session: Session): Promise<void> {
  const { terminal, language, say, end } = session
  const config = readConfig(terminal, language)
  const examined = [
    ...examineMachine(config, terminal),
    ...(await examineDatabase(config, terminal.scheduler, { isFull: full === true })),
  ]
  if (json === true) terminal.print(JSON.stringify(examined.map((one) => tellOne(one, session))))
  else for (const one of examined) for (const line of linesOf(one, session)) terminal.print(line)
  const faults = examined.filter(({ level }) => level === 'fault').length
  const warnings = examined.filter(({ level }) => level === 'warning').length
  if (json !== true) terminal.print(say(texts.sum, { faults, warnings }))
  if (faults > 0) end(exitCodes.fault)
}

function tellOne({ name, level, found, params, advice }: Examined, { say }: Session): object {
  return { name, level, found: say(found, params), ...(advice !== undefined && { advice: say(advice) }) }
}

function linesOf({ name, level, found, params, advice }: Examined, { say }: Session): readonly string[] {
  const line = `${say(levels[level])} ${name}: ${say(found, params)}`
  return advice === undefined || level === 'ok' ? [line] : [line, `    ${say(advice)}`]
}

const levels: Readonly<Record<Examined['level'], Text>> = {
  ok: { zh: '正常', en: 'ok     ' },
  warning: { zh: '注意', en: 'warning' },
  fault: { zh: '故障', en: 'FAULT  ' },
}

const texts = {
  doctor: {
    zh: '检查安装：Node、设置、数据目录和密钥文件、磁盘、数据库和迁移、时钟、治理包、放假安排，抽查台账；每项说明怎么办，不作任何改动',
    en: 'look at the installation: Node, settings, data folder and key files, disk, database and migrations, clock, packs, calendar, a sample of the ledger; what to do is said with each, and nothing is changed',
  },
  full: { zh: '核验整本台账，不只抽查', en: 'verify the whole ledger, not a sample' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  sum: { zh: '{faults} 项故障，{warnings} 项注意', en: '{faults} faults, {warnings} warnings' },
} as const satisfies Readonly<Record<string, Text>>
