import { ancestorOf, attributeOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import type { Pack } from './pack.ts'
import type { XmlElement } from './xml-element.ts'

/** Lines by what they speak of. */
type PartLines = ReadonlyMap<string, string>

/** The procedures of a pack, a line for each element with an id: what it is, without what has a line of its own. */
export function bpmnParts({ logic }: Pack): ReadonlyMap<string, PartLines> {
  return new Map(
    [...logic.procedures.keys()].flatMap((id): [string, PartLines][] => {
      const model = logic.models.find(({ byId }) => byId.has(id))
      return model === undefined ? [] : [[id, linesOf(model, model.byId.get(id))]]
    }),
  )
}

/** The elements of the process, and what stands beside the processes: messages, signals, errors. */
function linesOf(model: BpmnModel, process: BpmnElement | undefined): PartLines {
  const inside = model.elements.filter((element) => {
    const own = element === process || ancestorOf(element, 'Process') === process
    return own || (ancestorOf(element, 'Process') === undefined && !is(element, 'Process'))
  })
  return new Map(
    inside.flatMap((element): [string, string][] =>
      element.id === undefined ? [] : [[labelOf(element), textOf(element, true)]],
    ),
  )
}

function labelOf(element: BpmnElement): string {
  const name = attributeOf(element, 'name')
  return [element.type, element.id, ...(name === '' ? [] : [name])].join(' ')
}

/** Everything the element says, in a text of one line; children with an id speak for themselves. */
function textOf(element: BpmnElement, isOwn = false): string {
  if (!isOwn && element.id !== undefined) return `<${element.id}>`
  const attributes = [...element.attributes].map(([name, value]) => `${name}=${value}`).toSorted()
  const foreign = element.foreign.map(({ name, value }) => `${name}=${value}`).toSorted()
  const inner = element.children.map((child) => textOf(child))
  const parts = [
    element.name,
    ...attributes,
    ...foreign,
    ...element.extensions.map(foreignText),
    element.text.trim(),
  ]
  return `(${[...parts, ...inner].filter((part) => part !== '').join(' ')})`
}

function foreignText(element: XmlElement): string {
  const attributes = element.attributes.map(({ name, value }) => `${name}=${value}`).toSorted()
  const inner = element.children.map(foreignText)
  return `(${[element.name, ...attributes, element.text.trim(), ...inner].filter((part) => part !== '').join(' ')})`
}
