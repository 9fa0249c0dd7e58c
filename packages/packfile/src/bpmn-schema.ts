import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { XmlElement } from './xml-element.ts'
import { scanXml } from './xml-scan.ts'

export const bpmnNamespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** One place in the content of an element type, in schema order. `choice` is shared by slots of which only one alternative may stand. */
export type Slot = {
  readonly name: string
  readonly type: string
  readonly minimum: number
  readonly maximum: number
  readonly choice?: { readonly group: number; readonly alternative: number }
}

export type SchemaAttribute = { readonly name: string; readonly type: string; readonly required: boolean }

/** A BPMN type as the XML schema has it: `UserTask` for tUserTask. */
export type SchemaType = {
  readonly name: string
  readonly abstract: boolean
  /** Character data has a meaning here (script, text, expression). */
  readonly mixed: boolean
  readonly slots: readonly Slot[]
  readonly attributes: ReadonlyMap<string, SchemaAttribute>
}

/** Value types: built-in XML types, enumerations and unions of both. */
export type ValueType = { readonly name: string; readonly values: readonly string[] }

export type BpmnSchema = {
  readonly types: ReadonlyMap<string, SchemaType>
  readonly values: ReadonlyMap<string, ValueType>
  /** Element names with the slot name they may stand for, and their type. */
  readonly elements: ReadonlyMap<string, { readonly type: string; readonly standsFor?: string }>
}

/** The BPMN 2.0 XML schema and meta-model as `bpmn-moddle` ships them, read once. */
export function bpmnSchema(): BpmnSchema {
  loaded ??= loadSchema()
  return loaded
}

let loaded: BpmnSchema | undefined

/** True when a type is, or derives from, another one of the BPMN meta-model: `isKind('UserTask', 'Activity')`. */
export function isKind(type: string, ancestor: string): boolean {
  return type === ancestor || ancestorsOf(type).has(ancestor)
}

/** The type an attribute or child of that name refers to, undefined when it holds no reference. */
export function referencedType(type: string, property: string): string | undefined {
  return referencesOf(type).get(property)
}

type MetaProperty = { readonly name: string; readonly type: string; readonly isReference?: boolean }
type MetaType = {
  readonly name: string
  readonly superClass?: readonly string[]
  readonly properties?: readonly MetaProperty[]
}

/** The meta-model of BPMN as moddle describes it: what derives from what, and what refers to what. The schema does not say the latter. */
const metaTypes: ReadonlyMap<string, MetaType> = new Map(readMetaModel().map((type) => [type.name, type]))
const ancestors = new Map<string, ReadonlySet<string>>()
const references = new Map<string, ReadonlyMap<string, string>>()

function readMetaModel(): readonly MetaType[] {
  const model: { readonly types: readonly MetaType[] } = JSON.parse(
    readFileSync(resolveResource('json/bpmn.json'), 'utf8'),
  )
  return model.types
}

function resolveResource(path: string): string {
  return createRequire(import.meta.url).resolve(`bpmn-moddle/resources/bpmn/${path}`)
}

function ancestorsOf(type: string): ReadonlySet<string> {
  const known = ancestors.get(type)
  if (known) return known
  const names = new Set<string>([type])
  for (const base of metaTypes.get(type)?.superClass ?? [])
    for (const name of ancestorsOf(base)) names.add(name)
  ancestors.set(type, names)
  return names
}

function referencesOf(type: string): ReadonlyMap<string, string> {
  const known = references.get(type)
  if (known) return known
  const found = new Map<string, string>()
  for (const name of ancestorsOf(type)) {
    for (const property of metaTypes.get(name)?.properties ?? [])
      if (property.isReference === true) found.set(property.name, property.type)
  }
  // The meta-model names these in the plural, the schema does not.
  if (type === 'Participant') found.set('endPointRef', 'EndPoint')
  if (isKind(type, 'ConversationNode')) found.set('messageFlowRef', 'MessageFlow')
  references.set(type, found)
  return found
}

function stripPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function loadSchema(): BpmnSchema {
  const roots = ['BPMN20.xsd', 'Semantic.xsd'].map(readSchemaFile)
  const declared = new Map<string, XmlElement>()
  const values = new Map<string, ValueType>()
  const elements = new Map<string, { type: string; standsFor?: string }>()
  for (const node of roots.flatMap((root) => root.children)) {
    const name = attribute(node, 'name') ?? ''
    if (node.name === 'complexType') declared.set(typeName(name), node)
    if (node.name === 'simpleType')
      values.set(typeName(name), { name: typeName(name), values: enumeratedValues(node) })
    if (node.name === 'element') {
      const standsFor = attribute(node, 'substitutionGroup')
      const type = typeName(attribute(node, 'type') ?? '')
      elements.set(name, standsFor === undefined ? { type } : { type, standsFor })
    }
  }
  const types = new Map<string, SchemaType>()
  for (const name of declared.keys()) types.set(name, readType(name, { declared, elements }))
  return { types, values, elements }
}

function readSchemaFile(name: string): XmlElement {
  const { root } = scanXml(readFileSync(resolveResource(`xsd/${name}`), 'utf8'), name)
  if (!root) throw new Error(`schema ${name} cannot be read`)
  return root
}

type Declarations = {
  readonly declared: ReadonlyMap<string, XmlElement>
  readonly elements: ReadonlyMap<string, { readonly type: string }>
}

function readType(name: string, declarations: Declarations): SchemaType {
  const slots: Slot[] = []
  const attributes = new Map<string, SchemaAttribute>()
  const chain = inheritance(name, declarations)
  for (const node of chain) {
    for (const child of contentOf(node)) {
      if (child.name === 'attribute') {
        const key = attribute(child, 'name') ?? ''
        attributes.set(key, {
          name: key,
          type: typeName(attribute(child, 'type') ?? ''),
          required: attribute(child, 'use') === 'required',
        })
      }
      if (child.name === 'sequence' || child.name === 'choice') addSlots(child, slots, declarations)
    }
  }
  const own = chain.at(-1)
  return {
    name,
    abstract: own !== undefined && attribute(own, 'abstract') === 'true',
    mixed: chain.some((node) => attribute(node, 'mixed') === 'true'),
    slots,
    attributes,
  }
}

/** The type and what it extends, the base first: content of the base comes first in a file too. */
function inheritance(name: string, declarations: Declarations): readonly XmlElement[] {
  const node = declarations.declared.get(name)
  if (!node) return []
  const base = extensionOf(node)
  return base ? [...inheritance(typeName(attribute(base, 'base') ?? ''), declarations), node] : [node]
}

function extensionOf(node: XmlElement): XmlElement | undefined {
  return node.children.find((child) => child.name === 'complexContent')?.children[0]
}

function contentOf(node: XmlElement): readonly XmlElement[] {
  return extensionOf(node)?.children ?? node.children
}

function addSlots(group: XmlElement, slots: Slot[], declarations: Declarations): void {
  const first = slots.length
  group.children.forEach((item, alternative) => {
    const parts = item.name === 'sequence' ? item.children : [item]
    const choice = group.name === 'choice' ? { choice: { group: first, alternative } } : {}
    for (const part of parts) {
      if (part.name === 'element') slots.push({ ...readSlot(part, declarations), ...choice })
      if (part.name === 'any') slots.push({ name: '*', type: '', minimum: 0, maximum: Infinity })
    }
  })
}

function readSlot(part: XmlElement, declarations: Declarations): Slot {
  const name = stripPrefix(attribute(part, 'ref') ?? attribute(part, 'name') ?? '')
  const maximum = attribute(part, 'maxOccurs') ?? '1'
  return {
    name,
    type: typeName(attribute(part, 'type') ?? '') || (declarations.elements.get(name)?.type ?? ''),
    minimum: Number(attribute(part, 'minOccurs') ?? '1'),
    maximum: maximum === 'unbounded' ? Infinity : Number(maximum),
  }
}

function enumeratedValues(node: XmlElement): readonly string[] {
  const own = node.name === 'enumeration' ? [attribute(node, 'value') ?? ''] : []
  return [...own, ...node.children.flatMap(enumeratedValues)]
}

/** `tUserTask` is UserTask, `xsd:QName` is QName. */
function typeName(name: string): string {
  return stripPrefix(name).replace(/^t(?=[A-Z])/u, '')
}

function attribute(node: XmlElement, name: string): string | undefined {
  return node.attributes.find((one) => one.name === name && one.namespace === '')?.value
}
