import { clockModelOf, setClock } from './clock.ts'
import type { Command } from './command.ts'
import { chainTo, enterChain } from './operation-move.ts'
import { procedureOf, refuse, scopeOf } from './run.ts'
import type { Run } from './run.ts'
import { setVariables } from './variable.ts'
import { armNode, eventSubprocessesOf } from './wait.ts'

/**
 * 恢复办理: a matter that was completed by mistake, such as one merged into another that it does not repeat, goes on at an
 * element. Its event sub-processes listen again. Clocks that its end stopped go on as if it had not ended: only what a law
 * excludes is excluded, and a mistake of the office is not among it; what fell due meanwhile is overdue at once.
 */
export function reopenMatter(run: Run, command: Extract<Command, { kind: 'reopen' }>): void {
  if (run.status !== 'completed') refuse('matter_not_completed', { status: run.status })
  if (command.reason.trim() === '') refuse('reopen_reason_missing')
  const procedure = procedureOf(run, 0)
  const chain = chainTo(run, 0, { procedure, element: command.to })
  if (chain === undefined) return refuse('jump_target_missing', { element: command.to })
  run.status = 'open'
  const { completing: _completing, ...scope } = scopeOf(run, 0)
  run.scopes[0] = scope
  setVariables(run, 0, command.variables ?? {})
  for (const { start, index } of eventSubprocessesOf(run, 0)) {
    armNode(run, { owner: 0, inside: true, node: index }, start.triggers)
  }
  restartClocks(run, command.endedAt)
  enterChain(run, 0, chain)
}

/** Those that the end of the matter stopped; what was stopped before it stays so. */
function restartClocks(run: Run, endedAt: number): void {
  for (const id of Object.keys(run.clocks)) {
    const clock = run.clocks[id]
    if (clock?.status !== 'stopped' || clock.stoppedAt !== endedAt || clock.owner !== 0) continue
    const { stoppedAt: _stopped, ...rest } = clock
    const model = clockModelOf(run, clock)
    const rule = model?.statute === undefined ? clock.rule : { ...clock.rule, statute: model.statute }
    setClock(run, id, { ...rest, rule, status: 'running' })
    const { dueAt, provisional } = run.clocks[id] ?? {}
    run.facts.push({
      kind: 'clock_started',
      clock: id,
      ...(dueAt !== undefined && { dueAt }),
      ...(provisional && { provisional }),
    })
  }
}
