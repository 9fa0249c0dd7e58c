import type { Prefixes } from './xml-prefix.ts'
import type { XmlAttribute, XmlElement } from './xml-element.ts'
import { isKind } from './bpmn-schema.ts'

/**
 * An element of the BPMN namespace with its type in the meta-model and its place in the file. References stay the text they are,
 * because a reference to nothing, or to the wrong thing, must be seen by the checks.
 */
export type BpmnElement = {
  /** Type of the meta-model (`UserTask`, `FormalExpression`); `QName` and the like for children that hold only a value. */
  readonly type: string
  /** The element's name as written: a FormalExpression may be a `conditionExpression`. */
  readonly name: string
  readonly id: string | undefined
  readonly line: number
  readonly attributes: ReadonlyMap<string, string>
  /** Attributes of other namespaces. */
  readonly foreign: readonly XmlAttribute[]
  readonly children: readonly BpmnElement[]
  /** What stands in `extensionElements`. */
  readonly extensions: readonly XmlElement[]
  readonly text: string
  readonly prefixes: Prefixes
  readonly parent: BpmnElement | undefined
}

/** A read file: every element in document order, and the sequence flows by the node they leave and reach. */
export type BpmnModel = {
  readonly file: string
  /** SHA-256 of the text: what a running matter is bound to. */
  readonly digest: string
  readonly definitions: BpmnElement
  readonly elements: readonly BpmnElement[]
  readonly byId: ReadonlyMap<string, BpmnElement>
  readonly incoming: ReadonlyMap<string, readonly BpmnElement[]>
  readonly outgoing: ReadonlyMap<string, readonly BpmnElement[]>
}

/** True when the element is of that type or of one derived from it. */
export function is(element: BpmnElement | undefined, ...types: readonly string[]): boolean {
  return element !== undefined && types.some((type) => isKind(element.type, type))
}

/** Children of a type (or a type derived from it). */
export function childrenOf(element: BpmnElement, type: string): readonly BpmnElement[] {
  return element.children.filter((child) => isKind(child.type, type))
}

/** The first child of that element name. */
export function childNamed(element: BpmnElement, name: string): BpmnElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** An attribute's value without surrounding space, or the default given. */
export function attributeOf(element: BpmnElement, name: string, otherwise = ''): string {
  return element.attributes.get(name)?.trim() ?? otherwise
}

/** A boolean attribute; XML writes 1 and 0 too. */
export function flagOf(element: BpmnElement, name: string, otherwise: boolean): boolean {
  const value = attributeOf(element, name)
  if (value === '') return otherwise
  return value === 'true' || value === '1'
}

/** The references of that name, attribute or children, as ids without prefix. */
export function referencesOf(element: BpmnElement, name: string): readonly string[] {
  const attribute = element.attributes.get(name)
  const texts = [
    ...(attribute === undefined ? [] : [attribute]),
    ...element.children.filter((child) => child.name === name).map((child) => child.text),
  ]
  return texts.map(localName).filter((text) => text !== '')
}

/** The element a single reference names, if there is one. */
export function targetOf(model: BpmnModel, element: BpmnElement, name: string): BpmnElement | undefined {
  const [id] = referencesOf(element, name)
  return id === undefined ? undefined : model.byId.get(id)
}

/** Sequence flows that reach the node, by their targetRef. */
export function incomingOf(model: BpmnModel, node: BpmnElement): readonly BpmnElement[] {
  return node.id === undefined ? [] : (model.incoming.get(node.id) ?? [])
}

/** Sequence flows that leave the node, by their sourceRef. */
export function outgoingOf(model: BpmnModel, node: BpmnElement): readonly BpmnElement[] {
  return node.id === undefined ? [] : (model.outgoing.get(node.id) ?? [])
}

/** The nearest element around this one that is of one of the types. */
export function ancestorOf(element: BpmnElement, ...types: readonly string[]): BpmnElement | undefined {
  for (let around = element.parent; around; around = around.parent) if (is(around, ...types)) return around
  return undefined
}

/** Event definitions of an event: those inside it and those it refers to. */
export function eventDefinitionsOf(model: BpmnModel, event: BpmnElement): readonly BpmnElement[] {
  const referred = referencesOf(event, 'eventDefinitionRef').flatMap((id) => model.byId.get(id) ?? [])
  return [...childrenOf(event, 'EventDefinition'), ...referred.filter((one) => is(one, 'EventDefinition'))]
}

/** Text of a qualified name or id reference without prefix. */
export function localName(text: string): string {
  const bare = text.trim()
  return bare.slice(bare.lastIndexOf(':') + 1)
}
