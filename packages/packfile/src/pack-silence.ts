import { clockSubjects, consequencesOf, isDeemed, type Finding } from '@duibiao/base'
import type { Node, NodeIndex, Procedure, Trigger } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import { extensionsOf, settingOf } from './bpmn-extension.ts'
import { ancestorOf, is, type BpmnModel } from './bpmn-model.ts'
import { faultAt } from './pack-fault.ts'
import type { PackLogic } from './pack-logic.ts'
import { findEnd, isCancelling, isCompensation, isEventSub, isWithin } from './pack-way.ts'

/**
 * Time decides nothing instead of people (许可法 32, 42, 50). Two rules, each refused as `silence_decides`:
 *
 * 1. A timer or clock on work of people (a boundary event, or the start of an event sub-process) that cancels the work
 *    and from which an end of the process is reached without a user task. It stands where the clock that is due says
 *    by law what silence means (`deemed_*`).
 * 2. Any event of a clock on a permit, penalty, compulsion or expropriation from which an end of the process is
 *    reached without a user task, whether it cancels anything or not.
 */
export function checkSilence(logic: PackLogic): readonly Finding[] {
  return logic.models.flatMap((model) =>
    [...logic.procedures.values()]
      .filter((procedure) => is(model.byId.get(procedure.id), 'Process'))
      .flatMap((procedure) => checkProcedure({ logic, model, procedure })),
  )
}

type Scene = { readonly logic: PackLogic; readonly model: BpmnModel; readonly procedure: Procedure }

function checkProcedure(scene: Scene): readonly Finding[] {
  return scene.procedure.nodes.flatMap((node, index) => {
    const triggers = triggersOf(node)
    const isBarred = triggers.some((trigger) => isOnBarredSubject(scene, trigger))
    if (isBarred) return sayDecided(scene, index, findSilentEnd(scene, index, 'any'))
    if (!isOnWork(scene, node) || !triggers.some((trigger) => isUngrounded(scene, trigger))) return []
    return sayDecided(scene, index, findSilentEnd(scene, index, 'cancelling'))
  })
}

function triggersOf(node: Node): readonly Trigger[] {
  return node.kind === 'boundary' || node.kind === 'start' || node.kind === 'catch' ? node.triggers : []
}

function isOnBarredSubject(scene: Scene, trigger: Trigger): boolean {
  return trigger.kind === 'clock' && barredClocksOf(scene).has(trigger.clock)
}

/** The subjects on which the law knows no meaning of silence, `general` aside. */
const barredSubjects: readonly (string | undefined)[] = clockSubjects.filter(
  (subject) =>
    subject !== 'general' && consequencesOf(subject).every((one) => one === 'none' || one === 'breach'),
)

function barredClocksOf({ model, procedure }: Scene): ReadonlySet<string> {
  const process = model.byId.get(procedure.id)
  const clocks = model.elements
    .filter((one) => one === process || ancestorOf(one, 'Process') === process)
    .flatMap((one) => extensionsOf(one, 'clock'))
  return new Set(
    clocks
      .filter((clock) => barredSubjects.includes(settingOf(clock, 'subject')))
      .map((clock) => settingOf(clock, 'id') ?? ''),
  )
}

/** A warning comes before the limit ends, so a meaning of silence counts only when the clock is due. */
function isUngrounded({ procedure }: Scene, trigger: Trigger): boolean {
  if (trigger.kind === 'timer') return true
  if (trigger.kind !== 'clock') return false
  const clock = procedure.clocks.find(({ key }) => key === trigger.clock)
  return trigger.at !== 'due' || clock === undefined || !isDeemed(clock.consequence)
}

/** On a user task, or on a sub-process, called process or the process itself in which people have something to do. */
function isOnWork(scene: Scene, node: Node): boolean {
  if (node.kind === 'boundary') return hasPeople(scene, node.attachedTo)
  if (node.kind !== 'start') return false
  const own = scene.procedure.nodes[node.parent]
  return own !== undefined && isEventSub(own) && hasPeople(scene, own.parent, node.parent)
}

/**
 * True when people have something to do in the activity, or in the whole process for -1; what is inside `aside`, the
 * event sub-process asking, does not count.
 */
function hasPeople(scene: Scene, scope: NodeIndex, aside: NodeIndex = -1): boolean {
  const { procedure } = scene
  return procedure.nodes.some(
    (node, index) =>
      peopleIn(scene, node) !== 'none' &&
      (scope === -1 || isWithin(procedure, index, scope)) &&
      (aside === -1 || !isWithin(procedure, index, aside)),
  )
}

/** People have to do with a user task, and with a call of a process that has one; a process elsewhere is not known. */
function peopleIn({ logic }: Scene, node: Node): 'some' | 'none' | 'unknown' {
  if (!isActivity(node)) return 'none'
  if (node.kind === 'user') return 'some'
  if (node.kind !== 'call') return 'none'
  const called = node.called.element.evaluate({}).value
  const procedure = typeof called === 'string' ? logic.procedures.get(called) : undefined
  if (procedure === undefined) return 'unknown'
  return procedure.nodes.some(({ kind }) => kind === 'user') ? 'some' : 'none'
}

/**
 * The first end of the process that a token from the event may reach without a user task. With `cancelling` only a
 * token counts that ended the work beside it: a branch that merely runs alongside decides nothing.
 */
function findSilentEnd(scene: Scene, from: NodeIndex, count: 'any' | 'cancelling'): string | undefined {
  const { procedure } = scene
  const first = procedure.nodes[from]
  return findEnd({
    procedure,
    from: { at: from, alone: first?.kind === 'catch' || isCancelling(first) },
    isBarred: (node) => peopleIn(scene, node) === 'some',
    beside: count === 'any',
    handlers: ({ kind, boundaries }) =>
      kind === 'sub' ? [] : boundaries.filter((one) => !isCompensation(procedure.nodes[one])),
  })
}

function sayDecided(
  { model, procedure }: Scene,
  index: NodeIndex,
  end: string | undefined,
): readonly Finding[] {
  const node = procedure.nodes[index]
  if (node === undefined || end === undefined) return []
  const place = { file: model.file, line: model.byId.get(node.id)?.line ?? 0, element: node.id }
  return [
    faultAt(place, 'silence_decides', [
      `到时后从 ${node.id} 可以不经任何用户任务到达结束 ${end}：期限届满不得代替人作出决定`,
      `when time is up, ${node.id} leads to the end ${end} without any user task: time decides nothing instead of people`,
    ]),
  ]
}
