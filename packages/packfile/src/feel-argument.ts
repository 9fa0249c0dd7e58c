import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin'
import { isContext, isList, type Feel, type FeelContext } from './feel-value.ts'

// What built-in functions take. Each reader applies the implicit conversions of DMN 1.5, 10.3.2.9.4.

/** Any value, null included. */
export function anything(value: Feel): Feel {
  return value
}

export function number(value: Feel): number | undefined {
  const single = unwrap(value)
  return typeof single === 'number' ? single : undefined
}

export function text(value: Feel): string | undefined {
  const single = unwrap(value)
  return typeof single === 'string' ? single : undefined
}

export function boolean(value: Feel): boolean | undefined {
  const single = unwrap(value)
  return typeof single === 'boolean' ? single : undefined
}

/** A list; any other value but null stands for the list of itself. */
export function list(value: Feel): readonly Feel[] | undefined {
  if (isList(value)) return value
  return value === null ? undefined : [value]
}

export function context(value: Feel): FeelContext | undefined {
  const single = unwrap(value)
  return isContext(single) ? single : undefined
}

export function date(value: Feel): FeelDate | undefined {
  const single = unwrap(value)
  return single instanceof FeelDate ? single : undefined
}

export function time(value: Feel): FeelTime | undefined {
  const single = unwrap(value)
  return single instanceof FeelTime ? single : undefined
}

export function dateTime(value: Feel): FeelDateTime | undefined {
  const single = unwrap(value)
  return single instanceof FeelDateTime ? single : undefined
}

/** A date or a date and time, where only the date matters. */
export function day(value: Feel): FeelDate | FeelDateTime | undefined {
  return date(value) ?? dateTime(value)
}

export function duration(value: Feel): FeelDuration | undefined {
  const single = unwrap(value)
  return single instanceof FeelDuration ? single : undefined
}

export function range(value: Feel): FeelRange | undefined {
  const single = unwrap(value)
  return single instanceof FeelRange ? single : undefined
}

export function callable(value: Feel): FeelFunction | undefined {
  const single = unwrap(value)
  return single instanceof FeelFunction ? single : undefined
}

/** A value of `read`, or null. */
export function orNull<T>(read: (value: Feel) => T | undefined): (value: Feel) => T | null | undefined {
  return (value) => (value === null ? null : read(value))
}

function unwrap(value: Feel): Feel {
  return isList(value) && value.length === 1 ? (value[0] ?? null) : value
}
