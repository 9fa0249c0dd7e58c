import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import type { Actor, Command, Procedure } from '@duibiao/kernel'
import {
  literal,
  makeFixedClock,
  openSampleEngine,
  openTestDatabase,
  sketchProcedure,
  timerOf,
} from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'

// F24 of reliability.md: two sessions, every order of their statements, and the end is one that some serial order gives.
const hour = 3_600_000

interface Step {
  readonly title: string
  readonly actor: Actor
  readonly command: Command
}

const li: Actor = { person: 'li' }
const wang: Actor = { person: 'wang' }
const timer: Actor = { system: 'timer' }

// Numbers of tokens: start event 1, task accept 2, task handle 3; the timer of the latter is 4.
const steps: readonly Step[] = [
  { title: 'li claims', actor: li, command: { kind: 'claim', task: 3 } },
  { title: 'wang claims', actor: wang, command: { kind: 'claim', task: 3 } },
  { title: 'li completes', actor: li, command: { kind: 'completeTask', task: 3, variables: { by: 'li' } } },
  {
    title: 'wang completes',
    actor: wang,
    command: { kind: 'completeTask', task: 3, variables: { by: 'wang' } },
  },
  {
    title: 'wang transfers',
    actor: wang,
    command: { kind: 'transfer', task: 3, to: { person: 'zhao' }, reason: 'leave' },
  },
  { title: 'li delegates', actor: li, command: { kind: 'delegate', task: 3, to: 'zhao' } },
  {
    title: 'li adds a signer',
    actor: li,
    command: { kind: 'addSigner', task: 3, when: 'parallel', person: 'zhao' },
  },
  { title: 'li returns', actor: li, command: { kind: 'return', task: 3, to: 'first', reason: 'again' } },
  { title: 'the timer fires', actor: timer, command: { kind: 'fireTimer', timer: 4 } },
  { title: 'wang suspends', actor: wang, command: { kind: 'suspend', reason: 'flood' } },
  { title: 'wang cancels', actor: wang, command: { kind: 'cancel', reason: 'twice' } },
  { title: 'li sets a value', actor: li, command: { kind: 'setVariables', variables: { count: 1 } } },
]

/** Each order of two statements of each of two sessions. */
const orders = ['A A B B', 'A B A B', 'A B B A', 'B A A B', 'B A B A', 'B B A A']

function busyProcedure(): Procedure {
  const work = {
    assign: { posts: literal(['clerk']) },
    operations: {
      allow: ['claim', 'transfer', 'delegate', 'addSigner', 'return'],
      returnTargets: ['first'],
      resubmit: 'continue',
    },
  }
  return sketchProcedure(
    'busy',
    [
      { id: 'start', kind: 'start' },
      { id: 'accept', kind: 'user', ...work },
      { id: 'handle', kind: 'user', ...work },
      { id: 'overdue', kind: 'boundary', attachedTo: 2, triggers: [timerOf('duration', 'PT1H')] },
      { id: 'late', kind: 'user', ...work },
      { id: 'end', kind: 'end' },
    ],
    ['start>accept', 'accept>handle', 'handle>end', 'overdue>late', 'late>end'],
  )
}

/** Lets the statements of sessions through in a given order, each after the one before has come to its end. */
interface Gate {
  pass<T>(session: string, run: () => Promise<T>): Promise<T>
  leave(session: string): void
}

function makeGate(order: string): Gate {
  let rest = order.split(' ')
  let last: Promise<unknown> = Promise.resolve()
  const waiting: { readonly session: string; readonly go: () => void }[] = []
  function wake(): void {
    const next = waiting.findIndex(({ session }) => rest.length === 0 || rest[0] === session)
    if (next < 0) return
    rest = rest.slice(1)
    for (const { go } of waiting.splice(next, 1)) go()
  }
  return {
    async pass(session, run) {
      await new Promise<void>((resolve) => {
        waiting.push({ session, go: resolve })
        wake()
      })
      const running = last.then(run)
      last = running.catch(() => {})
      try {
        return await running
      } finally {
        wake()
      }
    },
    leave(session) {
      rest = rest.filter((one) => one !== session)
      wake()
    },
  }
}

