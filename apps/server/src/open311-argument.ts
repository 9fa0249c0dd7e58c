import { AppError, instantOf, millisecondsPerDay, parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'

/** Arguments as they came: of an address or of a form. */
export type Open311Arguments = Readonly<Record<string, string | readonly string[] | undefined>>

/** The value of an argument; an empty one counts as not given. Of several the first counts. */
export function argumentOf(given: Open311Arguments, name: string): string | undefined {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  const first = typeof value === 'string' ? value : value?.find((one) => one !== '')
  return first === undefined || first.trim() === '' ? undefined : first.trim()
}

/** The values of an argument that may be a list: separated by commas, or given several times. */
export function listArgument(given: Open311Arguments, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  const texts = typeof value === 'string' ? [value] : (value ?? [])
  const values = texts.flatMap((text) => text.split(',')).flatMap((one) => one.trim() || [])
  return values.length === 0 ? undefined : values
}

/** The longest span of a list, and what is listed when none is asked for. */
const open311Span = 90 * millisecondsPerDay

/**
 * The time that a list is asked for: the most recent 90 days when nothing is said, 90 days after or before the one end that is
 * said.
 * @throws AppError `request_malformed` for times without a zone, and spans of more than 90 days
 */
export function spanOf(
  given: Open311Arguments,
  now: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const start = instantArgument(given, 'start_date')
  const end = instantArgument(given, 'end_date')
  const from = start ?? instantOf((end ?? now) - open311Span)
  const to = end ?? instantOf(Math.min(start === undefined ? now : start + open311Span, Math.max(now, from)))
  if (to < from) throw new AppError('request_malformed', { reason: 'end_date is before start_date' })
  if (to - from > open311Span) {
    throw new AppError('request_malformed', { reason: 'start_date and end_date span more than 90 days' })
  }
  return { from, to }
}

function instantArgument(given: Open311Arguments, name: string): Instant | undefined {
  const text = argumentOf(given, name)
  if (text === undefined) return undefined
  try {
    // A plus sign that was not percent-encoded arrives as a blank.
    return parseInstant(text.replace(/ (?=\d{2}:\d{2}$)/, '+'))
  } catch (cause) {
    throw new AppError('request_malformed', { reason: `${name}: ${text.slice(0, 50)}` }, { cause })
  }
}

/** A number of an argument. @throws AppError `request_malformed` */
export function numberArgument(
  given: Open311Arguments,
  { name, least, most }: { readonly name: string; readonly least: number; readonly most: number },
): number | undefined {
  const text = argumentOf(given, name)
  if (text === undefined) return undefined
  const value = /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new AppError('request_malformed', { reason: name })
  return value
}
