import type { Command, Expression, Procedure } from '@duibiao/kernel'
import { literal, sketchProcedure, sketchRow, timerOf } from './procedure-sketch.ts'
import { sampleProcedure } from './sample-procedure.ts'

/**
 * What one client does under load, made from its number alone: so a client that comes back after a crash gives the
 * same commands under the same keys.
 */
export interface Life {
  readonly number: number
  readonly steps: readonly LifeStep[]
  /** Kinds of the entries that each of its matters has in the end, sorted. */
  readonly record: { readonly [part: string]: readonly string[] }
  /** How many effects it sends out of the district. */
  readonly noticed: number
}

export type LifeStep =
  | { readonly kind: 'start'; readonly part: string; readonly key: string; readonly procedure: string }
  | { readonly kind: 'act'; readonly part: string; readonly key: string; readonly command: Command }

// Numbers of tokens: start event 1, task a 2 (its timer is 3), gateway 4, task b 5.
const taskA = 2
const taskB = 5

/** The procedures that lives run. */
export function lifeProcedures(): readonly Procedure[] {
  return [
    sampleProcedure(),
    patientProcedure(),
    ...eventProcedures('message'),
    ...eventProcedures('signal'),
    calls,
  ]
}

/** The life of a number. `topic` of its start is a name that no other life uses. */
export function lifeOf(number: number): Life {
  const script = scripts[number % scripts.length]
  if (script === undefined) throw new RangeError(`no life ${number}`)
  const { moves, record, noticed = 0 } = script
  const steps = moves.map((move, index): LifeStep => {
    const key = `life:${number}:${index}`
    const [part, what] = move
    return typeof what === 'string'
      ? { kind: 'start', part, key, procedure: what }
      : { kind: 'act', part, key, command: what }
  })
  const sorted = Object.entries(record).map(([part, kinds]) => [part, kinds.split(' ').toSorted()] as const)
  return { number, steps, record: Object.fromEntries(sorted), noticed }
}

/** The variables a life starts its matters with. */
export function variablesOf(life: Life): { readonly amount: number; readonly topic: string } {
  return { amount: 5000, topic: `topic ${life.number}` }
}

interface Script {
  readonly moves: readonly (readonly [part: string, what: string | Command])[]
  readonly record: { readonly [part: string]: string }
  readonly noticed?: number
}

const note: Command = { kind: 'note', text: '现场已查看 “night” 😀' }

const scripts: readonly Script[] = [
  {
    moves: [
      ['one', 'patient'],
      ['one', { kind: 'claim', task: taskA }],
      ['one', { kind: 'completeTask', task: taskA, variables: { outcome: '已修复' } }],
      ['one', note],
      ['one', { kind: 'completeTask', task: taskB }],
    ],
    record: { one: 'start claim completeTask note completeTask' },
  },
  {
    moves: [
      ['one', 'sample'],
      ['one', note],
    ],
    // Nobody completes the task: its timer fires, once.
    record: { one: 'start note fireTimer' },
  },
  {
    moves: [
      ['waiting', 'message waits'],
      ['throwing', 'message throws'],
    ],
    record: { waiting: 'start deliverMessage', throwing: 'start' },
  },
  {
    moves: [
      ['one', 'calls'],
      ['one', note],
    ],
    record: { one: 'start note answerService' },
    noticed: 1,
  },
  {
    moves: [
      ['waiting', 'signal waits'],
      ['throwing', 'signal throws'],
    ],
    record: { waiting: 'start deliverSignal', throwing: 'start' },
  },
  {
    moves: [
      ['one', 'patient'],
      ['one', { kind: 'claim', task: taskA }],
      ['one', { kind: 'urge', task: taskA }],
      ['one', { kind: 'suspend', reason: 'flood' }],
      ['one', { kind: 'resume' }],
      ['one', { kind: 'setVariables', variables: { amount: 1 } }],
      ['one', { kind: 'completeTask', task: taskA }],
    ],
    record: { one: 'start claim urge suspend resume setVariables completeTask' },
    noticed: 1,
  },
  {
    moves: [
      ['one', 'patient'],
      ['one', { kind: 'cancel', reason: '重复来件' }],
    ],
    record: { one: 'start cancel' },
  },
]

/** The sample procedure with a timer that no test waits for: it is armed and taken back again. */
function patientProcedure(): Procedure {
  const sample = sampleProcedure()
  const nodes = sample.nodes.map((node) =>
    node.kind === 'boundary' ? { ...node, triggers: [timerOf('duration', 'P40Y')] } : node,
  )
  return { ...sample, id: 'patient', hash: 'hash of patient', nodes }
}

const topic: Expression = {
  text: 'topic',
  evaluate: (variables) => ({ value: variables['topic'] ?? null, warnings: [] }),
}

function eventProcedures(kind: 'message' | 'signal'): readonly Procedure[] {
  return [
    sketchRow(`${kind} waits`, { id: 'catch', kind: 'catch', triggers: [{ kind, name: topic }] }),
    sketchRow(`${kind} throws`, { id: 'throw', kind: 'throw', results: [{ kind, name: topic }] }),
  ]
}

const calls = sketchProcedure(
  'calls',
  [
    { id: 'start', kind: 'start' },
    { id: 'service', kind: 'service', service: 'register', wait: true },
    { id: 'after', kind: 'user', assign: { posts: literal(['clerk']) } },
    { id: 'end', kind: 'end' },
  ],
  ['start>service', 'service>after', 'after>end'],
)
