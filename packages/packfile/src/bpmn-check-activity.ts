import {
  attributeOf,
  childNamed,
  childrenOf,
  flagOf,
  incomingOf,
  is,
  outgoingOf,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import { isEventSubProcess } from './bpmn-check-flow.ts'
import type { Rule } from './bpmn-rule.ts'

/** Rules for tasks, sub-processes, loops, calls and compensation. */
export const activityRules: readonly Rule[] = [
  {
    id: 'EXT.037',
    element: 'Activity',
    profile: 'standard',
    zh: 'startQuantity 不能小于 1',
    en: 'startQuantity may not be less than 1',
    breaks: (activity) => Number(attributeOf(activity, 'startQuantity', '1')) < 1,
  },
  {
    id: 'EXT.038',
    element: 'Activity',
    profile: 'standard',
    zh: 'completionQuantity 不能小于 1',
    en: 'completionQuantity may not be less than 1',
    breaks: (activity) => Number(attributeOf(activity, 'completionQuantity', '1')) < 1,
  },
  {
    id: 'EXT.049',
    element: 'ReceiveTask',
    profile: 'standard',
    zh: '启动流程的接收任务不能有流入顺序流',
    en: 'a receive task that starts a process may not be reached by a sequence flow',
    breaks: (task, { model }) => flagOf(task, 'instantiate', false) && incomingOf(model, task).length > 0,
  },
  {
    id: 'EXT.053',
    element: 'ScriptTask',
    profile: 'strict',
    zh: '有脚本时必须给出脚本语言（scriptFormat）',
    en: 'where there is a script, its scriptFormat must be given',
    breaks: (task) => childNamed(task, 'script') !== undefined && attributeOf(task, 'scriptFormat') === '',
  },
  {
    id: 'EXT.145',
    element: 'ScriptTask',
    profile: 'strict',
    zh: 'scriptFormat 必须是 MIME 类型',
    en: 'scriptFormat must be a MIME type',
    breaks: (task) =>
      attributeOf(task, 'scriptFormat') !== '' && !isMimeType(attributeOf(task, 'scriptFormat')),
  },
  {
    id: 'EXT.057',
    element: 'SubProcess',
    profile: 'standard',
    zh: '事件子流程不能有流入或流出顺序流',
    en: 'an event sub-process may not be reached or left by a sequence flow',
    breaks: (node, { model }) =>
      isEventSubProcess(node) && incomingOf(model, node).length + outgoingOf(model, node).length > 0,
  },
  {
    id: 'EXT.061',
    element: 'AdHocSubProcess',
    profile: 'standard',
    zh: '即席子流程至少要有一个活动',
    en: 'an ad-hoc sub-process needs at least one activity',
    breaks: (node) => childrenOf(node, 'Activity').length === 0,
  },
  {
    id: 'EXT.062',
    element: 'AdHocSubProcess',
    profile: 'standard',
    zh: '即席子流程中不能有开始事件、结束事件',
    en: 'an ad-hoc sub-process may hold no start and end events',
    breaks: (node) =>
      node.children.some((child) => is(child, 'StartEvent', 'EndEvent', 'ChoreographyActivity')),
  },
  {
    id: 'EXT.056',
    element: 'ChoreographyActivity',
    profile: 'standard',
    zh: '流程和子流程中不能有编排活动',
    en: 'a process or sub-process may hold no choreography activity',
    breaks: (node) => is(node.parent, 'Process', 'SubProcess'),
  },
  {
    id: 'DB.loopMaximum',
    element: 'StandardLoopCharacteristics',
    profile: 'standard',
    zh: 'loopMaximum 不能为负',
    en: 'loopMaximum may not be negative',
    breaks: (loop) => Number(attributeOf(loop, 'loopMaximum', '0')) < 0,
  },
  {
    id: 'EXT.067',
    element: 'MultiInstanceLoopCharacteristics',
    profile: 'standard',
    zh: '多实例必须给出 loopCardinality 或 loopDataInputRef（或 duibiao:multi）',
    en: 'a multi-instance activity needs a loopCardinality or a loopDataInputRef (or duibiao:multi)',
    breaks: (loop, { lenient }) =>
      !childNamed(loop, 'loopCardinality') &&
      !childNamed(loop, 'loopDataInputRef') &&
      !loop.extensions.some((one) => one.name === 'multi') &&
      !(lenient && loop.foreign.some((one) => one.name === 'collection')),
  },
  {
    id: 'EXT.068',
    element: 'MultiInstanceLoopCharacteristics',
    profile: 'standard',
    zh: '任务的 loopDataInputRef 必须是该任务自己的数据输入',
    en: 'loopDataInputRef of a task must be a data input of that task',
    breaks: (loop, { model }) =>
      !isLoopData(model, loop, { reference: 'loopDataInputRef', kind: 'DataInput' }),
  },
  {
    id: 'EXT.069',
    element: 'MultiInstanceLoopCharacteristics',
    profile: 'standard',
    zh: 'outputDataItem 必须是 loopDataOutputRef 集合的单个元素类型',
    en: 'outputDataItem must be of the type of one element of loopDataOutputRef',
    breaks: (loop, { model }) =>
      !isElementOf(model, loop, { reference: 'loopDataOutputRef', item: 'outputDataItem' }),
  },
  {
    id: 'EXT.070',
    element: 'MultiInstanceLoopCharacteristics',
    profile: 'standard',
    zh: 'inputDataItem 必须是 loopDataInputRef 集合的单个元素类型',
    en: 'inputDataItem must be of the type of one element of loopDataInputRef',
    breaks: (loop, { model }) =>
      !isElementOf(model, loop, { reference: 'loopDataInputRef', item: 'inputDataItem' }),
  },
  {
    id: 'EXT.075',
    element: 'ImplicitThrowEvent',
    profile: 'standard',
    zh: '多实例抛出的事件只能是消息、升级、补偿、信号',
    en: 'an event thrown by a multi-instance activity must be a message, escalation, compensation or signal',
    breaks: (event) =>
      childrenOf(event, 'EventDefinition').some(
        (one) =>
          !is(
            one,
            'MessageEventDefinition',
            'EscalationEventDefinition',
            'CompensateEventDefinition',
            'SignalEventDefinition',
          ),
      ),
  },
  {
    id: 'EXT.099',
    element: 'CallActivity',
    profile: 'standard',
    zh: '被调用的流程必须有无触发的开始事件',
    en: 'the called process needs a start event without trigger',
    breaks: (call, { model }) => {
      const called = calledIn(model, call)
      const starts = called ? childrenOf(called, 'StartEvent') : []
      return starts.length > 0 && starts.every((start) => hasTrigger(start))
    },
  },
  {
    id: 'DB.called',
    element: 'CallActivity',
    profile: 'standard',
    zh: '调用活动没有指明调用什么（calledElement）',
    en: 'a call activity must say what it calls (calledElement)',
    breaks: (call) => attributeOf(call, 'calledElement') === '',
  },
  {
    id: 'EXT.143',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '补偿边界事件必须用关联（association）连到一个补偿活动',
    en: 'a compensation boundary event must be connected by an association to a compensation activity',
    breaks: (event, { model }) => isCompensation(event) && handlersOf(model, event).length !== 1,
  },
  {
    id: 'EXT.144',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '补偿活动必须标明 isForCompensation，且没有顺序流',
    en: 'a compensation activity must be marked isForCompensation and have no sequence flows',
    breaks: (event, { model }) =>
      isCompensation(event) &&
      handlersOf(model, event).some(
        (handler) =>
          !is(handler, 'Activity') ||
          !flagOf(handler, 'isForCompensation', false) ||
          incomingOf(model, handler).length + outgoingOf(model, handler).length > 0,
      ),
  },
  {
    id: 'DB.transaction',
    element: 'Transaction',
    profile: 'standard',
    zh: '事务只支持补偿方式（##Compensate）',
    en: 'only transactions by compensation (##Compensate) are supported',
    breaks: (node) => !['', '##Compensate', 'Compensate'].includes(attributeOf(node, 'method')),
  },
]

/** `type/subtype`, as in RFC 6838. */
export function isMimeType(text: string): boolean {
  return /^[a-zA-Z0-9!#$&^_.+-]+\/[a-zA-Z0-9!#$&^_.+-]+(?:\s*;.*)?$/u.test(text)
}

/** What the associations of a compensation boundary event lead to, whichever way they are drawn and wherever they are written. */
export function handlersOf(model: BpmnModel, event: BpmnElement): readonly BpmnElement[] {
  const id = event.id ?? ''
  return model.elements.flatMap((element) => {
    if (element.type !== 'Association') return []
    const ends = [targetOf(model, element, 'sourceRef'), targetOf(model, element, 'targetRef')]
    if (!ends.some((end) => end !== undefined && end.id === id)) return []
    return ends.filter((end) => end !== undefined).filter((end) => end.id !== id && is(end, 'FlowNode'))
  })
}

/** What a call activity calls, where it is in the same file. Another element may well bear the same id as a process elsewhere. */
export function calledIn(model: BpmnModel, call: BpmnElement): BpmnElement | undefined {
  const called = targetOf(model, call, 'calledElement')
  return is(called, 'CallableElement') ? called : undefined
}

export function isCompensation(event: BpmnElement): boolean {
  return childrenOf(event, 'EventDefinition').some((one) => one.type === 'CompensateEventDefinition')
}

function hasTrigger(start: BpmnElement): boolean {
  return (
    childrenOf(start, 'EventDefinition').length > 0 || referencesOf(start, 'eventDefinitionRef').length > 0
  )
}

function isLoopData(
  model: BpmnModel,
  loop: BpmnElement,
  { reference, kind }: { readonly reference: string; readonly kind: string },
): boolean {
  const data = targetOf(model, loop, reference)
  if (!data || !loop.parent || !is(loop.parent, 'Task')) return true
  return data.type === kind && data.parent?.parent === loop.parent
}

function isElementOf(
  model: BpmnModel,
  loop: BpmnElement,
  { reference, item }: { readonly reference: string; readonly item: string },
): boolean {
  const collection = targetOf(model, loop, reference)
  const element = childNamed(loop, item)
  const whole = collection && targetOf(model, collection, 'itemSubjectRef')
  const single = element && targetOf(model, element, 'itemSubjectRef')
  if (!whole || !single) return true
  return (
    !flagOf(single, 'isCollection', false) &&
    attributeOf(whole, 'structureRef') === attributeOf(single, 'structureRef')
  )
}
