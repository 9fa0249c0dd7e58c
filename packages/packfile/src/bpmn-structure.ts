import type { BpmnElement } from './bpmn-model.ts'
import { bpmnSchema, type SchemaType, type Slot } from './bpmn-schema.ts'
import type { XmlElement } from './xml-element.ts'

/** Receives a fault at a line: code, Chinese and English sentence. */
export type Report = (line: number, code: string, ...sentences: readonly [string, string]) => void

/** Where an element of this name may stand in the content of the type; undefined when nowhere. */
export function findSlot(type: SchemaType, name: string): Slot | undefined {
  const { elements } = bpmnSchema()
  for (
    let wanted: string | undefined = name;
    wanted !== undefined;
    wanted = elements.get(wanted)?.standsFor
  ) {
    const slot = type.slots.find((one) => one.name === wanted)
    if (slot) return slot
  }
  return undefined
}

/** Order, number and presence of children as the XML schema of BPMN 2.0 asks for them. */
export function checkContent(element: BpmnElement, type: SchemaType, report: Report): void {
  const counts = new Map<Slot, number>()
  let furthest = -1
  for (const child of element.children) {
    const slot = findSlot(type, child.name)
    if (!slot) continue
    const position = type.slots.indexOf(slot)
    if (position < furthest) {
      report(
        child.line,
        'bpmn_schema_order',
        `${child.name} 在 ${element.name} 中的位置不对，应在前`,
        `${child.name} stands too late in ${element.name}: the schema wants it earlier`,
      )
    }
    furthest = Math.max(furthest, position)
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  for (const slot of type.slots) checkCount(element, slot, { count: counts.get(slot) ?? 0, report })
  checkChoice(element, { slots: type.slots, used: [...counts.keys()] }, report)
}

function checkCount(
  element: BpmnElement,
  slot: Slot,
  { count, report }: { readonly count: number; readonly report: Report },
): void {
  if (count > slot.maximum)
    report(
      element.line,
      'bpmn_schema_count',
      `${element.name} 中 ${slot.name} 最多 ${slot.maximum} 个，现有 ${count} 个`,
      `${element.name} may hold ${slot.maximum} ${slot.name}, not ${count}`,
    )
  if (count < slot.minimum && !slot.choice)
    report(
      element.line,
      'bpmn_schema_missing',
      `${element.name} 缺少 ${slot.name}`,
      `${element.name} lacks its ${slot.name}`,
    )
}

type Content = { readonly slots: readonly Slot[]; readonly used: readonly Slot[] }

/** The one alternative that is used must be complete. */
function checkAlternative(element: BpmnElement, { slots, used }: Content, report: Report): void {
  const chosen = used.find((slot) => slot.choice)?.choice?.alternative
  for (const slot of slots) {
    if (slot.choice?.alternative !== chosen || !slot.choice || slot.minimum === 0 || used.includes(slot))
      continue
    report(
      element.line,
      'bpmn_schema_missing',
      `${element.name} 缺少 ${slot.name}`,
      `${element.name} lacks its ${slot.name}`,
    )
  }
}

function checkChoice(element: BpmnElement, { slots, used }: Content, report: Report): void {
  const alternatives = new Set(used.flatMap((slot) => (slot.choice ? [slot.choice.alternative] : [])))
  if (alternatives.size < 2) return checkAlternative(element, { slots, used }, report)
  const names = used.filter((slot) => slot.choice).map((slot) => slot.name)
  report(
    element.line,
    'bpmn_schema_choice',
    `${element.name} 中 ${names.join('、')} 只能有其一`,
    `${element.name} may hold only one of ${names.join(', ')}`,
  )
}

/** Attributes of an element: known, present where required, and of their type. */
export function checkAttributes(source: XmlElement, type: SchemaType, report: Report): void {
  for (const { namespace, name, value } of source.attributes) {
    if (namespace !== '') continue
    const declared = type.attributes.get(name)
    if (!declared)
      report(
        source.line,
        'bpmn_schema_attribute',
        `${source.name} 没有属性 ${name}`,
        `${source.name} has no attribute ${name}`,
      )
    else if (!isValue(declared.type, value.trim()))
      report(
        source.line,
        'bpmn_schema_value',
        `属性 ${name} 的值“${shorten(value)}”不是 ${declared.type}`,
        `"${shorten(value)}" is no ${declared.type}, as attribute ${name} must be`,
      )
  }
  for (const { name, required } of type.attributes.values()) {
    if (required && !source.attributes.some((one) => one.name === name && one.namespace === ''))
      report(
        source.line,
        'bpmn_schema_missing',
        `${source.name} 缺少属性 ${name}`,
        `${source.name} lacks its attribute ${name}`,
      )
  }
}

/** True when the text is a value of that schema type: a built-in one or one of the enumerations of BPMN. */
export function isValue(type: string, text: string): boolean {
  if (type === 'boolean') return /^(?:true|false|0|1)$/u.test(text)
  if (type === 'integer' || type === 'int') return /^[+-]?\d{1,18}$/u.test(text)
  if (type === 'ID' || type === 'IDREF') return /^[^\s\d.:-][^\s:]*$/u.test(text)
  if (type === 'QName') return /^[^\s\d.:-][^\s:]*(?::[^\s\d.:-][^\s:]*)?$/u.test(text)
  const values = bpmnSchema().values.get(type)?.values ?? []
  // tImplementation and tTransactionMethod are unions with anyURI, marked by their ## values.
  return values.length === 0 || values.includes(text) || values.some((value) => value.startsWith('##'))
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
