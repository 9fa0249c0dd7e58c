import {
  ancestorOf,
  childNamed,
  childrenOf,
  flagOf,
  incomingOf,
  is,
  outgoingOf,
  referencesOf,
  targetOf,
  type BpmnElement,
} from './bpmn-model.ts'
import type { Rule } from './bpmn-rule.ts'

/** Rules for sequence flows and for what must be connected to what. Flows are judged by `sequenceFlow`, not by `incoming` and `outgoing`. */
export const flowRules: readonly Rule[] = [
  {
    id: 'EXT.003',
    element: 'FlowNode',
    profile: 'standard',
    sparesForeign: true,
    zh: '可被引用的流程节点必须有 id',
    en: 'a flow node can be referred to and must have an id',
    breaks: (node) => (node.id ?? '') === '' && node.type !== 'ImplicitThrowEvent',
  },
  {
    id: 'EXT.021',
    element: 'SequenceFlow',
    profile: 'standard',
    zh: '顺序流不能从事件子流程出发',
    en: 'a sequence flow may not leave an event sub-process',
    breaks: (flow, { model }) => isEventSubProcess(targetOf(model, flow, 'sourceRef')),
  },
  {
    id: 'EXT.022',
    element: 'SequenceFlow',
    profile: 'standard',
    zh: '顺序流不能进入事件子流程',
    en: 'a sequence flow may not reach an event sub-process',
    breaks: (flow, { model }) => isEventSubProcess(targetOf(model, flow, 'targetRef')),
  },
  {
    id: 'EXT.023',
    element: 'FlowNode',
    profile: 'strict',
    zh: '节点的 incoming、outgoing 必须与顺序流一致',
    en: 'incoming and outgoing of a node must list exactly its sequence flows',
    breaks: (node, { model }) =>
      !sameFlows(referencesOf(node, 'incoming'), incomingOf(model, node)) ||
      !sameFlows(referencesOf(node, 'outgoing'), outgoingOf(model, node)),
  },
  {
    id: 'EXT.024',
    element: 'SequenceFlow',
    profile: 'standard',
    sparesForeign: true,
    zh: '可执行流程的顺序流不能写 isImmediate="false"',
    en: 'a sequence flow of an executable process may not be isImmediate="false"',
    breaks: (flow) =>
      flow.attributes.has('isImmediate') &&
      !flagOf(flow, 'isImmediate', true) &&
      flagOf(ancestorOf(flow, 'Process') ?? flow, 'isExecutable', false),
  },
  {
    id: 'DB.condition',
    element: 'SequenceFlow',
    profile: 'standard',
    zh: '带条件的顺序流只能从活动或排他、包容、复杂网关出发',
    en: 'a conditional sequence flow must leave an activity or an exclusive, inclusive or complex gateway',
    breaks: (flow, { model, lenient }) => {
      const source = targetOf(model, flow, 'sourceRef')
      if (!hasCondition(flow) || !source || source.type === 'EventBasedGateway') return false
      // A parallel gateway does not look at conditions (§13.4.1): harmless in foreign files, misleading in ours.
      if (lenient && source.type === 'ParallelGateway') return false
      return !is(source, 'Activity', 'ExclusiveGateway', 'InclusiveGateway', 'ComplexGateway')
    },
  },
  {
    id: 'EXT.025',
    element: 'Activity',
    profile: 'standard',
    sparesForeign: true,
    zh: '活动若有带条件的流出顺序流，则至少还要有另一条流出顺序流',
    en: 'an activity with a conditional outgoing sequence flow must have another outgoing one',
    breaks: (activity, { model }) => {
      const flows = outgoingOf(model, activity)
      return flows.length === 1 && flows.some(hasCondition)
    },
  },
  {
    id: 'EXT.026',
    element: 'FlowNode',
    profile: 'standard',
    zh: '默认顺序流必须从该节点出发',
    en: 'the default sequence flow must leave this very node',
    breaks: (node, { model }) => {
      const flow = targetOf(model, node, 'default')
      return flow !== undefined && !outgoingOf(model, node).includes(flow)
    },
  },
  {
    id: 'EXT.028',
    element: 'SequenceFlow',
    profile: 'standard',
    zh: '顺序流不能跨越流程、泳池或子流程的边界',
    en: 'a sequence flow may not cross the border of a process, pool or sub-process',
    breaks: (flow, { model }) => {
      const ends = [targetOf(model, flow, 'sourceRef'), targetOf(model, flow, 'targetRef')]
      const [source, target] = ends.map((end) => (end ? containerOf(end) : undefined))
      return source !== target && source !== undefined && target !== undefined
    },
  },
  {
    id: 'EXT.097',
    element: 'EndEvent',
    profile: 'standard',
    zh: '同一层有结束事件时必须有开始事件（或起始的接收任务、事件网关）',
    en: 'where there is an end event, its level needs a start event (or an instantiating receive task or event gateway)',
    breaks: (end) => !siblingsOf(end).some(startsLevel),
  },
  {
    id: 'EXT.101',
    element: 'StartEvent',
    profile: 'standard',
    zh: '开始事件必须有流出顺序流，且不能有流入顺序流',
    en: 'a start event must be left by a sequence flow and may not be reached by one',
    breaks: (start, { model }) =>
      outgoingOf(model, start).length === 0 || incomingOf(model, start).length > 0,
  },
  {
    id: 'EXT.105',
    element: 'StartEvent',
    profile: 'standard',
    sparesForeign: true,
    zh: '同一层有开始事件时必须有结束事件',
    en: 'where there is a start event, its level needs an end event',
    breaks: (start) => !siblingsOf(start).some((one) => one.type === 'EndEvent'),
  },
  {
    id: 'EXT.106',
    element: 'EndEvent',
    profile: 'standard',
    zh: '结束事件不能有流出顺序流',
    en: 'an end event may not be left by a sequence flow',
    breaks: (end, { model }) => outgoingOf(model, end).length > 0,
  },
  {
    id: 'EXT.107',
    element: 'EndEvent',
    profile: 'standard',
    sparesForeign: true,
    zh: '结束事件必须有流入顺序流',
    en: 'an end event must be reached by a sequence flow',
    breaks: (end, { model }) => incomingOf(model, end).length === 0,
  },
  {
    id: 'EXT.150',
    element: 'FlowNode',
    profile: 'standard',
    zh: '有开始事件的层中，每个节点都必须有流入顺序流',
    en: 'in a level with a start event every flow node must be reached by a sequence flow',
    breaks: (node, context) =>
      isNormalFlow(node) &&
      !startsLevel(node) &&
      levelHas(node, 'StartEvent') &&
      incomingOf(context.model, node).length === 0,
  },
  {
    id: 'EXT.151',
    element: 'FlowNode',
    profile: 'standard',
    sparesForeign: true,
    zh: '有结束事件的层中，每个节点都必须有流出顺序流',
    en: 'in a level with an end event every flow node must be left by a sequence flow',
    breaks: (node, context) =>
      isNormalFlow(node) &&
      !isThrowingLink(node) &&
      levelHas(node, 'EndEvent') &&
      outgoingOf(context.model, node).length === 0,
  },
]

