import { AppError, assert } from '@duibiao/base'
import type { Database, Queryable } from './database.ts'
import { quoteName } from './dump.ts'
import type { DumpColumn, DumpEnd, DumpHeader, DumpLine } from './dump.ts'
import { makeDumpTally } from './dump-tally.ts'
import { migrate, migrationDigest, readMigrations } from './migrate.ts'

/**
 * Fills an empty database from a dump, all or nothing, and brings its tables to the newest form afterwards.
 * @param owner a database without any row, with the rights of its owner
 * @returns rows by table
 * @throws AppError `restore_target_filled`, `backup_newer` when the program does not know its migrations, `backup_broken`
 * when it does not hold what it says; and what reading `lines` throws
 */
export async function restoreDatabase(
  owner: Database,
  lines: AsyncIterable<DumpLine>,
): Promise<Readonly<Record<string, number>>> {
  const iterator = lines[Symbol.asyncIterator]()
  const first = await iterator.next()
  const header = first.done === true ? undefined : first.value
  if (header?.line !== 'header') throw new AppError('backup_broken', { reason: 'no header' })
  await requireEmpty(owner)
  await migrateTo(owner, header)
  const counts = await owner.transaction(async (transaction) => {
    await transaction.runScript(`set local datestyle = 'ISO';
set local timezone = 'UTC';
set local idle_in_transaction_session_timeout = 0;`)
    await addMonths(transaction, header)
    const keys = await dropForeignKeys(transaction)
    const end = await loadTables(transaction, { [Symbol.asyncIterator]: () => iterator }, header)
    await setCounters(transaction, end)
    for (const key of keys)
      await transaction.execute(`alter table ${key.owner} add constraint ${key.definition}`)
    for (const month of header.archived) await archive(transaction, month)
    return end.counts
  })
  await migrate(owner)
  return counts
}

/** Without a row in any table: made a moment ago, or left by a restore that failed. */
async function requireEmpty(owner: Database): Promise<void> {
  const tables = await owner.query<{ readonly name: string }>(`
    select oid::regclass::text as name
    from pg_class
    where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p')
      and not relispartition
      and relname <> 'schema_migration'`)
  if (tables.length === 0) return
  const filled = tables.map(({ name }) => `exists (select from ${name})`).join(' or ')
  const [row] = await owner.query<{ readonly filled: boolean }>(`select ${filled} as filled`)
  if (row?.filled === true) throw new AppError('restore_target_filled')
}

/** Makes the tables as they were when the dump was made, so that its columns fit whatever came later. */
async function migrateTo(owner: Database, { migrations }: DumpHeader): Promise<void> {
  const wanted = new Map(migrations.map(({ version, digest }) => [version, digest]))
  const known = readMigrations().filter(({ version, text }) => wanted.get(version) === migrationDigest(text))
  if (known.length !== wanted.size) throw new AppError('backup_newer')
  await migrate(owner, known)
}

async function addMonths(transaction: Queryable, { months, archived }: DumpHeader): Promise<void> {
  for (const month of new Set([...months, ...archived])) {
    await transaction.query('select add_entry_month($1::date)', [`${monthOf(month)}-01`])
  }
}

/** @throws AppError `backup_broken` */
function monthOf(text: string): string {
  if (!/^\d{4}_\d{2}$/.test(text)) throw new AppError('backup_broken', { reason: 'a month' })
  return text.replace('_', '-')
}

interface ForeignKey {
  readonly owner: string
  readonly definition: string
}

/** They are set up again when everything is there, and then hold for all rows. */
async function dropForeignKeys(transaction: Queryable): Promise<readonly ForeignKey[]> {
  const keys = await transaction.query<ForeignKey & { readonly name: string }>(`
    select conrelid::regclass::text as owner,
      quote_ident(conname) as name,
      quote_ident(conname) || ' ' || replace(pg_get_constraintdef(oid), ' NOT VALID', '') as definition
    from pg_constraint
    where contype = 'f'
      and connamespace = 'public'::regnamespace
      and conparentid = 0
    order by conrelid::regclass::text, conname`)
  for (const { owner, name } of keys) {
    await transaction.execute(`alter table ${owner} drop constraint ${name}`)
  }
  return keys
}

async function loadTables(
  transaction: Queryable,
  lines: AsyncIterable<DumpLine>,
  header: DumpHeader,
): Promise<DumpEnd> {
  const tally = makeDumpTally()
  tally.take(header)
  let current: TableWriter | undefined
  for await (const line of lines) {
    tally.take(line)
    if (line.line === 'table') current = await makeWriter(transaction, line)
    if (line.line === 'rows') await current?.write(line.rows)
    if (line.line === 'end') break
  }
  return tally.finish()
}

interface TableWriter {
  readonly write: (rows: readonly (readonly (string | null)[])[]) => Promise<void>
}

async function makeWriter(
  transaction: Queryable,
  { table, columns }: { readonly table: string; readonly columns: readonly DumpColumn[] },
): Promise<TableWriter> {
  const present = await transaction.query<DumpColumn>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type
    from pg_attribute
    where attrelid = to_regclass($1)
      and attnum > 0
      and not attisdropped`,
    [`public.${quoteName(table)}`],
  )
  const known = new Set(present.map(({ name, type }) => `${name} ${type}`))
  // Names and types become part of a statement: only those that the database itself has.
  const strange = columns.find(({ name, type }) => !known.has(`${name} ${type}`))
  if (strange !== undefined || columns.length === 0) {
    throw new AppError('backup_broken', { reason: `table ${table}` })
  }
  const statement = { text: insertText(table, columns) }
  return {
    async write(rows) {
      await transaction.execute(
        statement,
        columns.map((_, index) => rows.map((row) => row[index] ?? null)),
      )
    },
  }
}

/** Months that left the daily work take no more rows: theirs go in before they leave it again. */
function insertText(table: string, columns: readonly DumpColumn[]): string {
  const target = table === 'archived_entry' ? 'entry' : table
  const names = columns.map(({ name }) => quoteName(name))
  return `insert into public.${quoteName(target)} (${names.join(', ')})
overriding system value
select ${columns.map(({ name, type }) => `given.${quoteName(name)}::${type}`).join(', ')}
from unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as given(${names.join(', ')})`
}

async function setCounters(transaction: Queryable, { counters }: DumpEnd): Promise<void> {
  for (const [name, last] of Object.entries(counters)) {
    if (last > 0)
      await transaction.query('select setval($1::regclass, $2::bigint)', [`public.${quoteName(name)}`, last])
  }
}

async function archive(transaction: Queryable, month: string): Promise<void> {
  const part = `entry_${month}`
  const [bounds] = await transaction.query<{ readonly first: string; readonly next: string }>(
    `select first_matter_of($1::date)::text as first,
      first_matter_of(($1::date + interval '1 month')::date)::text as next`,
    [`${monthOf(month)}-01`],
  )
  assert(bounds !== undefined, 'a month has bounds')
  await transaction.execute(`alter table public.entry detach partition public.${part}`)
  await transaction.execute(
    `alter table public.archived_entry attach partition public.${part} for values from ('${bounds.first}') to ('${bounds.next}')`,
  )
}
