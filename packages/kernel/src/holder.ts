import type { Holder } from './command.ts'
import type { TaskState, TokenId } from './matter.ts'
import { nodeOf, tokenOf } from './run.ts'
import type { Run } from './run.ts'

/** Who has a task in hand, or may take it. */
export function holderOf({ person, posts, office }: TaskState): Holder {
  if (person !== undefined) return { person }
  return { ...(posts !== undefined && { posts }), ...(office !== undefined && { office }) }
}

/** Whoever has a task in hand, or may take it, is told that it is theirs to do, or that it came back to them. */
export function tellHolder(run: Run, id: TokenId, reason: 'offer' | 'return'): void {
  const task = tokenOf(run, id).task ?? {}
  run.effects.push({ kind: 'notify', reason, to: [holderOf(task)], element: nodeOf(run, id).id })
}
