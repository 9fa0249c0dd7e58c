import { isClockUnit } from '@duibiao/base'
import type { ClockUnit } from '@duibiao/base'
import type { Parameter, ParameterValue } from './pack-parameter.ts'

/** A value without its dates. */
type Amount = Pick<ParameterValue, 'value' | 'unit'>

/** True where the value is that of a law in force at the place: of the whole country, or of a statute that binds there. */
export function isLaw(value: ParameterValue, place: string | undefined): boolean {
  return value.legal_basis !== undefined && bindsAt(value, place)
}

/** True when a statute that binds in one place only binds here, too. */
export function bindsAt({ binds }: ParameterValue, place: string | undefined): boolean {
  return binds === undefined || binds.split('、').some((one) => one === place)
}

/**
 * True when another value goes beyond what a law allows: longer than its most, shorter than its least, or other than it
 * says. Units that cannot be compared for every day of the calendar count as beyond, so that nothing is loosened by guess.
 */
export function breaksLaw(parameter: Pick<Parameter, 'bound'>, law: Amount, other: Amount): boolean {
  switch (boundOf(parameter, law)) {
    case 'maximum':
      return !isAtMost(other, law)
    case 'minimum':
      return !isAtMost(law, other)
    case 'exact':
      return other.value !== law.value || other.unit !== law.unit
  }
}

/** What the value of a law is for the district: the most, the least, or all that it may set. */
export function boundOf({ bound }: Pick<Parameter, 'bound'>, { unit = '' }: Amount): Bound {
  return bound ?? (isClockUnit(unit) ? 'maximum' : 'exact')
}

type Bound = NonNullable<Parameter['bound']>

function isAtMost(one: Amount, other: Amount): boolean {
  if (typeof one.value !== 'number' || typeof other.value !== 'number') return one.value === other.value
  if (one.unit === other.unit) return one.value <= other.value
  const [unit, than] = [one.unit ?? '', other.unit ?? '']
  if (!isClockUnit(unit) || !isClockUnit(than)) return false
  const factor = sureFactor[unit][than]
  // A limit in days ends at midnight after a first day that does not count: up to one day longer than its number.
  const amount =
    unit === 'urgent_day' && (than === 'hour' || than === 'urgent_hour') ? one.value + 1 : one.value
  return factor !== undefined && amount <= factor * other.value
}

const hours = { urgent_hour: 1, hour: 1, working_hour: 1, working_day: 24, urgent_day: 24, calendar_day: 24 }
const days = { working_day: 1, calendar_day: 1, month: 28, year: 365 }

/**
 * How many of a unit are never longer than one of another, whatever the calendar: 28 days in a month, one calendar day
 * in a working day (both end on a working day). Absent: no number is.
 */
const sureFactor: Readonly<Record<ClockUnit, Partial<Readonly<Record<ClockUnit, number>>>>> = {
  urgent_hour: { ...hours, month: 24 * 28, year: 24 * 365 },
  hour: { ...hours, month: 24 * 28, year: 24 * 365 },
  working_hour: {},
  working_day: {},
  urgent_day: { ...days, hour: 1 / 24, urgent_hour: 1 / 24 },
  calendar_day: days,
  month: { year: 12 },
  year: {},
}
