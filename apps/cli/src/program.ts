import { isAppError } from '@duibiao/base'
import { Command, CommanderError, Help, Option } from 'commander'
import { exitCodes, faultOf, tellFault } from './fault.ts'
import type { ExitCode } from './fault.ts'
import { chooseLanguage, say } from './language.ts'
import type { Text } from './language.ts'
import { productVersion } from '@duibiao/server'
import { addAuditCommand } from './command-audit.ts'
import { addBackupCommand } from './command-backup.ts'
import { addCalendarCommand } from './command-calendar.ts'
import { addClockCommand } from './command-clock.ts'
import { addDistrictCommand } from './command-district.ts'
import { addDoctorCommand } from './command-doctor.ts'
import { addExportCommand } from './command-export.ts'
import { addImportCommand } from './command-import.ts'
import { addLedgerCommand } from './command-ledger.ts'
import { addMatterCommand } from './command-matter.ts'
import { addMeasuresCommand } from './command-measures.ts'
import { addMigrateCommand } from './command-migrate.ts'
import { addMinghuCommand } from './command-minghu.ts'
import { addPackCommand } from './command-pack.ts'
import { addRebuildCommand } from './command-rebuild.ts'
import { addServeCommand } from './command-serve.ts'
import { addSimulateCommand } from './command-simulate.ts'
import { addTokenCommand } from './command-token.ts'
import { addTriageCommand } from './command-triage.ts'
import { addUserCommand } from './command-user.ts'
import { exampleText } from './command-example.ts'
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
    .version(productVersion, '-V, --version', session.say(texts.version))
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
    addServeCommand,
    addMigrateCommand,
    addDistrictCommand,
    addDoctorCommand,
    addBackupCommand,
    addUserCommand,
    addTokenCommand,
    addPackCommand,
    addImportCommand,
    addExportCommand,
    addSimulateCommand,
    addMatterCommand,
    addClockCommand,
    addCalendarCommand,
    addLedgerCommand,
    addAuditCommand,
    addRebuildCommand,
    addMinghuCommand,
    addTriageCommand,
    addMeasuresCommand,
  ]
  for (const add of adders) add(program, session)
  addExamples(program, [], session)
  return program
}

/** Puts examples below the help of every command that has some. */
function addExamples(command: Command, path: readonly string[], session: Session): void {
  const text = exampleText(path.join(' '), session.language)
  if (text !== undefined) command.addHelpText('after', `\n${text}`)
  for (const child of command.commands) addExamples(child, [...path, child.name()], session)
}

const texts = {
  program: {
    zh: '对标：区县日常治理，事项按流程和时限办理，全程留痕。初次使用：duibiao serve --demonstration',
    en: 'Duibiao: a city district at work. Matters follow procedures under legal clocks and leave a record that proves itself. New here: duibiao serve --demonstration',
  },
  lang: {
    zh: '输出的语言；不写则看环境变量 LANG，不是英文即用中文',
    en: 'language of the output; LANG decides when not said: Chinese, unless it is English',
  },
  help: { zh: '显示帮助', en: 'show help' },
  version: { zh: '显示版本', en: 'show the version' },
  after: {
    zh: '各命令的说明和例子：duibiao 命令 --help\n数据在当前目录的 .duibiao，可用环境变量 DUIBIAO_DATA 改到别处；全部设置见 docs/reference/commands.md\n退出码：0 完成，1 有问题，2 用法或设置有误',
    en: 'More on a command, with examples: duibiao COMMAND --help\nData is kept in .duibiao of the current folder, or where DUIBIAO_DATA says; all settings stand in docs/reference/commands.md\nExit codes: 0 done, 1 something is wrong, 2 wrong usage or settings',
  },
} as const satisfies Readonly<Record<string, Text>>
