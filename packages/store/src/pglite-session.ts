import { AppError } from '@duibiao/base'
import type { PGlite } from '@electric-sql/pglite'
import { messages, protocol } from '@electric-sql/pglite'
import type { Row, Statement } from './database.ts'
import { toFault } from './fault.ts'
import type { Parameter } from './parameter.ts'
import { encodeParameter } from './parameter.ts'
import type { JsonForm, Value } from './value.ts'
import { decoderOf } from './value.ts'

/** What one statement gave. */
export interface SessionAnswer {
  readonly rows: readonly Row[]
  readonly count: number
  /** The first word of the command tag: SELECT, INSERT, COMMIT, ROLLBACK … */
  readonly command: string
}

/**
 * The one session of a PGlite. It speaks the wire protocol itself, because `PGlite.query` prepares every
 * statement anew in six round trips: 3,000 inserts took 212 ms that way and 72 ms bound to a named statement.
 * Callers must not overlap.
 */
export interface PgliteSession {
  readonly statementCount: number
  run(statement: Statement, parameters?: readonly Parameter[]): Promise<SessionAnswer>
  runScript(text: string): Promise<void>
}

/** Opens the session of a PGlite that nothing else uses. */
export function openSession(pglite: PGlite): PgliteSession {
  return new WireSession(pglite)
}

interface Column {
  readonly name: string
  readonly decode: (text: string) => Value
}

class WireSession implements PgliteSession {
  readonly #pglite: PGlite
  readonly #prepared = new Map<string, readonly Column[]>()
  #broken: AppError | undefined
  statementCount = 0

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  async run(statement: Statement, parameters: readonly Parameter[] = []): Promise<SessionAnswer> {
    const { name = '', text } = statement
    const known = name === '' ? undefined : this.#prepared.get(name)
    const request =
      known === undefined ? firstRequest(name, text, parameters) : boundRequest(name, parameters)
    const replies = await this.#send(request)
    const columns = known ?? readColumns(replies, statement.json ?? 'parsed')
    // A statement that failed only while running stays prepared, outside of any transaction.
    if (name !== '' && known === undefined && columns !== undefined) this.#prepared.set(name, columns)
    return readAnswer(replies, columns ?? [])
  }

  async runScript(text: string): Promise<void> {
    // A script may change tables: plans and result types of prepared statements would be stale.
    const replies = await this.#send(protocol.serialize.query(text))
    readAnswer(replies, [])
    if (this.#prepared.size > 0) {
      this.#prepared.clear()
      readAnswer(await this.#send(protocol.serialize.query('deallocate all')), [])
    }
  }

  async #send(request: Uint8Array): Promise<readonly Reply[]> {
    if (this.#broken !== undefined) throw this.#broken
    this.statementCount += 1
    try {
      const { messages: replies } = await this.#pglite.execProtocol(request, {
        syncToFs: false,
        throwOnError: false,
      })
      // Without this last word the server has died under the request: a failed sync, or no room for the log.
      if (replies.at(-1)?.name === 'readyForQuery') return replies
      throw replies.find(isError) ?? new Error('the embedded database stopped without an answer')
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#broken = new AppError('database_unavailable', { reason }, { cause: error })
      throw this.#broken
    }
  }
}

type Reply = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number]

function firstRequest(name: string, text: string, parameters: readonly Parameter[]): Uint8Array {
  const { serialize } = protocol
  const parts = [serialize.parse({ name, text }), describe(name), boundRequest(name, parameters)]
  return new Uint8Array(Buffer.concat(parts))
}

function describe(name: string): Uint8Array {
  return protocol.serialize.describe(name === '' ? { type: 'S' } : { type: 'S', name })
}

/** Execute the unnamed portal without a limit, then sync. */
const executeAndSync = Uint8Array.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4])

/**
 * Bind, execute and sync in one piece. The serializer of PGlite makes a piece of its own for each message and each string,
 * which took longer than deciding the command did.
 */
function boundRequest(statement: string, parameters: readonly Parameter[]): Uint8Array {
  const values = parameters.map(encodeParameter)
  let most = 32 + statement.length * 3 + executeAndSync.length
  for (const value of values)
    most += 6 + (typeof value === 'string' ? value.length * 3 : (value?.length ?? 0))
  const bytes = Buffer.allocUnsafe(most)
  bytes[0] = 0x42
  // No name for the portal.
  bytes[5] = 0
  let end = 6 + bytes.write(statement, 6)
  bytes[end] = 0
  end = bytes.writeInt16BE(values.length, end + 1)
  for (const value of values) end = bytes.writeInt16BE(value instanceof Uint8Array ? 1 : 0, end)
  end = bytes.writeInt16BE(values.length, end)
  for (const value of values) end = writeValue(bytes, value, end)
  // All results as text.
  end = bytes.writeInt16BE(0, end)
  bytes.writeInt32BE(end - 1, 1)
  bytes.set(executeAndSync, end)
  return new Uint8Array(bytes.subarray(0, end + executeAndSync.length))
}

/** Writes length and bytes of a parameter and returns where they end. */
function writeValue(bytes: Buffer, value: string | Uint8Array | null, at: number): number {
  if (value === null) return bytes.writeInt32BE(-1, at)
  if (typeof value !== 'string') {
    bytes.set(value, bytes.writeInt32BE(value.length, at))
    return at + 4 + value.length
  }
  const length = bytes.write(value, at + 4)
  bytes.writeInt32BE(length, at)
  return at + 4 + length
}

/** The columns of a described statement; undefined when it was not even parsed. */
function readColumns(replies: readonly Reply[], json: JsonForm): readonly Column[] | undefined {
  for (const reply of replies) {
    if (reply instanceof messages.RowDescriptionMessage) {
      return reply.fields.map((field) => ({ name: field.name, decode: decoderOf(field.dataTypeID, json) }))
    }
    if (reply.name === 'noData') return []
  }
  return undefined
}

function readAnswer(replies: readonly Reply[], columns: readonly Column[]): SessionAnswer {
  const rows: Row[] = []
  let tag = ''
  for (const reply of replies) {
    if (isError(reply)) throw toFault(reply)
    if (reply instanceof messages.DataRowMessage) rows.push(readRow(reply.fields, columns))
    else if (reply instanceof messages.CommandCompleteMessage) tag = reply.text
  }
  const words = tag.split(' ')
  return { rows, count: Number(words.at(-1)) || 0, command: words[0] ?? '' }
}

function readRow(fields: readonly (string | null)[], columns: readonly Column[]): Row {
  const row: Record<string, Value> = {}
  columns.forEach((column, index) => {
    const text = fields[index] ?? null
    row[column.name] = text === null ? null : column.decode(text)
  })
  return row
}

function isError(reply: Reply): reply is messages.DatabaseError {
  return reply instanceof messages.DatabaseError
}
