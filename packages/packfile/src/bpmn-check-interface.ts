import {
  eventDefinitionsOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import { dataOf, sameItem, setsOf } from './bpmn-check-data.ts'
import { calledIn } from './bpmn-check-activity.ts'
import type { Rule } from './bpmn-rule.ts'

/** Data of tasks, calls and events against the messages, operations and callable elements they use. */
export const interfaceRules: readonly Rule[] = [
  {
    id: 'EXT.042',
    element: 'ServiceTask',
    profile: 'standard',
    zh: '引用操作的服务任务必须恰有一个输入集',
    en: 'a service task with an operation must have exactly one input set',
    breaks: (task, { model }) =>
      operationOf(model, task) !== undefined && setsOf(task, 'InputSet').length !== 1,
  },
  {
    id: 'EXT.043',
    element: 'ServiceTask',
    profile: 'standard',
    zh: '引用操作的服务任务最多一个输出集',
    en: 'a service task with an operation may have one output set at most',
    breaks: (task, { model }) =>
      operationOf(model, task) !== undefined && setsOf(task, 'OutputSet').length > 1,
  },
  {
    id: 'EXT.044',
    element: 'ServiceTask',
    profile: 'standard',
    zh: '服务任务的数据输入必须与操作的输入消息同类型，且只有一个',
    en: "the one data input of a service task must be the item of its operation's in-message",
    breaks: (task, { model }) => {
      const operation = operationOf(model, task)
      return (
        operation !== undefined &&
        !carries(model, dataOf(task, 'DataInput'), targetOf(model, operation, 'inMessageRef'))
      )
    },
  },
  {
    id: 'EXT.045',
    element: 'ServiceTask',
    profile: 'standard',
    zh: '服务任务的数据输出必须与操作的输出消息同类型，且只有一个',
    en: "the one data output of a service task must be the item of its operation's out-message",
    breaks: (task, { model }) => {
      const message = targetOf(model, operationOf(model, task) ?? task, 'outMessageRef')
      return message !== undefined && !carries(model, dataOf(task, 'DataOutput'), message)
    },
  },
  ...messageRules({
    ids: ['EXT.046', 'EXT.047', 'EXT.048'],
    element: 'SendTask',
    side: 'Input',
    zh: { task: '发送任务', side: '输入' },
    en: { task: 'a send task', side: 'input' },
  }),
  ...messageRules({
    ids: ['EXT.050', 'EXT.051', 'EXT.052'],
    element: 'ReceiveTask',
    side: 'Output',
    zh: { task: '接收任务', side: '输出' },
    en: { task: 'a receive task', side: 'output' },
  }),
  {
    id: 'EXT.063',
    element: 'CallActivity',
    profile: 'standard',
    zh: '调用活动的数据输入输出必须与被调用元素完全一致',
    en: 'inputs and outputs of a call activity must match those of what it calls',
    breaks: (call, { model }) => {
      const called = calledIn(model, call)
      if (!called) return false
      return (['DataInput', 'DataOutput'] as const).some(
        (kind) => !sameData(model, dataOf(call, kind), dataOf(called, kind)),
      )
    },
  },
  {
    id: 'EXT.064',
    element: 'CallableElement',
    profile: 'standard',
    zh: '作为服务公开的流程或任务至少要有一个 ioBinding',
    en: 'a process or task offered as a service needs at least one ioBinding',
    breaks: (callable) =>
      referencesOf(callable, 'supportedInterfaceRef').length > 0 &&
      !callable.children.some((child) => child.name === 'ioBinding'),
  },
  {
    id: 'EXT.065',
    element: 'InputOutputBinding',
    profile: 'standard',
    zh: 'ioBinding 必须把本元素的输入输出连到操作的同类型消息',
    en: 'an ioBinding must bind an input and output of its own element to the messages of the operation',
    breaks: (binding, { model }) => !isBound(model, binding),
  },
  {
    id: 'EXT.066',
    element: 'InputOutputBinding',
    profile: 'standard',
    zh: 'ioBinding 的操作必须属于所支持的接口',
    en: 'the operation of an ioBinding must belong to a supported interface',
    breaks: (binding, { model }) => {
      const operation = targetOf(model, binding, 'operationRef')
      const supported = binding.parent ? referencesOf(binding.parent, 'supportedInterfaceRef') : []
      return operation?.parent?.id !== undefined && !supported.includes(operation.parent.id)
    },
  },
  {
    id: 'EXT.093',
    element: 'Event',
    profile: 'standard',
    zh: '事件若使用数据，则每个事件定义都要有对应的数据输入（输出）',
    en: 'an event with data needs one data input (or output) for each event definition',
    breaks: (event, { model }) => {
      const data = eventData(event)
      return data.length > 0 && data.length < eventDefinitionsOf(model, event).filter(carriesItem).length
    },
  },
  {
    id: 'EXT.094',
    element: 'Event',
    profile: 'standard',
    zh: '事件的数据必须与对应事件定义的类型一致',
    en: 'the data of an event must be of the type of the event definition in the same place',
    breaks: (event, { model }) => {
      const definitions = eventDefinitionsOf(model, event).filter(carriesItem)
      return eventData(event).some((data, position) => {
        const definition = definitions[position]
        return (
          definition !== undefined &&
          !sameItem(targetOf(model, data, 'itemSubjectRef'), itemOf(model, definition))
        )
      })
    },
  },
]

type MessageTask = {
  readonly ids: readonly [string, string, string]
  readonly element: 'SendTask' | 'ReceiveTask'
  readonly side: 'Input' | 'Output'
  readonly zh: { readonly task: string; readonly side: string }
  readonly en: { readonly task: string; readonly side: string }
}

/** A task with a message has one set and one item of data on the message's side, and the item is the message's. */
function messageRules({ ids, element, side, zh, en }: MessageTask): readonly Rule[] {
  const [set, single, item] = ids
  const base = { element, profile: 'standard' } as const
  return [
    {
      ...base,
      id: set,
      zh: `引用消息的${zh.task}最多一个${zh.side}集`,
      en: `${en.task} with a message may have one ${en.side} set at most`,
      breaks: (task) => usesMessage(task) && setsOf(task, `${side}Set`).length > 1,
    },
    {
      ...base,
      id: single,
      zh: `引用消息的${zh.task}最多一个数据${zh.side}`,
      en: `${en.task} with a message may have one data ${en.side} at most`,
      breaks: (task) => usesMessage(task) && dataOf(task, `Data${side}`).length > 1,
    },
    {
      ...base,
      id: item,
      zh: `${zh.task}的数据${zh.side}必须与消息同类型`,
      en: `the data ${en.side} of ${en.task} must be the item of its message`,
      breaks: (task, { model }) => !matchesMessage(model, task, dataOf(task, `Data${side}`)),
    },
  ]
}

function operationOf(model: BpmnModel, task: BpmnElement): BpmnElement | undefined {
  return targetOf(model, task, 'operationRef')
}

function usesMessage(task: BpmnElement): boolean {
  return referencesOf(task, 'messageRef').length > 0
}

function carries(model: BpmnModel, data: readonly BpmnElement[], message: BpmnElement | undefined): boolean {
  const [only, more] = data
  if (!message || !only) return true
  return (
    more === undefined &&
    sameItem(targetOf(model, only, 'itemSubjectRef'), targetOf(model, message, 'itemRef'))
  )
}

function matchesMessage(model: BpmnModel, task: BpmnElement, data: readonly BpmnElement[]): boolean {
  const message = targetOf(model, task, 'messageRef')
  const [first] = data
  return (
    !message ||
    !first ||
    sameItem(targetOf(model, first, 'itemSubjectRef'), targetOf(model, message, 'itemRef'))
  )
}

function sameData(model: BpmnModel, own: readonly BpmnElement[], wanted: readonly BpmnElement[]): boolean {
  if (own.length !== wanted.length) return false
  return own.every((data, position) => {
    const other = wanted[position]
    return (
      other !== undefined &&
      sameItem(targetOf(model, data, 'itemSubjectRef'), targetOf(model, other, 'itemSubjectRef'))
    )
  })
}

function isBound(model: BpmnModel, binding: BpmnElement): boolean {
  const operation = targetOf(model, binding, 'operationRef')
  const sides = [
    ['inputDataRef', 'inMessageRef'],
    ['outputDataRef', 'outMessageRef'],
  ] as const
  return sides.every(([side, messageSide]) => {
    const bound = targetOf(model, binding, side)
    if (!bound) return true
    if (bound.parent?.parent !== binding.parent) return false
    const message = operation && targetOf(model, operation, messageSide)
    const data = is(bound, 'DataInput', 'DataOutput') ? [bound] : boundData(model, bound)
    return data.every(
      (one) =>
        message !== undefined &&
        sameItem(targetOf(model, one, 'itemSubjectRef'), targetOf(model, message, 'itemRef')),
    )
  })
}

function boundData(model: BpmnModel, set: BpmnElement): readonly BpmnElement[] {
  return [...referencesOf(set, 'dataInputRefs'), ...referencesOf(set, 'dataOutputRefs')].flatMap(
    (id) => model.byId.get(id) ?? [],
  )
}

function eventData(event: BpmnElement): readonly BpmnElement[] {
  return event.children.filter((child) => is(child, 'DataInput', 'DataOutput'))
}

function carriesItem(definition: BpmnElement): boolean {
  return is(
    definition,
    'MessageEventDefinition',
    'SignalEventDefinition',
    'ErrorEventDefinition',
    'EscalationEventDefinition',
  )
}

function itemOf(model: BpmnModel, definition: BpmnElement): BpmnElement | undefined {
  for (const reference of ['messageRef', 'signalRef', 'errorRef', 'escalationRef']) {
    const target = targetOf(model, definition, reference)
    if (target) return targetOf(model, target, 'itemRef') ?? targetOf(model, target, 'structureRef')
  }
  return undefined
}
