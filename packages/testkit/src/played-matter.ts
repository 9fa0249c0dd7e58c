import { chinaCalendar, instantOf } from '@duibiao/base'
import { decide } from '@duibiao/kernel'
import type { Actor, Command, Context, Matter, MatterState, Procedure, TokenId } from '@duibiao/kernel'
import { procedureOf } from './block.ts'
import type { Block } from './block.ts'

const calendar = chinaCalendar()

/** A matter in play. `act` gives the refusal's code, or undefined when the command was carried out. */
export function playMatter(block: Block, change: (procedure: Procedure) => Procedure = (same) => same) {
  const procedure = change(procedureOf(block))
  let matter: Matter = { data: {} }
  function act(command: Command, actor: Actor = { person: 'Wang' }): string | undefined {
    const context: Context = {
      now: instantOf(Date.UTC(2026, 2, 2, 1)),
      actor,
      procedure: () => procedure,
      called: () => undefined,
      decision: () => undefined,
      calendar: () => calendar,
      parameter: () => undefined,
    }
    const decided = decide(matter, command, context)
    if (decided.ok) matter = decided.transition
    return decided.ok ? undefined : decided.refusal.code
  }
  function state(): MatterState {
    if (matter.state === undefined) throw new Error('not started')
    return matter.state
  }
  /** Open tasks as `element#token`, the oldest first. */
  function open(): readonly string[] {
    return Object.entries(state().tokens).flatMap(([id, token]) =>
      token.task !== undefined && token.waits === 'task' ? [`${procedure.nodes[token.node]?.id}#${id}`] : [],
    )
  }
  function taskAt(index: number): TokenId {
    return Number(open()[index]?.split('#')[1])
  }
  function elements(): readonly string[] {
    return open().map((one) => one.split('#')[0] ?? '')
  }
  act({ kind: 'start', procedure: procedure.hash })
  return { act, open, elements, taskAt, state, variables: () => matter.data[0] ?? {} }
}
