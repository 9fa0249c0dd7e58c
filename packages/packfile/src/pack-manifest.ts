import type { Finding } from '@duibiao/base'
import { benchmarkSchema } from './pack-benchmark.ts'
import type { BenchmarkRule } from './pack-benchmark.ts'
import { automaticSchema, emergencySchema } from './pack-emergency.ts'
import type { AutomaticRule, EmergencyRule } from './pack-emergency.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { mergeSchema } from './pack-merge.ts'
import type { MergeRule } from './pack-merge.ts'
import { supervisionSchema } from './pack-supervision.ts'
import type { SupervisionRule } from './pack-supervision.ts'
import { triageSchema } from './pack-triage.ts'
import type { TriageRule } from './pack-triage.ts'
import type { YamlRead } from './pack-yaml.ts'

/** A text in both languages. */
export type Wording = { readonly zh: string; readonly en: string }

/**
 * A rule of confirmation: after `work` no end is reached except through one of the tasks `by`, and the posts of
 * those tasks are not those of the work.
 */
export type ConfirmationRule = {
  readonly procedure: string
  readonly work: string
  readonly by: readonly string[]
}

/** That a procedure needs no confirmation, and why: nobody there does work that another should look at. */
export type ConfirmationWaiver = {
  readonly procedure: string
  readonly none: true
  readonly reason: Wording
}

/** A code list of the pack: `codes/<file>`, keyed by the columns named. */
export type CodeListRule = {
  readonly file: string
  readonly title: Wording
  /** Name and version of the standard, or of whose list it is. */
  readonly standard: string
  readonly key: readonly string[]
  /** Columns that people see of a row, its name first; all but the key when not said. */
  readonly shown?: readonly string[]
  /** Keys of the rows that are wanted most often, each with a blank between its columns: they are offered first. */
  readonly common?: readonly string[]
}

/**
 * A post of a pack, and who holds it where a district says nothing else: the role, and for tasks without an office whether
 * they go to the office of the area they lie in (所在街道), or to the one that leads (主办单位).
 */
export type PostRule = Wording & { readonly role?: string; readonly within?: PostScope }

export const postScopes = ['area', 'lead'] as const
export type PostScope = (typeof postScopes)[number]

/** What lists show of a matter, by the name of the variable that holds it (docs/reference/packs.md). */
export const listedFields = [
  'category',
  'urgency',
  'area',
  'office',
  'reporter',
  'longitude',
  'latitude',
  /** A colour that the pack itself decides on, such as 蓝黄红 of orders; no lamp. */
  'colour',
  /** True: who reported it is shown to nobody who handles it (举报人保护). */
  'secrecy',
] as const
export type ListedField = (typeof listedFields)[number]

/**
 * Which variables make a dispatch, so that the service can hold it against the duty lists before it is taken, and
 * which it fills in from them.
 */
export type DispatchRule = {
  /** Any of them names the office that is to lead. */
  readonly office: readonly string[]
  /** What it is about; the first that is set counts. */
  readonly item: readonly string[]
  /** The offices that are to assist. */
  readonly assisting?: string
  /** True once the district has been consulted, which lets a street lead what no list has. */
  readonly consulted?: string
  /** Filled in: what kind of receiver the office is, and in which part of its list the item stands. */
  readonly receiver?: string
  readonly entry?: string
  /** Filled in: the row that the entry follows from, and what was stated instead where that was overruled. */
  readonly row?: string
  readonly stated?: string
}

/** What residents are offered who want to report something: the form they fill in, and who else may join. */
export type ReportRule = {
  /** A form of the pack. */
  readonly form: string
  /** The form that grid workers fill in on their round, and the one of clerks who take in what somebody says. */
  readonly patrol?: string
  readonly counter?: string
  /** The variable with the people who joined the first reporter; they are told whatever that one is told. */
  readonly reporters?: string
  /**
   * The message by which further people join; the matter finds them in `joining`. With it residents are shown the titles of
   * open matters near a place, and may join one; without it nobody is shown what others reported.
   */
  readonly join?: string
  /** How a matter is merged into another that it repeats, and taken out of it again. */
  readonly merge?: MergeRule
  /** Services that answer those who reported a matter: besides what the services do, they are told in the application. */
  readonly answers?: readonly string[]
  /** The variable with the window that took it in, where somebody came to one; the service writes it. */
  readonly intake?: string
  /** The parameter with the telephone that residents call. */
  readonly phone?: string
}

/** `pack.yaml`. */
export type Manifest = {
  readonly format: 1
  readonly name: string
  readonly version: string
  readonly title: Wording
  readonly licence: string
  readonly requires: { readonly [name: string]: string }
  /** The form of matter numbers: `JB-{year}-{serial:6}`. */
  readonly number: string
  /** The procedure that a new matter of the pack follows. */
  readonly entry: string
  readonly posts: { readonly [post: string]: PostRule }
  /** Which variables of its matters lists show and filter by. */
  readonly listing?: { readonly [field in ListedField]?: string }
  readonly dispatch?: DispatchRule
  readonly report?: ReportRule
  readonly supervision?: SupervisionRule
  readonly triage?: TriageRule
  readonly emergency?: EmergencyRule
  readonly automatic?: AutomaticRule
  readonly benchmark?: BenchmarkRule
  /** Roles that work on no matter and may begin those of this pack, with what its first form asks for. */
  readonly starters?: readonly string[]
  readonly confirmation?: readonly (ConfirmationRule | ConfirmationWaiver)[]
  readonly presets?: { readonly [preset: string]: Wording }
  readonly codes?: { readonly [list: string]: CodeListRule }
}

