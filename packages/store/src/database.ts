import type { DistrictId } from '@duibiao/base'
import type { Parameter } from './parameter.ts'
import type { JsonForm, Value } from './value.ts'

/** A row with its columns by name. */
export type Row = Readonly<Record<string, Value>>

/**
 * A statement with a name is prepared once per connection and only bound afterwards: worth it for the few
 * statements of the hot path. A statement given as plain text is parsed each time.
 */
export interface Statement {
  /** Unique among all statements; at most 63 characters. */
  readonly name?: string
  readonly text: string
  /** Whether JSON columns arrive as text or parsed; parsed when not said. */
  readonly json?: JsonForm
}

/** What can run statements: a database, or a transaction of it. */
export interface Queryable {
  /**
   * Runs one statement and returns its rows. The type of a row is the caller's claim, as SQL carries none.
   * @throws AppError `database_full`, `database_unavailable`, `statement_timeout`, `row_exists`; anything else
   * is a mistake in the statement and arrives as the driver's error
   */
  query<R extends object = Row>(
    statement: string | Statement,
    parameters?: readonly Parameter[],
  ): Promise<readonly R[]>

  /** Runs one statement and returns how many rows it inserted, updated, deleted or selected. */
  execute(statement: string | Statement, parameters?: readonly Parameter[]): Promise<number>

  /** Runs a text of many statements without parameters: migrations and set-up. */
  runScript(text: string): Promise<void>
}

/** A database of one of the two kinds, with the same SQL, the same values and the same errors. */
export interface Database extends Queryable {
  readonly kind: 'embedded' | 'postgres'

  /** The server's version as `server_version_num`, for example 180006. */
  readonly serverVersion: number

  /** How many statements were sent since the start, `begin` and `commit` included. */
  readonly statementCount: number

  /**
   * Runs `work` in a read committed transaction: committed when it returns, undone when it throws. Only the
   * transaction given to `work` may be used in there: the embedded database has one connection, and asking the
   * database itself would wait for ever, so that is refused on both kinds.
   */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>

  /**
   * The same database bound to a district: of the tables of districts its statements read and write the rows of that one only,
   * whatever they say (row level security, migration 0080). The database itself is bound to none.
   */
  forDistrict(district: DistrictId): Database

  /** Waits for what is running and closes all connections, and the folder of an embedded database. */
  close(): Promise<void>
}

/** What `app.district` holds in a session that works on all districts. */
export const everyDistrict = '*'

/** Binds a session, or takes its bond away. */
export const bindStatement: Statement = {
  name: 'bind_district',
  text: `select set_config('app.district', $1, false)`,
}

/** The statement of a query given as text or as a statement. */
export function asStatement(statement: string | Statement): Statement {
  return typeof statement === 'string' ? { text: statement } : statement
}
