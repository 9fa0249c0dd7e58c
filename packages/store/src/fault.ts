import { AppError } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'

/** The SQLSTATE of a driver's error or of an error caused by one; undefined when there is none. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (!(error instanceof AppError)) {
    const state = 'code' in error && typeof error.code === 'string' ? error.code : ''
    // Every state has a digit; EPIPE, a code of Node's, has none.
    if (/^(?=.*\d)[0-9A-Z]{5}$/.test(state)) return state
  }
  return sqlStateOf(error.cause)
}

/** Whether a session came to a server that only reads; after a failover another session may come to the right one. */
export function isReadOnly(error: unknown): boolean {
  return sqlStateOf(error) === readOnlyState
}

/**
 * Turns a driver's error into the project's, with the driver's error as `cause`. States outside the table are
 * mistakes in a statement, or refusals by grant or trigger, and stay as they are.
 */
export function toFault(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const state = sqlStateOf(error)
  if (state === undefined) {
    return isLostConnection(error)
      ? new AppError('database_unavailable', { reason: error.message }, { cause: error })
      : error
  }
  const code = faultOf(state)
  if (code === undefined) return error
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
  return new AppError(code, { reason: error.message, constraint }, { cause: error })
}

// SQLSTATE, PostgreSQL manual appendix A. 57014 is a cancelled statement, 55P03 a lock that was not to be had in
// time; 40001 and 40P01 ask for the same transaction again; 57P01 to 57P03 and class 08 are lost connections,
// 53300 is a server without a free connection, 25P03 and 57P05 are sessions ended for idling; 25006 is a server that only
// reads: a standby, or one that is no longer the primary.
const readOnlyState = '25006'
const faults: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['53100', 'database_full'],
  ['23505', 'row_exists'],
  ['57014', 'statement_timeout'],
  ['55P03', 'statement_timeout'],
  ['40001', 'database_conflict'],
  ['40P01', 'database_conflict'],
  ['57P01', 'database_unavailable'],
  ['57P02', 'database_unavailable'],
  ['57P03', 'database_unavailable'],
  ['57P05', 'database_unavailable'],
  ['25P03', 'database_unavailable'],
  [readOnlyState, 'database_unavailable'],
  ['53300', 'database_unavailable'],
])

function faultOf(state: string): ErrorCode | undefined {
  return faults.get(state) ?? (state.startsWith('08') ? 'database_unavailable' : undefined)
}

const lostConnectionCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

function isLostConnection(error: Error): boolean {
  if ('code' in error && typeof error.code === 'string' && lostConnectionCodes.has(error.code)) return true
  // node-postgres and its pool tell these only by their text.
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying|Query read timeout|Client was closed|Cannot use a pool after|Client has been released)/i.test(
    error.message,
  )
}
