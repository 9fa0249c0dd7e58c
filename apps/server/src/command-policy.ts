import type { MatterCommandKind } from '@duibiao/contract'
import { handlers } from './policy.ts'
import type { Permission } from './policy.ts'

/** Those who see to it that others handle it. */
const dispatchers = {
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  supervision_officer: 'district',
} as const

const task = { roles: handlers, isTask: true } as const
/** Of a head also what others in the office have in hand. */
const handedOn = { ...task, isHeads: true } as const
const matter = { roles: dispatchers } as const
const everyHandler = { roles: handlers } as const

/**
 * Who may give a matter which command. `isTask`: of those roles only who the task is offered to, or who holds it. What the
 * pack allows at a step is asked by the kernel as well, and the stricter of the two counts.
 */
export const commandPermissions: Readonly<
  Record<MatterCommandKind, Permission & { readonly isTask?: true; readonly isHeads?: true }>
> = {
  claim: task,
  unclaim: task,
  completeTask: task,
  throwError: task,
  throwEscalation: task,
  transfer: handedOn,
  delegate: handedOn,
  addSigner: task,
  removeSigner: task,
  return: task,
  withdraw: everyHandler,
  urge: matter,
  copy: everyHandler,
  note: { roles: { ...handlers, resident: 'own' } },
  /** Of those only what the pack opens to one of their posts. */
  deliverMessage: everyHandler,
  trigger: matter,
  completeAdHoc: matter,
  addInstance: matter,
  deleteInstance: matter,
  setVariables: matter,
  cancel: matter,
  suspend: matter,
  resume: matter,
  pauseClock: matter,
  resumeClock: matter,
  extendClock: matter,
  jump: { roles: { district_dispatcher: 'district' } },
  migrate: { roles: { district_dispatcher: 'district' } },
}

/** In the order of the table. */
// Object.keys forgets what its keys are; they are those of the record above.
export const commandKinds = Object.keys(commandPermissions) as readonly MatterCommandKind[]
