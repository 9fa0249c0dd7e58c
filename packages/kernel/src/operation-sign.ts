import { cancelToken, isInstance } from './cancel.ts'
import type { Command } from './command.ts'
import { openExtra, openTaskOf, releaseSigned } from './command-task.ts'
import { addInstance, deleteInstance } from './loop.ts'
import { assertAllowed, touch } from './operation-hold.ts'
import { changeToken, refuse, tokenOf, tokensIn } from './run.ts'
import type { Run } from './run.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

/**
 * 加签: before (the task waits until the signer is done), after (the signer's turn comes when the task is done), or
 * parallel (both are needed). On an instance of a multi-instance activity parallel means one more instance.
 */
export function addSigner(run: Run, command: Of<'addSigner'>): void {
  const { task: id, when, person } = command
  assertAllowed(run, id, 'addSigner')
  const { task } = openTaskOf(run, id)
  if (task.extra !== undefined) refuse('signer_of_signer', { task: id })
  if (when === 'parallel' && isInstance(run, id))
    return addInstance(run, tokenOf(run, id).scope, {
      ...command.variables,
      ...(person !== undefined && { person }),
    })
  if (when === 'after') {
    if (person === undefined) refuse('person_missing')
    return touch(run, id, { ...task, later: [...(task.later ?? []), person] })
  }
  touch(run, id, task)
  openExtra(run, id, { when, ...(person !== undefined && { person }) })
  if (when === 'before') changeToken(run, id, { waits: 'signers' })
}

/** 减签: an extra signer or one instance is no longer asked; what is left goes on. The last one cannot be removed. */
export function removeSigner(run: Run, { task: id }: Of<'removeSigner'>): void {
  assertAllowed(run, id, 'removeSigner')
  const { task, scope } = openTaskOf(run, id)
  if (task.extra !== undefined) {
    cancelToken(run, id)
    return releaseSigned(run, task.extra.of)
  }
  if (!isInstance(run, id)) refuse('signer_missing', { task: id })
  if (tokensIn(run, scope).length <= 1) refuse('signer_last', { task: id })
  deleteInstance(run, id)
}

/** 加签/减签 on a multi-instance activity of any kind, by its token or by that of an instance. */
export function changeInstances(run: Run, command: Of<'addInstance' | 'deleteInstance'>): void {
  if (run.tokens[command.token] === undefined) refuse('instance_missing', { token: command.token })
  if (command.kind === 'addInstance') {
    assertAllowed(run, command.token, 'addSigner')
    const outer = isInstance(run, command.token) ? tokenOf(run, command.token).scope : command.token
    return addInstance(run, outer, command.variables ?? {})
  }
  assertAllowed(run, command.token, 'removeSigner')
  if (!isInstance(run, command.token)) refuse('instance_missing', { token: command.token })
  deleteInstance(run, command.token)
}
