import { isAppError } from '@duibiao/base'
import { Command, CommanderError, Help, Option } from 'commander'
import { exitCodes, faultOf, tellFault } from './fault.ts'
import type { ExitCode } from './fault.ts'
import { chooseLanguage, say } from './language.ts'
import type { Text } from './language.ts'
import { addCalendarCommand } from './command-calendar.ts'
import { addClockCommand } from './command-clock.ts'
import { addDemoCommand } from './command-demo.ts'
import { addImportCommand } from './command-import.ts'
import { addLedgerCommand } from './command-ledger.ts'
import { addMatterCommand } from './command-matter.ts'
import { addPackCommand } from './command-pack.ts'
import { addRebuildCommand } from './command-rebuild.ts'
import { addSimulateCommand } from './command-simulate.ts'
import type { Session } from './session.ts'
import type { Terminal } from './terminal.ts'
import { extraText, titleText, usageText } from './usage.ts'

/** Runs the command line once. @param args the words after the program's name */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const language = chooseLanguage(args, terminal.environment)
  let code: ExitCode = exitCodes.done
  const session: Session = {
    terminal,
    language,
    say: (text, params) => say(text, language, params),
    end: (given) => {
      code = given
    },
  }
  try {
    await buildProgram(session).parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (isAppError(error) && args.includes('--json')) {
      terminal.print(JSON.stringify({ error: faultOf(error, language) }))
    }
    return tellFault(error, terminal, language)
  }
}

const plainHelp = new Help()

/** The whole program with its commands; the page of commands is written from it. */
export function buildProgram(session: Session): Command {
  const program = new Command('duibiao')
  const { terminal } = session
  program
    .description(session.say(texts.program))
    .addOption(new Option('--lang <language>', session.say(texts.lang)).choices(['zh', 'en']))
    .helpOption('-h, --help', session.say(texts.help))
    .helpCommand(false)
    .version('0.1.0', '-V, --version', session.say(texts.version))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.warn(text.trimEnd()),
      outputError: (text, write) => write(usageText(text, session.language)),
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
    })
    .configureHelp({
      styleTitle: (title) => titleText(title, session.language),
      optionDescription: (option) => extraText(plainHelp.optionDescription(option), session.language),
    })
    .addHelpText('after', `\n${session.say(texts.after)}`)
  const adders = [
    addDemoCommand,
    addPackCommand,
    addImportCommand,
    addSimulateCommand,
    addMatterCommand,
    addClockCommand,
    addCalendarCommand,
    addLedgerCommand,
    addRebuildCommand,
  ]
  for (const add of adders) add(program, session)
  return program
}

const texts = {
  program: {
    zh: '对标：区县日常治理，事项按流程和时限办理，全程留痕',
    en: 'Duibiao: a city district at work. Matters follow procedures under legal clocks and leave a record that proves itself',
  },
  lang: { zh: '语言（默认看 LANG，否则中文）', en: 'language (LANG decides when not said, else Chinese)' },
  help: { zh: '显示帮助', en: 'show help' },
  version: { zh: '显示版本', en: 'show the version' },
  after: {
    zh: '退出码：0 完成，1 有问题，2 用法或设置有误。各命令的说明：duibiao 命令 --help',
    en: 'Exit codes: 0 done, 1 something is wrong, 2 wrong usage or settings. More on a command: duibiao COMMAND --help',
  },
} as const satisfies Readonly<Record<string, Text>>
