import { errors } from './error-catalogue.ts'
import { sentenceOf } from './error-row.ts'
import type { ErrorRow, Language } from './error-row.ts'

export type ErrorCode = keyof typeof errors

export type { Language } from './error-row.ts'

export type ErrorParams = Readonly<Record<string, string | number | boolean>>

/**
 * A fault that a user can cause. `code` is a row of the catalogue, `params` fill its placeholders, `cause` is kept.
 * The English sentence is the message, so that logs can be read; screens use formatError.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options: ErrorOptions = {}) {
    super(`${code}: ${fillTemplate(sentenceOf(errors[code], 'en'), params)}`, options)
    this.name = 'AppError'
    this.code = code
    this.params = params
  }

  /** HTTP status of the code. */
  get status(): ErrorRow['status'] {
    return errors[this.code].status
  }
}

/** A fault that only a bug can cause. It has no code and no translation: nobody can act on it but us. */
export class AssertionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AssertionError'
  }
}

/** The sentence for a person, in the language asked: what is wrong and what to do next. */
export function formatError(error: AppError, language: Language): string {
  return fillTemplate(sentenceOf(errors[error.code], language), error.params)
}

/** What is wrong alone, without what to do next: the title of a problem. */
export function formatErrorTitle(error: AppError, language: Language): string {
  return fillTemplate(errors[error.code].what[language], error.params)
}

/** True when the error is an AppError, of the given code if one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}

/** Fails on a bug: a condition that the code itself must keep. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(`bug: ${message}`)
}

/** Closes a switch over a union at run time too, for values that came in past the compiler. */
export function assertNever(value: never): never {
  throw new AssertionError(`bug: unexpected value ${JSON.stringify(value)}`)
}

function fillTemplate(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name]
    return value === undefined ? placeholder : String(value)
  })
}
