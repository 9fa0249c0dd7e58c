import type { ClockAct, Flow, FlowIndex, NodeIndex } from '@duibiao/kernel'
import { childNamed, is, referencesOf, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { compileText, type Texts } from './bpmn-expression.ts'

/** A process laid out flat: its nodes and flows in document order, and where each is. */
export type Plan = {
  readonly texts: Texts
  readonly model: BpmnModel
  readonly process: BpmnElement
  readonly nodes: readonly BpmnElement[]
  readonly flows: readonly Flow[]
  readonly incoming: ReadonlyMap<NodeIndex, readonly FlowIndex[]>
  readonly outgoing: ReadonlyMap<NodeIndex, readonly FlowIndex[]>
  readonly flowOf: ReadonlyMap<BpmnElement, FlowIndex>
  readonly indexOf: ReadonlyMap<BpmnElement, NodeIndex>
  readonly attached: ReadonlyMap<BpmnElement, readonly BpmnElement[]>
}

/** What every node has. */
export type NodeFacts = {
  readonly id: string
  readonly name: string
  readonly parent: number
  readonly incoming: readonly number[]
  readonly outgoing: readonly number[]
  readonly defaultFlow?: number
  readonly clockActs?: readonly ClockAct[]
}

/** Lays a process out. */
export function planProcess(texts: Texts, process: BpmnElement): Plan {
  const { model } = texts
  const nodes = flowNodesIn(process)
  const indexOf = new Map(nodes.map((node, index) => [node, index]))
  const flows: Flow[] = []
  const flowOf = new Map<BpmnElement, FlowIndex>()
  const incoming = new Map<NodeIndex, FlowIndex[]>()
  const outgoing = new Map<NodeIndex, FlowIndex[]>()
  for (const element of flowsIn(process)) {
    const source = indexOfReference({ model, indexOf }, element, 'sourceRef')
    const target = indexOfReference({ model, indexOf }, element, 'targetRef')
    if (source === undefined || target === undefined) continue
    const index = flows.length
    const condition = childNamed(element, 'conditionExpression')
    flowOf.set(element, index)
    flows.push({
      id: idOf(element),
      source,
      target,
      ...(condition && {
        condition: compileText(texts, condition, { text: condition.text, use: 'expression' }),
      }),
    })
    push(outgoing, source, index)
    push(incoming, target, index)
  }
  const attached = attachedEvents(model, nodes)
  return { texts, model, process, nodes, flows, incoming, outgoing, flowOf, indexOf, attached }
}

/** The element's id, or one made from its place: foreign files leave ids out. */
export function idOf(element: BpmnElement): string {
  return element.id ?? `${element.name}@${element.line}`
}

/** The index of the node an element refers to. */
export function indexOfReference(
  { model, indexOf }: Pick<Plan, 'model' | 'indexOf'>,
  element: BpmnElement,
  name: string,
): NodeIndex | undefined {
  const [id] = referencesOf(element, name)
  const target = id === undefined ? undefined : model.byId.get(id)
  return target && indexOf.get(target)
}

function flowNodesIn(container: BpmnElement): readonly BpmnElement[] {
  return container.children.flatMap((child) => (is(child, 'FlowNode') ? [child, ...flowNodesIn(child)] : []))
}

function flowsIn(container: BpmnElement): readonly BpmnElement[] {
  return container.children.flatMap((child) => {
    if (child.type === 'SequenceFlow') return [child]
    return is(child, 'SubProcess') ? flowsIn(child) : []
  })
}

function attachedEvents(
  model: BpmnModel,
  nodes: readonly BpmnElement[],
): ReadonlyMap<BpmnElement, readonly BpmnElement[]> {
  const attached = new Map<BpmnElement, BpmnElement[]>()
  for (const event of nodes) {
    if (event.type !== 'BoundaryEvent') continue
    const host = model.byId.get(referencesOf(event, 'attachedToRef')[0] ?? '')
    if (host) push(attached, host, event)
  }
  return attached
}

function push<Key, Item>(index: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = index.get(key)
  if (list) list.push(item)
  else index.set(key, [item])
}
