import { isAppError } from '@duibiao/base'
import { cancelMatter, note, resumeMatter, setMatterVariables, suspendMatter } from './command-matter.ts'
import {
  answerService,
  completeAdHoc,
  deliverMessage,
  deliverSignal,
  fireDueTimer,
  throwFromTask,
  trigger,
} from './command-event.ts'
import { startMatter } from './command-start.ts'
import { completeTask } from './command-task.ts'
import { extendClock, pauseClock, recomputeClocks, resumeClock, stopAllClocks } from './command-clock.ts'
import type { Command, CommandKind } from './command.ts'
import type { Value } from './expression.ts'
import type { MatterState } from './matter.ts'
import { isEnded } from './matter.ts'
import { fireOverdueClocks } from './clock-fire.ts'
import { migrate } from './migration.ts'
import { claim, copy, delegate, transfer, unclaim, urge } from './operation-hold.ts'
import { jump, returnTask, withdraw } from './operation-move.ts'
import { addSigner, changeInstances, removeSigner } from './operation-sign.ts'
import { diffData, diffState } from './patch.ts'
import { reopenMatter } from './reopen.ts'
import { beginRun, refuse, stateOf } from './run.ts'
import type { Run } from './run.ts'
import type { Context, Decided, Matter, Transition } from './transition.ts'
import { walk } from './walk.ts'

/**
 * What a command does to a matter: the next state, the entry that records it and the effects to send, or a refusal.
 * Pure: time, people, versions, calendars and tables come in through the context. The same function runs on the
 * server, in tests, in simulation and in previews.
 */
export function decide(matter: Matter, command: Command, context: Context): Decided {
  try {
    guard(matter.state, command.kind)
    const run = beginRun(matter.state, matter.data, context)
    if (command.kind !== 'fireTimer') while (run.status === 'open' && fireOverdueClocks(run)) walk(run)
    perform(run, command)
    walk(run)
    closeRun(run)
    return { ok: true, transition: transitionOf(run, matter, command) }
  } catch (error) {
    if (isAppError(error)) return { ok: false, refusal: { code: error.code, params: error.params } }
    throw error
  }
}

/** Commands a suspended matter still takes. */
const inSuspension: ReadonlySet<CommandKind> = new Set([
  'resume',
  'cancel',
  'note',
  'urge',
  'copy',
  'recomputeClocks',
  'extendClock',
  'migrate',
])

function guard(state: MatterState | undefined, kind: CommandKind): void {
  if (kind === 'start') return state === undefined ? undefined : refuse('matter_started')
  if (state === undefined) return refuse('matter_not_started')
  if (isEnded(state) && kind !== 'note' && kind !== 'reopen')
    return refuse('matter_closed', { status: state.status })
  if (state.status === 'suspended' && !inSuspension.has(kind)) refuse('matter_suspended')
}

type Commands = { readonly [Kind in CommandKind]: Extract<Command, { kind: Kind }> }
type Handlers = { readonly [Kind in CommandKind]: (run: Run, command: Commands[Kind]) => void }

const handlers: Handlers = {
  start: startMatter,
  completeTask,
  answerService,
  trigger,
  completeAdHoc,
  fireTimer: fireDueTimer,
  deliverMessage,
  deliverSignal,
  setVariables: setMatterVariables,
  throwError: throwFromTask,
  throwEscalation: throwFromTask,
  cancel: cancelMatter,
  suspend: suspendMatter,
  resume: resumeMatter,
  claim,
  unclaim,
  transfer,
  delegate,
  addSigner,
  removeSigner,
  urge,
  copy,
  return: returnTask,
  withdraw,
  jump,
  addInstance: changeInstances,
  deleteInstance: changeInstances,
  pauseClock,
  resumeClock,
  extendClock,
  recomputeClocks,
  migrate,
  note,
  reopen: reopenMatter,
}

function perform<Kind extends CommandKind>(
  run: Run,
  command: Commands[Kind] & { readonly kind: Kind },
): void {
  handlers[command.kind](run, command)
}

/** After the last step: waiting tokens learn how many siblings they have, and an ended matter keeps nothing open. */
function closeRun(run: Run): void {
  countOrigins(run)
  if (run.status === 'open' || run.status === 'suspended') return
  stopAllClocks(run)
  run.facts.push({ kind: 'ended', status: run.status })
  for (const rows of [run.timers, run.subscriptions]) for (const id in rows) delete rows[id]
}

function countOrigins(run: Run): void {
  const { origin } = run
  if (origin === undefined) return
  const made = Object.keys(run.tokens).filter((id) => run.tokens[id]?.origin?.token === origin.token)
  for (const id of made) {
    const token = run.tokens[id]
    if (token?.origin !== undefined)
      run.tokens[id] = {
        ...token,
        origin: {
          ...token.origin,
          made: made.length,
          ...((run.effects.length > 0 || run.final) && { sent: true }),
        },
      }
  }
}

function transitionOf(run: Run, matter: Matter, command: Command): Transition {
  const { kind, ...input } = command
  const state = stateOf(run)
  const { now, actor } = run.context
  const patch = diffState(matter.state, state)
  const set = diffData(matter.data, run.data)
  return {
    state,
    data: run.data,
    entry: { kind, at: now, actor, input: input as Value, facts: run.facts, patch, set },
    effects: run.effects,
  }
}
