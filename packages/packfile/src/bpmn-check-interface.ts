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
  {
    id: 'EXT.046',
    element: 'SendTask',
    profile: 'standard',
    zh: '引用消息的发送任务最多一个输入集',
    en: 'a send task with a message may have one input set at most',
    breaks: (task) => usesMessage(task) && setsOf(task, 'InputSet').length > 1,
  },
  {
    id: 'EXT.047',
    element: 'SendTask',
    profile: 'standard',
    zh: '引用消息的发送任务最多一个数据输入',
    en: 'a send task with a message may have one data input at most',
    breaks: (task) => usesMessage(task) && dataOf(task, 'DataInput').length > 1,
  },
  {
    id: 'EXT.048',
    element: 'SendTask',
    profile: 'standard',
    zh: '发送任务的数据输入必须与消息同类型',
    en: 'the data input of a send task must be the item of its message',
    breaks: (task, { model }) => !matchesMessage(model, task, dataOf(task, 'DataInput')),
  },
  {
    id: 'EXT.050',
    element: 'ReceiveTask',
    profile: 'standard',
    zh: '引用消息的接收任务最多一个输出集',
    en: 'a receive task with a message may have one output set at most',
    breaks: (task) => usesMessage(task) && setsOf(task, 'OutputSet').length > 1,
  },
  {
    id: 'EXT.051',
    element: 'ReceiveTask',
    profile: 'standard',
    zh: '引用消息的接收任务最多一个数据输出',
    en: 'a receive task with a message may have one data output at most',
    breaks: (task) => usesMessage(task) && dataOf(task, 'DataOutput').length > 1,
  },
  {
    id: 'EXT.052',
    element: 'ReceiveTask',
    profile: 'standard',
    zh: '接收任务的数据输出必须与消息同类型',
    en: 'the data output of a receive task must be the item of its message',
    breaks: (task, { model }) => !matchesMessage(model, task, dataOf(task, 'DataOutput')),
  },
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
