import type { BodyOf, actOnMatter } from '@duibiao/contract'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers, FormSchema } from '../../form/schema-fault.ts'

export type Command = BodyOf<typeof actOnMatter>

/** Operations on a task one holds or may take; what the pack allows at its step stands in `allowed` of the task. */
export const taskOperations = ['transfer', 'delegate', 'addSigner', 'removeSigner', 'return'] as const
/** Operations on the matter; what is allowed stands in `allowed` of the matter. */
export const matterOperations = [
  'note',
  'copy',
  'urge',
  'withdraw',
  'extendClock',
  'pauseClock',
  'resumeClock',
  'suspend',
  'resume',
  'jump',
  'cancel',
] as const
export type MatterOperationKind = (typeof matterOperations)[number]
export type OperationKind = (typeof taskOperations)[number] | MatterOperationKind

/** Those that end or stop something: they are marked, and asked for by their consequence. */
export const graveOperations: ReadonlySet<OperationKind> = new Set([
  'cancel',
  'suspend',
  'jump',
  'pauseClock',
])

/** A choice of a form: an id and what it is called. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** What can be chosen in the form of an operation. */
export interface OperationScene {
  /** Open tasks that can be urged or moved. */
  readonly tasks: readonly Named[]
  /** Tasks completed last, which might be taken back. */
  readonly done: readonly Named[]
  /** Whereto a task may be sent back. */
  readonly targets: readonly Named[]
  readonly clocks: Readonly<Record<'extendClock' | 'pauseClock' | 'resumeClock', readonly Named[]>>
  /** Steps of the procedure, for moving. */
  readonly steps: readonly Named[]
}

interface FieldSketch {
  readonly widget: string
  readonly schema: FormSchema
  readonly isRequired?: true
  readonly choices?: readonly Named[]
}

const sentence: FieldSketch = {
  widget: 'textarea',
  schema: { type: 'string', minLength: 1, maxLength: 2000 },
}
const reason: FieldSketch = { ...sentence, isRequired: true }
const line: FieldSketch = { widget: 'text', schema: { type: 'string', maxLength: 200 } }
const people: FieldSketch = {
  widget: 'people',
  schema: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 100 },
  isRequired: true,
}
const person: FieldSketch = { widget: 'person', schema: { type: 'string' }, isRequired: true }

function choice(choices: readonly Named[], widget: 'radio' | 'select' = 'radio'): FieldSketch {
  return { widget, schema: { type: 'string', enum: choices.map(({ id }) => id) }, isRequired: true, choices }
}

type Word = (key: string) => string
type Sketch = Readonly<Record<string, FieldSketch>>

const law = { law: line, article: line }

/** A choice of one thing is not asked. */
function chosen(name: string, choices: readonly Named[]): Sketch {
  return choices.length > 1 ? { [name]: choice(choices) } : {}
}

function named(word: Word, of: string, ids: readonly string[]): readonly Named[] {
  return ids.map((id) => ({ id, name: word(`choice.${of}.${id}`) }))
}

/** The fields of each operation, by name. */
const sketches: Readonly<Record<OperationKind, (scene: OperationScene, word: Word) => Sketch>> = {
  transfer: (_, word) => ({
    whereto: choice(named(word, 'whereto', ['person', 'office'])),
    person: { widget: 'person', schema: { type: 'string' } },
    office: { widget: 'office', schema: { type: 'string' } },
    reason,
  }),
  delegate: () => ({ person, reason: sentence }),
  addSigner: (_, word) => ({
    person,
    when: choice(named(word, 'when', ['before', 'parallel', 'after'])),
    reason: sentence,
  }),
  removeSigner: () => ({ reason: sentence }),
  return: ({ targets }) => ({ target: choice(targets), reason }),
  note: () => ({
    text: reason,
    evidence: { widget: 'files', schema: { type: 'array', items: { type: 'string' }, maxItems: 9 } },
  }),
  copy: () => ({ people, text: sentence }),
  urge: ({ tasks }) => ({ ...chosen('task', tasks), text: sentence }),
  withdraw: ({ done }) => ({ ...chosen('done', done), reason: sentence }),
  extendClock: ({ clocks }) => ({
    ...chosen('clock', clocks.extendClock),
    amount: { widget: 'number', schema: { type: 'integer', minimum: 1, maximum: 365 }, isRequired: true },
    reason,
    ...law,
  }),
  pauseClock: ({ clocks }) => ({ ...chosen('clock', clocks.pauseClock), reason, ...law }),
  resumeClock: ({ clocks }) => ({ ...chosen('clock', clocks.resumeClock), reason: sentence }),
  suspend: () => ({ reason, ...law }),
  resume: () => ({ reason: sentence }),
  jump: ({ tasks, steps }) => ({ ...chosen('task', tasks), step: choice(steps, 'select'), reason }),
  cancel: () => ({ reason }),
}

/** Names of fields on the page begin so, because the form of a task stands beside them. */
const prefix = 'operation-'

/**
 * The form of an operation, in the shape of those of packs, so that it is filled in and checked like them.
 * @param word texts of the matter: `field.<name>`
 */
