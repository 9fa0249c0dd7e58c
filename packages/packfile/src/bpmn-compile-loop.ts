import type { Loop, Result } from '@duibiao/kernel'
import { extensionOf, settingOf } from './bpmn-extension.ts'
import { compileText, constantOf, variableOf } from './bpmn-expression.ts'
import {
  attributeOf,
  childNamed,
  childrenOf,
  flagOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
} from './bpmn-model.ts'
import { compileResult } from './bpmn-compile-event.ts'
import type { Plan } from './bpmn-compile-plan.ts'

type Multi = Extract<Loop, { kind: 'multi' }>

/** The loop of an activity, if it has one. */
export function compileLoop(plan: Plan, activity: BpmnElement): Loop | undefined {
  const [loop] = childrenOf(activity, 'LoopCharacteristics')
  if (!loop) return undefined
  return loop.type === 'StandardLoopCharacteristics' ? compileStandard(plan, loop) : compileMulti(plan, loop)
}

function compileStandard(plan: Plan, loop: BpmnElement): Loop {
  const condition = expressionOf(plan, loop, 'loopCondition')
  const maximum = attributeOf(loop, 'loopMaximum')
  return {
    kind: 'standard',
    testBefore: flagOf(loop, 'testBefore', false),
    ...(condition && { condition }),
    ...(maximum !== '' && { maximum: constantOf(Number(maximum)) }),
  }
}

function compileMulti(plan: Plan, loop: BpmnElement): Multi {
  const cardinality = expressionOf(plan, loop, 'loopCardinality')
  const completion = expressionOf(plan, loop, 'completionCondition')
  const behavior =
    behaviors.find((one) => one === attributeOf(loop, 'behavior', 'All').toLowerCase()) ?? 'all'
  const event =
    behavior === 'one' || behavior === 'none' ? eventOf(plan, loop, `${behavior}BehaviorEventRef`) : undefined
  return {
    kind: 'multi',
    sequential: flagOf(loop, 'isSequential', false),
    ...(cardinality && { cardinality }),
    ...compileCollection(plan, loop),
    ...compileOutput(plan, loop),
    ...(completion && { completion }),
    behavior,
    ...(event && { event }),
    complex: childrenOf(loop, 'ComplexBehaviorDefinition').flatMap((one) => compileComplex(plan, one)),
  }
}

const behaviors = ['all', 'one', 'none', 'complex'] as const

/** The collection looped over and the variable of its element: our short form, a foreign one, or BPMN's data input. */
function compileCollection(plan: Plan, loop: BpmnElement): Pick<Multi, 'collection' | 'element'> {
  const own = extensionOf(loop, 'multi')
  const foreign = plan.texts.hooks.mapVendor?.(loop)
  const element = settingOf(own, 'element') ?? foreign?.element ?? itemName(loop, 'inputDataItem')
  const text = settingOf(own, 'collection') ?? foreign?.collection
  const name = text === undefined ? dataName(plan, loop, 'loopDataInputRef') : undefined
  return {
    ...(text !== undefined && { collection: compileText(plan.texts, loop, { text, use: 'expression' }) }),
    ...(name !== undefined && { collection: variableOf(name) }),
    ...(element !== undefined && { element }),
  }
}

function itemName(loop: BpmnElement, name: string): string | undefined {
  const item = childNamed(loop, name)
  return item && (attributeOf(item, 'name') || item.id)
}

function compileOutput(plan: Plan, loop: BpmnElement): Pick<Multi, 'output'> {
  const own = extensionOf(loop, 'multi')
  const collection = settingOf(own, 'output') ?? dataName(plan, loop, 'loopDataOutputRef')
  const element = settingOf(own, 'outputElement') ?? itemName(loop, 'outputDataItem')
  return collection !== undefined && element !== undefined ? { output: { collection, element } } : {}
}

/** The variable behind loop data: a task's own data input stands for the data object that is associated with it. */
function dataName(plan: Plan, loop: BpmnElement, reference: string): string | undefined {
  const [text] = referencesOf(loop, reference)
  const data = targetOf(plan.model, loop, reference)
  if (!data) return text
  const associations = loop.parent ? childrenOf(loop.parent, 'DataAssociation') : []
  const [far, near] =
    reference === 'loopDataInputRef' ? ['sourceRef', 'targetRef'] : ['targetRef', 'sourceRef']
  const association = associations.find((one) => referencesOf(one, near).includes(data.id ?? ''))
  const outside = association && targetOf(plan.model, association, far)
  return nameOfData(plan, outside ?? data)
}

function nameOfData(plan: Plan, data: BpmnElement): string | undefined {
  const object = is(data, 'DataObjectReference')
    ? (targetOf(plan.model, data, 'dataObjectRef') ?? data)
    : data
  return attributeOf(object, 'name') || object.id
}

function compileComplex(plan: Plan, definition: BpmnElement): Multi['complex'] {
  const condition = expressionOf(plan, definition, 'condition')
  const thrown = childNamed(definition, 'event')
  const event =
    thrown && childrenOf(thrown, 'EventDefinition').flatMap((one) => compileResult(plan, one) ?? [])[0]
  return condition && event ? [{ condition, event }] : []
}

function eventOf(plan: Plan, loop: BpmnElement, reference: string): Result | undefined {
  const definition = targetOf(plan.model, loop, reference)
  return definition && compileResult(plan, definition)
}

function expressionOf(plan: Plan, element: BpmnElement, name: string) {
  const child = childNamed(element, name)
  return child && compileText(plan.texts, child, { text: child.text, use: 'expression' })
}
