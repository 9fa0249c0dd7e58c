import type { Node } from '@duibiao/kernel'
import { compileActivity } from './bpmn-compile-activity.ts'
import { clockActsOf, type PlannedClock } from './bpmn-compile-clock.ts'
import { compileResults, compileTriggers } from './bpmn-compile-event.ts'
import { idOf, indexOfReference, type NodeFacts, type Plan } from './bpmn-compile-plan.ts'
import { compileText } from './bpmn-expression.ts'
import { extensionOf, settingOf, wordsOf } from './bpmn-extension.ts'
import { attributeOf, childNamed, flagOf, targetOf, type BpmnElement } from './bpmn-model.ts'

/** One flow node of a process. */
export function compileNode(plan: Plan, element: BpmnElement, clocks: readonly PlannedClock[]): Node {
  const facts = factsOf(plan, element, clocks)
  switch (element.type) {
    case 'StartEvent':
      return {
        ...facts,
        kind: 'start',
        ...catching(plan, element),
        interrupting: flagOf(element, 'isInterrupting', true),
      }
    case 'EndEvent':
      return { ...facts, kind: 'end', results: compileResults(plan, element) }
    case 'IntermediateCatchEvent':
      return { ...facts, kind: 'catch', ...catching(plan, element) }
    case 'IntermediateThrowEvent':
    case 'ImplicitThrowEvent':
      return { ...facts, kind: 'throw', results: compileResults(plan, element) }
    case 'BoundaryEvent':
      return {
        ...facts,
        kind: 'boundary',
        attachedTo: indexOfReference(plan, element, 'attachedToRef') ?? 0,
        interrupting: flagOf(element, 'cancelActivity', true),
        ...catching(plan, element),
      }
    default:
      return compileGateway(plan, element, facts) ?? compileActivity(plan, element, facts)
  }
}

function catching(plan: Plan, element: BpmnElement) {
  const ask = extensionOf(element, 'ask')
  const form = settingOf(ask, 'form')
  const asking = {
    posts: wordsOf(settingOf(ask, 'posts')),
    ...(form !== undefined && { form }),
    ...(settingOf(ask, 'tell') === 'true' && { tell: true as const }),
  }
  return {
    triggers: compileTriggers(plan, element),
    parallel: flagOf(element, 'parallelMultiple', false),
    ...(ask && { asking }),
  }
}

function compileGateway(plan: Plan, element: BpmnElement, facts: NodeFacts): Node | undefined {
  switch (element.type) {
    case 'ExclusiveGateway':
      return { ...facts, kind: 'exclusive' }
    case 'ParallelGateway':
      return { ...facts, kind: 'parallel' }
    case 'InclusiveGateway':
      return { ...facts, kind: 'inclusive' }
    case 'ComplexGateway': {
      const condition = childNamed(element, 'activationCondition')
      if (!condition) return { ...facts, kind: 'complex' }
      return {
        ...facts,
        kind: 'complex',
        activation: compileText(plan.texts, condition, { text: condition.text, use: 'expression' }),
      }
    }
    case 'EventBasedGateway': {
      const parallel = attributeOf(element, 'eventGatewayType') === 'Parallel'
      return { ...facts, kind: 'event_based', instantiate: flagOf(element, 'instantiate', false), parallel }
    }
    default:
      return undefined
  }
}

function factsOf(plan: Plan, element: BpmnElement, clocks: readonly PlannedClock[]): NodeFacts {
  const index = plan.indexOf.get(element) ?? -1
  const fallback = targetOf(plan.model, element, 'default')
  const defaultFlow = fallback && plan.flowOf.get(fallback)
  return {
    id: idOf(element),
    name: attributeOf(element, 'name'),
    parent: (element.parent && plan.indexOf.get(element.parent)) ?? -1,
    incoming: plan.incoming.get(index) ?? [],
    outgoing: plan.outgoing.get(index) ?? [],
    ...(defaultFlow !== undefined && { defaultFlow }),
    ...clockActsOf(clocks, idOf(element)),
  }
}
