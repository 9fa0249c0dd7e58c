import { createHash } from 'node:crypto'
import type { Finding } from '@duibiao/base'
import { localName, referencesOf, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { bpmnNamespace, bpmnSchema, isKind, type SchemaType } from './bpmn-schema.ts'
import { checkAttributes, checkContent, findSlot, isValue, type Report } from './bpmn-structure.ts'
import { lookUpPrefix } from './xml-prefix.ts'
import { defaultXmlLimits, type XmlElement, type XmlLimits } from './xml-element.ts'
import { scanXml } from './xml-scan.ts'
import { decodeXml, isWhiteSpace, normalizeLines } from './xml-text.ts'

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance'

export type ReadOptions = { readonly limits?: XmlLimits }

/** What was read. `model` is there whenever the XML is well formed and its root is BPMN, even with findings: more can then be checked. */
export type BpmnRead = {
  readonly file: string
  readonly model: BpmnModel | undefined
  readonly findings: readonly Finding[]
}

type Reader = {
  readonly file: string
  readonly findings: Finding[]
  readonly elements: BpmnElement[]
  readonly byId: Map<string, BpmnElement>
}

/**
 * Reads a BPMN 2.0 file and holds it against the XML schema: unknown, misplaced, missing and doubled elements and attributes,
 * values of the wrong type, ids used twice. References and the rules of the text follow in `checkBpmn`. The meta-model and the schema
 * are those of bpmn-moddle; the tree is ours, because moddle keeps no lines and drops what it cannot place or resolve.
 * Never throws on bad input.
 */
export function readBpmn(source: Uint8Array | string, file: string, options: ReadOptions = {}): BpmnRead {
  const decoded =
    typeof source === 'string' ? { text: normalizeLines(source), findings: [] } : decodeXml(source, file)
  if (decoded.text === undefined) return { file, model: undefined, findings: decoded.findings }
  const scan = scanXml(decoded.text, file, options.limits ?? defaultXmlLimits)
  if (!scan.root) return { file, model: undefined, findings: scan.findings }
  if (scan.root.namespace !== bpmnNamespace || scan.root.name !== 'definitions') {
    const [zh, en] = ['根元素不是 BPMN 2.0 的 definitions', 'the root element is not definitions of BPMN 2.0']
    return {
      file,
      model: undefined,
      findings: [{ file, line: scan.root.line, code: 'bpmn_root', severity: 'error', zh, en }],
    }
  }
  const reader: Reader = { file, findings: [], elements: [], byId: new Map() }
  const definitions = readElement(reader, scan.root, { parent: undefined, type: 'Definitions' })
  const digest = createHash('sha256').update(decoded.text).digest('hex')
  const model = { ...indexModel(reader, definitions), digest }
  return { file, model, findings: reader.findings }
}

type Place = { readonly parent: BpmnElement | undefined; readonly type: string }
type Growing = BpmnElement & { readonly children: BpmnElement[]; readonly extensions: XmlElement[] }

function readElement(reader: Reader, source: XmlElement, place: Place): BpmnElement {
  const own = source.attributes.filter((one) => one.namespace === '')
  const attributes = new Map(own.map((one) => [one.name, one.value]))
  const element: Growing = {
    type: place.type,
    name: source.name,
    id: attributes.get('id')?.trim(),
    line: source.line,
    attributes,
    foreign: source.attributes.filter((one) => one.namespace !== '' && one.namespace !== instanceNamespace),
    children: [],
    extensions: [],
    text: source.text,
    prefixes: source.prefixes,
    parent: place.parent,
  }
  reader.elements.push(element)
  const report = reportTo(reader, element)
  registerId(reader, element, report)
  const type = bpmnSchema().types.get(place.type)
  if (!type) {
    checkValueElement(source, element, report)
    return element
  }
  if (type.abstract)
    report(
      source.line,
      'bpmn_schema_abstract',
      `${source.name} 是抽象元素，不能直接使用`,
      `${source.name} is abstract and cannot be used`,
    )
  if (!type.mixed && !isWhiteSpace(source.text))
    report(
      source.line,
      'bpmn_schema_text',
      `${source.name} 中不能有文字`,
      `${source.name} may not hold text of its own`,
    )
  checkAttributes(source, type, report)
  for (const child of source.children) readChild(reader, child, { element, type, report })
  checkContent(element, type, report)
  return element
}

function readChild(
  reader: Reader,
  child: XmlElement,
  { element, type, report }: { element: Growing; type: SchemaType; report: Report },
): void {
  if (child.namespace !== bpmnNamespace) return checkForeignChild(child, element, report)
  if (child.name === 'extensionElements') element.extensions.push(...child.children)
  const slot = findSlot(type, child.name)
  if (!slot) {
    if (type.slots.some((one) => one.name === '*')) return
    return report(
      child.line,
      'bpmn_schema_place',
      `${child.name} 不能放在 ${element.name} 中`,
      `${child.name} is not allowed in ${element.name}`,
    )
  }
  const declared =
    slot.name === child.name ? slot.type : (bpmnSchema().elements.get(child.name)?.type ?? slot.type)
  element.children.push(
    readElement(reader, child, { parent: element, type: instanceType(child, declared, report) }),
  )
}

/** Vendors put their own elements in many places; BPMN has one place for them, and diagrams. */
function checkForeignChild(child: XmlElement, element: Growing, report: Report): void {
  if (['ExtensionElements', 'Documentation', 'Script', 'Text'].includes(element.type)) return
  if (element.type === 'Definitions' && child.name === 'BPMNDiagram') return
  report(
    child.line,
    'bpmn_schema_foreign',
    `${child.name} 不属于 BPMN 命名空间，只能放在 extensionElements 中`,
    `${child.name} is not of the BPMN namespace: it belongs into extensionElements`,
  )
}

/** The type that xsi:type names, where it derives from the declared one. */
function instanceType(source: XmlElement, declared: string, report: Report): string {
  const written = source.attributes
    .find((one) => one.namespace === instanceNamespace && one.name === 'type')
    ?.value.trim()
  if (written === undefined) return declared
  const prefix = written.includes(':') ? written.slice(0, written.indexOf(':')) : ''
  const name = localName(written).replace(/^t(?=[A-Z])/u, '')
  const known = bpmnSchema().types.has(name) && isKind(name, declared)
  if (known && lookUpPrefix(source.prefixes, prefix) === bpmnNamespace) return name
  report(
    source.line,
    'bpmn_schema_type',
    `xsi:type“${written}”在此不成立`,
    `xsi:type "${written}" is not possible here`,
  )
  return known ? name : declared
}

function checkValueElement(source: XmlElement, element: BpmnElement, report: Report): void {
  const text = source.text.trim()
  if (source.children.length > 0)
    report(source.line, 'bpmn_schema_place', `${source.name} 中只能有文字`, `${source.name} holds text only`)
  if (!isValue(element.type, text))
    report(
      source.line,
      'bpmn_schema_value',
      `${source.name} 的内容“${text.slice(0, 60)}”不是 ${element.type}`,
      `"${text.slice(0, 60)}" in ${source.name} is no ${element.type}`,
    )
}

function registerId(reader: Reader, element: BpmnElement, report: Report): void {
  if (element.id === undefined) return
  const before = reader.byId.get(element.id)
  if (before)
    report(
      element.line,
      'bpmn_id_twice',
      `标识 ${element.id} 重复（首次在第 ${before.line} 行）`,
      `id ${element.id} is used twice, first in line ${before.line}`,
    )
  else reader.byId.set(element.id, element)
}

function indexModel(reader: Reader, definitions: BpmnElement): Omit<BpmnModel, 'digest'> {
  const incoming = new Map<string, BpmnElement[]>()
  const outgoing = new Map<string, BpmnElement[]>()
  for (const flow of reader.elements) {
    if (flow.type !== 'SequenceFlow') continue
    for (const id of referencesOf(flow, 'sourceRef')) addTo(outgoing, id, flow)
    for (const id of referencesOf(flow, 'targetRef')) addTo(incoming, id, flow)
  }
  return { file: reader.file, definitions, elements: reader.elements, byId: reader.byId, incoming, outgoing }
}

function addTo(index: Map<string, BpmnElement[]>, id: string, flow: BpmnElement): void {
  const list = index.get(id)
  if (list) list.push(flow)
  else index.set(id, [flow])
}

function reportTo(reader: Reader, element?: BpmnElement): Report {
  return (line, code, ...[zh, en]) => {
    const at = element ? { element: element.id ?? element.name } : {}
    reader.findings.push({ file: reader.file, line, code, severity: 'error', ...at, zh, en })
  }
}
