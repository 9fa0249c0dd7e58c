import {
  ancestorOf,
  attributeOf,
  eventDefinitionsOf,
  flagOf,
  incomingOf,
  is,
  outgoingOf,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import { isEventSubProcess, isLink } from './bpmn-check-flow.ts'
import type { Rule } from './bpmn-rule.ts'

/** Which triggers stand where (BPMN 2.0.2 tables 10.84 to 10.93) and how events are connected. */
export const eventRules: readonly Rule[] = [
  {
    id: 'EXT.098',
    element: 'StartEvent',
    profile: 'standard',
    zh: '流程的开始事件只能是空、消息、定时、条件或信号触发',
    en: 'a start event of a process may have message, timer, conditional and signal triggers only',
    breaks: (start, { model }) =>
      start.parent?.type === 'Process' &&
      !allowed(model, start, ['Message', 'Timer', 'Conditional', 'Signal']),
  },
  {
    id: 'DB.conditionalStart',
    element: 'StartEvent',
    profile: 'standard',
    sparesForeign: true,
    zh: '流程不能由条件启动：没有办件就没有可判断的变量',
    en: 'a process cannot be started by a condition: without a matter there is nothing to judge it by',
    breaks: (start, { model }) =>
      start.parent?.type === 'Process' &&
      eventDefinitionsOf(model, start).some((one) => one.type === 'ConditionalEventDefinition'),
  },
  {
    id: 'EXT.100',
    element: 'StartEvent',
    profile: 'standard',
    zh: '普通子流程的开始事件不能有触发器',
    en: 'the start event of a sub-process may have no trigger, unless the sub-process is started by an event',
    breaks: (start, { model }) =>
      is(start.parent, 'SubProcess') &&
      !isEventSubProcess(start.parent) &&
      eventDefinitionsOf(model, start).length > 0,
  },
  {
    id: 'EXT.058',
    element: 'SubProcess',
    profile: 'standard',
    zh: '事件子流程必须恰有一个开始事件',
    en: 'an event sub-process must have exactly one start event',
    breaks: (node) =>
      isEventSubProcess(node) && node.children.filter((child) => child.type === 'StartEvent').length !== 1,
  },
  {
    id: 'EXT.059',
    element: 'StartEvent',
    profile: 'standard',
    zh: '事件子流程的开始事件必须有消息、定时、错误、升级、补偿、条件或信号触发；不中断时不能是错误、补偿',
    en: 'the start of an event sub-process needs a message, timer, error, escalation, compensation, conditional or signal trigger; error and compensation only where it interrupts',
    breaks: (start, { model }) => {
      if (!isEventSubProcess(start.parent)) return false
      const always = ['Message', 'Timer', 'Escalation', 'Conditional', 'Signal']
      const kinds = flagOf(start, 'isInterrupting', true) ? [...always, 'Error', 'Compensate'] : always
      return eventDefinitionsOf(model, start).length === 0 || !allowed(model, start, kinds)
    },
  },
  {
    id: 'EXT.110',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '边界事件必须有触发器，且不能是链接、终止；不中断时也不能是错误、取消、补偿',
    en: 'a boundary event needs a trigger other than link and terminate, and when it does not interrupt, also other than error, cancel and compensation',
    breaks: (event, { model }) => {
      const always = ['Message', 'Timer', 'Escalation', 'Conditional', 'Signal']
      const kinds = flagOf(event, 'cancelActivity', true)
        ? [...always, 'Error', 'Cancel', 'Compensate']
        : always
      return eventDefinitionsOf(model, event).length === 0 || !allowed(model, event, kinds)
    },
  },
  {
    id: 'EXT.111',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '取消边界事件只能附在事务上',
    en: 'a cancel boundary event must be attached to a transaction',
    breaks: (event, { model }) =>
      has(model, event, 'Cancel') && !is(targetOf(model, event, 'attachedToRef'), 'Transaction'),
  },
  {
    id: 'EXT.112',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '边界事件不能有流入顺序流',
    en: 'a boundary event may not be reached by a sequence flow',
    breaks: (event, { model }) => incomingOf(model, event).length > 0,
  },
  {
    id: 'EXT.113',
    element: 'BoundaryEvent',
    profile: 'standard',
    sparesForeign: true,
    zh: '边界事件（补偿除外）必须有流出顺序流',
    en: 'a boundary event, unless it compensates, must be left by a sequence flow',
    breaks: (event, { model }) => !has(model, event, 'Compensate') && outgoingOf(model, event).length === 0,
  },
  {
    id: 'EXT.114',
    element: 'BoundaryEvent',
    profile: 'standard',
    zh: '补偿边界事件不能有流出顺序流',
    en: 'a compensation boundary event may not be left by a sequence flow',
    breaks: (event, { model }) => has(model, event, 'Compensate') && outgoingOf(model, event).length > 0,
  },
  {
    id: 'EXT.115',
    element: 'Event',
    profile: 'standard',
    zh: '中间事件（链接捕获除外）必须有流入顺序流',
    en: 'an intermediate event, unless it catches a link, must be reached by a sequence flow',
    breaks: (event, { model }) =>
      isIntermediate(event) && !(isCatch(event) && isLink(event)) && incomingOf(model, event).length === 0,
  },
  {
    id: 'EXT.116',
    element: 'Event',
    profile: 'standard',
    zh: '中间事件（链接抛出除外）必须有流出顺序流',
    en: 'an intermediate event, unless it throws a link, must be left by a sequence flow',
    breaks: (event, { model }) =>
      isIntermediate(event) && (isCatch(event) || !isLink(event)) && outgoingOf(model, event).length === 0,
  },
  {
    id: 'EXT.117',
    element: 'Event',
    profile: 'standard',
    zh: '链接抛出事件不能有流出顺序流，链接捕获事件不能有流入顺序流',
    en: 'a throwing link may not be left, a catching link may not be reached, by a sequence flow',
    breaks: (event, { model }) =>
      isLink(event) && (isCatch(event) ? incomingOf(model, event) : outgoingOf(model, event)).length > 0,
  },
  {
    id: 'EXT.122',
    element: 'EndEvent',
    profile: 'standard',
    zh: '取消结束事件只能用在事务之内',
    en: 'a cancel end event may be used inside a transaction only',
    breaks: (event, { model }) => has(model, event, 'Cancel') && !ancestorOf(event, 'Transaction'),
  },
  {
    id: 'EXT.146',
    element: 'EndEvent',
    profile: 'standard',
    zh: '结束事件只能是空、消息、升级、错误、取消、补偿、信号或终止',
    en: 'an end event may have message, escalation, error, cancel, compensation, signal and terminate results only',
    breaks: (event, { model }) =>
      !allowed(model, event, [
        'Message',
        'Escalation',
        'Error',
        'Cancel',
        'Compensate',
        'Signal',
        'Terminate',
      ]),
  },
  {
    id: 'EXT.148',
    element: 'IntermediateCatchEvent',
    profile: 'standard',
    zh: '中间捕获事件必须是消息、定时、条件、链接或信号触发',
    en: 'an intermediate catch event needs a message, timer, conditional, link or signal trigger',
    breaks: (event, { model }) =>
      eventDefinitionsOf(model, event).length === 0 ||
      !allowed(model, event, ['Message', 'Timer', 'Conditional', 'Link', 'Signal']),
  },
  {
    id: 'EXT.149',
    element: 'IntermediateThrowEvent',
    profile: 'standard',
    zh: '中间抛出事件只能是空、消息、升级、补偿、链接或信号',
    en: 'an intermediate throw event may have message, escalation, compensation, link and signal results only',
    breaks: (event, { model }) =>
      !allowed(model, event, ['Message', 'Escalation', 'Compensate', 'Link', 'Signal']),
  },
  {
    id: 'EXT.095',
    element: 'ThrowEvent',
    profile: 'standard',
    zh: '抛出事件内的事件定义不能在别处引用',
    en: 'an event definition inside a throw event may not be referred to from elsewhere',
    breaks: (event, { model }) =>
      eventDefinitionsOf(model, event).some((one) => one.parent === event && isReferredTo(model, one)),
  },
]

/** True when every event definition of the event is of one of the kinds. */
function allowed(model: BpmnModel, event: BpmnElement, kinds: readonly string[]): boolean {
  return eventDefinitionsOf(model, event).every((definition) =>
    kinds.some((kind) => definition.type === `${kind}EventDefinition`),
  )
}

function has(model: BpmnModel, event: BpmnElement, kind: string): boolean {
  return eventDefinitionsOf(model, event).some((definition) => definition.type === `${kind}EventDefinition`)
}

function isCatch(event: BpmnElement): boolean {
  return event.type === 'IntermediateCatchEvent'
}

/** Intermediate events of the normal flow; inside an ad-hoc sub-process nothing needs flows. */
function isIntermediate(event: BpmnElement): boolean {
  return (
    is(event, 'IntermediateCatchEvent', 'IntermediateThrowEvent') && event.parent?.type !== 'AdHocSubProcess'
  )
}

function isReferredTo(model: BpmnModel, definition: BpmnElement): boolean {
  const id = attributeOf(definition, 'id')
  return (
    id !== '' && model.elements.some((element) => referencesOf(element, 'eventDefinitionRef').includes(id))
  )
}
