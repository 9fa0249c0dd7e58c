import { examples } from '../apps/cli/src/command-example.ts'
import { settings } from '../apps/server/src/setting.ts'
import type { SettingForm } from '../apps/server/src/setting-form.ts'
import type { Setting } from '../apps/server/src/setting.ts'
import { chooseLanguage, say } from '../apps/cli/src/language.ts'
import { buildProgram } from '../apps/cli/src/program.ts'
import type { Generator } from './generator.ts'

/** The parts of commander's command that the page shows. */
export interface CommandShape {
  name(): string
  description(): string
  readonly commands: readonly CommandShape[]
  readonly registeredArguments: readonly {
    readonly name: () => string
    readonly description: string
    readonly required: boolean
    readonly variadic: boolean
  }[]
  readonly options: readonly {
    readonly flags: string
    readonly description: string
    readonly defaultValue?: unknown
  }[]
}

/** The same program in both languages. */
interface Pair {
  readonly zh: CommandShape
  readonly en: CommandShape
}

export const commandsDoc: Generator = {
  name: 'commands',
  owns: 'docs/reference/commands.md',
  write: () => ({
    'docs/reference/commands.md': writeCommandsPage({ zh: shapeOf('zh'), en: shapeOf('en') }),
  }),
}

/** The page of all commands: what each does, its arguments and options, and the settings. */
export function writeCommandsPage(program: Pair): string {
  const rows = Object.entries<Setting>(settings).map(
    ([name, { zh, en, form }]) => `| \`${name}\` | ${valueOf(form)} | ${quote(zh)} | ${quote(en)} |`,
  )
  return `# Commands 命令

Written by \`tools/commands-doc.ts\` from the help of the program. Run them as \`npx duibiao …\`.

Exit codes 退出码: 0 done 完成; 1 something was found or is wrong 有问题; 2 wrong usage or settings 用法或设置有误. A fault is one line on the error output, \`code: sentence\`;
with \`--json\` it is printed as \`{"error":{"code","params","message"}}\` too. \`--lang zh|en\` chooses the language; without it the locale does, and Chinese is spoken unless it is English.

## Settings 设置

All faults of the settings are told at once, and nothing is started: a name beginning with \`DUIBIAO_\` that is none of these, an empty value, a bad number.

| setting | value | 中文 | English |
| --- | --- | --- | --- |
${rows.join('\n')}

${leavesOf(program, []).join('\n')}`
}

/** Addresses in a text as code: they are examples and lead nowhere. */
function quote(text: string): string {
  return text.replace(/https?:\/\/[\w.:/-]+|\w+:\/\/\S+@[\w.:-]+/g, '`$&`')
}

/** What may stand in a setting, and what does when it is not set. */
function valueOf(form: SettingForm): string {
  switch (form.kind) {
    case 'count':
      return `${form.least}…${form.most} (${form.otherwise})`
    case 'choice':
      return form.values.join(', ')
    case 'url':
      return `${form.protocols[0]}//…`
    case 'address':
      return 'IP'
    case 'networks':
      return 'IP, CIDR'
    case 'targets':
      return 'host, CIDR'
    case 'email':
      return 'e-mail'
    case 'secret':
      return '≥ 16'
    case 'text':
      return ''
  }
}

function shapeOf(language: 'zh' | 'en'): CommandShape {
  function nothing(): void {}
  return buildProgram({
    language: chooseLanguage(['--lang', language], {}),
    say: (text, params) => say(text, language, params),
    end: nothing,
    terminal: {
      print: nothing,
      warn: nothing,
      redraw: undefined,
      width: 100,
      environment: {},
      folder: '.',
      home: '.',
      scheduler: {
        now() {
          throw new Error('a page has no time')
        },
        every: () => nothing,
      },
      randomBytes: (count) => new Uint8Array(count),
      untilStopped: () => Promise.resolve(''),
    },
  })
}

/** A section for each command that does something. */
function leavesOf({ zh, en }: Pair, path: readonly string[]): readonly string[] {
  if (en.commands.length === 0) return [sectionOf({ zh, en }, path)]
  return en.commands.flatMap((command, index) => {
    const other = zh.commands[index]
    return other === undefined ? [] : leavesOf({ zh: other, en: command }, [...path, command.name()])
  })
}

function sectionOf({ zh, en }: Pair, path: readonly string[]): string {
  const words = en.registeredArguments.map((argument) => {
    const word = `${argument.name()}${argument.variadic ? '…' : ''}`.toUpperCase()
    return argument.required ? word : `[${word}]`
  })
  const rows = [
    ...en.registeredArguments.map((argument, index) =>
      row(
        argument.name().toUpperCase(),
        zh.registeredArguments[index]?.description ?? '',
        argument.description,
      ),
    ),
    ...en.options.map((option, index) => {
      const byDefault = typeof option.defaultValue === 'number' ? ` (${option.defaultValue})` : ''
      return row(
        option.flags,
        `${zh.options[index]?.description ?? ''}${byDefault}`,
        `${option.description}${byDefault}`,
      )
    }),
  ]
  const table = rows.length === 0 ? '' : `\n| | 中文 | English |\n| --- | --- | --- |\n${rows.join('\n')}\n`
  return `## \`${[...path, ...words].join(' ')}\`

${zh.description()}

${en.description()}
${table}${examplesOf(path)}`
}

function examplesOf(path: readonly string[]): string {
  const lines = (examples[path.join(' ')] ?? []).flatMap(({ line, does }) => [
    `# ${does.zh} ${does.en}`,
    line,
  ])
  return lines.length === 0 ? '' : `\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`
}

function row(name: string, zh: string, en: string): string {
  return `| \`${name}\` | ${cell(zh)} | ${cell(en)} |`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
