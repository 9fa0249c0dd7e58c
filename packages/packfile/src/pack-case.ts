import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
import type { Lamp, Value, Variables } from '@duibiao/kernel'
import type { Wording } from './pack-manifest.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, type YamlRead } from './pack-yaml.ts'

/** What a clock of a worked case is expected to be. */
export type ClockExpectation = {
  /** A date (the last day) or an instant with offset. */
  readonly due?: string
  readonly status?: 'running' | 'paused' | 'stopped' | 'absent'
  readonly provisional?: boolean
  readonly breached?: boolean
  /** green: no warning point passed; yellow: one passed; red: overdue; none: paused. */
  readonly lamp?: Lamp
  readonly extensions?: number
  /** Words that stand in the explanation of the due date, in Chinese. */
  readonly explained?: readonly string[]
}

/** A message that the matter has sent to others. */
export type MessageExpectation = {
  readonly message: string
  /** The matter it went to, as the case's variables name it. */
  readonly to?: string
  /** What it carried; further content is not looked at. */
  readonly with?: Variables
}

/** What holds after a step. */
export type Expectation = {
  /** Open user tasks by element, in any order; an element with several is named several times. */
  readonly tasks?: readonly string[]
  readonly status?: string
  readonly clocks?: { readonly [clock: string]: ClockExpectation }
  /** The rules by which a decision was last taken. */
  readonly decided?: { readonly [decision: string]: string | readonly string[] }
  readonly variables?: Variables
  /** Elements that were entered, completed or passed at some time. */
  readonly passed?: readonly string[]
  /** Messages it sent in this step, in their order; where nothing is done but looking, in the step before. */
  readonly sent?: readonly MessageExpectation[]
}

type Timed = {
  /** Moves the clock there first. */
  readonly at?: string
  /** `post` or `post/person`. */
  readonly by?: string
  readonly with?: Variables
  /** The step must be refused with this code. */
  readonly refused?: string
}

/** One step of a worked case; each has exactly one of the acting keys. */
export type CaseStep = Timed & {
  readonly complete?: string
  /** Which of several open tasks of the element, from 1. */
  readonly nth?: number
  readonly message?: string
  readonly signal?: string
  readonly wait?: string
  /** Any command of the kernel; `task` names an element. */
  readonly command?: { readonly kind: string; readonly [name: string]: Value }
  /** A State Council notice comes: calendars and open clocks are reckoned anew. */
  readonly notice?: { readonly [name: string]: Value }
  readonly expect?: Expectation
}

/** A worked case (例): a matter played through, with what must be true on the way. */
export type PackCase = {
  readonly file: string
  readonly title: Wording
  readonly procedure?: string
  readonly preset?: string
  /** Notices of later years are unknown to the case. */
  readonly announced_until?: number
  readonly start: {
    readonly at: string
    readonly by?: string
    readonly with?: Variables
    /** The message that starts it; without it the start event that waits for nothing. */
    readonly message?: string
  }
  readonly steps: readonly CaseStep[]
  readonly lines: ReadonlyMap<string, number>
}

const text = { type: 'string', minLength: 1 } as const
const instant = { type: 'string', format: 'date-time' } as const
const record = { type: 'object' } as const
const texts = { type: 'array', items: text } as const

const expectation = {
  type: 'object',
  properties: {
    tasks: texts,
    status: { enum: ['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed'] },
    clocks: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          due: text,
          status: { enum: ['running', 'paused', 'stopped', 'absent'] },
          provisional: { type: 'boolean' },
          breached: { type: 'boolean' },
          lamp: { enum: ['none', 'green', 'yellow', 'red'] },
          extensions: { type: 'integer', minimum: 0 },
          explained: texts,
        },
        additionalProperties: false,
      },
    },
    decided: { type: 'object', additionalProperties: { anyOf: [text, texts] } },
    variables: record,
    passed: texts,
    sent: {
      type: 'array',
      items: {
        type: 'object',
        properties: { message: text, to: text, with: record },
        required: ['message'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const

const acting = ['complete', 'message', 'signal', 'wait', 'command', 'notice', 'expect']

const validate = compileSchema({
  type: 'object',
  properties: {
    title: {
      type: 'object',
      properties: { zh: text, en: text },
      required: ['zh', 'en'],
      additionalProperties: false,
    },
    procedure: text,
    preset: text,
    announced_until: { type: 'integer', minimum: 2007, maximum: 2100 },
    start: {
      type: 'object',
      properties: { at: instant, by: text, with: record, message: text },
      required: ['at'],
      additionalProperties: false,
    },
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        properties: {
          complete: text,
          nth: { type: 'integer', minimum: 1 },
          message: text,
          signal: text,
          wait: instant,
          command: { type: 'object', properties: { kind: text }, required: ['kind'] },
          notice: record,
          expect: expectation,
          at: instant,
          by: text,
          with: record,
          refused: text,
        },
        anyOf: acting.map((key) => ({ required: [key] })),
        additionalProperties: false,
      },
    },
  },
  required: ['title', 'start', 'steps'],
  additionalProperties: false,
})

/** Reads a file of `cases/`. */
export function readCase(read: YamlRead): {
  readonly packCase: PackCase | undefined
  readonly findings: readonly Finding[]
} {
  const findings: Finding[] = [...read.findings, ...checkAgainst(validate, read, 'case_invalid')]
  if (findings.length > 0 || read.value === undefined) return { packCase: undefined, findings }
  // A value that passed the schema above is a case.
  const packCase = {
    ...(read.value as unknown as Omit<PackCase, 'file' | 'lines'>),
    file: read.file,
    lines: read.lines,
  }
  const doubles = packCase.steps.flatMap((step, index) => {
    const keys = acting.filter((key) => key !== 'expect' && key in step)
    if (keys.length < 2) return []
    const place = { file: read.file, line: lineAt(read, `/steps/${index}`) }
    const list = keys.join(', ')
    return [faultAt(place, 'case_invalid', [`一步只做一件事：${list}`, `a step does one thing: ${list}`])]
  })
  return { packCase: doubles.length > 0 ? undefined : packCase, findings: doubles }
}
