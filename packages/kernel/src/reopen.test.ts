import { chinaCalendar, instantOf, millisecondsPerHour } from '@duibiao/base'
import { literal, procedureOf, sketchClock, whileAtWork } from '@duibiao/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Procedure } from './procedure.ts'
import type { Context, Decided, Matter, Transition } from './transition.ts'

const calendar = chinaCalendar()
const monday = Date.UTC(2026, 2, 2, 1)

/** One task under a clock of ten hours, which the end of the matter stops. */
const procedure: Procedure = {
  ...procedureOf({ kind: 'task' }),
  clocks: [
    sketchClock('total', { unit: 'hour', amount: literal(10), kind: 'legal', statute: '民法典 201-204' }),
  ],
  clockActs: whileAtWork(),
}
const task = procedure.nodes.find(({ kind }) => kind === 'user')?.id ?? ''

function instantAt(hours: number) {
  return instantOf(monday + Math.round(hours * millisecondsPerHour))
}

function actAt(matter: Matter, command: Command, hours: number): Decided {
  const context: Context = {
    now: instantAt(hours),
    actor: { person: 'Wang' },
    procedure: () => procedure,
    called: () => undefined,
    decision: () => undefined,
    calendar: () => calendar,
    parameter: () => undefined,
  }
  return decide(matter, command, context)
}

function done(decided: Decided): Transition {
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided.transition
}

function completed(hours: number): { readonly before: Transition; readonly after: Transition } {
  const before = done(actAt({ data: {} }, { kind: 'start', procedure: procedure.hash }, 0))
  return { before, after: done(actAt(before, { kind: 'completeTask', task: openTask(before) }, hours)) }
}

function openTask({ state }: Pick<Transition, 'state'>): number {
  const [id] = Object.entries(state.tokens).find(([, { waits }]) => waits === 'task') ?? []
  if (id === undefined) throw new Error('no task is open')
  return Number(id)
}

function reopening(hours: number, change: Partial<Extract<Command, { kind: 'reopen' }>> = {}): Command {
  return { kind: 'reopen', to: task, endedAt: instantAt(hours), reason: '并错了', ...change }
}

test('a matter that ended goes on at an element, and its legal clock ends when it would have: no time is excluded', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 9.9, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      (end, later) => {
        const { before, after } = completed(end)
        expect(after.state.status).toBe('completed')
        const again = done(actAt(after, reopening(end), end + later))
        expect(again.state.status).toBe('open')
        expect(openTask(again)).toBeGreaterThan(0)
        const [was, is] = [before.state.clocks['total'], again.state.clocks['total']]
        expect(is).toEqual(was)
        expect(is?.pauses).toEqual([])
        // Whatever fell due meanwhile is a breach with the next command, and met in time it is met.
        const facts = done(actAt(again, { kind: 'completeTask', task: openTask(again) }, end + later)).entry
          .facts
        const kinds = facts.map(({ kind }) => kind)
        expect(kinds.includes('clock_breached')).toBe(instantAt(end + later) >= instantAt(10))
        expect(kinds.includes('clock_met')).toBe(instantAt(end + later) < instantAt(10))
      },
    ),
  )
})

test('only what was completed goes on, for a reason, at an element that is there', () => {
  const { before, after } = completed(1)
  const refused = (decided: Decided) => (decided.ok ? undefined : decided.refusal.code)
  expect(refused(actAt(before, reopening(0), 1))).toBe('matter_not_completed')
  expect(refused(actAt(after, reopening(1, { reason: ' ' }), 2))).toBe('reopen_reason_missing')
  expect(refused(actAt(after, reopening(1, { to: 'nowhere' }), 2))).toBe('jump_target_missing')
  expect(refused(actAt({ data: {} }, reopening(1), 2))).toBe('matter_not_started')
  const again = done(actAt(after, reopening(1), 2))
  expect(refused(actAt(again, reopening(1), 3))).toBe('matter_not_completed')
})

test('a clock that was stopped before the end stays stopped, and variables of the merge are taken along', () => {
  const { after } = completed(1)
  const again = done(actAt(after, reopening(0.5, { variables: { linked: null, why: 'x' } }), 2))
  expect(again.state.clocks['total']?.status).toBe('stopped')
  expect(again.data[0]).toMatchObject({ why: 'x' })
})
