import { formatError, isAppError } from '@duibiao/base'
import type { AppError, Finding, Language } from '@duibiao/base'
import { InvalidArgumentError } from 'commander'
import { cut } from './text-width.ts'
import type { Terminal } from './terminal.ts'

/** What a command ends with. */
export const exitCodes = { done: 0, fault: 1, usage: 2 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Faults of how the command was called, rather than of what it found. */
const usageCodes: ReadonlySet<string> = new Set(['setting_invalid', 'file_kind_unknown'])

/** Tells a fault and gives the exit code; what is no AppError is a mistake of ours and is thrown on. */
export function tellFault(error: unknown, terminal: Terminal, language: Language): ExitCode {
  if (!isAppError(error)) throw error
  terminal.warn(`${error.code}: ${formatError(error, language)}`)
  return usageCodes.has(error.code) ? exitCodes.usage : exitCodes.fault
}

/** An AppError as a program reads it. */
export function faultOf(error: AppError, language: Language): Readonly<Record<string, unknown>> {
  return { code: error.code, params: error.params, message: formatError(error, language) }
}

/** A finding as one line: file:line code sentence. */
export function formatFinding(finding: Finding, language: Language): string {
  const { file, line, column, code, element, rule } = finding
  const place = line === 0 ? file : `${file}:${line}${column === undefined ? '' : `:${column}`}`
  const tail = [element, rule === undefined ? undefined : `(${rule})`].filter((part) => part !== undefined)
  const sentence = cut(finding[language].replace(/\s+/g, ' '), 2000)
  return [`${place} ${code}`, sentence, ...tail].join(' ')
}

/** Reads a whole number of an option within limits, or has commander refuse it. */
export function parseCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`${least}…${most}`)
  }
}
