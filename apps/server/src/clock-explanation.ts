import { explainDue, renderExplanation } from '@duibiao/base'
import type { Calendar, Language } from '@duibiao/base'
import type { Clock } from '@duibiao/kernel'

/** Why a clock is due when it is, day by day, in lines. */
export function explainClock(
  { rule, startedAt, pauses, extensions }: Clock,
  language: Language,
  calendar: Calendar,
): string {
  return renderExplanation(explainDue(rule, startedAt, { calendar, pauses, extensions }), language)
}
