import type { Language } from '@duibiao/base'

/** Titles of the help, as commander writes them. */
const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** What commander says of wrong usage, and how we say it. */
const faults: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'$/, '缺少参数“$1”'],
  [/^error: unknown command '([^']*)'/, '没有命令“$1”'],
  [/^error: unknown option '([^']*)'/, '没有选项“$1”'],
  [/^error: required option '(.+)' not specified$/, '缺少选项“$1”'],
  [/^error: option '(.+)' argument missing$/, '选项“$1”后面缺少值'],
  [/^error: option '(.+)' argument '(.*)' is invalid\. (.*)$/, '选项“$1”的值“$2”无效，应为：$3'],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. (.*)$/,
    '参数“$2”的值“$1”无效：$3',
  ],
  [/^error: too many arguments.*$/, '参数过多'],
]

/** A title of the help in the language asked. */
export function titleText(title: string, language: Language): string {
  return language === 'zh' ? (titles[title] ?? title) : title
}

/** A description of the help with what commander adds to it, in the language asked. */
export function extraText(description: string, language: Language): string {
  if (language === 'en') return description
  return description.replace(
    / \((?:choices: ([^()]*?))?(?:, )?(?:default: ([^()]*))?\)$/,
    (whole, choices, value) => {
      const parts = [choices && `可选：${choices}`, value && `默认：${value}`].filter(Boolean)
      return parts.length === 0 ? whole : `（${parts.join('；')}）`
    },
  )
}

/** A fault of usage in the language asked, with what to do next. */
export function usageText(message: string, language: Language): string {
  const line = message.trim()
  if (language === 'en') return `${line}\nuse --help to see how it is called`
  for (const [form, words] of faults) {
    if (form.test(line.split('\n')[0] ?? '')) {
      const sentence = (line.split('\n')[0] ?? '').replace(form, words)
      return `用法有误：${sentence.replace('Allowed choices are ', '')}\n请用 --help 查看用法`
    }
  }
  return `${line}\n请用 --help 查看用法`
}
