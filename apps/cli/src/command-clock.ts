import { AppError } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { explainClock, groundOfClock } from '@duibiao/server'
import { findMatter } from '@duibiao/store'
import type { Command } from 'commander'
import { dueText } from './clock-view.ts'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { namesOfMatter } from './matter-name.ts'
import type { Session } from './session.ts'

interface ExplainOptions {
  readonly clock?: string
  readonly json?: true
}

/** `clock explain`. */
export function addClockCommand(program: Command, session: Session): void {
  program
    .command('clock')
    .description(session.say(texts.clocks))
    .helpCommand(false)
    .command('explain')
    .description(session.say(texts.explain))
    .argument('<number>', session.say(texts.number))
    .option('--clock <key>', session.say(texts.clock))
    .option('--json', session.say(texts.json))
    .action((number: string, options: ExplainOptions) => explain(number, options, session))
}

async function explain(number: string, options: ExplainOptions, session: Session): Promise<void> {
  const { terminal, language } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const calendar = installation.calendar()
    const clocks = await clocksOf(installation, { number, wanted: options.clock }, language)
    if (options.json === true) {
      const explained = clocks.map(({ id, name, clock, ground }) => ({
        id,
        name,
        clock,
        ground,
        lines: explainClock(clock, language, calendar).split('\n'),
      }))
      terminal.print(JSON.stringify(explained))
      return
    }
    for (const { id, name, clock, ground } of clocks) {
      terminal.print(`${name} (${id})  ${dueText(clock, language)}`)
      const [first = '', ...rest] = explainClock(clock, language, calendar).split('\n')
      const lines = [first, session.say(texts.ground, { ground }), ...rest]
      for (const line of lines) terminal.print(`  ${line}`)
    }
  } finally {
    await installation.close()
  }
}

/** The clocks of a matter, or the one asked for. @throws AppError `matter_unknown`, `clock_missing` */
async function clocksOf(
  installation: Installation,
  { number, wanted }: { readonly number: string; readonly wanted: string | undefined },
  language: Language,
) {
  const { database, district } = installation
  const found = await findMatter(database, district, number)
  if (found === undefined) throw new AppError('matter_unknown', { matter: number })
  const names = namesOfMatter(found.state, installation, language)
  const clocks = Object.entries(found.state.clocks)
    .filter(([id, clock]) => wanted === undefined || id === wanted || clock.key === wanted)
    .map(([id, clock]) => ({
      id,
      clock,
      name: names.clock(id),
      ground: groundOfClock({ clock, matter: found }, installation, language),
    }))
  if (clocks.length === 0) throw new AppError('clock_missing', { clock: wanted ?? '*' })
  return clocks
}

const texts = {
  clocks: { zh: '说明到期日', en: 'explain due dates' },
  explain: {
    zh: '逐日说明事项的各时限为什么在那天届满：哪天计入，哪天不计入，依据什么',
    en: 'say day by day why the clocks of a matter end when they do: which days count, which do not, and on what ground',
  },
  number: { zh: '事项编号，如 JB-2026-000001', en: 'number of the matter, such as JB-2026-000001' },
  clock: {
    zh: '只说明这个时限；键是名称后括号中的词，如 handle',
    en: 'this clock only; its key stands in brackets after its name, such as handle',
  },
  ground: { zh: '时限依据：{ground}', en: 'ground of the limit: {ground}' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
} as const satisfies Readonly<Record<string, Text>>
