import type { Expression, Result, Trigger } from '@duibiao/kernel'
import { extensionOf, settingOf } from './bpmn-extension.ts'
import { compileText, constantOf } from './bpmn-expression.ts'
import {
  attributeOf,
  childNamed,
  childrenOf,
  eventDefinitionsOf,
  flagOf,
  referencesOf,
  targetOf,
  type BpmnElement,
} from './bpmn-model.ts'
import { compileEnvelope } from './bpmn-compile-envelope.ts'
import { isFeelTime } from './bpmn-check-expression.ts'
import { containerOf } from './bpmn-check-flow.ts'
import { indexOfReference, type Plan } from './bpmn-compile-plan.ts'

/** What a catching event waits for, in the order of its definitions. */
export function compileTriggers(plan: Plan, event: BpmnElement): readonly Trigger[] {
  return eventDefinitionsOf(plan.model, event).flatMap((definition) => compileTrigger(plan, definition) ?? [])
}

/** What a throwing event does, in the order of its definitions. */
export function compileResults(plan: Plan, event: BpmnElement): readonly Result[] {
  return eventDefinitionsOf(plan.model, event).flatMap((definition) => compileResult(plan, definition) ?? [])
}

/** What one event definition does when it is thrown; undefined for those that cannot be. */
export function compileResult(plan: Plan, definition: BpmnElement): Result | undefined {
  switch (definition.type) {
    case 'MessageEventDefinition':
      return {
        kind: 'message',
        name: nameOf(plan, definition, 'messageRef'),
        ...compileEnvelope(plan, definition),
      }
    case 'SignalEventDefinition':
      return { kind: 'signal', name: nameOf(plan, definition, 'signalRef') }
    case 'ErrorEventDefinition':
      return { kind: 'error', ...codeOf(plan, definition, { reference: 'errorRef', attribute: 'errorCode' }) }
    case 'EscalationEventDefinition':
      return {
        kind: 'escalation',
        ...codeOf(plan, definition, { reference: 'escalationRef', attribute: 'escalationCode' }),
      }
    case 'CompensateEventDefinition': {
      const activity = indexOfReference(plan, definition, 'activityRef')
      return {
        kind: 'compensation',
        ...(activity !== undefined && { activity }),
        wait: flagOf(definition, 'waitForCompletion', true),
      }
    }
    case 'CancelEventDefinition':
      return { kind: 'cancel' }
    case 'TerminateEventDefinition':
      return { kind: 'terminate' }
    case 'LinkEventDefinition': {
      const target = linkTarget(plan, definition)
      return target === undefined ? undefined : { kind: 'link', target }
    }
    default:
      return undefined
  }
}

function compileTrigger(plan: Plan, definition: BpmnElement): Trigger | undefined {
  switch (definition.type) {
    case 'MessageEventDefinition':
      return { kind: 'message', name: nameOf(plan, definition, 'messageRef') }
    case 'SignalEventDefinition':
      return { kind: 'signal', name: nameOf(plan, definition, 'signalRef') }
    case 'TimerEventDefinition':
      return compileTimer(plan, definition)
    case 'ConditionalEventDefinition': {
      const condition = childNamed(definition, 'condition')
      if (!condition) return undefined
      return {
        kind: 'condition',
        expression: compileText(plan.texts, condition, { text: condition.text, use: 'expression' }),
      }
    }
    case 'ErrorEventDefinition':
      return { kind: 'error', ...codeOf(plan, definition, { reference: 'errorRef', attribute: 'errorCode' }) }
    case 'EscalationEventDefinition':
      return {
        kind: 'escalation',
        ...codeOf(plan, definition, { reference: 'escalationRef', attribute: 'escalationCode' }),
      }
    case 'CompensateEventDefinition':
      return { kind: 'compensation' }
    case 'CancelEventDefinition':
      return { kind: 'cancel' }
    case 'LinkEventDefinition':
      return { kind: 'link', name: attributeOf(definition, 'name') }
    default:
      return undefined
  }
}

function compileTimer(plan: Plan, definition: BpmnElement): Trigger | undefined {
  const clock = extensionOf(definition, 'clockRef')
  if (clock)
    return { kind: 'clock', clock: settingOf(clock, 'clock') ?? '', at: settingOf(clock, 'at') ?? 'due' }
  for (const [name, form] of [
    ['timeDate', 'date'],
    ['timeDuration', 'duration'],
    ['timeCycle', 'cycle'],
  ] as const) {
    const time = childNamed(definition, name)
    if (time)
      return {
        kind: 'timer',
        form,
        expression: compileText(plan.texts, time, {
          text: time.text,
          use: isFeelTime(time) ? 'expression' : 'text',
        }),
      }
  }
  return undefined
}

/** The name of a message or signal; where the reference names no element, the reference itself is the name. */
function nameOf(plan: Plan, definition: BpmnElement, reference: string): Expression {
  const target = targetOf(plan.model, definition, reference)
  const name = target
    ? attributeOf(target, 'name') || (target.id ?? '')
    : (referencesOf(definition, reference)[0] ?? '')
  return name === ''
    ? constantOf('')
    : compileText(plan.texts, target ?? definition, { text: name, use: 'text' })
}

type CodePlace = { readonly reference: string; readonly attribute: string }

/** The code of an error or escalation; none means every one. Where the reference names no element, it is the code itself. */
function codeOf(
  plan: Plan,
  definition: BpmnElement,
  { reference, attribute }: CodePlace,
): { readonly code?: string } {
  const target = targetOf(plan.model, definition, reference)
  const code = target ? attributeOf(target, attribute) : (referencesOf(definition, reference)[0] ?? '')
  return code === '' ? {} : { code }
}

/** The catch event a link leads to: by `target`, else by its name in the same process or sub-process. */
function linkTarget(plan: Plan, definition: BpmnElement): number | undefined {
  const named = targetOf(plan.model, definition, 'target')?.parent
  if (named) return plan.indexOf.get(named)
  const level = definition.parent && containerOf(definition.parent)
  const events = level ? childrenOf(level, 'IntermediateCatchEvent') : []
  const target = events.find((event) =>
    childrenOf(event, 'LinkEventDefinition').some(
      (one) => attributeOf(one, 'name') === attributeOf(definition, 'name'),
    ),
  )
  return target && plan.indexOf.get(target)
}

/** The message name of a send or receive task. */
export function messageNameOf(plan: Plan, task: BpmnElement): string | undefined {
  const target = targetOf(plan.model, task, 'messageRef')
  if (target) return attributeOf(target, 'name') || target.id
  return referencesOf(task, 'messageRef')[0]
}
