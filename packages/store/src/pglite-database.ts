import { AppError, AssertionError } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { PGlite } from '@electric-sql/pglite'
import type { Database, Queryable, Row, Statement } from './database.ts'
import { asStatement, bindStatement, everyDistrict } from './database.ts'
import { sqlStateOf } from './fault.ts'
import type { Parameter } from './parameter.ts'
import type { PgliteSession } from './pglite-session.ts'
import { openSession } from './pglite-session.ts'
import { makeTransactionScope } from './transaction-scope.ts'

/** A database inside this process, with what only it needs. */
export interface EmbeddedDatabase extends Database {
  readonly kind: 'embedded'

  /**
   * Binds the session to a role's grants from now on. It guards against mistakes, not against an attacker: the
   * one session there is can always return to the owner.
   */
  assumeRole(role: string): Promise<void>

  /** The whole database as a tar archive, to open others with in a fraction of the time of a new one. */
  takeSnapshot(): Promise<Blob>

  /**
   * Asks before every statement or transaction whether there is room to write; while there is not, writes are
   * refused with `database_full` and reads go on.
   */
  guardWrites(hasRoom: () => boolean): void

  /** Refuses everything from now on, with this fault; what is running is not stopped. */
  refuse(fault: AppError): void

  /** Has something stopped that uses the database by itself, when it is to be closed and before it is. */
  beforeClose(stop: () => Promise<void> | void): void

  /** Runs statements as the owner, alone: no transaction is open and none begins meanwhile. */
  asOwner<T>(work: (owner: Queryable) => Promise<T>): Promise<T>
}

/**
 * Opens a database in memory, for tests and simulations: nothing of it survives the process.
 * @param snapshot a database to begin with, as `takeSnapshot` gave it; an empty one when not said
 */
export async function openInMemory(snapshot?: Blob): Promise<EmbeddedDatabase> {
  const pglite = await PGlite.create(snapshot === undefined ? {} : { loadDataDir: snapshot })
  return makeEmbeddedDatabase(pglite)
}

/**
 * Makes the common interface of a PGlite. Statements and transactions wait for one another in the order of
 * their arrival, since there is one session.
 * @param closeFolder what is to be done after the database was closed
 */
export async function makeEmbeddedDatabase(
  pglite: PGlite,
  closeFolder: () => void = () => {},
): Promise<EmbeddedDatabase> {
  const database = new PgliteDatabase(pglite, closeFolder)
  await database.runScript(
    `set timezone = 'UTC'; set datestyle = 'ISO'; set app.district = '${everyDistrict}'`,
  )
  const [row] = await database.query(`select current_setting('server_version_num')::int as version`)
  database.serverVersion = Number(row?.['version'])
  return database
}

class PgliteDatabase implements EmbeddedDatabase {
  readonly kind = 'embedded'
  serverVersion = 0
  readonly #pglite: PGlite
  readonly #session: PgliteSession
  readonly #scope = makeTransactionScope()
  /** Bound to no district. */
  readonly #whole: Pick<Database, 'query' | 'execute' | 'runScript' | 'transaction'>
  readonly #closeFolder: () => void
  readonly #stops: (() => Promise<void> | void)[] = []
  #last: Promise<unknown> = Promise.resolve()
  #role: string | undefined
  #closing: Promise<void> | undefined
  #isClosed = false
  #refusal: AppError | undefined
  #hasRoom: () => boolean = () => true
  #readOnly = false
  /** What the session is bound to. */
  #bond = everyDistrict
  readonly #bound = new Map<number, Database>()

  constructor(pglite: PGlite, closeFolder: () => void) {
    this.#pglite = pglite
    this.#session = openSession(pglite)
    this.#closeFolder = closeFolder
    this.#whole = this.#boundTo(everyDistrict)
  }

  get statementCount(): number {
    return this.#session.statementCount
  }

  query<R extends object = Row>(
    statement: string | Statement,
    parameters: readonly Parameter[] = [],
  ): Promise<readonly R[]> {
    return this.#whole.query<R>(statement, parameters)
  }

  execute(statement: string | Statement, parameters: readonly Parameter[] = []): Promise<number> {
    return this.#whole.execute(statement, parameters)
  }

