import { instantOf } from '@duibiao/base'
import { decide } from '@duibiao/kernel'
import type { Command, Context, Matter } from '@duibiao/kernel'
import { plainCalendar, sampleProcedure } from '@duibiao/testkit'

/** Transitions per second that are only decided: no database, no text, no hash. */
export function measureDecide(transitions: number): number {
  const procedure = sampleProcedure()
  const calendar = plainCalendar()
  const context: Context = {
    now: instantOf(Date.UTC(2026, 2, 2, 1)),
    actor: { person: 'li.ming', post: 'clerk' },
    procedure: () => procedure,
    called: () => undefined,
    decision: () => undefined,
    calendar: () => calendar,
    parameter: () => undefined,
  }
  const variables = { text: '和平路 12 号门前路灯不亮', amount: 5000, urgent: false }
  const start: Command = { kind: 'start', procedure: procedure.hash, variables }
  function run(count: number): number {
    const begin = performance.now()
    for (let done = 0; done < count; done += 3) {
      let matter = step({ data: {} }, start, context)
      matter = step(matter, { kind: 'completeTask', task: taskOf(matter) }, context)
      step(matter, { kind: 'completeTask', task: taskOf(matter) }, context)
    }
    return count / ((performance.now() - begin) / 1000)
  }
  // The first rounds are for the compiler.
  run(transitions / 4)
  return run(transitions)
}

function step(matter: Matter, command: Command, context: Context): Matter {
  const decided = decide(matter, command, context)
  if (!decided.ok) throw new Error(`the scenario does not run: ${decided.refusal.code}`)
  return { state: decided.transition.state, data: decided.transition.data }
}

function taskOf({ state }: Matter): number {
  for (const id in state?.tokens) if (state.tokens[id]?.waits === 'task') return Number(id)
  return 0
}
