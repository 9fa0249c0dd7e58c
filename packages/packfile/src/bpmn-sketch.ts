/** Small BPMN texts for tests: what is not at issue is defaulted. */

/** A file around these root elements. */
export function aFile(content: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:duibiao="urn:duibiao:procedure:1" targetNamespace="urn:test" ${attributes}>
${content}
</definitions>`
}

/** A file with one executable process of this content. */
export function aProcess(content: string, roots = ''): string {
  return aFile(`<process id="p" isExecutable="true">\n${content}\n</process>\n${roots}`)
}

/** A process that leads from its start through the content to its end; the content's first and last node are `a` and `z`. */
export function aChain(content: string, roots = ''): string {
  return aProcess(
    `<startEvent id="start"/>
<endEvent id="end"/>
${aFlow('start', 'a')}
${aFlow('z', 'end')}
${content}`,
    roots,
  )
}

/** A process of a single activity or event `a` between start and end. */
export function aStep(element: string, more = '', roots = ''): string {
  return aProcess(
    `<startEvent id="start"/>
${element}
<endEvent id="end"/>
${aFlow('start', 'a')}
${aFlow('a', 'end')}
${more}`,
    roots,
  )
}

/** A sequence flow, with a condition if one is given. */
export function aFlow(source: string, target: string, condition?: string): string {
  const inner =
    condition === undefined
      ? ''
      : `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`
  return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${inner}</sequenceFlow>`
}

/** A formal expression as child of that name. */
export function aFormal(name: string, text: string): string {
  return `<${name} xsi:type="tFormalExpression">${text}</${name}>`
}

/** Extension elements around this content. */
export function anExtension(content: string): string {
  return `<extensionElements>${content}</extensionElements>`
}
