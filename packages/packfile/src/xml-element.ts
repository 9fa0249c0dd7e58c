import type { Prefixes } from './xml-prefix.ts'

/** An attribute as written; `namespace` is empty for one without a prefix. */
export type XmlAttribute = { readonly namespace: string; readonly name: string; readonly value: string }

/** An element with its place in the file. `text` is its own character data, joined, without that of its children. */
export type XmlElement = {
  readonly namespace: string
  readonly name: string
  readonly line: number
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  readonly text: string
  /** Namespaces in force here by prefix ('' is the default one): values may be qualified names. */
  readonly prefixes: Prefixes
}

/** What is read at most; a file beyond it is refused as a whole. Lengths in characters. */
export type XmlLimits = {
  readonly length: number
  readonly depth: number
  readonly elements: number
  readonly attributes: number
}

export const defaultXmlLimits: XmlLimits = {
  length: 8_000_000,
  depth: 100,
  elements: 100_000,
  attributes: 100,
}
