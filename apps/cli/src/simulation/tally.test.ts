import { chinaCalendar, instantOf, millisecondsPerDay, parseInstant } from '@duibiao/base'
import type { CommandKind, Entry, Fact } from '@duibiao/kernel'
import { expect, test } from 'vitest'
import { makeTallier } from './tally.ts'

const start = parseInstant('2026-09-28T09:00:00+08:00')
const hash = '0'.repeat(64)

/** Entries of one matter: day after the start, what happened, and by which command. */
function entriesOf(
  matter: string,
  story: readonly (readonly [number, readonly Fact[], CommandKind?])[],
): readonly Entry[] {
  return story.map(([day, facts, kind = 'completeTask'], index) => ({
    district: 1,
    matter,
    seq: index + 1,
    kind: index === 0 ? 'start' : kind,
    at: instantOf(start + day * millisecondsPerDay),
    actor: { person: 'li' },
    input: index === 0 ? { number: `N-${matter}`, title: `about ${matter}` } : {},
    facts,
    patch: {},
    set: {},
    previous: hash,
    hash,
  }))
}

function tallyOf(...matters: readonly (readonly Entry[])[]) {
  const tallier = makeTallier(chinaCalendar())
  for (const entry of matters.flat()) tallier.add(entry)
  return { ...tallier.finish(instantOf(start + 30 * millisecondsPerDay)), telling: tallier.telling() }
}

function started(dueOnDay: number): Fact {
  return { kind: 'clock_started', clock: 'handle', dueAt: instantOf(start + dueOnDay * millisecondsPerDay) }
}

const met: Fact = { kind: 'clock_met', clock: 'handle' }
const stopped: Fact = { kind: 'clock_stopped', clock: 'handle' }
const breached: Fact = { kind: 'clock_breached', clock: 'handle', consequence: 'breach', dueAt: start }
const ended: Fact = { kind: 'ended', status: 'completed' }

test('on time, late, not yet due, answered at once and open are told apart', () => {
  const tally = tallyOf(
    entriesOf('in-time', [
      [0, [started(5)]],
      [3, [met]],
      [4, [ended]],
    ]),
    entriesOf('late', [
      [0, [started(5)]],
      [6, [breached]],
      [9, [stopped]],
      [12, [ended]],
    ]),
    entriesOf('waiting', [[20, [started(40)]]]),
    entriesOf('direct', [
      [0, []],
      [0.1, [ended]],
    ]),
  )
  expect(tally).toMatchObject({
    received: 4,
    direct: 1,
    ordered: 3,
    onTime: 1,
    late: 1,
    running: 1,
    ended: 3,
    open: 1,
  })
  expect(tally.longest).toEqual({ number: 'N-late', title: 'about late', days: 12, isOpen: false })
})

test('a matter counts once, however often it was reworked', () => {
  const again: Fact = { kind: 'passed', element: 'again' }
  const supervised: Fact = { kind: 'task_opened', element: 'supervise', token: 9 }
  const tally = tallyOf(
    entriesOf('m', [
      [0, [started(5)]],
      [2, [again]],
      [4, [again, supervised]],
      [5, [], 'return'],
      [6, [], 'return'],
    ]),
  )
  expect(tally).toMatchObject({ reworked: 1, escalated: 1, returned: 1, extended: 0, disputed: 0 })
})

test('the due date to explain is the one that crosses most days of a notice', () => {
  const { telling } = tallyOf(
    entriesOf('plain', [
      [-14, [started(-9)]],
      [-12, [met]],
    ]),
    entriesOf('national-day', [
      [0, [started(11)]],
      [3, [met]],
    ]),
  )
  expect(telling).toBe('N-national-day')
})

test('nothing recorded gives nothing', () => {
  expect(tallyOf()).toMatchObject({ received: 0, longest: undefined, telling: undefined })
})
