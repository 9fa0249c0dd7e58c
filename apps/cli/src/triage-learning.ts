import type { Finding } from '@duibiao/base'
import type { CategoryWords } from '@duibiao/triage'
import { formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { readCategoryWords } from './triage-file.ts'

/** What training and evaluation ask for alike. */
export interface LearningOptions {
  readonly train: readonly string[]
  readonly text: readonly string[]
  readonly label: string
  readonly words?: readonly string[]
  readonly seed: number
  readonly json?: true
}

/** The columns of text, given as words, with commas, or both. */
export function columnsOf({ text }: Pick<LearningOptions, 'text'>): readonly string[] {
  return [...new Set(text.flatMap((one) => one.split(/[,，]/)).map((one) => one.trim()))].filter(
    (one) => one !== '',
  )
}

/** Names and descriptions of categories, when a file of them is given. */
export async function wordsOf(
  { words, label }: LearningOptions,
  { terminal }: Session,
): Promise<readonly CategoryWords[]> {
  return words === undefined ? [] : readCategoryWords({ folder: terminal.folder, names: words }, label)
}

const mostTold = 20

/** Tells what could not be used, the first rows one by one. */
export function tellFindings(findings: readonly Finding[], { terminal, language, say }: Session): void {
  for (const finding of findings.slice(0, mostTold)) terminal.warn(formatFinding(finding, language))
  if (findings.length > mostTold) terminal.warn(say(texts.more, { count: findings.length - mostTold }))
}

const texts = {
  more: { zh: '还有 {count} 行未使用', en: '{count} more rows are not used' },
} as const satisfies Readonly<Record<string, Text>>