  runScript(text: string): Promise<void> {
    return this.#whole.runScript(text)
  }

  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    return this.#whole.transaction(work)
  }

  forDistrict(district: DistrictId): Database {
    const known = this.#bound.get(district)
    if (known !== undefined) return known
    const version = () => this.serverVersion
    const count = () => this.statementCount
    const bound: Database = {
      ...this.#boundTo(String(district)),
      kind: 'embedded',
      get serverVersion() {
        return version()
      },
      get statementCount() {
        return count()
      },
      forDistrict: (other) => this.forDistrict(other),
      close: () => this.close(),
    }
    this.#bound.set(district, bound)
    return bound
  }

  #boundTo(district: string): Pick<Database, 'query' | 'execute' | 'runScript' | 'transaction'> {
    const inTurn = <T>(job: () => Promise<T>): Promise<T> =>
      this.#inTurn(async () => {
        await this.#bind(district)
        return job()
      })
    return {
      query: <R extends object = Row>(statement: string | Statement, parameters: readonly Parameter[] = []) =>
        inTurn(() => queryOn<R>(this.#session, statement, parameters)),
      execute: (statement, parameters = []) =>
        inTurn(async () => (await this.#session.run(asStatement(statement), parameters)).count),
      runScript: (text) => inTurn(() => this.#session.runScript(text)),
      transaction: (work) =>
        inTurn(() =>
          runTransaction(this.#session, (transaction) => this.#scope.run(() => work(transaction))),
        ),
    }
  }

  /** The session stays bound until somebody works on something else: with one district there is nothing to do. */
  async #bind(district: string): Promise<void> {
    if (this.#bond === district) return
    await this.#session.run(bindStatement, [district])
    this.#bond = district
  }

  assumeRole(role: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#session.runScript(`set role ${quoteName(role)}`)
      this.#role = role
    })
  }

  asOwner<T>(work: (owner: Queryable) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#bind(everyDistrict)
      if (this.#role !== undefined) await this.#session.runScript('reset role')
      try {
        return await this.#scope.run(() => work(queryableOf(this.#session, () => {})))
      } finally {
        if (this.#role !== undefined) await this.#session.runScript(`set role ${quoteName(this.#role)}`)
      }
    })
  }

  takeSnapshot(): Promise<Blob> {
    return this.#inTurn(async () => {
      await this.#session.runScript('checkpoint')
      return this.#pglite.dumpDataDir('none')
    })
  }

  guardWrites(hasRoom: () => boolean): void {
    this.#hasRoom = hasRoom
  }

  refuse(fault: AppError): void {
    this.#refusal = fault
  }

  beforeClose(stop: () => Promise<void> | void): void {
    this.#stops.push(stop)
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish()
    return this.#closing
  }

  async #finish(): Promise<void> {
    try {
      for (const stop of this.#stops) await stop()
    } finally {
      this.#isClosed = true
      // It never fails: whoever asked has been told.
      await this.#last
      await this.#pglite.close()
      this.#closeFolder()
    }
  }

  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    this.#scope.assertOutside()
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal)
    if (this.#isClosed) throw new AssertionError('bug: the database was closed')
    const guarded = async (): Promise<T> => {
      await this.#switchWrites()
      return job()
    }
    const result = this.#last.then(guarded, guarded).catch((error: unknown) => {
      throw this.#readOnly && sqlStateOf(error) === '25006' ? diskFull(error) : error
    })
    this.#last = result.catch(() => {})
    return result
  }

  /** A log that cannot grow stops PostgreSQL altogether, so it is told to refuse writes before that. */
  async #switchWrites(): Promise<void> {
    const readOnly = !this.#hasRoom()
    if (readOnly === this.#readOnly) return
    await this.#session.run({ text: `set default_transaction_read_only = ${readOnly ? 'on' : 'off'}` })
    this.#readOnly = readOnly
  }
}

async function runTransaction<T>(
  session: PgliteSession,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  let open = true
  const transaction = queryableOf(session, () => {
    if (!open) throw new AssertionError('bug: this transaction has ended')
  })
  await session.run({ name: 'begin', text: 'begin isolation level read committed' })
  try {
    const result = await work(transaction)
    const { command } = await session.run({ name: 'commit', text: 'commit' })
    if (command === 'ROLLBACK') {
      throw new AssertionError('bug: a statement of this transaction failed: it was undone')
    }
    return result
  } catch (error) {
    // When even this fails the session is broken, and the first error says more than the second.
    await session.run({ name: 'rollback', text: 'rollback' }).catch(() => {})
    throw error
  } finally {
    open = false
  }
}

function queryableOf(session: PgliteSession, assertUsable: () => void): Queryable {
  return {
    async query<R extends object = Row>(
      statement: string | Statement,
      parameters: readonly Parameter[] = [],
    ) {
      assertUsable()
      return queryOn<R>(session, statement, parameters)
    },
    async execute(statement, parameters = []) {
      assertUsable()
      return (await session.run(asStatement(statement), parameters)).count
    },
    async runScript(text) {
      assertUsable()
      await session.runScript(text)
    },
  }
}

async function queryOn<R extends object>(
  session: PgliteSession,
  statement: string | Statement,
  parameters: readonly Parameter[],
): Promise<readonly R[]> {
  const { rows } = await session.run(asStatement(statement), parameters)
  // The one place where the caller's claim about its rows is taken over.
  return rows as readonly object[] as readonly R[]
}

function diskFull(cause: unknown): AppError {
  return new AppError('database_full', {}, { cause })
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