export function operationForm(kind: OperationKind, scene: OperationScene, word: Word): FormAnswer {
  const fields = Object.entries(sketches[kind](scene, word))
  const id = kind
  const texts = fields.flatMap(([name, { choices = [] }]) => [
    [`form.${id}.${prefix}${name}`, word(`field.${name}`)],
    ...choices.map((one) => [`form.${id}.${prefix}${name}.${one.id}`, one.name]),
  ])
  const shape = {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, { schema }]) => [prefix + name, schema])),
    required: fields.flatMap(([name, { isRequired }]) => (isRequired === true ? [prefix + name] : [])),
    ...(kind === 'transfer' && { allOf: [onlyWhen('person'), onlyWhen('office')] }),
  }
  return {
    id,
    schema: shape,
    fields: fields.map(([name, { widget, choices = [] }], order) => ({
      name: prefix + name,
      order,
      widget,
      level: 'internal',
      choices: choices.map((one) => one.id),
    })),
    texts: Object.fromEntries(texts),
  }
}

/** A field that is asked for, and must be answered, once its kind of receiver was chosen. */
function onlyWhen(name: string) {
  return {
    if: { properties: { [`${prefix}whereto`]: { const: name } }, required: [`${prefix}whereto`] },
    then: { required: [prefix + name] },
  }
}

/** What a filled-in form says, field by field. */
interface Read {
  readonly text: (name: string) => string
  /** Left out when nothing stands in it. */
  readonly maybe: <Name extends string>(name: Name) => { readonly [name in Name]?: string }
  readonly list: (name: string) => string[]
  readonly number: (name: string) => number
  /** What was chosen, or the only choice. */
  readonly pick: (name: string, choices: readonly Named[]) => string
  readonly basis: () => { readonly legalBasis?: { readonly law: string; readonly article: string } }
}

function readForm(given: Answers): Read {
  function text(name: string): string {
    const value = given[prefix + name]
    return typeof value === 'string' ? value : ''
  }
  return {
    text,
    // The name stands in both; the compiler does not follow a computed one.
    maybe: (name) => (text(name) === '' ? {} : { [name]: text(name) }) as Record<typeof name, string>,
    list(name) {
      const value = given[prefix + name]
      return Array.isArray(value) ? value.map(String) : []
    },
    number: (name) => Number(given[prefix + name]),
    pick: (name, choices) => text(name) || (choices[0]?.id ?? ''),
    basis: () =>
      text('law') === '' || text('article') === ''
        ? {}
        : { legalBasis: { law: text('law'), article: text('article') } },
  }
}

/** On which task an operation is, what its form offered, and who gives it. */
export interface OperationPlace {
  readonly task: number
  readonly scene: OperationScene
  readonly person: string
}

type Writer = (read: Read, place: OperationPlace) => Command

const writers: Readonly<Record<OperationKind, Writer>> = {
  transfer: ({ text }, { task }) => ({
    kind: 'transfer',
    task,
    to: text('whereto') === 'office' ? { office: text('office') } : { person: text('person') },
    reason: text('reason'),
  }),
  delegate: ({ text, maybe }, { task }) => ({
    kind: 'delegate',
    task,
    to: text('person'),
    ...maybe('reason'),
  }),
  addSigner: ({ text, maybe }, { task }) => ({
    kind: 'addSigner',
    task,
    person: text('person'),
    when: whenOf(text('when')),
    ...maybe('reason'),
  }),
  removeSigner: ({ maybe }, { task }) => ({ kind: 'removeSigner', task, ...maybe('reason') }),
  return: ({ text }, { task }) => ({ kind: 'return', task, to: text('target'), reason: text('reason') }),
  note({ text, list }) {
    const evidence = list('evidence')
    return { kind: 'note', text: text('text'), ...(evidence.length > 0 && { evidence }) }
  },
  copy: ({ list, maybe }) => ({ kind: 'copy', to: list('people'), ...maybe('text') }),
  urge: ({ pick, maybe }, { scene }) => ({
    kind: 'urge',
    task: Number(pick('task', scene.tasks)),
    ...maybe('text'),
  }),
  withdraw: ({ pick, maybe }, { scene }) => ({
    kind: 'withdraw',
    task: Number(pick('done', scene.done)),
    ...maybe('reason'),
  }),
  extendClock: ({ text, pick, number, basis }, { scene, person: approver }) => ({
    kind: 'extendClock',
    clock: pick('clock', scene.clocks.extendClock),
    extension: { amount: number('amount'), approver, reason: text('reason'), ...basis() },
  }),
  pauseClock: ({ text, pick, basis }, { scene }) => ({
    kind: 'pauseClock',
    clock: pick('clock', scene.clocks.pauseClock),
    reason: text('reason'),
    ...basis(),
  }),
  resumeClock: ({ pick, maybe }, { scene }) => ({
    kind: 'resumeClock',
    clock: pick('clock', scene.clocks.resumeClock),
    ...maybe('reason'),
  }),
  suspend: ({ text, basis }) => ({ kind: 'suspend', reason: text('reason'), ...basis() }),
  resume: ({ maybe }) => ({ kind: 'resume', ...maybe('reason') }),
  jump: ({ text, pick }, { scene }) => ({
    kind: 'jump',
    moves: [{ from: [Number(pick('task', scene.tasks))], to: [text('step')] }],
    reason: text('reason'),
  }),
  cancel: ({ text }) => ({ kind: 'cancel', reason: text('reason') }),
}

/** The command that a filled-in form makes. */
export function commandOf(kind: OperationKind, given: Answers, place: OperationPlace): Command {
  return writers[kind](readForm(given), place)
}

function whenOf(text: string): 'before' | 'after' | 'parallel' {
  return text === 'before' || text === 'after' ? text : 'parallel'
}
