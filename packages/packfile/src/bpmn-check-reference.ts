import type { Finding } from '@duibiao/base'
import { localName, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { isKind, referencedType } from './bpmn-schema.ts'
import { lookUpPrefix } from './xml-prefix.ts'

/** References that foreign files use as plain names: error and escalation codes, process variables, and data types. */
const lenientNames: ReadonlySet<string> = new Set([
  'errorRef',
  'escalationRef',
  'loopDataInputRef',
  'loopDataOutputRef',
  'itemSubjectRef',
  'structureRef',
])

/** Every reference must name an element of the file, of the kind the meta-model asks for. */
export function checkReferences(model: BpmnModel, lenient: boolean): readonly Finding[] {
  const imported = model.elements.some((element) => element.type === 'Import')
  return model.elements.flatMap((element) =>
    referencesIn(element).flatMap(({ name, value, line }): readonly Finding[] => {
      const wanted = referencedType(element.type, name)
      if (wanted === undefined || isType(element, name)) return []
      const target = model.byId.get(localName(value))
      if (target)
        return isAcceptable(target, wanted)
          ? []
          : [wrongType({ model, element, line }, { name, value, wanted, target })]
      if (lenient && lenientNames.has(name)) return []
      // A qualified name may point into an imported file, which is read with the pack.
      if (imported && isForeign(model, element, value)) return []
      return [missing({ model, element, line }, { name, value })]
    }),
  )
}

type Reference = { readonly name: string; readonly value: string; readonly line: number }
type At = { readonly model: BpmnModel; readonly element: BpmnElement; readonly line: number }

function referencesIn(element: BpmnElement): readonly Reference[] {
  const attributes = [...element.attributes].map(([name, value]) => ({
    name,
    value: value.trim(),
    line: element.line,
  }))
  const children = element.children.filter((child) => child.type === 'QName' || child.type === 'IDREF')
  return [
    ...attributes,
    ...children.map((child) => ({ name: child.name, value: child.text.trim(), line: child.line })),
  ]
}

/** A correlation property's `type` names a data type, not an element (BPMN 2.0.2 table 8.33). */
function isType(element: BpmnElement, name: string): boolean {
  return element.type === 'CorrelationProperty' && name === 'type'
}

/** The standard's table says InputSet, its words DataInput: both are taken. */
function isAcceptable(target: BpmnElement, wanted: string): boolean {
  if (wanted === 'Element' || isKind(target.type, wanted)) return true
  return (
    (wanted === 'InputSet' && target.type === 'DataInput') ||
    (wanted === 'OutputSet' && target.type === 'DataOutput')
  )
}

function isForeign(model: BpmnModel, element: BpmnElement, value: string): boolean {
  if (!value.includes(':')) return false
  const namespace = lookUpPrefix(element.prefixes, value.slice(0, value.indexOf(':')))
  return namespace !== undefined && namespace !== model.definitions.attributes.get('targetNamespace')
}

function missing({ model, element, line }: At, { name, value }: Omit<Reference, 'line'>): Finding {
  return {
    file: model.file,
    line,
    code: 'bpmn_reference_missing',
    severity: 'error',
    element: element.id ?? element.name,
    rule: 'REF',
    zh: `${element.name} 的 ${name} 指向不存在的“${shorten(value)}”`,
    en: `${name} of ${element.name} refers to "${shorten(value)}", which is not there`,
  }
}

type Wrong = {
  readonly name: string
  readonly value: string
  readonly wanted: string
  readonly target: BpmnElement
}

function wrongType({ model, element, line }: At, { name, value, wanted, target }: Wrong): Finding {
  return {
    file: model.file,
    line,
    code: 'bpmn_reference_type',
    severity: 'error',
    element: element.id ?? element.name,
    rule: 'REF',
    zh: `${element.name} 的 ${name} 应指向 ${wanted}，而“${shorten(value)}”是 ${target.type}`,
    en: `${name} of ${element.name} must refer to ${wanted}, but "${shorten(value)}" is ${target.type}`,
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
