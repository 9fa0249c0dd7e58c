import { dateAt, isClockUnit } from '@duibiao/base'
import type { Instant, LegalDate } from '@duibiao/base'
import type { Value } from '@duibiao/kernel'
import { bindsAt, breaksLaw, isLaw } from './pack-law.ts'
import type { Parameter, Parameters, ParameterValue } from './pack-parameter.ts'

/** What a parameter says at an instant: `{ amount, unit, legalBasis? }` for limits, else the plain value; undefined when it says nothing. */
export type ParameterLookup = (name: string, at: Instant) => Value | undefined

/** What a district has settled for a pack, as it stands at an instant. */
export type PackChoice = {
  readonly preset?: string
  /** Where the district lies: statutes that bind there are law, those of other places templates. */
  readonly place?: string
  /** The district's own values, which come before the pack's. */
  readonly overrides?: { readonly [name: string]: readonly ParameterValue[] }
}

export type LookupOptions = PackChoice & { readonly utcOffsetMinutes?: number }

/** The lookup that a decision's context wants. What the district settled may change with time. */
export function lookUpParameters(
  parameters: Parameters,
  options: LookupOptions | ((at: Instant) => LookupOptions) = {},
): ParameterLookup {
  return (name, at) => {
    const { utcOffsetMinutes = 480, ...choice } = typeof options === 'function' ? options(at) : options
    const value = valueOn(parameters, { name, on: dateAt(at, { utcOffsetMinutes }) }, choice)
    return value === undefined ? undefined : plainValue(value)
  }
}

/**
 * The dated value that holds on a day: the district's own, else the preset's, else the pack's. Whatever goes beyond what a
 * law allows that is in force at the place does not count.
 */
export function valueOn(
  parameters: Parameters,
  { name, on }: { readonly name: string; readonly on: LegalDate },
  { preset, place, overrides = {} }: PackChoice = {},
): ParameterValue | undefined {
  const parameter = ownOf(parameters, name)
  const own = inForce(ownOf(overrides, name), on)
  if (parameter === undefined) return own
  const said = inForce(parameter.values, on)
  const set = preset === undefined ? undefined : inForce(ownOf(parameter.presets ?? {}, preset), on)
  const laws = [set, said].flatMap((value) => (value !== undefined && isLaw(value, place) ? [value] : []))
  if (own !== undefined && parameter.fixed === undefined && isWithin(laws, parameter, own)) return own
  if (set !== undefined && (laws.includes(set) || isWithin(laws, parameter, set))) return set
  return said
}

function isWithin(laws: readonly ParameterValue[], parameter: Parameter, value: ParameterValue): boolean {
  return laws.every((law) => !breaksLaw(parameter, law, value))
}

function inForce(list: readonly ParameterValue[] | undefined, on: LegalDate): ParameterValue | undefined {
  return list?.find((value) => value.from <= on && (value.to === undefined || on <= value.to))
}

/** An entry of a record by a name from outside, which may be that of a method every object has. */
export function ownOf<Entry>(record: { readonly [name: string]: Entry }, name: string): Entry | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** True when the value must be shown as 默认值，未经确认: nothing cited, or a statute of another place. */
export function isUnconfirmed(value: ParameterValue, place?: string): boolean {
  return value.unconfirmed === true || !bindsAt(value, place)
}

function plainValue({ value, unit, legal_basis: basis }: ParameterValue): Value {
  if (unit === undefined || !isClockUnit(unit)) return value
  return { amount: value, unit, ...(basis && { legalBasis: { law: basis.law, article: basis.article } }) }
}
