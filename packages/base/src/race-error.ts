import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Races of zones. */
export const raceErrors = {
  race_refused: row(
    422,
    { zh: '不能宣布赛马，有 {count} 处问题：{reason}', en: 'The race has faults ({count}): {reason}' },
    { zh: '请按所列位置改正', en: 'mend what is named' },
  ),
  race_not_waiting: row(
    409,
    { zh: '赛马现在不等待这一步', en: 'The race does not wait for this now' },
    { zh: '请刷新页面，看它办到哪一步', en: 'look at the page again to see how far it is' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
