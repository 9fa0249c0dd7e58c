import { AppError, dateAt, isClockUnit, isHourUnit } from '@duibiao/base'
import type { Instant, LegalBasis, LegalDate } from '@duibiao/base'
import type { Value } from '@duibiao/kernel'
import { breaksLaw, isLaw } from './pack-law.ts'
import type { Parameter, Parameters, ParameterValue } from './pack-parameter.ts'
import { ownOf, type PackChoice } from './pack-value.ts'

/** What a district has settled for a pack without touching it, one decision of the district each. */
export type DistrictSetting = {
  readonly kind: 'parameter' | 'preset' | 'place' | 'post'
  /** The parameter or the post; empty for the other kinds. */
  readonly name: string
  /** Null: what the pack says counts again. */
  readonly value: Value
  readonly unit?: string
  readonly from: LegalDate
  readonly to?: LegalDate
  readonly basis: LegalBasis
  readonly recordedAt: Instant
}

/**
 * What the settings come to at an instant. Of those recorded by then and in force on that day the last one counts: a later
 * decision of the district replaces an earlier one from its date on, and none acts before it was taken.
 * @param settings in the order of recording
 */
export function choiceAt(
  settings: readonly DistrictSetting[],
  at: Instant,
  utcOffsetMinutes = 480,
): PackChoice {
  const last = settingsInForce(settings, at, utcOffsetMinutes)
  const [preset, place] = (['preset', 'place'] as const).map(
    (wanted) => last.find(({ kind, value }) => kind === wanted && value !== null)?.value,
  )
  const own = last.filter(({ kind, value }) => kind === 'parameter' && value !== null)
  return {
    ...(typeof preset === 'string' && { preset }),
    ...(typeof place === 'string' && { place }),
    overrides: Object.fromEntries(own.map((setting) => [setting.name, [valueOf(setting)]])),
  }
}

/** The settings that count at an instant, one for each thing that is settled. @param settings in the order of recording */
export function settingsInForce(
  settings: readonly DistrictSetting[],
  at: Instant,
  utcOffsetMinutes = 480,
): readonly DistrictSetting[] {
  const on = dateAt(at, { utcOffsetMinutes })
  const inForce = settings.filter(
    ({ from, to, recordedAt }) => recordedAt <= at && from <= on && (to === undefined || on <= to),
  )
  return [...new Map(inForce.map((setting) => [`${setting.kind} ${setting.name}`, setting])).values()]
}

function valueOf({ value, unit, from, to, basis }: DistrictSetting): ParameterValue {
  return {
    from,
    ...(to !== undefined && { to }),
    value,
    ...(unit !== undefined && { unit }),
    legal_basis: basis,
  }
}

/** A value that a district wants for a parameter, as a person wrote it. */
export type NewValue = {
  readonly name: string
  readonly text: string
  /** Without it that of the pack's value. */
  readonly unit?: string
  readonly from: LegalDate
  readonly to?: LegalDate
}

/**
 * Reads a district's own value for a parameter: of the type and kind of unit that the pack's has, and on no day of its
 * time beyond what a law allows that is in force at the place.
 * @throws AppError `parameter_unknown`, `parameter_fixed`, `parameter_value_invalid`, `parameter_loosens_law`
 */
export function readOverride(
  { pack, parameters }: { readonly pack: string; readonly parameters: Parameters },
  wanted: NewValue,
  choice: PackChoice = {},
): Pick<ParameterValue, 'value' | 'unit'> {
  const { name } = wanted
  const parameter = findParameter(parameters, pack, name)
  if (parameter.fixed !== undefined)
    throw new AppError('parameter_fixed', {
      parameter: name,
      reason: `${parameter.fixed.zh} / ${parameter.fixed.en}`,
    })
  const own = readValue(parameter, wanted)
  const law = lawsDuring(parameter, wanted, choice).find((one) => breaksLaw(parameter, one, own))
  if (law === undefined) return own
  throw new AppError('parameter_loosens_law', {
    parameter: name,
    value: amountText(own),
    from: law.from,
    law: `${law.legal_basis?.law ?? ''} ${law.legal_basis?.article ?? ''}`,
    limit: amountText(law),
  })
}

/** @throws AppError `parameter_unknown` */
export function findParameter(parameters: Parameters, pack: string, name: string): Parameter {
  const parameter = ownOf(parameters, name)
  if (parameter !== undefined) return parameter
  throw new AppError('parameter_unknown', {
    parameter: name,
    pack,
    known: Object.keys(parameters).join(', '),
  })
}

/** The district's own values that do not count under a version of a pack on a day, because a law is in the way. */
export function findVoid(
  parameters: Parameters,
  { overrides = {}, ...choice }: PackChoice,
): readonly { readonly name: string; readonly law: ParameterValue }[] {
  return Object.entries(overrides).flatMap(([name, values]) =>
    values.flatMap((value) => {
      const parameter = ownOf(parameters, name)
      const law =
        parameter && lawsDuring(parameter, value, choice).find((one) => breaksLaw(parameter, one, value))
      return law === undefined ? [] : [{ name, law }]
    }),
  )
}

/** The values of laws in force at the place that hold on any day of a time. */
function lawsDuring(
  { values, presets = {} }: Parameter,
  { from, to }: { readonly from: LegalDate; readonly to?: LegalDate },
  { preset, place }: PackChoice,
): readonly ParameterValue[] {
  const set = preset === undefined ? undefined : ownOf(presets, preset)
  return [...values, ...(set ?? [])].filter(
    (value) =>
      isLaw(value, place) &&
      (to === undefined || value.from <= to) &&
      (value.to === undefined || from <= value.to),
  )
}

function readValue(
  parameter: Parameter,
  { name, text, unit: wanted }: NewValue,
): Pick<ParameterValue, 'value' | 'unit'> {
  const sample: Amount = parameter.values.at(-1) ?? { value: '' }
  const unit = wanted ?? sample.unit
  const said = unit === undefined ? {} : { unit }
  const value = parse(text.trim(), sample.value)
  if (value !== undefined && isLike({ value, ...said }, sample)) return { value, ...said }
  const faulty = { parameter: name, value: amountText({ value: text, ...said }) }
  throw new AppError('parameter_value_invalid', { ...faulty, example: amountText(sample) })
}

/** A limit stays a limit, above zero and whole unless it is in hours; any other value keeps its unit. */
function isLike({ value, unit = '' }: Amount, sample: Amount): boolean {
  if (!isClockUnit(sample.unit ?? '')) return unit === (sample.unit ?? '')
  if (!isClockUnit(unit) || typeof value !== 'number' || value <= 0) return false
  return isHourUnit(unit) || Number.isInteger(value)
}

type Amount = Pick<ParameterValue, 'value' | 'unit'>

function parse(text: string, sample: Value): Value | undefined {
  if (typeof sample === 'number') return /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined
  if (typeof sample === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : undefined
  return text === '' ? undefined : text
}

/** A value with its unit, as it is written in a pack. */
export function amountText({ value, unit }: Pick<ParameterValue, 'value' | 'unit'>): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return unit === undefined ? text : `${text} ${unit}`
}
