import { formatLocal, instantOf, parseInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { PackTexts } from '@duibiao/packfile'

/** What a notification is about, in words that may be shown to anybody it can be for: nothing personal of others. */
export interface NotificationWords {
  /** Number of the matter. */
  readonly number: string
  /** Name of its pack, whose own sentences go first. */
  readonly pack_name: string
  readonly pack: Bilingual
  readonly element?: Bilingual
  readonly clock?: Bilingual
  /** RFC 3339. */
  readonly due_at?: string
  /** An issue, how many people spoke of it, and within how many days. */
  readonly issue?: string
  readonly people?: string
  readonly days?: string
  /** A search somebody saved, its name, and how much is new in it. */
  readonly search?: string
  readonly name?: string
  readonly count?: string
  /** What a colleague wrote. It is shown inside the application and nowhere else. */
  readonly text?: string
}

export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** The sentences of notifications. A pack that has the key in its own texts says it in its own words. */
const sentences = {
  'notification.urge': {
    zh: '请尽快办理{number}（{pack}）的“{element}”',
    en: 'Please deal with "{element}" of {number} ({pack}) soon',
  },
  'notification.copy': { zh: '{number}（{pack}）抄送给您', en: '{number} ({pack}) is copied to you' },
  'notification.warn': {
    zh: '{number}（{pack}）的“{clock}”将于 {due_at} 到期',
    en: '"{clock}" of {number} ({pack}) ends at {due_at}',
  },
  'notification.breach': {
    zh: '{number}（{pack}）的“{clock}”已于 {due_at} 到期，尚未办结',
    en: '"{clock}" of {number} ({pack}) ended at {due_at} and it is not done',
  },
  'notification.offer': {
    zh: '{number}（{pack}）的“{element}”待您办理',
    en: '"{element}" of {number} ({pack}) is yours to do',
  },
  'notification.emergency': {
    zh: '{number}（{pack}）写到可能危及生命安全的情况，请立即处置',
    en: '{number} ({pack}) tells of danger to life or safety: see to it at once',
  },
  'notification.return': {
    zh: '{number}（{pack}）的“{element}”退回给您',
    en: '"{element}" of {number} ({pack}) came back to you',
  },
  'notification.ask': {
    zh: '您反映的{number}（{pack}）已答复，请确认是否解决并评价',
    en: '{number} ({pack}), which you reported, was answered: please say whether it is solved, and rate it',
  },
  'notification.merged': {
    zh: '您反映的{number}（{pack}）与已有事项是同一件事，已合并办理，办结后一并答复您',
    en: '{number} ({pack}), which you reported, repeats another: both are handled together, and you will be answered with it',
  },
  'notification.separated': {
    zh: '您反映的{number}（{pack}）恢复单独办理，办结后答复您',
    en: '{number} ({pack}), which you reported, is handled by itself again, and you will be answered',
  },
  'notification.parted': {
    zh: '您反映的{number}（{pack}）与一件并入的事项分开办理，您的事项照常办理、答复',
    en: 'A matter that was merged into {number} ({pack}), which you reported, is handled by itself again; yours goes on as before',
  },
  'notification.issue_growing': {
    zh: '热点升温：{days} 天内 {people} 人反映，最近一件是{number}（{pack}）',
    en: 'An issue grows: {people} people within {days} days, the latest with {number} ({pack})',
  },
  'notification.issue_watched': {
    zh: '您关注的{number}（{pack}）所属的热点在升温',
    en: 'The issue of {number} ({pack}), which you follow, grows',
  },
  'notification.found': {
    zh: '您的检索“{name}”新增 {count} 件，最近一件是{number}',
    en: 'Your search "{name}" has found {count} more, the latest {number}',
  },
  'notification.answer': {
    zh: '您反映的{number}（{pack}）有了答复',
    en: '{number} ({pack}), which you reported, was answered',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** A notification as a sentence of one line. @param offsetMinutes of the district's zone, east of UTC */
export function sayNotification(
  key: string,
  words: NotificationWords,
  {
    language,
    offsetMinutes,
    texts,
  }: { readonly language: Language; readonly offsetMinutes: number; readonly texts?: PackTexts | undefined },
): string {
  const own = texts !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined
  const template =
    own ?? new Map<string, Bilingual>(Object.entries(sentences)).get(key)?.[language] ?? '{number}'
  const values = new Map<string, string>(
    placeholders.map((name) => [name, sayWord(words, name, { language, offsetMinutes })]),
  )
  return template
    .replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
}

/** What may stand in braces in a sentence. */
const placeholders = [
  'number',
  'pack',
  'element',
  'clock',
  'people',
  'days',
  'name',
  'count',
  'due_at',
] as const satisfies readonly (keyof NotificationWords)[]

function sayWord(
  words: NotificationWords,
  name: (typeof placeholders)[number],
  { language, offsetMinutes }: { readonly language: Language; readonly offsetMinutes: number },
): string {
  const word = words[name]
  if (word === undefined) return ''
  if (typeof word !== 'string') return word[language]
  return name === 'due_at' ? localTime(word, offsetMinutes) : word
}

function localTime(text: string, offsetMinutes: number): string {
  return formatLocal(instantOf(parseInstant(text)), offsetMinutes)
    .slice(0, 16)
    .replace('T', ' ')
}
