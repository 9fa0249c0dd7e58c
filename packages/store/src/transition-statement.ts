import type { Statement } from './database.ts'
import type { Section } from './transition-section.ts'
import { sections } from './transition-section.ts'

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
 * @param names `open` or `move` or both, `entry`, and any others
 * @param form `one` when every part has a single row: its columns are then plain parameters, which takes 1.0 to
 *   1.3 times as long as the same by hand, where lists of one take 1.5 to 2 times
 */
export function transitionStatement(names: readonly Section[], form: 'many' | 'one' = 'many'): Statement {
  const parts = sections.filter((section) => names.includes(section.name))
  // Of a single matter the id is $2 for every part.
  let parameter = form === 'one' ? 2 : 1
  const texts = parts.map((section) => {
    const given = section.columns.map(([name, type]) => {
      if (form === 'one' && name === 'matter_id') return '$2::uuid as matter_id'
      parameter += 1
      return `${valueOf(parameter, type, form)} as ${name}`
    })
    const text = form === 'one' && 'one' in section ? section.one : section.text
    return text.replace('{list}', `(select ${given.join(', ')}) as line`).replace('{won}', isWon[form])
  })
  const winners = [
    ...(names.includes('move') ? ['select matter_id from moved'] : []),
    ...(names.includes('open') ? ['select matter_id from given_open'] : []),
  ]
  const won = `won as (\n  ${winners.join('\n  union all\n  ')}\n)`
  const heads = parts.flatMap(({ name }, index) => (isHead(name) ? [texts[index] ?? ''] : []))
  const rest = parts.flatMap(({ name }, index) => (isHead(name) ? [] : [texts[index] ?? '']))
  return {
    name: `transition_${form}_${parts.map(({ mark }) => mark).join('')}`,
    text: `with ${[writing, ...heads, won, ...rest].join(',\n')}\nselect matter_id from won`,
  }
}

/** Between the JSON texts of a list: canonical JSON escapes it. */
export const jsonSeparator = '\u001f'

function valueOf(parameter: number, type: string, form: 'many' | 'one'): string {
  if (form === 'one') return `$${parameter}::${type === 'json' ? 'text' : type}`
  if (type === 'json') return `unnest(string_to_array($${parameter}::text, chr(31)))`
  return `unnest($${parameter}::${type}[])`
}

/** True for columns whose list is sent joined. */
export function isJoined(name: Section, column: number): boolean {
  return sections.find((section) => section.name === name)?.columns[column]?.[1] === 'json'
}

const isWon = {
  many: '(line.matter_id in (select matter_id from won)) is true',
  one: 'exists (select from won)',
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
