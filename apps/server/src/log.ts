import { AssertionError, isAppError } from '@duibiao/base'
import { sqlStateOf } from '@duibiao/store'
import { pino, stdTimeFunctions } from 'pino'
import type { Bindings, ChildLoggerOptions, DestinationStream, Logger } from 'pino'
import type { LogLevel } from './config.ts'

/** The log of the service: lines of JSON with a fixed set of fields, none of them personal. */
export type Log = Logger

/** Where lines of the log go. */
export type LogTarget = DestinationStream

type Field = (value: unknown) => unknown

/**
 * What a line may hold besides time, level and sentence, and in which form. Whatever else is given is left out, so that no
 * name, number or text of a resident can come into the log by mistake (ASVS V16.2.5).
 */
const fields: Readonly<Record<string, Field>> = {
  request: word,
  operation: word,
  matter: word,
  district: number,
  account: word,
  session: word,
  network: word,
  status: number,
  code: word,
  milliseconds: number,
  job: word,
  count: number,
  version: word,
  address: word,
  port: number,
  signal: word,
  error: describeError,
}

/** A log of a level and above. @param target where its lines go */
export function makeLog(level: LogLevel, target: LogTarget): Log {
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: keepKnown },
      hooks: {
        // A library that logs an error would have its message as the sentence of the line.
        logMethod(given, write) {
          const [first, sentence] = given
          const error = errorIn(first)
          if (error === undefined) return write.apply(this, given)
          const own =
            typeof sentence === 'string' && sentence !== error.message ? sentence : 'a library failed'
          return write.apply(this, [{ ...(first instanceof Error ? {} : Object(first)), error }, own])
        },
      },
    },
    target,
  )
  // oxlint-disable-next-line typescript/unbound-method -- it is given the `this` that it is called with
  const makeChild = log.child
  // What children are bound to is written as it comes: the formatters of their parent do not see it.
  return Object.assign(log, {
    child(this: Log, bindings: Bindings, options?: ChildLoggerOptions): Log {
      return Reflect.apply(makeChild, this, [keepKnown(bindings), options])
    },
  })
}

function errorIn(given: unknown): Error | undefined {
  if (given instanceof Error) return given
  if (typeof given !== 'object' || given === null || !('err' in given)) return undefined
  return given.err instanceof Error ? given.err : undefined
}

function keepKnown(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
      const form = Object.hasOwn(fields, name) ? fields[name] : undefined
      const kept = value === undefined ? undefined : form?.(value)
      return kept === undefined ? [] : [[name, kept] as const]
    }),
  )
}

/** Names, codes and ids: nothing that holds a space, a control character or another script. */
function word(value: unknown): unknown {
  return typeof value === 'string' && /^[\w.:/@+-]{1,100}$/.test(value) ? value : undefined
}

function number(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 10) / 10 : undefined
}

/**
 * An error without its message, which may quote what somebody wrote; those of our assertions are written by us. The frames
 * of the stack say where it came from.
 */
function describeError(value: unknown): unknown {
  if (!(value instanceof Error)) return { name: typeof value }
  const frames = (value.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: value.name,
    ...(isAppError(value) && { code: value.code }),
    ...(sqlStateOf(value) !== undefined && { state: sqlStateOf(value) }),
    ...(value instanceof AssertionError && { message: value.message }),
    at: frames.slice(0, 8).map((line) => line.trim()),
    ...(value.cause !== undefined && { cause: describeError(value.cause) }),
  }
}
