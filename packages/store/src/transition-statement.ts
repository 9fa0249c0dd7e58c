import type { Statement } from './database.ts'
import type { ListType } from './parameter-list.ts'
import type { Section } from './transition-section.ts'
import { sections } from './transition-section.ts'

/** `one`: every part has a single row, all of one transition. `many`: any others. */
export type Form = 'many' | 'one'

/** What is known of a column of a part. */
export interface Column {
  readonly name: string
  readonly type: ListType
  /** The column of the matter that holds the same value when a single transition is written. */
  readonly same: string | undefined
}

/** The columns of each part, in the order of the parts and their parameters. The first is always the matter. */
export const columnsOf: ReadonlyMap<Section, readonly Column[]> = new Map(
  sections.map(({ name, columns }): [Section, readonly Column[]] => [name, columns.map(describe)]),
)

function describe([name, type, same]: readonly [string, ListType, string?]): Column {
  return { name, type, same }
}

/** The parts in the order of their parameters. */
export function sectionNames(): readonly Section[] {
  return sections.map((section) => section.name)
}

/**
 * The statement that writes whole transitions of many matters of one district at once, guarded by their revisions. It
 * returns the matters that it wrote; those whose revision has moved on meanwhile are left as they are, with all their
 * rows. `$1` is the district; the other parameters are arrays, those of each part side by side.
 *
 * - One text per set of parts: each is prepared once per connection and has a plan of its own.
 * - The shared lock comes before any position is given out: `seal` takes it alone for a moment and then knows that
 *   every lower position is committed.
 * - `in (select …) is true` makes a hashed lookup; a join would be planned for one row and compare each with each.
 * - Plans are kept while tables grow, and the first ones are made while they are empty. So every row is looked up by its
 *   key in a subquery of its own (`offset 0`) and then addressed by its place (`ctid`), and comparisons that always hold
 *   make the planner expect one row. With plain joins it read whole tables: 94 transitions a second instead of 1,900.
 * - Lists are unnested side by side in a select list, which needs no row store per column.
 * - Matters that are opened are written or nothing is: with them alone nothing has to be asked for.
 * @param names `open` or `move` or both, `entry`, and any others
 * @param form `one` sends plain parameters instead of lists, and what the parts have in common once
 */
export function transitionStatement(names: readonly Section[], form: Form = 'many'): Statement {
  const parts = sections.filter((section) => names.includes(section.name))
  const winners = [
    ...(names.includes('move') ? ['moved'] : []),
    ...(names.includes('open') ? ['opened'] : []),
  ]
  const [first = 'opened', second] = winners
  const winner = second === undefined ? first : 'won'
  const isOpening = winner === 'opened'
  const write = form === 'one' ? writerOfOne() : writerOfMany()
  const texts = parts.map((section) => {
    const text = form === 'one' && 'one' in section ? section.one : section.text
    const given = (columnsOf.get(section.name) ?? []).map((column) => write(column, section.name))
    return text
      .replace('{locked}', isOpening ? 'writing, ' : '')
      .replace('{list}', `(select ${given.join(', ')}) as line`)
      .replace('{won}', isOpening ? 'true' : conditionOf(form, winner))
  })
  const heads = parts.flatMap(({ name }, index) => (isHead(name) ? [texts[index] ?? ''] : []))
  const rest = parts.flatMap(({ name }, index) => (isHead(name) ? [] : [texts[index] ?? '']))
  const selects = winners.map((name) => `select matter_id from ${name}`)
  const won = winner === 'won' ? [`won as (\n  ${selects.join('\n  union all\n  ')}\n)`] : []
  return {
    name: `transition_${form}_${parts.map(({ mark }) => mark).join('')}`,
    text: `with ${[writing, ...heads, ...won, ...rest].join(',\n')}\nselect matter_id from ${winner}`,
  }
}

type Writer = (column: Column, section: Section) => string

/** Parameters are counted in the order of the parts; `$1` is the district. */
function writerOfMany(): Writer {
  let parameter = 1
  return ({ name, type }) => {
    parameter += 1
    return `unnest($${parameter}::${type}[]) as ${name}`
  }
}

/** Of a single matter the id is $2 for every part. */
function writerOfOne(): Writer {
  let parameter = 2
  const written = new Map<string, string>()
  return ({ name, type, same }, section) => {
    if (name === 'matter_id') return '$2::uuid as matter_id'
    const known = same === undefined ? undefined : written.get(same)
    if (known !== undefined) return `${known} as ${name}`
    parameter += 1
    const value = `$${parameter}::${type}`
    if (isHead(section)) written.set(name, value)
    return `${value} as ${name}`
  }
}

function conditionOf(form: Form, winner: string): string {
  if (form === 'one') return `exists (select from ${winner})`
  return `(line.matter_id in (select matter_id from ${winner})) is true`
}

/** The parts that decide which matters are written; the others follow them. */
function isHead(name: Section): boolean {
  return name === 'open' || name === 'move'
}

/** First half of the key of the advisory lock between writers and `seal`; the second half is the district. */
export const sealingLock = 25701

const writing = `writing as materialized (
  select pg_advisory_xact_lock_shared(${sealingLock}, $1::int)
)`
