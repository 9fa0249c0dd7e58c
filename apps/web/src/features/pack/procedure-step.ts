/** A step of a procedure as a line of a list. */
export interface ProcedureStep {
  readonly id: string
  readonly name: string
  /** As BPMN calls it: `userTask`, `exclusiveGateway` … */
  readonly kind: string
  readonly next: readonly { readonly name: string; readonly when: string }[]
}

const kinds = /Task$|^task$|Gateway$|Event$|^subProcess$|^callActivity$/

/**
 * The steps of a BPMN file in the order of the file, with what follows each. Names are those of the pack in the language that
 * is shown, else those of the file.
 */
export function stepsIn(xml: string, texts: Readonly<Record<string, string>>): readonly ProcedureStep[] {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  const elements = [...document.getElementsByTagName('*')]
  const nodes = elements.filter(({ localName, id }) => kinds.test(localName) && id !== '')
  const flows = elements.filter(({ localName }) => localName === 'sequenceFlow')
  function nameOf(element: Element | undefined): string {
    if (element === undefined) return ''
    const own = element.getAttribute('name') ?? ''
    return texts[`task.${element.id}`] ?? texts[`node.${element.id}`] ?? (own === '' ? element.id : own)
  }
  return nodes.map((node) => ({
    id: node.id,
    name: nameOf(node),
    kind: node.localName,
    next: flows
      .filter((flow) => flow.getAttribute('sourceRef') === node.id)
      .map((flow) => {
        const target = nodes.find(({ id }) => id === flow.getAttribute('targetRef'))
        return { name: nameOf(target), when: texts[`flow.${flow.id}`] ?? flow.getAttribute('name') ?? '' }
      }),
  }))
}
