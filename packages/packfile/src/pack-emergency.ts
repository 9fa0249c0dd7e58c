/** What an answer to a form may be in a manifest. */
type Answers = { readonly [field: string]: string | boolean | number }

/**
 * Danger to life and safety, found by words and never by a model (docs/reference/triage.md): the words, what a matter with
 * them is marked with when it is opened, and where it is sent.
 */
export type EmergencyRule = {
  /** Code list of the dangers: `danger`, `name`, `name_en`, `line` (whom to call), `despite` (excuses that do not count for it). */
  readonly dangers: string
  /** Code list of the words: `sense`, `word`, `danger`. */
  readonly words: string
  /** Variables written when a matter is opened, where nobody said them. */
  readonly marks?: Answers
  /** The task that is answered to send it there, and the answers. */
  readonly route: { readonly task: string; readonly answers: Answers }
}

/** Dispatch without a person, where a district turns it on. Every one is marked and can be taken back. */
export type AutomaticRule = {
  /** The task that is answered. */
  readonly task: string
  /** Answers beside category and office, where nothing else is known. */
  readonly answers?: Answers
  /** A variable that takes the office as a list of one. */
  readonly offices?: string
  /** Parameters: whether it happens, from which probability on, and how long it can be taken back. */
  readonly allowed: string
  readonly probability: string
  readonly take_back: string
}

const element = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' } as const
const variable = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' } as const
const parameter = { type: 'string', pattern: '^[a-z][a-z0-9_]*$' } as const
const list = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' } as const
const answers = {
  type: 'object',
  propertyNames: { pattern: variable.pattern },
  additionalProperties: { type: ['string', 'boolean', 'number'] },
} as const

/** JSON Schema of `emergency` in pack.yaml. */
export const emergencySchema = {
  type: 'object',
  properties: {
    dangers: list,
    words: list,
    marks: answers,
    route: {
      type: 'object',
      properties: { task: element, answers },
      required: ['task', 'answers'],
      additionalProperties: false,
    },
  },
  required: ['dangers', 'words', 'route'],
  additionalProperties: false,
} as const

/** JSON Schema of `automatic` in pack.yaml. */
export const automaticSchema = {
  type: 'object',
  properties: {
    task: element,
    answers,
    offices: variable,
    allowed: parameter,
    probability: parameter,
    take_back: parameter,
  },
  required: ['task', 'allowed', 'probability', 'take_back'],
  additionalProperties: false,
} as const