const wording = {
  type: 'object',
  properties: { zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
  required: ['zh', 'en'],
  additionalProperties: false,
} as const

const post = {
  ...wording,
  properties: {
    ...wording.properties,
    role: { type: 'string', pattern: '^[a-z][a-z_]*$' },
    within: { enum: [...postScopes] },
  },
} as const

/** A wording that says something: blanks are no reason. */
const statedWording = {
  ...wording,
  properties: { zh: { type: 'string', pattern: '\\S' }, en: { type: 'string', pattern: '\\S' } },
} as const

const elementName = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' } as const
const variable = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' } as const
const variables = { type: 'array', items: variable, minItems: 1, maxItems: 10 } as const
const slug = '^[a-z][a-z0-9-]{0,63}$'

const validate = compileSchema({
  type: 'object',
  properties: {
    format: { const: 1 },
    name: { type: 'string', pattern: slug },
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    title: wording,
    licence: { type: 'string', minLength: 1 },
    requires: {
      type: 'object',
      additionalProperties: { type: 'string', pattern: '^(>=|\\^|~)?\\d+\\.\\d+\\.\\d+$' },
    },
    number: { type: 'string', pattern: '^[A-Z0-9-]{0,20}\\{year\\}[A-Z0-9-]{0,20}\\{serial:[1-9]\\}$' },
    entry: elementName,
    posts: {
      type: 'object',
      propertyNames: { pattern: slug },
      additionalProperties: post,
      minProperties: 1,
    },
    confirmation: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          procedure: elementName,
          work: elementName,
          by: { type: 'array', items: elementName, minItems: 1 },
          none: { const: true },
          reason: statedWording,
        },
        required: ['procedure'],
        additionalProperties: false,
        oneOf: [{ required: ['none'] }, { required: ['work'] }],
        dependentRequired: { none: ['reason'], reason: ['none'], work: ['by'], by: ['work'] },
      },
    },
    listing: {
      type: 'object',
      propertyNames: { enum: [...listedFields] },
      additionalProperties: { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' },
      dependentRequired: { longitude: ['latitude'], latitude: ['longitude'] },
    },
    dispatch: {
      type: 'object',
      properties: {
        office: variables,
        item: variables,
        assisting: variable,
        consulted: variable,
        receiver: variable,
        entry: variable,
        row: variable,
        stated: variable,
      },
      required: ['office', 'item'],
      additionalProperties: false,
    },
    report: {
      type: 'object',
      properties: {
        form: { type: 'string', pattern: slug },
        patrol: { type: 'string', pattern: slug },
        counter: { type: 'string', pattern: slug },
        reporters: variable,
        join: { type: 'string', minLength: 1, maxLength: 200 },
        answers: { type: 'array', items: elementName, minItems: 1 },
        intake: variable,
        merge: mergeSchema,
        phone: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
      },
      required: ['form'],
      additionalProperties: false,
      dependentRequired: { join: ['reporters'], merge: ['join'] },
    },
    supervision: supervisionSchema,
    triage: triageSchema,
    emergency: emergencySchema,
    automatic: automaticSchema,
    benchmark: benchmarkSchema,
    starters: {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z][a-z_]*$' },
      minItems: 1,
      uniqueItems: true,
    },
    presets: { type: 'object', propertyNames: { pattern: slug }, additionalProperties: wording },
    codes: {
      type: 'object',
      propertyNames: { pattern: slug },
      additionalProperties: {
        type: 'object',
        properties: {
          file: { type: 'string', pattern: '^codes/[A-Za-z0-9._-]+\\.csv$' },
          title: wording,
          standard: { type: 'string', minLength: 1 },
          key: { type: 'array', items: { type: 'string' }, minItems: 1 },
          shown: { type: 'array', items: { type: 'string' }, minItems: 1 },
          common: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 20 },
        },
        required: ['file', 'title', 'standard', 'key'],
        additionalProperties: false,
      },
    },
  },
  required: ['format', 'name', 'version', 'title', 'licence', 'requires', 'number', 'entry', 'posts'],
  additionalProperties: false,
})

/** Holds `pack.yaml` against its schema; the manifest is there when nothing is wrong. */
export function readManifest(read: YamlRead): {
  readonly manifest: Manifest | undefined
  readonly findings: readonly Finding[]
} {
  const findings = [...read.findings, ...checkAgainst(validate, read, 'pack_manifest_invalid')]
  // The schema above says what a manifest is; a value that passed it is one.
  return { manifest: findings.length > 0 ? undefined : (read.value as unknown as Manifest), findings }
}
