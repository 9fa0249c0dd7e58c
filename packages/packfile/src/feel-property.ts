import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin'
import { warn } from './feel-budget.ts'
import { durationOfSeconds, isZoned, offsetSecondsOf } from './feel-temporal.ts'
import { entryOf, isContext, kindOf, type Feel } from './feel-value.ts'

/** `value.name`: an entry of a context or a property of a temporal value or range (DMN 1.5, table 62); else null. */
export function readProperty(value: Feel, name: string): Feel {
  if (isContext(value))
    return entryOf(value, name) ?? (Object.hasOwn(value, name) ? null : warn(`no entry "${name}"`))
  return propertyOf(value, name) ?? warn(`${kindOf(value)} has no property "${name}"`)
}

function propertyOf(value: Feel, name: string): Feel | undefined {
  if (value instanceof FeelDate) return datePart(value, name)
  if (value instanceof FeelDateTime) return datePart(value, name) ?? timePart(value, name)
  if (value instanceof FeelTime) return timePart(value, name)
  if (value instanceof FeelDuration) return durationPart(value, name)
  if (value instanceof FeelRange) return rangePart(value, name)
  return undefined
}

function datePart(value: FeelDate | FeelDateTime, name: string): number | undefined {
  switch (name) {
    case 'year':
      return value.year
    case 'month':
      return value.month
    case 'day':
      return value.day
    case 'weekday':
      return value.weekday
    default:
      return undefined
  }
}

function timePart(value: FeelTime | FeelDateTime, name: string): Feel | undefined {
  switch (name) {
    case 'hour':
      return value.hour
    case 'minute':
      return value.minute
    case 'second':
      return value.second
    case 'time offset':
      return isZoned(value) ? durationOfSeconds(offsetSecondsOf(value)) : undefined
    case 'timezone':
      return value.zone ?? undefined
    default:
      return undefined
  }
}

function durationPart(value: FeelDuration, name: string): number | undefined {
  const parts: Readonly<Record<string, number | null>> = {
    years: value.years,
    months: value.months,
    days: value.days,
    hours: value.hours,
    minutes: value.minutes,
    seconds: value.seconds,
  }
  return parts[name] ?? undefined
}

function rangePart(value: FeelRange, name: string): Feel | undefined {
  switch (name) {
    case 'start':
      return value.start
    case 'end':
      return value.end
    case 'start included':
      return value['start included']
    case 'end included':
      return value['end included']
    default:
      return undefined
  }
}
