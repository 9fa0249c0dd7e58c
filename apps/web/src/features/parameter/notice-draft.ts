import type { BodyOf, loadCalendar } from '@duibiao/contract'

export type Notice = BodyOf<typeof loadCalendar>['notice']

/** A line of the notice as it is typed: a holiday from one day to another, or one make-up workday. */
export interface DraftLine {
  readonly key: number
  readonly name: string
  readonly from: string
  readonly to: string
}

export interface NoticeDraft {
  readonly year: number
  readonly source: string
  readonly off: readonly DraftLine[]
  readonly work: readonly DraftLine[]
}

/** The holidays that every year has (全国年节及纪念日放假办法 2), to be filled in. */
export const yearlyHolidays = [
  'new_year',
  'spring',
  'qingming',
  'labour',
  'dragon_boat',
  'mid_autumn',
  'national',
] as const

/** What is typed, as it is sent; lines without a day are left out. */
export function noticeOf({ year, source, off, work }: NoticeDraft): Notice {
  return {
    year,
    sources: [source.trim()],
    off: off
      .filter(({ from }) => from !== '')
      .map(({ name, from, to }) => ({ name: name.trim(), from, ...(to !== '' && { to }) })),
    work: work.filter(({ from }) => from !== '').map(({ name, from }) => ({ name: name.trim(), date: from })),
  }
}

/** What is missing before it can be sent at all. */
export function missingIn({ source, off, work }: NoticeDraft): readonly ('source' | 'off' | 'name')[] {
  const lines = [...off, ...work].filter(({ from }) => from !== '')
  return [
    ...(source.trim() === '' ? (['source'] as const) : []),
    ...(off.every(({ from }) => from === '') ? (['off'] as const) : []),
    ...(lines.some(({ name }) => name.trim() === '') ? (['name'] as const) : []),
  ]
}
