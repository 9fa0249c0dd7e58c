import {
  attributeOf,
  childNamed,
  childrenOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import { hasClockRef } from './bpmn-check-extension.ts'
import { containerOf, isEventSubProcess } from './bpmn-check-flow.ts'
import type { Rule } from './bpmn-rule.ts'

/** What the event definitions themselves must hold: codes, names, links, times. */
export const triggerRules: readonly Rule[] = [
  {
    id: 'EXT.011',
    element: 'EscalationEventDefinition',
    profile: 'standard',
    zh: '抛出升级的事件必须给出升级代码',
    en: 'an event that throws an escalation must give its code',
    breaks: (definition, { model, lenient }) =>
      is(definition.parent, 'ThrowEvent') &&
      !hasCode(model, definition, { reference: 'escalationRef', attribute: 'escalationCode', lenient }),
  },
  {
    id: 'EXT.124',
    element: 'ErrorEventDefinition',
    profile: 'standard',
    zh: '错误结束事件必须给出错误代码',
    en: 'an error end event must give its code',
    breaks: (definition, { model, lenient }) =>
      is(definition.parent, 'ThrowEvent') &&
      !hasCode(model, definition, { reference: 'errorRef', attribute: 'errorCode', lenient }),
  },
  {
    id: 'EXT.118',
    element: 'LinkEventDefinition',
    profile: 'standard',
    zh: '链接的抛出与捕获必须互相对应',
    en: 'the source and the target of a link must name each other',
    breaks: (link, { model }) => !agrees(model, link),
  },
  {
    id: 'EXT.125',
    element: 'LinkEventDefinition',
    profile: 'standard',
    zh: '链接抛出事件必须恰有一个目标（按 target 或同层同名）',
    en: 'a throwing link must have exactly one target, by `target` or by the same name in its level',
    breaks: (link) => {
      if (!is(link.parent, 'ThrowEvent')) return false
      const named = referencesOf(link, 'target')
      return named.length > 1 || (named.length === 0 && namesakes(link).length !== 1)
    },
  },
  {
    id: 'EXT.126',
    element: 'LinkEventDefinition',
    profile: 'standard',
    zh: '链接的抛出与捕获必须在同一流程或子流程的同一层',
    en: 'the source and the target of a link must lie in the same process or sub-process',
    breaks: (link, { model }) =>
      [...referencesOf(link, 'target'), ...referencesOf(link, 'source')].some((id) => {
        const other = model.byId.get(id)
        return other?.type === 'LinkEventDefinition' && containerOf(other) !== containerOf(link)
      }),
  },
  {
    id: 'DB.link',
    element: 'LinkEventDefinition',
    profile: 'standard',
    zh: '链接捕获事件必须至少有一个来源（按 source 或同层同名）',
    en: 'a catching link must have a source, by `source` or by the same name in its level',
    breaks: (link) =>
      is(link.parent, 'CatchEvent') &&
      referencesOf(link, 'source').length === 0 &&
      namesakes(link).length === 0,
  },
  {
    id: 'EXT.127',
    element: 'MessageEventDefinition',
    profile: 'strict',
    zh: '消息事件必须引用消息（messageRef）',
    en: 'a message event must refer to a message (messageRef)',
    breaks: (definition) => referencesOf(definition, 'messageRef').length === 0,
  },
  {
    id: 'EXT.128',
    element: 'MessageEventDefinition',
    profile: 'strict',
    zh: '消息事件必须引用操作（operationRef）',
    en: 'a message event must refer to an operation (operationRef)',
    breaks: (definition) => referencesOf(definition, 'operationRef').length === 0,
  },
  {
    id: 'DB.message',
    element: 'MessageEventDefinition',
    profile: 'standard',
    zh: '消息事件没有消息，无从关联',
    en: 'a message event without a message can never be correlated',
    breaks: (definition, { lenient }) => !lenient && referencesOf(definition, 'messageRef').length === 0,
  },
  {
    id: 'DB.signal',
    element: 'SignalEventDefinition',
    profile: 'standard',
    zh: '信号事件没有信号，无从触发',
    en: 'a signal event without a signal can never be triggered',
    breaks: (definition) => referencesOf(definition, 'signalRef').length === 0,
  },
  {
    id: 'EXT.131',
    element: 'TimerEventDefinition',
    profile: 'standard',
    zh: '定时必须给出 timeDate、timeDuration、timeCycle 之一（或时限引用）',
    en: 'a timer needs a timeDate, timeDuration or timeCycle (or refers to a clock)',
    breaks: (timer) =>
      !['timeDate', 'timeDuration', 'timeCycle'].some((name) => childNamed(timer, name)) &&
      !hasClockRef(timer),
  },
  {
    id: 'DB.compensated',
    element: 'CompensateEventDefinition',
    profile: 'standard',
    zh: '补偿事件的 activityRef 必须指向可见范围内的活动',
    en: 'activityRef of a compensation must be an activity its scope can see',
    breaks: (definition, { model }) => {
      const activity = targetOf(model, definition, 'activityRef')
      return activity !== undefined && !scopesAround(definition).includes(containerOf(activity))
    },
  },
]

type CodeOf = { readonly reference: string; readonly attribute: string; readonly lenient: boolean }

function hasCode(
  model: BpmnModel,
  definition: BpmnElement,
  { reference, attribute, lenient }: CodeOf,
): boolean {
  const target = targetOf(model, definition, reference)
  if (target) return attributeOf(target, attribute) !== ''
  return lenient && referencesOf(definition, reference).length > 0
}

/** Links of the other direction with the same name in the same process or sub-process. */
function namesakes(link: BpmnElement): readonly BpmnElement[] {
  const wanted = is(link.parent, 'ThrowEvent') ? 'CatchEvent' : 'ThrowEvent'
  const level = link.parent && containerOf(link.parent)
  if (!level) return []
  const events = childrenOf(level, wanted)
  return events
    .flatMap((event) => childrenOf(event, 'LinkEventDefinition'))
    .filter((other) => attributeOf(other, 'name') === attributeOf(link, 'name'))
}

function agrees(model: BpmnModel, link: BpmnElement): boolean {
  const throwing = is(link.parent, 'ThrowEvent')
  const [own, back] = throwing ? ['target', 'source'] : ['source', 'target']
  return referencesOf(link, own).every((id) => {
    const other = model.byId.get(id)
    if (!other || other.type !== 'LinkEventDefinition') return true
    if (!is(other.parent, throwing ? 'CatchEvent' : 'ThrowEvent')) return false
    const named = referencesOf(other, back)
    return (
      link.id !== undefined &&
      (named.includes(link.id) ||
        (named.length === 0 && attributeOf(other, 'name') === attributeOf(link, 'name')))
    )
  })
}

/** The levels whose activities a compensation event may name: its own and, from inside an event sub-process, the one around. */
function scopesAround(definition: BpmnElement): readonly (BpmnElement | undefined)[] {
  const scopes: BpmnElement[] = []
  for (let level = containerOf(definition); level; level = containerOf(level)) {
    scopes.push(level)
    if (!isEventSubProcess(level)) break
  }
  return scopes
}
