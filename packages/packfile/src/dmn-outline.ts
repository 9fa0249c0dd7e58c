import {
  attributeOf,
  childOf,
  childrenOf,
  feelTextOf,
  nameOfElement,
  placeOf,
  typeRefOf,
} from './dmn-element.ts'
import { scanXml, type XmlElement } from './xml-scan.ts'

/** A decision of a file as people read it: its name, what is said of it, and its table where it is one. */
export type DecisionOutline = {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly table?: TableOutline
}

/** A decision table with every cell as it is written. */
export type TableOutline = {
  readonly hitPolicy: string
  readonly aggregation?: string
  readonly inputs: readonly { readonly label?: string; readonly expression: string; readonly type?: string }[]
  readonly outputs: readonly { readonly label?: string; readonly name: string; readonly type?: string }[]
  readonly rules: readonly RuleOutline[]
}

export type RuleOutline = {
  readonly id: string
  readonly description?: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** The decisions of a DMN file that was checked; a file that cannot be read has none. */
export function outlineDecisions(text: string, file: string): readonly DecisionOutline[] {
  const { root } = scanXml(text, file)
  if (root === undefined) return []
  return childrenOf(root, 'decision').map((element) => {
    const table = childOf(element, 'decisionTable')
    return {
      id: placeOf(element).id,
      name: nameOfElement(element),
      ...descriptionOf(element),
      ...(table !== undefined && { table: outlineTable(table) }),
    }
  })
}

function outlineTable(table: XmlElement): TableOutline {
  const aggregation = attributeOf(table, 'aggregation')
  return {
    hitPolicy: (attributeOf(table, 'hitPolicy') ?? 'UNIQUE').toLowerCase(),
    ...(aggregation !== undefined && { aggregation: aggregation.toLowerCase() }),
    inputs: childrenOf(table, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression')
      return {
        ...labelOf(input),
        expression: feelTextOf(expression)?.text ?? '',
        ...(expression !== undefined && typeOf(expression)),
      }
    }),
    outputs: childrenOf(table, 'output').map((output) => ({
      ...labelOf(output),
      name: nameOfElement(output),
      ...typeOf(output),
    })),
    rules: childrenOf(table, 'rule').map((rule) => ({
      id: placeOf(rule).id,
      ...descriptionOf(rule),
      inputs: textsOf(rule, 'inputEntry'),
      outputs: textsOf(rule, 'outputEntry'),
    })),
  }
}

function descriptionOf(element: XmlElement): { readonly description?: string } {
  const text = childOf(element, 'description')?.text.trim() ?? ''
  return text === '' ? {} : { description: text }
}

function labelOf(element: XmlElement): { readonly label?: string } {
  const label = attributeOf(element, 'label')
  return label === undefined ? {} : { label }
}

function typeOf(element: XmlElement): { readonly type?: string } {
  const type = typeRefOf(element)
  return type === undefined ? {} : { type }
}

function textsOf(rule: XmlElement, name: string): readonly string[] {
  return childrenOf(rule, name).map((entry) => feelTextOf(entry)?.text ?? '')
}
