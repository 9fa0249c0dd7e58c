import { AppError } from '@duibiao/base'

/** How a list in memory is read page by page. */
export interface ListReading<Row> {
  /** In the order of their keys. */
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly accepts: (row: Row) => boolean
  /** The `next` of the page before. */
  readonly after: string | undefined
  readonly limit: number | undefined
}

/** A page of a list. */
export interface ListPart<Row> {
  readonly rows: readonly Row[]
  readonly next?: string
}

/** Whether a value is the one that is asked for; nothing asked for, all are. */
export function isWanted<Value>(wanted: Value | undefined, value: Value | undefined): boolean {
  return wanted === undefined || wanted === value
}

/** The rows that follow a key, as many as were asked for; rows that come in between move no other. */
export function readPage<Row>({ rows, keyOf, accepts, after, limit = 50 }: ListReading<Row>): ListPart<Row> {
  const found: Row[] = []
  for (
    let place = after === undefined ? 0 : placeAfter(rows, keyOf, readCursor(after));
    place < rows.length;
    place++
  ) {
    const row = rows[place]
    if (row === undefined || !accepts(row)) continue
    const last = found.at(-1)
    if (found.length === limit && last !== undefined) return { rows: found, next: writeCursor(keyOf(last)) }
    found.push(row)
  }
  return { rows: found }
}

/** A cursor says nothing to anybody else, so that nobody builds on the key inside. */
export function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

/** @throws AppError `request_malformed` */
export function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString()
  if (writeCursor(key) !== cursor) throw new AppError('request_malformed', { reason: '/query/after' })
  return key
}

/** The first place whose key is greater. */
function placeAfter<Row>(rows: readonly Row[], keyOf: (row: Row) => string, key: string): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const row = rows[middle]
    if (row !== undefined && keyOf(row) <= key) from = middle + 1
    else to = middle
  }
  return from
}

const ordered = new WeakMap<object, readonly unknown[]>()

/** The rows of a part in the order of their keys, sorted once for each state of the registry. */
export function orderRows<Row>(part: ReadonlyMap<string, Row>, keyOf: (row: Row) => string): readonly Row[] {
  const known = ordered.get(part)
  // What was kept for a part is the list of its own rows.
  if (known !== undefined) return known as readonly Row[]
  const rows = [...part.values()].toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    if (a === b) return 0
    return a < b ? -1 : 1
  })
  ordered.set(part, rows)
  return rows
}
