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
  'notification.return': {
    zh: '{number}（{pack}）的“{element}”退回给您',
    en: '"{element}" of {number} ({pack}) came back to you',
  },
  'notification.ask': {
    zh: '您反映的{number}（{pack}）已答复，请确认是否解决并评价',
    en: '{number} ({pack}), which you reported, was answered: please say whether it is solved, and rate it',
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
  const values = new Map<string, string>([
    ['number', words.number],
    ['pack', words.pack[language]],
    ['element', words.element?.[language] ?? ''],
    ['clock', words.clock?.[language] ?? ''],
    ['due_at', words.due_at === undefined ? '' : localTime(words.due_at, offsetMinutes)],
  ])
  return template
    .replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
}

function localTime(text: string, offsetMinutes: number): string {
  return formatLocal(instantOf(parseInstant(text)), offsetMinutes)
    .slice(0, 16)
    .replace('T', ' ')
}
