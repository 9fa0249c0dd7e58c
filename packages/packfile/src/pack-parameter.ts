import { addDays, isClockUnit } from '@duibiao/base'
import type { Finding, LegalBasis, LegalDate } from '@duibiao/base'
import type { Value } from '@duibiao/kernel'
import { faultAt } from './pack-fault.ts'
import type { Wording } from './pack-manifest.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, type YamlRead } from './pack-yaml.ts'

/** One value of a parameter with the dates between which it holds (both included) and what it rests on. */
export type ParameterValue = {
  readonly from: LegalDate
  readonly to?: LegalDate
  readonly value: Value
  /** A unit of clocks makes the value a limit; any other word is shown beside the number. */
  readonly unit?: string
  readonly legal_basis?: LegalBasis
  /** The place where a local statute binds; elsewhere the value is a template. */
  readonly binds?: string
  /** True when nothing is cited: shown as 默认值，未经确认 / default, not confirmed. */
  readonly unconfirmed?: boolean
  readonly source?: string
  readonly note?: Wording
}

/** A dated value with its legal basis (参数); `presets` are named sets a district may choose instead. */
export type Parameter = {
  readonly title: Wording
  /** Why no district may set it. */
  readonly fixed?: Wording
  /**
   * What the value of a law is where it binds: the most or the least that a district may set, or all. Not said: the most
   * for limits, all for other values.
   */
  readonly bound?: 'maximum' | 'minimum' | 'exact'
  readonly values: readonly ParameterValue[]
  readonly presets?: { readonly [preset: string]: readonly ParameterValue[] }
}

export type Parameters = { readonly [name: string]: Parameter }

const wording = {
  type: 'object',
  properties: { zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
  required: ['zh', 'en'],
  additionalProperties: false,
} as const

const basis = {
  type: 'object',
  properties: {
    law: { type: 'string', minLength: 1 },
    article: { type: 'string', minLength: 1 },
    text: { type: 'string' },
  },
  required: ['law', 'article'],
  additionalProperties: false,
} as const

const values = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: {
      from: { type: 'string', format: 'date' },
      to: { type: 'string', format: 'date' },
      value: { type: ['number', 'string', 'boolean'] },
      unit: { type: 'string', pattern: '^[a-z_]{1,30}$' },
      legal_basis: basis,
      binds: { type: 'string', minLength: 1 },
      unconfirmed: { const: true },
      source: { type: 'string', minLength: 1 },
      note: wording,
    },
    required: ['from', 'value'],
    additionalProperties: false,
  },
} as const

const validate = compileSchema({
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9_]{0,63}$' },
  additionalProperties: {
    type: 'object',
    properties: {
      title: wording,
      fixed: wording,
      bound: { enum: ['maximum', 'minimum', 'exact'] },
      values,
      presets: { type: 'object', additionalProperties: values },
    },
    required: ['title', 'values'],
    additionalProperties: false,
  },
})

/** Reads a file of `parameters/`: schema, dates in order without overlap, exactly one of legal basis and `unconfirmed`. */
export function readParameters(read: YamlRead): {
  readonly parameters: Parameters
  readonly findings: readonly Finding[]
} {
  const findings: Finding[] = [...read.findings, ...checkAgainst(validate, read, 'parameter_invalid')]
  if (findings.length > 0 || read.value === undefined) return { parameters: {}, findings }
  const parameters = read.value as unknown as Parameters
  const lists = Object.entries(parameters).flatMap(
    ([name, { values: own, presets = {} }]): ParameterList[] => [
      { pointer: `/${name}/values`, values: own },
      ...Object.entries(presets).map(([preset, list]) => ({
        pointer: `/${name}/presets/${preset}`,
        values: list,
      })),
    ],
  )
  return { parameters, findings: lists.flatMap((list) => checkValues(read, list)) }
}

type ParameterList = { readonly pointer: string; readonly values: readonly ParameterValue[] }

function checkValues(read: YamlRead, { pointer, values: list }: ParameterList): readonly Finding[] {
  return list.flatMap((value, index) => {
    const line = lineAt(read, `${pointer}/${index}`)
    return faultsOf(value, list[index - 1]).map(([code, ...words]) =>
      faultAt({ file: read.file, line }, code, words),
    )
  })
}

type CodedWords = readonly [string, string, string]

function faultsOf(value: ParameterValue, before: ParameterValue | undefined): readonly CodedWords[] {
  const { from, to, unit, legal_basis: basis, unconfirmed } = value
  const free = before?.to === undefined ? undefined : addDays(before.to, 1)
  const faults: CodedWords[] = []
  if ((basis === undefined) === (unconfirmed === undefined))
    faults.push([
      'parameter_ground',
      '须写明 legal_basis，或者标明 unconfirmed: true，二者取一',
      'give a legal_basis or say unconfirmed: true, one of the two',
    ])
  if (to !== undefined && to < from)
    faults.push(['parameter_dates', '终止日早于起始日', 'the value ends before it begins'])
  if (before !== undefined && (free === undefined || from < free))
    faults.push([
      'parameter_dates',
      '起始日与前一个值重叠（前一个值须有 to）',
      'the value overlaps the one before it, which needs an earlier `to`',
    ])
  if (unit !== undefined && isClockUnit(unit) && typeof value.value !== 'number')
    faults.push([
      'parameter_invalid',
      '有时间单位的值应当是数',
      'a value with a unit of time must be a number',
    ])
  return faults
}