/** True for a sub-process that an event starts. */
export function isEventSubProcess(node: BpmnElement | undefined): boolean {
  return node !== undefined && is(node, 'SubProcess') && flagOf(node, 'triggeredByEvent', false)
}

/** The process or sub-process (or choreography) a flow element lies in. */
export function containerOf(element: BpmnElement): BpmnElement | undefined {
  return ancestorOf(element, 'FlowElementsContainer')
}

export function hasCondition(flow: BpmnElement): boolean {
  return childNamed(flow, 'conditionExpression') !== undefined
}

const siblings = new WeakMap<BpmnElement, readonly BpmnElement[]>()

/** Flow nodes of the same process or sub-process. Kept, because every node of a large process asks for them. */
function siblingsOf({ parent }: BpmnElement): readonly BpmnElement[] {
  if (parent === undefined) return []
  const known = siblings.get(parent)
  if (known) return known
  const found = childrenOf(parent, 'FlowNode')
  siblings.set(parent, found)
  return found
}

/** True for link events of that direction: they are connected by name, not by sequence flow. */
export function isLink(event: BpmnElement): boolean {
  return event.children.some((child) => child.type === 'LinkEventDefinition')
}

function startsLevel(node: BpmnElement): boolean {
  if (node.type === 'StartEvent') return true
  return (
    (node.type === 'ReceiveTask' || node.type === 'EventBasedGateway') && flagOf(node, 'instantiate', false)
  )
}

const levels = new WeakMap<readonly BpmnElement[], ReadonlySet<string>>()

function levelHas(node: BpmnElement, type: string): boolean {
  const all = siblingsOf(node)
  const types = levels.get(all) ?? new Set(all.map((one) => one.type))
  levels.set(all, types)
  return types.has(type)
}

/** Nodes of the normal flow: not boundary events, event sub-processes, compensation handlers, or steps inside an ad-hoc sub-process. */
function isNormalFlow(node: BpmnElement): boolean {
  if (is(node, 'StartEvent', 'EndEvent', 'BoundaryEvent', 'ImplicitThrowEvent') || isEventSubProcess(node))
    return false
  if (flagOf(node, 'isForCompensation', false) || node.parent?.type === 'AdHocSubProcess') return false
  return node.type !== 'IntermediateCatchEvent' || !isLink(node)
}

function isThrowingLink(node: BpmnElement): boolean {
  return node.type === 'IntermediateThrowEvent' && isLink(node)
}

function sameFlows(listed: readonly string[], flows: readonly BpmnElement[]): boolean {
  return (
    listed.length === flows.length && flows.every((flow) => flow.id !== undefined && listed.includes(flow.id))
  )
}
