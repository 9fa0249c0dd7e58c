import { emptyScope } from './cancel.ts'
import { pauseAll, resumeAll } from './command-clock.ts'
import type { Command } from './command.ts'
import { refuse } from './run.ts'
import type { Run } from './run.ts'
import { setVariables } from './variable.ts'

/** The matter is ended from outside: withdrawn by the applicant or closed by an authorised post. */
export function cancelMatter(run: Run): void {
  emptyScope(run, 0)
  run.status = 'cancelled'
}

/** 挂起: nothing moves, clocks stand still with the reason given. */
export function suspendMatter(run: Run, command: Extract<Command, { kind: 'suspend' }>): void {
  run.status = 'suspended'
  const { reason, legalBasis } = command
  pauseAll(run, { reason, ...(legalBasis && { legalBasis }) })
}

/** 恢复: clocks paused by the suspension go on; timers that fell due meanwhile fire next. */
export function resumeMatter(run: Run): void {
  if (run.status !== 'suspended') refuse('matter_not_suspended')
  run.status = 'open'
  resumeAll(run)
}

export function setMatterVariables(run: Run, command: Extract<Command, { kind: 'setVariables' }>): void {
  setVariables(run, 0, command.variables)
}

/**
 * A note moves nothing; on a closed matter it may not change variables either. Its evidence stands in the entry as it was
 * given, so that the chain of hashes covers the digest of every file.
 */
export function note(run: Run, command: Extract<Command, { kind: 'note' }>): void {
  if (command.variables === undefined) return
  if (run.status !== 'open') refuse('matter_closed', { status: run.status })
  setVariables(run, 0, command.variables)
}
