import { formatLocal, instantOf, remainingOf, renderQuantity } from '@duibiao/base'
import type { Calendar, Instant, Language } from '@duibiao/base'
import type { Clock } from '@duibiao/kernel'
import { say } from './language.ts'
import type { Text } from './language.ts'

/** What a clock is looked at with. */
export interface ClockScene {
  readonly calendar: Calendar
  readonly now: Instant
}

/** When a clock ends, in local time: a limit in days ends with its day, which 24:00 says. */
export function dueText(
  {
    dueAt,
    provisional,
  }: { readonly dueAt?: Instant | undefined; readonly provisional?: boolean | undefined },
  language: Language,
): string {
  if (dueAt === undefined) return '—'
  const text = minuteText(dueAt)
  const shown = text.endsWith(' 00:00') ? `${minuteText(instantOf(dueAt - 1)).slice(0, 10)} 24:00` : text
  return provisional === true ? `${shown} ${say(texts.provisional, language)}` : shown
}

/** What is left of a clock, by how much it is late, or how it ended. */
export function standingText(clock: Clock, language: Language, { calendar, now }: ClockScene): string {
  if (clock.status === 'stopped') {
    const late = clock.breachedAt !== undefined
    const at = clock.stoppedAt === undefined ? '' : minuteText(clock.stoppedAt)
    return say(late ? texts.stoppedLate : texts.stopped, language, { at })
  }
  const { rule, startedAt, pauses, extensions } = clock
  const remaining = remainingOf(rule, startedAt, { calendar, pauses, extensions, now })
  switch (remaining.kind) {
    case 'running':
      return say(texts.left, language, { amount: renderQuantity(remaining.left, language) })
    case 'overdue':
      return say(texts.late, language, { amount: renderQuantity(remaining.by, language) })
    case 'paused': {
      const amount = remaining.left.map((quantity) => renderQuantity(quantity, language)).join(' + ')
      return say(texts.paused, language, { amount })
    }
  }
}

/** Local time to the minute. */
export function minuteText(at: Instant): string {
  return formatLocal(at, 480).slice(0, 16).replace('T', ' ')
}

const texts = {
  provisional: { zh: '暂定', en: 'provisional' },
  left: { zh: '剩 {amount}', en: '{amount} left' },
  late: { zh: '超期 {amount}', en: 'late by {amount}' },
  paused: { zh: '暂停中，尚余 {amount}', en: 'paused, {amount} left' },
  stopped: { zh: '按期停止于 {at}', en: 'stopped in time at {at}' },
  stoppedLate: { zh: '超期后停止于 {at}', en: 'stopped late at {at}' },
} as const satisfies Readonly<Record<string, Text>>
