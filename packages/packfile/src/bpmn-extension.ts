import type { BpmnElement } from './bpmn-model.ts'
import { duibiaoNamespace } from './duibiao-moddle.ts'
import type { XmlElement } from './xml-element.ts'

/** Our extension elements of that name in an element. */
export function extensionsOf(element: BpmnElement, name: string): readonly XmlElement[] {
  return element.extensions.filter((one) => one.namespace === duibiaoNamespace && one.name === name)
}

/** The first of our extension elements of that name. */
export function extensionOf(element: BpmnElement, name: string): XmlElement | undefined {
  return extensionsOf(element, name)[0]
}

/** An attribute of an extension element without surrounding space; undefined when absent or empty. */
export function settingOf(extension: XmlElement | undefined, name: string): string | undefined {
  const value = extension?.attributes.find((one) => one.name === name && one.namespace === '')?.value.trim()
  return value === '' ? undefined : value
}

/** One of our attributes on a BPMN element. */
export function ownAttributeOf(element: BpmnElement, name: string): string | undefined {
  const value = element.foreign
    .find((one) => one.namespace === duibiaoNamespace && one.name === name)
    ?.value.trim()
  return value === '' ? undefined : value
}

/** The words of a list attribute, separated by space or comma. */
export function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,，、]+/u).filter((word) => word !== '')
}

/** A moment of a node at which a clock starts or stops: `review:entered`. */
export type ClockMoment = { readonly node: string; readonly on: 'entered' | 'left' }

/** Reads `node:entered` or `node:left`; undefined for anything else. */
export function clockMomentOf(word: string): ClockMoment | undefined {
  const parts = /^(.+):(entered|left)$/u.exec(word)
  const on = parts?.[2] === 'entered' ? 'entered' : 'left'
  return parts?.[1] === undefined ? undefined : { node: parts[1], on }
}
