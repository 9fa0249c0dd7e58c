import { AppError, AssertionError } from '@duibiao/base'
import pg from 'pg'
import type { Database, Queryable, Row, Statement } from './database.ts'
import { asStatement, bindStatement, everyDistrict } from './database.ts'
import { isReadOnly, sqlStateOf, toFault } from './fault.ts'
import type { Parameter } from './parameter.ts'
import { encodeParameter } from './parameter.ts'
import { makeTransactionScope } from './transaction-scope.ts'
import type { TransactionScope } from './transaction-scope.ts'
import type { Value } from './value.ts'
import { decoderOf } from './value.ts'

/** How to reach a PostgreSQL server. Durations are milliseconds. */
export interface PostgresSettings {
  readonly url: string
  /** The role whose grants bind every session, for example `duibiao_app`; the URL's own user when not said. */
  readonly role?: string
  /** Connections at most; 10 when not said. */
  readonly connections?: number
  /** After which a statement is cancelled; 0 is never; 15,000 when not said. */
  readonly statementTimeout?: number
  /** How long a caller waits for a free or a new connection; 10,000 when not said. */
  readonly connectTimeout?: number
}

/**
 * Opens a pool of sessions, all in UTC and read committed. A connection that breaks is dropped and replaced when
 * next asked for, so a database restart fails the statements in flight and nothing after it.
 * @throws AppError `database_unavailable`, `database_too_old` (below PostgreSQL 15)
 */
export async function openPostgres(settings: PostgresSettings): Promise<Database> {
  const pool = new pg.Pool(poolSettings(settings))
  // An idle connection that breaks has no caller to tell; the pool has dropped it already.
  pool.on('error', () => {})
  const line = lineOfPool(pool, { statements: 0 }, everyDistrict)
  try {
    const { rows } = await send(line, {
      text: `select current_setting('server_version_num')::int as version`,
    })
    const serverVersion = Number(rows[0]?.['version'])
    if (serverVersion < 150_000) throw new AppError('database_too_old', { version: serverVersion })
    return makeDatabase(pool, serverVersion)
  } catch (error) {
    await pool.end()
    throw toRefusal(error)
  }
}

/** A server that does not let us in (wrong password, no such database, role not granted) cannot be used either. */
function toRefusal(error: unknown): unknown {
  const state = sqlStateOf(error) ?? ''
  if (error instanceof AppError || !/^(28...|3D000|42501|22023)$/.test(state)) return toFault(error)
  const reason = error instanceof Error ? error.message : state
  return new AppError('database_unavailable', { reason }, { cause: error })
}

/** Where statements go, a pool or one of its clients, and where they are counted. */
interface Line {
  readonly run: (query: pg.QueryConfig) => Promise<pg.QueryResult<Readonly<Record<string, Value>>>>
  readonly counter: Counter
}

interface Counter {
  statements: number
}

/** What the sessions of the pool are bound to, where it is not what they begin with. */
const bonds = new WeakMap<pg.PoolClient, string>()

/** A session is bound when it was used for another district last: with one district in a process, never. */
async function bind(client: pg.PoolClient, district: string, counter: Counter): Promise<void> {
  if ((bonds.get(client) ?? everyDistrict) === district) return
  counter.statements += 1
  await client.query({ ...bindStatement, values: [district] })
  bonds.set(client, district)
}

/** Each statement on whichever session is free. */
function lineOfPool(pool: pg.Pool, counter: Counter, district: string): Line {
  return {
    counter,
    async run(query) {
      const client = await pool.connect()
      client.on('error', ignoreBreak)
      let broken: Error | undefined
      try {
        await bind(client, district, counter)
        return await client.query(query)
      } catch (error) {
        // A session whose statement was refused in so many words is as good as before.
        if (sqlStateOf(error) === undefined || isReadOnly(error))
          broken = error instanceof Error ? error : new Error(String(error))
        throw error
      } finally {
        client.off('error', ignoreBreak)
        client.release(broken)
      }
    },
  }
}

function lineOfClient(client: pg.PoolClient, counter: Counter): Line {
  return { counter, run: (query) => client.query(query) }
}

interface Answer {
  readonly rows: readonly Row[]
  readonly count: number
  readonly command: string
}

function poolSettings(settings: PostgresSettings): pg.PoolConfig {
  const timeout = settings.statementTimeout ?? 15_000
  const options = [
    `-c app.district=${everyDistrict}`,
    '-c timezone=UTC',
    '-c datestyle=ISO',
    '-c default_transaction_isolation=read\\ committed',
    // Many ask at once: helpers for one statement, or compiling it, take from the others more than they give to it. Lists of
    // a hundred of a million matters took 6 s at 32 users with them, and 20 ms without (docs/reference/performance.md).
    '-c max_parallel_workers_per_gather=0',
    '-c jit=off',
  ]
  if (settings.role !== undefined) options.push(`-c role=${settings.role}`)
  return {
    connectionString: settings.url,
    application_name: 'duibiao',
    max: settings.connections ?? 10,
    connectionTimeoutMillis: settings.connectTimeout ?? 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: timeout,
    // The server's own timer answers first; this one is for a server that has gone without a word.
    ...(timeout > 0 ? { query_timeout: timeout + 5_000 } : {}),
    idle_in_transaction_session_timeout: 60_000,
    options: options.join(' '),
  }
}

