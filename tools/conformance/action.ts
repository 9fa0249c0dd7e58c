import { isAppError } from '@duibiao/base'
import { listSubscriptions, listTasks, listWaiting } from '@duibiao/kernel'
import type { Acted, Actor, Command, Move, OpenTask, WorldMatter } from '@duibiao/kernel'
import { deployModels } from './deployment.ts'
import { commonScope, containersAt, findAdHoc, findTarget, isInstance, tokensAt } from './place.ts'
import type { Action } from './scenario.ts'
import { finderOf, matterOf, mattersOf } from './session.ts'
import type { Session } from './session.ts'

/** Why a step was refused; undefined when it was carried out. */
export type Refused = string | undefined

const driver: Actor = { system: 'conformance' }

/** Carries out one step. */
// oxlint-disable-next-line eslint/complexity -- one case for each word of the format, nothing else
export function perform(session: Session, action: Action): Refused {
  switch (action.do) {
    case 'start':
      return start(session, action)
    case 'advance':
      session.world.advanceBy(action.by)
      return undefined
    case 'message':
      return whyNot(session.world.deliver(eventOf(action)))
    case 'signal':
      return signal(session, action)
    case 'deploy':
      return deployModels(session, action.models)
    case 'complete':
    case 'claim':
    case 'throwError':
    case 'throwEscalation':
      return onTask(session, action, orderFor)
    case 'trigger':
    case 'addInstance':
    case 'deleteInstance':
    case 'set':
    case 'cancel':
    case 'suspend':
    case 'resume':
    case 'return':
      return performOn(session, action)
  }
}

/** Steps on one instance. */
function performOn(
  session: Session,
  action: ActionOf<
    'trigger' | 'addInstance' | 'deleteInstance' | 'set' | 'cancel' | 'suspend' | 'resume' | 'return'
  >,
): Refused {
  switch (action.do) {
    case 'trigger':
      return trigger(session, action)
    case 'addInstance':
    case 'deleteInstance':
      return changeInstances(session, action)
    case 'set':
      return act(session, action.of, { kind: 'setVariables', variables: action.variables })
    case 'cancel':
    case 'suspend':
    case 'resume':
      return act(session, action.of, { kind: action.do, reason: 'scenario' })
    case 'return':
      return jump(session, action)
  }
}

type ActionOf<Word extends Action['do']> = Extract<Action, { readonly do: Word }>
type TaskAction = ActionOf<'complete' | 'claim' | 'throwError' | 'throwEscalation'>

function orderFor(action: TaskAction, task: OpenTask): Order {
  switch (action.do) {
    case 'complete':
      return {
        command: { kind: 'completeTask', task: task.token, variables: action.variables },
        actor: holderOf(task),
      }
    case 'claim':
      return { command: { kind: 'claim', task: task.token }, actor: { person: action.user } }
    case 'throwError':
    case 'throwEscalation': {
      const { code, variables } = action
      return { command: { kind: action.do, task: task.token, code, variables }, actor: holderOf(task) }
    }
  }
}

function act(session: Session, name: string, command: Command): Refused {
  return whyNot(session.world.act(matterOf(session, name).id, command, driver))
}

/** Steps name instances themselves, so an instance has its name as id. An instance that stops in an error is as good as refused. */
function start(session: Session, { process, message, as, variables }: ActionOf<'start'>): Refused {
  const { world } = session
  const by = message === undefined ? undefined : ({ kind: 'message', name: message } as const)
  const procedure = message === undefined ? process : world.startedBy('message', message)[0]?.hash
  if (procedure === undefined) return `no procedure is started by message ${message ?? ''}`
  const acted = world.start({ procedure, variables, id: as, actor: driver, ...(by && { by }) })
  return whyNot(acted)
}

type Order = { readonly command: Command; readonly actor: Actor }

function onTask(
  session: Session,
  action: TaskAction,
  order: (action: TaskAction, task: OpenTask) => Order,
): Refused {
  const { target, of } = action
  const open = mattersOf(session, of).flatMap((matter) =>
    listTasks(matter.state, finderOf(session)).map((task) => ({ task, matter: matter.id })),
  )
  const found = open.filter(({ task }) => target.value === (target.by === 'task' ? task.name : task.element))
  const chosen = found[target.index]
  if (chosen === undefined)
    return `no open task "${target.value}" (number ${target.index}); ${found.length} of that name`
  const { command, actor } = order(action, chosen.task)
  return whyNot(session.world.act(chosen.matter, command, actor))
}

/** A claimed task is completed by the one who holds it. */
function holderOf({ task }: OpenTask): Actor {
  return task.person === undefined ? driver : { person: task.person }
}

