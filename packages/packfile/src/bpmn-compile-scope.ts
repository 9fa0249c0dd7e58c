import type { NodeIndex, ScopeModel } from '@duibiao/kernel'
import { attributeOf, flagOf, is, type BpmnElement } from './bpmn-model.ts'
import { isEventSubProcess } from './bpmn-check-flow.ts'
import type { Plan } from './bpmn-compile-plan.ts'

/** How a process or sub-process opens, and what is declared in it. */
export function compileScope(plan: Plan, container: BpmnElement): ScopeModel {
  const nodes = container.children.filter((child) => plan.indexOf.has(child))
  const triggered = nodes.filter((node) => startsByTrigger(node))
  return {
    entries: indices(plan, entriesOf(plan, container, nodes)),
    triggeredStarts: indices(plan, triggered),
    eventSubprocesses: indices(plan, nodes.filter(isEventSubProcess)),
    declared: container.children
      .filter((child) => is(child, 'DataObject', 'Property'))
      .map((child) => ({ name: attributeOf(child, 'name') || (child.id ?? '') }))
      .filter(({ name }) => name !== ''),
  }
}

/** None start events; without any start event, the nodes that nothing leads to. */
function entriesOf(
  plan: Plan,
  container: BpmnElement,
  nodes: readonly BpmnElement[],
): readonly BpmnElement[] {
  const starts = nodes.filter((node) => node.type === 'StartEvent')
  if (starts.length > 0 && container.type !== 'AdHocSubProcess')
    return starts.filter((start) => !hasTrigger(start))
  return nodes.filter(
    (node) =>
      isFree(node) &&
      !startsByTrigger(node) &&
      (plan.incoming.get(plan.indexOf.get(node) ?? -1) ?? []).length === 0,
  )
}

function isFree(node: BpmnElement): boolean {
  if (is(node, 'BoundaryEvent') || isEventSubProcess(node) || flagOf(node, 'isForCompensation', false))
    return false
  return !(
    is(node, 'IntermediateCatchEvent') && node.children.some((child) => child.type === 'LinkEventDefinition')
  )
}

function startsByTrigger(node: BpmnElement): boolean {
  if (node.type === 'StartEvent') return hasTrigger(node)
  return is(node, 'ReceiveTask', 'EventBasedGateway') && flagOf(node, 'instantiate', false)
}

function hasTrigger(start: BpmnElement): boolean {
  return start.children.some((child) => is(child, 'EventDefinition') || child.name === 'eventDefinitionRef')
}

function indices(plan: Plan, nodes: readonly BpmnElement[]): readonly NodeIndex[] {
  return nodes.flatMap((node) => plan.indexOf.get(node) ?? [])
}