/** What the database and those bound to districts have in common. */
interface Site {
  readonly pool: pg.Pool
  readonly counter: Counter
  readonly scope: TransactionScope
  readonly serverVersion: number
  readonly bound: Map<string, Database>
}

function makeDatabase(pool: pg.Pool, serverVersion: number): Database {
  const site = {
    pool,
    serverVersion,
    counter: { statements: 0 },
    scope: makeTransactionScope(),
    bound: new Map(),
  }
  return makeBound(site, everyDistrict)
}

function makeBound(site: Site, district: string): Database {
  const { pool, counter, scope, serverVersion, bound } = site
  const queryable = makeQueryable(lineOfPool(pool, counter, district), () => {
    scope.assertOutside()
  })
  return {
    ...queryable,
    kind: 'postgres',
    serverVersion,
    get statementCount() {
      return counter.statements
    },
    async transaction(work) {
      scope.assertOutside()
      const client = await takeClient(pool)
      // A session that breaks between two statements tells it here; without a listener that would end the process.
      client.on('error', ignoreBreak)
      let broken: Error | undefined
      try {
        await bindOrFail(client, district, counter)
        return await runTransaction(lineOfClient(client, counter), (transaction) =>
          scope.run(() => work(transaction)),
        )
      } catch (error) {
        if (isReadOnly(error) && error instanceof Error) broken = error
        // Statements have turned the driver's errors into ours already; what else `work` throws is its own.
        if (!(error instanceof BrokenSession)) throw error
        broken = error
        throw error.cause
      } finally {
        client.off('error', ignoreBreak)
        client.release(broken)
      }
    },
    forDistrict(wanted) {
      const name = String(wanted)
      const known = bound.get(name) ?? makeBound(site, name)
      bound.set(name, known)
      return known
    },
    close: () => pool.end(),
  }
}

async function bindOrFail(client: pg.PoolClient, district: string, counter: Counter): Promise<void> {
  try {
    await bind(client, district, counter)
  } catch (error) {
    throw new BrokenSession('no bond', { cause: toFault(error) })
  }
}

/** The next statement of the session says the same to somebody who waits for it. */
function ignoreBreak(): void {}

async function takeClient(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw toFault(error)
  }
}

/** The session of a transaction could not even be rolled back: it must not return to the pool. */
class BrokenSession extends Error {}

async function runTransaction<T>(line: Line, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  let open = true
  const transaction = makeQueryable(line, () => {
    if (!open) throw new AssertionError('bug: this transaction has ended')
  })
  try {
    await send(line, { text: 'begin isolation level read committed' })
    const result = await work(transaction)
    const commit = await send(line, { text: 'commit' })
    if (commit.command === 'ROLLBACK')
      throw new AssertionError('bug: a statement of this transaction failed: it was undone')
    return result
  } catch (error) {
    try {
      await send(line, { text: 'rollback' })
    } catch {
      throw new BrokenSession('rollback failed', { cause: error })
    }
    throw error
  } finally {
    open = false
  }
}

function makeQueryable(line: Line, assertUsable: () => void): Queryable {
  return {
    async query<R extends object = Row>(
      statement: string | Statement,
      parameters: readonly Parameter[] = [],
    ) {
      assertUsable()
      const answer = await send(line, asStatement(statement), parameters)
      // The one place where the caller's claim about its rows is taken over.
      return answer.rows as readonly R[]
    },
    async execute(statement, parameters = []) {
      assertUsable()
      return (await send(line, asStatement(statement), parameters)).count
    },
    async runScript(text) {
      assertUsable()
      line.counter.statements += 1
      try {
        await line.run({ text })
      } catch (error) {
        throw toFault(error)
      }
    },
  }
}

async function send(
  line: Line,
  statement: Statement,
  parameters: readonly Parameter[] = [],
): Promise<Answer> {
  line.counter.statements += 1
  try {
    const result = await line.run({
      ...(statement.name === undefined ? {} : { name: statement.name }),
      text: statement.text,
      values: parameters.map(encodeParameter),
      types: { getTypeParser: (type: number) => decoderOf(type, statement.json ?? 'parsed') },
    })
    return { rows: toRows(result.rows), count: result.rowCount ?? 0, command: result.command }
  } catch (error) {
    throw toFault(error)
  }
}

function toRows(rows: readonly Record<string, Value>[]): readonly Row[] {
  return rows
}
