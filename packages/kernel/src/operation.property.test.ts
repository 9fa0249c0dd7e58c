import { chinaCalendar, instantOf, millisecondsPerHour } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { anyBlock, findBreaks, makeRandom, procedureOf, turnedAround } from '@duibiao/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor, Command } from './command.ts'
import { decide } from './decide.ts'
import { previewMigration } from './migration.ts'
import type { Variables } from './expression.ts'
import { isEnded } from './matter.ts'
import type { MatterData, MatterState } from './matter.ts'
import { applyData, applyPatch } from './patch.ts'
import type { Procedure } from './procedure.ts'
import type { Context } from './transition.ts'

// No operation loses or doubles a token, a task, a clock or a timer, from any state that a generated procedure reaches.

const { seed } = makeRandom('operations on generated procedures')
const numRuns = Number(process.env['DUIBIAO_TEST_RUNS'] ?? 300)
const calendar = chinaCalendar()
const people = ['Wang', 'Li', 'Zhao']

type Game = {
  readonly other: Procedure
  procedure: Procedure
  now: Instant
  state: MatterState
  data: MatterData
}
type Roll = { readonly act: number; readonly pick: number; readonly other: number; readonly bits: number }

const roll = fc.record({ act: fc.nat(99), pick: fc.nat(1000), other: fc.nat(1000), bits: fc.nat(255) })

function contextOf(game: Game, actor: Actor): Context {
  const { procedure, other, now } = game
  return {
    now,
    actor,
    procedure: (hash) => (hash === other.hash ? other : procedure),
    called: () => undefined,
    decision: () => undefined,
    calendar: () => calendar,
    parameter: () => undefined,
  }
}

/** Branch variables by chance: every gateway reads some of them. */
function choices(procedure: Procedure, bits: number): Variables {
  const names = procedure.flows.flatMap((flow) => (flow.condition === undefined ? [] : [flow.condition.text]))
  return Object.fromEntries(
    names.map((name, index) => [name, ((bits >> (index % 8)) & 1) === 1 && !name.endsWith('_again')]),
  )
}

function play(game: Game, command: Command, actor: Actor = { person: 'Wang' }): boolean {
  const before = { state: game.state, data: game.data }
  const decided = decide(before, command, contextOf(game, actor))
  if (!decided.ok) return false
  const { state, data, entry } = decided.transition
  expect(applyPatch(before.state, entry.patch)).toEqual(state)
  expect(applyData(before.data, entry.set)).toEqual(data)
  game.state = state
  game.data = data
  expect(findBreaks(game.procedure, game.state)).toEqual([])
  return true
}

function begin(procedure: Procedure, bits: number): Game {
  const now = instantOf(Date.UTC(2026, 2, 2, 1))
  const empty: MatterState = {
    status: 'open',
    next: 1,
    scopes: {},
    tokens: {},
    timers: {},
    subscriptions: {},
    clocks: {},
  }
  const game: Game = { procedure, other: turnedAround(procedure), now, state: empty, data: {} }
  const decided = decide(
    { data: {} },
    { kind: 'start', procedure: procedure.hash, variables: choices(procedure, bits) },
    contextOf(game, {}),
  )
  if (!decided.ok) throw new Error(decided.refusal.code)
  game.state = decided.transition.state
  game.data = decided.transition.data
  expect(findBreaks(game.procedure, game.state)).toEqual([])
  return game
}

function tasksOf(state: MatterState): readonly number[] {
  return Object.keys(state.tokens)
    .map(Number)
    .filter((id) => state.tokens[id]?.task !== undefined)
}

type Act = (game: Game, task: number, roll: Roll) => boolean

const acts: readonly Act[] = [
  (game, task, { bits }) =>
    play(
      game,
      { kind: 'completeTask', task, variables: choices(game.procedure, bits), agree: bits % 2 === 0 },
      {},
    ),
  (game, task, { bits }) =>
    play(game, { kind: 'completeTask', task, variables: choices(game.procedure, bits) }, {}),
  (game, task, { other }) =>
    play(game, { kind: 'return', task, to: anyUser(game.procedure, other), reason: 'test' }, {}),
  (game, task, { other }) =>
    play(game, { kind: 'return', task, to: anyUser(game.procedure, other), reason: 'test' }, {}),
  (game, task) =>
    play(game, { kind: 'return', task, to: 'previous', reason: 'test', resubmit: 'direct' }, {}),
  (game, task) => play(game, { kind: 'return', task, to: 'first', reason: 'test' }, {}),
  (game, _task, { other }) => play(game, { kind: 'withdraw', task: pickOf(origins(game.state), other) }, {}),
  (game, task, { other }) =>
    play(
      game,
      {
        kind: 'addSigner',
        task,
        when: pickOf(['before', 'after', 'parallel'] as const, other),
        person: 'Zhao',
      },
      {},
    ),
  (game, task) => play(game, { kind: 'removeSigner', task }, {}),
  (game, task, { other }) =>
    play(game, { kind: 'transfer', task, to: { person: pickOf(people, other) }, reason: 'test' }, {}),
  (game, task, { other }) => play(game, { kind: 'delegate', task, to: pickOf(people, other) }),
  (game, task) => play(game, { kind: 'claim', task }),
  (game, task) => play(game, { kind: 'urge', task }),
  (game) => play(game, { kind: 'suspend', reason: 'test' }) && play(game, { kind: 'resume' }),
  (game, _task, { other }) => passTime(game, other),
  (game) => changeVersion(game),
  (game, _task, { other }) =>
    play(game, { kind: 'pauseClock', clock: anyClock(game, other), reason: '特别程序' }, {}),
  (game, _task, { other }) => play(game, { kind: 'resumeClock', clock: anyClock(game, other) }, {}),
  (game, _task, { other }) =>
    play(
      game,
      {
        kind: 'extendClock',
        clock: anyClock(game, other),
        extension: { amount: 1, approver: 'Li', reason: 'test' },
      },
      {},
    ),
  (game, task) =>
    play(game, { kind: 'claim', task }) &&
    play(game, { kind: 'transfer', task, to: { posts: ['clerk'] }, reason: 'test' }),
  (game) => play(game, { kind: 'copy', to: ['Li'] }),
]

