import type { Finding } from '@duibiao/base'
import type { Wording } from './pack-manifest.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import type { YamlRead } from './pack-yaml.ts'

/** A part of a formula: in words, and as a FEEL condition over the record of one matter (`IndicatorRecord`). */
export type IndicatorCondition = { readonly name: Wording; readonly when: string }

/** What puts a matter into a period: when it was opened or ended, or when a clock of it is due. */
export type IndicatorInstant =
  | { readonly kind: 'opened' | 'closed' }
  /** The last moment of the limit, of several of one key the earliest. */
  | { readonly kind: 'due'; readonly clock: string }

/** An indicator (指标) as a pack defines it. */
export type IndicatorDefinition = {
  readonly name: Wording
  readonly description: Wording
  /** Proportion: cases among cases, never more than all. Rate: cases for each case. */
  readonly kind: 'proportion' | 'rate'
  /** True counts 1; a whole number counts as it is. */
  readonly numerator: IndicatorCondition
  readonly denominator: IndicatorCondition
  /** Tried first, in their order: the first that holds takes the matter out, and it is counted as left out. */
  readonly exclusions?: { readonly [id: string]: IndicatorCondition }
  /** Tried next: matters that are not settled yet. */
  readonly pending?: IndicatorCondition
  readonly instant: IndicatorInstant
  /** Days after the end of a month on which it is closed: what changes later is a revision. */
  readonly cut_off_days: number
  readonly unit_of_measure: 'percent' | 'per_matter'
  readonly better: 'higher' | 'lower'
  readonly goalposts?: { readonly worst: number; readonly best: number }
  /** By what it may be compared. */
  readonly units: readonly ('area' | 'office')[]
  readonly source: Wording
  /** The law or standard it rests on. */
  readonly basis?: Wording
}

/** The id under which matters that a formula cannot count are left out; no exclusion may be called so. */
export const notCountable = 'not_countable'

const wording = {
  type: 'object',
  properties: { zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
  required: ['zh', 'en'],
  additionalProperties: false,
} as const

const condition = {
  type: 'object',
  properties: { name: wording, when: { type: 'string', minLength: 1, maxLength: 2000 } },
  required: ['name', 'when'],
  additionalProperties: false,
} as const

const instant = {
  oneOf: [
    {
      type: 'object',
      properties: { kind: { enum: ['opened', 'closed'] } },
      required: ['kind'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { kind: { const: 'due' }, clock: { type: 'string', minLength: 1 } },
      required: ['kind', 'clock'],
      additionalProperties: false,
    },
  ],
} as const

const validate = compileSchema({
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9_]{0,63}$' },
  additionalProperties: {
    type: 'object',
    properties: {
      name: wording,
      description: wording,
      kind: { enum: ['proportion', 'rate'] },
      numerator: condition,
      denominator: condition,
      exclusions: {
        type: 'object',
        propertyNames: { pattern: '^[a-z][a-z0-9_]{0,63}$' },
        additionalProperties: condition,
        maxProperties: 20,
      },
      pending: condition,
      instant,
      cut_off_days: { type: 'integer', minimum: 0, maximum: 366 },
      unit_of_measure: { enum: ['percent', 'per_matter'] },
      better: { enum: ['higher', 'lower'] },
      goalposts: {
        type: 'object',
        properties: { worst: { type: 'number' }, best: { type: 'number' } },
        required: ['worst', 'best'],
        additionalProperties: false,
      },
      units: { type: 'array', items: { enum: ['area', 'office'] }, minItems: 1, uniqueItems: true },
      source: wording,
      basis: wording,
    },
    required: [
      'name',
      'description',
      'kind',
      'numerator',
      'denominator',
      'instant',
      'cut_off_days',
      'unit_of_measure',
      'better',
      'units',
      'source',
    ],
    additionalProperties: false,
  },
})

/** Reads the form of a file of `indicators/`; what its conditions name is checked with the rest of the pack. */
export function readIndicators(read: YamlRead): {
  readonly indicators: { readonly [id: string]: IndicatorDefinition }
  readonly findings: readonly Finding[]
} {
  const findings = [...read.findings, ...checkAgainst(validate, read, 'indicator_invalid')]
  if (findings.length > 0 || read.value === undefined) return { indicators: {}, findings }
  return { indicators: read.value as unknown as { [id: string]: IndicatorDefinition }, findings }
}