function signal(session: Session, action: ActionOf<'message' | 'signal'>): Refused {
  const { name, of, variables } = action
  if (of !== undefined) return act(session, of, { kind: 'deliverSignal', name, variables })
  // A broadcast passes by what cannot take it; only a new instance that fails at once makes the step fail.
  session.world.broadcast({ name, variables, actor: driver })
  return undefined
}

/** A token that waits there; else an activity of an ad-hoc sub-process; else an event armed there. */
function trigger(session: Session, action: ActionOf<'trigger' | 'addInstance' | 'deleteInstance'>): Refused {
  const { activity, index, of, variables } = action
  const matter = matterOf(session, of)
  const find = finderOf(session)
  const waiting = listWaiting(matter.state, find).filter((one) => one.element === activity)
  const start = findAdHoc(matter.state, activity, find)
  const token = waiting.filter((one) => start === undefined || one.waits !== 'task')[index]?.token
  if (token !== undefined) return act(session, of, { kind: 'trigger', token, variables })
  if (start !== undefined) return act(session, of, { kind: 'trigger', start, variables })
  const armed = listSubscriptions(matter.state, find).filter((one) => one.element === activity)[index]
  if (armed?.kind !== 'message' || armed.event === undefined) return `nothing waits at ${activity}`
  const { subscription, event } = armed
  return act(session, of, { kind: 'deliverMessage', name: event, subscription, variables })
}

function changeInstances(
  session: Session,
  action: ActionOf<'trigger' | 'addInstance' | 'deleteInstance'>,
): Refused {
  const { activity, index, of, variables } = action
  const { state } = matterOf(session, of)
  const find = finderOf(session)
  if (action.do === 'addInstance') {
    const [token, ...others] = containersAt(state, activity, find)
    if (token === undefined) return `${activity} has no instances`
    // A step cannot say which of several it means.
    if (others.length > 0) return `${activity} is open ${others.length + 1} times`
    return act(session, of, { kind: 'addInstance', token, variables })
  }
  const token = tokensAt(state, activity, find).filter((one) => isInstance(state, one))[index]
  return token === undefined
    ? `${activity} has no instance ${index}`
    : act(session, of, { kind: 'deleteInstance', token })
}

/** Moves exactly what is named: tokens that share the scope of the target make one move, with one token for the target. */
function jump(session: Session, { of, from, to, variables }: ActionOf<'return'>): Refused {
  const matter = matterOf(session, of)
  const sources = from.map((element) => ({ element, tokens: sourcesAt(session, matter, element) }))
  const missing = sources.find(({ tokens }) => tokens.length === 0)
  if (missing !== undefined) return `no token stands at ${missing.element}`
  const tokens = sources.flatMap((source) => source.tokens)
  const moves: Move[] = []
  for (const element of to) {
    const groups = Map.groupBy(tokens, (token) => scopeFor(session, matter, { token, element }))
    if (groups.has(undefined)) return `there is no element ${element}`
    for (const group of groups.values()) moves.push(moveOf(session, matter, { group, element }))
  }
  return act(session, of, { kind: 'jump', moves: mergeMoves(moves), reason: 'scenario', variables })
}

function sourcesAt(session: Session, { state }: WorldMatter, element: string): readonly number[] {
  return tokensAt(state, element, finderOf(session)).filter((token) => !isInstance(state, token))
}

type Route = { readonly token: number; readonly element: string }

function scopeFor(session: Session, { state }: WorldMatter, { token, element }: Route): number | undefined {
  const target = findTarget(state, { token, element }, finderOf(session))
  return target && commonScope(state, { token, target })
}

/** On a join every moved branch arrives, elsewhere one token is enough. */
function moveOf(
  session: Session,
  { state }: WorldMatter,
  { group, element }: { readonly group: readonly number[]; readonly element: string },
): Move {
  const target = findTarget(state, { token: group[0] ?? 0, element }, finderOf(session))
  const isJoin =
    target !== undefined &&
    ['parallel', 'inclusive', 'complex'].includes(target.node.kind) &&
    target.node.incoming.length > 1
  return { from: group, to: isJoin ? group.map(() => element) : [element] }
}

/** Several targets of the same tokens are one move. */
function mergeMoves(moves: readonly Move[]): readonly Move[] {
  const groups = Map.groupBy(moves, (move) => move.from.join())
  return [...groups.values()].map((same) => ({
    from: same[0]?.from ?? [],
    to: same.flatMap((move) => move.to),
  }))
}

function eventOf({ name, of, variables }: ActionOf<'message' | 'signal'>) {
  return { name, variables, actor: driver, ...(of !== undefined && { matter: of }) }
}

function whyNot(acted: Acted): Refused {
  if (acted.ok) return undefined
  const { code, params } = acted.refusal
  return Object.keys(params).length === 0 ? code : `${code} ${JSON.stringify(params)}`
}

/** The sentence of an error that a step ended in. */
export function describeError(error: unknown): string {
  if (isAppError(error)) return error.message
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
