import type { Finding } from '@duibiao/base'
import {
  attributeOf,
  childOf,
  childrenOf,
  feelTextOf,
  isDmnNamespace,
  namedTypeOf,
  nameOfElement,
  placeOf,
  refuse,
  typeRefOf,
  type DmnReading,
} from './dmn-element.ts'
import type {
  DecisionElement,
  DmnModel,
  ItemDefinition,
  KnowledgeElement,
  Requirement,
  ServiceElement,
} from './dmn-model.ts'
import { readFunction, readLogicIn } from './dmn-read-logic.ts'
import { scanXml, type XmlElement } from './xml-scan.ts'

export type DmnRead = { readonly model: DmnModel | undefined; readonly findings: readonly Finding[] }

/** Reads a DMN 1.1 to 1.5 file into a model. All faults of form come as findings; a model comes with them if there is one. */
export function readDmn(text: string, file: string): DmnRead {
  const { root, findings } = scanXml(text, file)
  if (root === undefined) return { model: undefined, findings }
  const reading: DmnReading = { file, findings: [...findings] }
  if (root.name !== 'definitions' || !isDmnNamespace(root.namespace)) {
    refuse(reading, placeOf(root), {
      code: 'dmn_root',
      zh: `根元素应为 DMN 1.1 至 1.5 的 <definitions>，实为 <${root.name}>（${root.namespace}）`,
      en: `the root must be <definitions> of DMN 1.1 to 1.5, not <${root.name}> (${root.namespace})`,
    })
    return { model: undefined, findings: reading.findings }
  }
  const model = readDefinitions(root, reading)
  return { model, findings: reading.findings }
}

function readDefinitions(root: XmlElement, reading: DmnReading): DmnModel {
  return {
    file: reading.file,
    namespace: attributeOf(root, 'namespace') ?? '',
    name: nameOfElement(root),
    imports: childrenOf(root, 'import').map((element) => ({
      ...placeOf(element),
      name: nameOfElement(element),
      namespace: attributeOf(element, 'namespace') ?? '',
      type: attributeOf(element, 'importType') ?? '',
    })),
    items: childrenOf(root, 'itemDefinition').map(readItem),
    inputs: childrenOf(root, 'inputData').map((element) => ({
      ...placeOf(element),
      ...readVariable(element),
    })),
    decisions: childrenOf(root, 'decision').map((element) => readDecision(element, reading)),
    knowledge: childrenOf(root, 'businessKnowledgeModel').map((element) => readKnowledge(element, reading)),
    services: childrenOf(root, 'decisionService').map((element) => readService(element, reading)),
  }
}

/** The name of an element and the type of its variable. */
function readVariable(element: XmlElement) {
  const variable = childOf(element, 'variable')
  return { name: nameOfElement(element), typeRef: variable === undefined ? undefined : typeRefOf(variable) }
}

function readItem(element: XmlElement): ItemDefinition {
  const functionItem = childOf(element, 'functionItem')
  return {
    ...placeOf(element),
    name: nameOfElement(element),
    typeRef: typeRefOf(element),
    isCollection: attributeOf(element, 'isCollection') === 'true',
    allowedValues: feelTextOf(childOf(element, 'allowedValues')),
    typeConstraint: feelTextOf(childOf(element, 'typeConstraint')),
    components: childrenOf(element, 'itemComponent').map(readItem),
    functionItem:
      functionItem === undefined
        ? undefined
        : {
            parameters: childrenOf(functionItem, 'parameters').map(namedTypeOf),
            outputTypeRef: attributeOf(functionItem, 'outputTypeRef'),
          },
  }
}

function readDecision(element: XmlElement, reading: DmnReading): DecisionElement {
  const requirements = childrenOf(element, 'informationRequirement')
  return {
    ...placeOf(element),
    ...readVariable(element),
    logic: readLogicIn(element, reading),
    inputs: requirements.flatMap((one) => readReferences(one, 'requiredInput', reading)),
    decisions: requirements.flatMap((one) => readReferences(one, 'requiredDecision', reading)),
    knowledge: readKnowledgeRequirements(element, reading),
  }
}

function readKnowledge(element: XmlElement, reading: DmnReading): KnowledgeElement {
  const logic = childOf(element, 'encapsulatedLogic')
  return {
    ...placeOf(element),
    ...readVariable(element),
    logic: logic === undefined ? undefined : readFunction(logic, reading),
    knowledge: readKnowledgeRequirements(element, reading),
  }
}

function readKnowledgeRequirements(element: XmlElement, reading: DmnReading): readonly Requirement[] {
  return childrenOf(element, 'knowledgeRequirement').flatMap((one) =>
    readReferences(one, 'requiredKnowledge', reading),
  )
}

function readService(element: XmlElement, reading: DmnReading): ServiceElement {
  return {
    ...placeOf(element),
    ...readVariable(element),
    outputs: readReferences(element, 'outputDecision', reading),
    encapsulated: readReferences(element, 'encapsulatedDecision', reading),
    inputDecisions: readReferences(element, 'inputDecision', reading),
    inputData: readReferences(element, 'inputData', reading),
  }
}

function readReferences(element: XmlElement, name: string, reading: DmnReading): readonly Requirement[] {
  return childrenOf(element, name).flatMap((reference) => {
    const href = attributeOf(reference, 'href') ?? ''
    const hash = href.lastIndexOf('#')
    const place = { ...placeOf(element), line: reference.line }
    if (hash < 0 || hash === href.length - 1) {
      refuse(reading, place, {
        code: 'dmn_reference_form',
        zh: `引用 ${href} 应写作 #id 或 namespace#id`,
        en: `the reference ${href} must read #id or namespace#id`,
      })
      return []
    }
    return [{ ...place, namespace: href.slice(0, hash), target: href.slice(hash + 1) }]
  })
}
