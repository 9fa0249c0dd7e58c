import { AppError, AssertionError } from '@duibiao/base'
import pg from 'pg'
import type { Database, Queryable, Row, Statement } from './database.ts'
import { asStatement } from './database.ts'
import { sqlStateOf, toFault } from './fault.ts'
import type { Parameter } from './parameter.ts'
import { encodeParameter } from './parameter.ts'
import { makeTransactionScope } from './transaction-scope.ts'
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
  const line: Line = { target: pool, counter: { statements: 0 } }
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
  readonly target: pg.Pool | pg.PoolClient
  readonly counter: { statements: number }
}

interface Answer {
  readonly rows: readonly Row[]
  readonly count: number
  readonly command: string
}

function poolSettings(settings: PostgresSettings): pg.PoolConfig {
  const timeout = settings.statementTimeout ?? 15_000
  const options = ['-c timezone=UTC', '-c datestyle=ISO', '-c default_transaction_isolation=read\\ committed']
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

function makeDatabase(pool: pg.Pool, serverVersion: number): Database {
  const counter = { statements: 0 }
  const scope = makeTransactionScope()
  const queryable = makeQueryable({ target: pool, counter }, () => {
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
        return await runTransaction({ target: client, counter }, (transaction) =>
          scope.run(() => work(transaction)),
        )
      } catch (error) {
        // Statements have turned the driver's errors into ours already; what else `work` throws is its own.
        if (!(error instanceof BrokenSession)) throw error
        broken = error
        throw error.cause
      } finally {
        client.off('error', ignoreBreak)
        client.release(broken)
      }
    },
    close: () => pool.end(),
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
        await line.target.query(text)
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
    const result = await line.target.query({
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
