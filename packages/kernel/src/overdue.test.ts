import { chinaCalendar, instantOf, millisecondsPerHour } from '@duibiao/base'
import { literal, procedureOf, sketchClock, whileAtWork } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Procedure } from './procedure.ts'
import type { Context, Decided, Matter } from './transition.ts'

const calendar = chinaCalendar()
const monday = Date.UTC(2026, 2, 2, 1)

const twoHours = sketchClock('contact', {
  unit: 'hour',
  amount: literal(2),
  warnAt: ['50%'],
  extensionsMax: 1,
})

/** One task under a clock of two hours. */
const procedure: Procedure = {
  ...procedureOf({ kind: 'task' }),
  clocks: [twoHours],
  clockActs: whileAtWork(),
}

type When = number | { readonly hours: number; readonly under: Procedure }

function actAt(matter: Matter, command: Command, when: When): Decided {
  const { hours, under } = typeof when === 'number' ? { hours: when, under: procedure } : when
  const context: Context = {
    now: instantOf(monday + hours * millisecondsPerHour),
    actor: { person: 'Wang' },
    procedure: () => under,
    called: () => undefined,
    decision: () => undefined,
    calendar: () => calendar,
    parameter: () => undefined,
  }
  return decide(matter, command, context)
}

function started(): Matter {
  const decided = actAt({ data: {} }, { kind: 'start', procedure: procedure.hash }, 0)
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided.transition
}

function factsOf(decided: Decided): readonly string[] {
  return decided.ok ? decided.transition.entry.facts.map((fact) => fact.kind) : [decided.refusal.code]
}

const complete: Command = { kind: 'completeTask', task: 3 }

test('a clock met in time is met, one hour before its end', () => {
  expect(factsOf(actAt(started(), complete, 1))).toContain('clock_met')
})

test('work done after the end is a breach even when no poller has fired the clock yet', () => {
  const facts = factsOf(actAt(started(), complete, 3))
  expect(facts).toContain('clock_breached')
  expect(facts).not.toContain('clock_met')
})

test('the breach says when the clock ended, not when it was noticed', () => {
  const decided = actAt(started(), complete, 3)
  const breach = decided.ok
    ? decided.transition.entry.facts.find((fact) => fact.kind === 'clock_breached')
    : undefined
  expect(breach).toMatchObject({ dueAt: monday + 2 * millisecondsPerHour, consequence: 'breach' })
})

test('a warning point missed is told before the breach, each once', () => {
  const warned = actAt(started(), { kind: 'fireTimer', timer: 1 }, 1)
  expect(factsOf(warned)).toEqual(['clock_warned'])
  const late = warned.ok ? factsOf(actAt(warned.transition, complete, 3)) : []
  expect(late.filter((kind) => kind === 'clock_warned')).toEqual([])
  expect(factsOf(actAt(started(), complete, 3)).slice(0, 2)).toEqual(['clock_warned', 'clock_breached'])
})

test('an overdue clock can be neither extended nor paused', () => {
  const extension = { amount: 1, approver: 'Li', reason: 'test' }
  expect(factsOf(actAt(started(), { kind: 'extendClock', clock: 'contact', extension }, 0.5))).toEqual([
    'clock_extended',
  ])
  expect(factsOf(actAt(started(), { kind: 'extendClock', clock: 'contact', extension }, 3))).toEqual([
    'clock_overdue',
  ])
  expect(factsOf(actAt(started(), { kind: 'pauseClock', clock: 'contact', reason: 'test' }, 3))).toEqual([
    'clock_overdue',
  ])
})

test('more extensions than the pack allows are refused', () => {
  const extension = { amount: 1, approver: 'Li', reason: 'test' }
  const once = actAt(started(), { kind: 'extendClock', clock: 'contact', extension }, 0.5)
  expect(
    once.ok && factsOf(actAt(once.transition, { kind: 'extendClock', clock: 'contact', extension }, 0.5)),
  ).toEqual(['extension_refused'])
})

test('two warning points of one instant are told once each', () => {
  const twice: Procedure = { ...procedure, clocks: [{ ...twoHours, warnAt: ['50%', 'PT1H'] }] }
  const begun = actAt({ data: {} }, { kind: 'start', procedure: twice.hash }, { hours: 0, under: twice })
  if (!begun.ok) throw new Error(begun.refusal.code)
  const met = factsOf(actAt(begun.transition, complete, { hours: 1, under: twice }))
  expect(met.filter((kind) => kind === 'clock_warned')).toHaveLength(2)
  expect(met).toContain('clock_met')
})
