import type { Finding } from '@duibiao/base'
import type { DmnPlace, FeelText, NamedType, TypeRef } from './dmn-model.ts'
import type { XmlElement } from './xml-scan.ts'

/** What reading a model collects. */
export type DmnReading = { readonly file: string; readonly findings: Finding[] }

/** The namespaces of DMN 1.1 to 1.5, and of 1.6, whose elements are a superset. */
const DMN_NAMESPACES: ReadonlySet<string> = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
  'https://www.omg.org/spec/DMN/20240513/MODEL/',
])

export function isDmnNamespace(namespace: string): boolean {
  return DMN_NAMESPACES.has(namespace)
}

/** The children of a name in a DMN namespace. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name && isDmnNamespace(child.namespace))
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name && isDmnNamespace(child.namespace))
}

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')?.value
}

/** Line and id; an element without an id is called by its line. */
export function placeOf(element: XmlElement): DmnPlace {
  return { line: element.line, id: attributeOf(element, 'id') ?? `line-${element.line}` }
}

/** The type a `typeRef` names, as attribute (DMN 1.2) or element (item definitions); `feel:number` is `number`. */
export function typeRefOf(element: XmlElement): TypeRef {
  const written = attributeOf(element, 'typeRef') ?? childOf(element, 'typeRef')?.text.trim()
  if (written === undefined || written === '') return undefined
  const colon = written.indexOf(':')
  return colon < 0 ? written : written.slice(colon + 1)
}

/** The text of a `<text>` child and its line. */
export function feelTextOf(element: XmlElement | undefined): FeelText | undefined {
  if (element === undefined) return undefined
  const text = childOf(element, 'text')
  return text === undefined ? undefined : { text: text.text, line: text.line }
}

export function namedTypeOf(element: XmlElement): NamedType {
  return { name: nameOfElement(element), typeRef: typeRefOf(element) }
}

/** The name with its spaces as one; XML editors break long names over lines. */
export function nameOfElement(element: XmlElement): string {
  return (attributeOf(element, 'name') ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** Notes a fault of an element. */
export function refuse(
  reading: DmnReading,
  at: DmnPlace,
  fault: {
    readonly code: string
    readonly zh: string
    readonly en: string
    readonly severity?: 'error' | 'warning'
  },
): void {
  reading.findings.push({
    file: reading.file,
    line: at.line,
    element: at.id,
    code: fault.code,
    severity: fault.severity ?? 'error',
    zh: fault.zh,
    en: fault.en,
  })
}