describe('two sessions on one matter (PostgreSQL)', () => {
  let opened: TestDatabase
  const sessions = new Map<string, Engine>()
  let gate: Gate | undefined
  const clock = makeFixedClock()
  let keys = 0
  beforeAll(async () => {
    opened = await openTestDatabase({ kind: 'postgres' })
    for (const session of ['A', 'B']) {
      const { database } = opened
      const gated: Database = {
        ...database,
        query: (...given) =>
          gate === undefined ? database.query(...given) : gate.pass(session, () => database.query(...given)),
      }
      const group = { remembered: 0 }
      const { engine } = await openSampleEngine(opened, {
        clock,
        procedures: [busyProcedure()],
        database: gated,
        group,
      })
      sessions.set(session, engine)
    }
  })
  afterAll(() => opened.close())

  async function start(): Promise<MatterId> {
    const engine = sessions.get('A')
    if (engine === undefined) throw new Error('no session')
    const { matter } = receiptOf(
      await engine.start({ procedure: 'busy', key: `start:${(keys += 1)}`, actor: li }),
    )
    receiptOf(
      await engine.act(
        matter,
        { kind: 'completeTask', task: 2 },
        { key: `accept:${(keys += 1)}`, actor: li },
      ),
    )
    await clock.advance(hour)
    return matter
  }

  async function give(session: string, matter: MatterId, { command, actor }: Step): Promise<string> {
    const answer = await sessions
      .get(session)
      ?.act(matter, command, { key: `${session}:${(keys += 1)}`, actor })
    gate?.leave(session)
    return answer?.ok === true ? 'done' : (answer?.refusal.code ?? 'nobody')
  }

  /** What both were told and where the matter stands, apart from instants and ids. */
  async function endOf(matter: MatterId, told: readonly string[]): Promise<string> {
    const rows = await opened.database.query(
      `select state, (select string_agg(kind, ' ' order by seq) from entry where entry.matter_id = matter.matter_id) as record
       from matter where matter_id = $1`,
      [matter],
    )
    return JSON.stringify([told, rows]).replaceAll(/\d{13}/g, '…')
  }

  test('every order of their statements ends as one after the other would [V15.4.2]', async () => {
    let [runs, ends] = [0, 0]
    const outcomes = new Set<string>()
    for (const [index, one] of steps.entries()) {
      for (const other of steps.slice(index)) {
        const serial = new Set<string>()
        for (const isTurned of [false, true]) {
          const matter = await start()
          const [first, second] = isTurned ? [other, one] : [one, other]
          const told = [
            await give(isTurned ? 'B' : 'A', matter, first),
            await give(isTurned ? 'A' : 'B', matter, second),
          ]
          for (const one of told) outcomes.add(one)
          serial.add(await endOf(matter, isTurned ? told.toReversed() : told))
        }
        for (const order of orders) {
          const matter = await start()
          gate = makeGate(order)
          const told = await Promise.all([give('A', matter, one), give('B', matter, other)])
          gate = undefined
          const end = await endOf(matter, told)
          expect([one.title, other.title, order, [...serial]]).toEqual([
            one.title,
            other.title,
            order,
            expect.arrayContaining([end]),
          ])
          runs += 1
        }
        ends += serial.size
      }
    }
    expect(outcomes).toContain('done')
    expect(outcomes).not.toContain('operation_not_allowed')
    process.stdout.write(`refusals: ${[...outcomes].toSorted().join(' ')}\n`)
    process.stdout.write(`${runs} interleavings of ${steps.length} commands, ${ends} different ends\n`)
  }, 300_000)
})
