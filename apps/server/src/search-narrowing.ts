import { parseLegalDate } from '@duibiao/base'
import type { LegalDate, MatterId } from '@duibiao/base'
import { areaSight } from '@duibiao/store'
import { defined } from './defined.ts'
import { pieceNumber } from './search-piece.ts'

/** What matters are narrowed to. */
export interface MatterNarrowing {
  readonly area?: string | undefined
  readonly office?: string | undefined
  readonly status?: string | undefined
  readonly days?: { readonly from: LegalDate; readonly until: LegalDate } | undefined
  /** Only those that came from here on, and before. */
  readonly after?: MatterId | undefined
  readonly before?: MatterId | undefined
}

/** The pieces that a matter has when it is in: of each group one. */
export function narrowingGroups({
  area,
  office,
  status,
  days,
}: MatterNarrowing): readonly (readonly number[])[] {
  return [
    ...(area === undefined ? [] : [[pieceNumber('k', areaSight(area))]]),
    ...(office === undefined ? [] : [[pieceNumber('f', `office:${office}`)]]),
    ...(status === undefined ? [] : [[pieceNumber('f', `status:${status}`)]]),
    ...(days === undefined ? [] : [spanPieces(days)]),
  ]
}

/** Whole months by their pieces, days at both ends by theirs. */
function spanPieces({
  from,
  until,
}: {
  readonly from: LegalDate
  readonly until: LegalDate
}): readonly number[] {
  const pieces: number[] = []
  const last = Date.parse(`${until}T00:00:00Z`)
  // A hundred years of months at most; a longer span holds everything there is.
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= last && pieces.length < 1_300;) {
    const day = new Date(at)
    const next = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)
    const text = day.toISOString()
    const isWhole = day.getUTCDate() === 1 && next - 86_400_000 <= last
    pieces.push(pieceNumber('f', isWhole ? `month:${text.slice(0, 7)}` : `day:${text.slice(0, 10)}`))
    at = isWhole ? next : at + 86_400_000
  }
  return pieces
}

/** What an address says of which matters are meant. */
export interface NarrowingWords {
  readonly area?: string | undefined
  readonly office?: string | undefined
  readonly status?: string | undefined
  /** Legal dates, both included. */
  readonly opened_from?: string | undefined
  readonly opened_until?: string | undefined
}

/** What the address of a search narrows matters to. A day that is none narrows nothing. */
export function narrowingOf(words: NarrowingWords): MatterNarrowing {
  const { area, office, status } = words
  const [from, until] = [dayOf(words.opened_from), dayOf(words.opened_until)]
  const days =
    from === undefined && until === undefined
      ? undefined
      : { from: from ?? parseLegalDate('2000-01-01'), until: until ?? parseLegalDate('2099-12-31') }
  return defined({ area, office, status, days })
}

function dayOf(text: string | undefined) {
  return text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))
    ? undefined
    : parseLegalDate(text)
}