/** Completed tasks that something waiting came from. */
function origins(state: MatterState): readonly number[] {
  const found = Object.values(state.tokens).flatMap((token) =>
    token.origin === undefined ? [] : [token.origin.token],
  )
  return found.length > 0 ? found : [0]
}

function anyClock(game: Game, at: number): string {
  return pickOf(Object.keys(game.state.clocks), at)
}

function pickOf<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

function anyUser(procedure: Procedure, at: number): string {
  return pickOf(
    procedure.nodes.filter((node) => node.kind === 'user'),
    at,
  ).id
}

/** Every element has its counterpart, so the migration is never refused, and its dry run says the same. */
function changeVersion(game: Game): boolean {
  const { procedure, other, state } = game
  const preview = previewMigration(state, { old: procedure, now: other, mapping: {} })
  expect(preview.unmapped).toEqual([])
  const decided = decide(game, { kind: 'migrate', to: other.hash, mapping: {} }, contextOf(game, {}))
  if (!decided.ok) throw new Error(decided.refusal.code)
  expect(elementsOf(other, decided.transition.state)).toEqual(elementsOf(procedure, state))
  Object.assign(game, { procedure: other, other: procedure })
  game.state = decided.transition.state
  expect(findBreaks(game.procedure, game.state)).toEqual([])
  return true
}

/** What stands where, by the ids of elements. */
function elementsOf(
  procedure: Procedure,
  state: MatterState,
): readonly (readonly [string, string | undefined, string])[] {
  return Object.entries(state.tokens).map(([id, token]) => [id, procedure.nodes[token.node]?.id, token.waits])
}

function passTime(game: Game, hours: number): boolean {
  game.now = instantOf(game.now + (hours % 100) * millisecondsPerHour)
  const due = Object.keys(game.state.timers).find(
    (id) => (game.state.timers[id]?.dueAt ?? Infinity) <= game.now,
  )
  return due !== undefined && play(game, { kind: 'fireTimer', timer: Number(due) })
}

/** Whatever was done: completing what is open ends the matter, because no token was lost on the way. */
function drain(game: Game): void {
  for (let left = 2000; left > 0 && !isEnded(game.state); left -= 1) {
    const task = tasksOf(game.state).find((id) => game.state.tokens[id]?.waits === 'task')
    expect(task, `an open task in ${JSON.stringify(game.state)}`).toBeDefined()
    const done = play(
      game,
      { kind: 'completeTask', task: task ?? 0, variables: choices(game.procedure, 0), agree: true },
      {},
    )
    expect(done).toBe(true)
  }
  expect(game.state.status).toBe('completed')
  expect(game.state.tokens).toEqual({})
  expect(game.state.timers).toEqual({})
}

test('no operation loses or doubles a token, task or timer', () => {
  const counts = new Map<number, number>()
  fc.assert(
    fc.property(
      anyBlock(),
      fc.nat(255),
      fc.array(roll, { minLength: 12, maxLength: 40, size: 'max' }),
      (shape, bits, rolls) => {
        const game = begin(procedureOf(shape), bits)
        for (const one of rolls) {
          const tasks = tasksOf(game.state)
          if (isEnded(game.state) || tasks.length === 0) break
          const index = one.act % acts.length
          if (acts[index]?.(game, pickOf(tasks, one.pick), one) === true)
            counts.set(index, (counts.get(index) ?? 0) + 1)
        }
        drain(game)
      },
    ),
    { seed, numRuns },
  )
  // The property would prove nothing if the operations were always refused.
  if (numRuns >= 300)
    for (const index of acts.keys())
      expect(counts.get(index) ?? 0, `act ${index} was carried out`).toBeGreaterThan(0)
})

/** A jump may put two tokens on one element, which then share its clock; the caller answers for that. */
function isDoubling(text: string): boolean {
  return text.startsWith('tokens are doubled') || text.endsWith('was lost')
}

test('a jump ends exactly what it names and leaves nothing hanging', () => {
  fc.assert(
    fc.property(
      anyBlock(),
      fc.nat(255),
      fc.array(roll, { minLength: 5, maxLength: 15, size: 'max' }),
      (shape, bits, rolls) => {
        const game = begin(procedureOf(shape), bits)
        for (const one of rolls) {
          const tasks = tasksOf(game.state).filter((id) => game.state.tokens[id]?.task?.extra === undefined)
          if (isEnded(game.state) || tasks.length === 0) break
          const from = pickOf(tasks, one.pick)
          const command: Command = {
            kind: 'jump',
            moves: [{ from: [from], to: [anyUser(game.procedure, one.other)] }],
            reason: 'test',
          }
          const decided = decide(game, command, contextOf(game, {}))
          if (!decided.ok) continue
          expect(decided.transition.state.tokens[from]).toBeUndefined()
          const breaks = findBreaks(game.procedure, decided.transition.state)
          expect(breaks.filter((text) => !isDoubling(text))).toEqual([])
          game.state = decided.transition.state
          game.data = decided.transition.data
        }
      },
    ),
    { seed, numRuns: Math.min(numRuns, 300) },
  )
})
