import type { LegalDate } from './legal-date.ts'

/** A State Council notice of one year: only the dates that differ from the ordinary week. */
export interface Notice {
  /** The year of the notice. Its days may lie in the December before. */
  readonly year: number
  /** Number or address of the notice. */
  readonly source: string
  readonly days: readonly NoticeDay[]
}

export interface NoticeDay {
  readonly date: LegalDate
  /** 'ordinary' takes back what an earlier notice said. */
  readonly kind: 'off' | 'work' | 'ordinary'
  readonly name: string
}
