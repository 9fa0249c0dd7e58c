import type { Instant } from '@duibiao/base'

/** Things to be done at instants, earliest first; those of one instant in the order they were put in. A binary heap. */
export type Agenda<Item> = { readonly rows: Row<Item>[]; order: number }

type Row<Item> = { readonly at: Instant; readonly order: number; readonly item: Item }

export function makeAgenda<Item>(): Agenda<Item> {
  return { rows: [], order: 0 }
}

export function addToAgenda<Item>(agenda: Agenda<Item>, at: Instant, item: Item): void {
  agenda.order += 1
  const { rows } = agenda
  let hole = rows.length
  const row = { at, order: agenda.order, item }
  rows.push(row)
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    const above = rows[parent]
    if (above === undefined || isBefore(above, row)) break
    rows[hole] = above
    hole = parent
  }
  rows[hole] = row
}

/** Takes the first item off, when there is one due at `until` or before. */
export function takeDue<Item>(agenda: Agenda<Item>, until: Instant): { at: Instant; item: Item } | undefined {
  const [first] = agenda.rows
  if (first === undefined || first.at > until) return undefined
  const last = agenda.rows.pop()
  if (last !== undefined && agenda.rows.length > 0) sink(agenda.rows, last)
  return { at: first.at, item: first.item }
}

function sink<Item>(rows: Row<Item>[], row: Row<Item>): void {
  let hole = 0
  for (;;) {
    const left = rows[2 * hole + 1]
    const right = rows[2 * hole + 2]
    if (left === undefined) break
    const goesRight = right !== undefined && isBefore(right, left)
    const child = goesRight ? right : left
    if (isBefore(row, child)) break
    rows[hole] = child
    hole = 2 * hole + (goesRight ? 2 : 1)
  }
  rows[hole] = row
}

function isBefore(left: Row<unknown>, right: Row<unknown>): boolean {
  return left.at < right.at || (left.at === right.at && left.order < right.order)
}
