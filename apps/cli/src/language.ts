import type { Language } from '@duibiao/base'

/** A text in both languages; `{name}` is filled in when it is shown. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/**
 * The language to speak: `--lang` first, then the locale of the environment. Chinese unless English is asked for, so that
 * a machine with the C locale speaks Chinese.
 */
export function chooseLanguage(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = askedLanguage(args)
  if (asked !== undefined) return asked
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return /^en([_.@-]|$)/i.test(locale) ? 'en' : 'zh'
}

/** The text in a language, with its placeholders filled. */
export function say(
  text: Text,
  language: Language,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

function askedLanguage(args: readonly string[]): Language | undefined {
  for (const [index, arg] of args.entries()) {
    const value = arg === '--lang' ? args[index + 1] : /^--lang=(.*)$/.exec(arg)?.[1]
    if (value === 'zh' || value === 'en') return value
  }
  return undefined
}
