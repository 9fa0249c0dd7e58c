import type { Finding } from '@duibiao/base'
import { refuse } from './dmn-element.ts'
import type {
  DecisionElement,
  DmnModel,
  DmnPlace,
  InputData,
  KnowledgeElement,
  Requirement,
  ServiceElement,
} from './dmn-model.ts'

/** An element of a decision requirement graph with the model it stands in. `key` is its own across all models. */
export type DrgElement = { readonly key: string; readonly model: DmnModel } & (
  | { readonly kind: 'input'; readonly element: InputData }
  | { readonly kind: 'decision'; readonly element: DecisionElement }
  | { readonly kind: 'knowledge'; readonly element: KnowledgeElement }
  | { readonly kind: 'service'; readonly element: ServiceElement }
)

/** The elements of some models, found by reference. */
export type DrgGraph = {
  readonly models: readonly DmnModel[]
  readonly elements: readonly DrgElement[]
  /** The element that a requirement of a model means. */
  readonly find: (model: DmnModel, requirement: Requirement) => DrgElement | undefined
  readonly modelOf: (namespace: string) => DmnModel | undefined
}

/** Links the models by their namespaces and checks the graph: references, double names and ids, cycles. */
export function linkModels(models: readonly DmnModel[], findings: Finding[]): DrgGraph {
  const elements = models.flatMap(elementsOf)
  const byKey = new Map(elements.map((element) => [element.key, element]))
  const byNamespace = new Map(models.map((model) => [model.namespace, model]))
  const graph: DrgGraph = {
    models,
    elements,
    find: (model, requirement) => {
      const owner = requirement.namespace === '' ? model : byNamespace.get(requirement.namespace)
      return owner === undefined ? undefined : byKey.get(keyOf(owner, requirement.target))
    },
    modelOf: (namespace) => byNamespace.get(namespace),
  }
  for (const model of models) {
    checkNames(model, findings)
    if (byNamespace.get(model.namespace) !== model) refuseNamespace(model, findings)
  }
  for (const model of models) checkImports(model, graph, findings)
  for (const element of elements) checkReferences(element, graph, findings)
  checkCycles(graph, findings)
  return graph
}

/** What an element needs to have before it can be evaluated. */
export function requirementsOf(element: DrgElement): readonly Requirement[] {
  switch (element.kind) {
    case 'input':
      return []
    case 'decision':
      return [...element.element.inputs, ...element.element.decisions, ...element.element.knowledge]
    case 'knowledge':
      return element.element.knowledge
    case 'service':
      return [
        ...element.element.outputs,
        ...element.element.encapsulated,
        ...element.element.inputDecisions,
        ...element.element.inputData,
      ]
  }
}

function keyOf(model: DmnModel, id: string): string {
  return `${model.namespace}#${id}`
}

function elementsOf(model: DmnModel): readonly DrgElement[] {
  function key(place: DmnPlace): string {
    return keyOf(model, place.id)
  }
  return [
    ...model.inputs.map((element) => ({ kind: 'input' as const, key: key(element), model, element })),
    ...model.decisions.map((element) => ({ kind: 'decision' as const, key: key(element), model, element })),
    ...model.knowledge.map((element) => ({ kind: 'knowledge' as const, key: key(element), model, element })),
    ...model.services.map((element) => ({ kind: 'service' as const, key: key(element), model, element })),
  ]
}

function refuseNamespace(model: DmnModel, findings: Finding[]): void {
  refuse(
    { file: model.file, findings },
    { line: 1, id: model.name },
    {
      code: 'dmn_namespace_twice',
      zh: `命名空间 ${model.namespace} 已被另一个模型使用`,
      en: `another model has the namespace ${model.namespace}`,
    },
  )
}

function checkNames(model: DmnModel, findings: Finding[]): void {
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const { element } of elementsOf(model)) {
    if (element.name === '') {
      refuse({ file: model.file, findings }, element, {
        code: 'dmn_name_missing',
        zh: '元素没有名称',
        en: 'the element has no name',
      })
    } else if (names.has(element.name) || ids.has(element.id)) {
      refuse({ file: model.file, findings }, element, {
        code: 'dmn_name_twice',
        zh: `名称 ${element.name} 或编号 ${element.id} 重复`,
        en: `the name ${element.name} or the id ${element.id} is used twice`,
      })
    }
    ids.add(element.id)
    names.add(element.name)
  }
}

function checkImports(model: DmnModel, graph: DrgGraph, findings: Finding[]): void {
  for (const one of model.imports) {
    if (!one.type.includes('/DMN/') || graph.modelOf(one.namespace) !== undefined) continue
    refuse({ file: model.file, findings }, one, {
      code: 'dmn_import_missing',
      zh: `找不到命名空间 ${one.namespace} 的模型`,
      en: `there is no model of the namespace ${one.namespace}`,
    })
  }
}

function checkReferences(element: DrgElement, graph: DrgGraph, findings: Finding[]): void {
  for (const requirement of requirementsOf(element)) {
    if (graph.find(element.model, requirement) !== undefined) continue
    refuse({ file: element.model.file, findings }, requirement, {
      code: 'dmn_reference_unknown',
      zh: `${element.element.name} 引用的 ${requirement.target} 不存在`,
      en: `${element.element.name} refers to ${requirement.target}, which does not exist`,
    })
  }
}

/** Names every element that needs itself. Decision services are left out: they name their parts, not what they need. */
function checkCycles(graph: DrgGraph, findings: Finding[]): void {
  const done = new Set<string>()
  const open = new Set<string>()
  function visit(element: DrgElement): void {
    if (done.has(element.key) || element.kind === 'service') return
    if (open.has(element.key)) {
      refuse({ file: element.model.file, findings }, element.element, {
        code: 'dmn_requirement_cycle',
        zh: `${element.element.name} 直接或间接需要自身的结果`,
        en: `${element.element.name} needs its own result, directly or through others`,
      })
      return
    }
    open.add(element.key)
    for (const requirement of requirementsOf(element)) {
      const next = graph.find(element.model, requirement)
      if (next !== undefined) visit(next)
    }
    open.delete(element.key)
    done.add(element.key)
  }
  for (const element of graph.elements) visit(element)
}
