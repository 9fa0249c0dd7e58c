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

/** Sequence flows from each node to the next. */
export function aPath(...nodes: readonly string[]): string {
  return nodes
    .slice(1)
    .map((node, index) => aFlow(nodes[index] ?? '', node))
    .join('')
}

/** User tasks. */
export function someTasks(...ids: readonly string[]): string {
  return ids.map((id) => `<userTask id="${id}"/>`).join('')
}

/** Root elements of that kind: messages, signals, errors, escalations, each with its id as name and code. */
export function someRoots(
  kind: 'message' | 'signal' | 'error' | 'escalation',
  ...ids: readonly string[]
): string {
  const code = kind === 'error' || kind === 'escalation' ? (id: string) => `${kind}Code="${id}"` : () => ''
  return ids.map((id) => `<${kind} id="${id}" name="${id}" ${code(id)}/>`).join('')
}

/** An event definition: `message M`, `signal S`, `error E`, `escalation X`, `duration PT1H`, `date …`, `cycle …`, `condition x > 1`, `cancel`, `terminate`, `compensate`, `link L`. */
function aDefinition(text: string): string {
  const [kind = '', ...rest] = text.split(' ')
  const value = rest.join(' ')
  if (kind === 'duration' || kind === 'date' || kind === 'cycle') {
    const name = `time${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
    return `<timerEventDefinition>${aFormal(name, value)}</timerEventDefinition>`
  }
  if (kind === 'condition')
    return `<conditionalEventDefinition>${aFormal('condition', value)}</conditionalEventDefinition>`
  if (kind === 'compensate')
    return `<compensateEventDefinition ${value === '' ? '' : `activityRef="${value}"`}/>`
  if (kind === 'link') return `<linkEventDefinition name="${value}"/>`
  return `<${kind}EventDefinition ${value === '' ? '' : `${kind}Ref="${value}"`}/>`
}

/** An event with its definitions. */
export function anEvent(element: string, ...definitions: readonly string[]): string {
  const [name = ''] = element.split(' ')
  return `<${element}>${definitions.map(aDefinition).join('')}</${name}>`
}

/** A boundary event; `false` as the third makes it not interrupting. */
export function aBoundary(
  id: string,
  {
    on,
    when,
    interrupts = true,
  }: { readonly on: string; readonly when: string; readonly interrupts?: boolean },
): string {
  return anEvent(`boundaryEvent id="${id}" attachedToRef="${on}" cancelActivity="${interrupts}"`, when)
}

/** An event sub-process: its start `<id>-start`, one user task, its end. */
export function anEventSubprocess(
  id: string,
  {
    when,
    task,
    interrupts = true,
  }: { readonly when: string; readonly task: string; readonly interrupts?: boolean },
): string {
  const [start, end] = [`${id}-start`, `${id}-end`]
  return `<subProcess id="${id}" triggeredByEvent="true">
${anEvent(`startEvent id="${start}" isInterrupting="${interrupts}"`, when)}
${someTasks(task)}<endEvent id="${end}"/>${aPath(start, task, end)}
</subProcess>`
}

/** A sub-process (or transaction) that leads from `<id>-start` through the nodes named to `<id>-end`. */
export function aSub(
  id: string,
  path: readonly string[],
  { content = '', after = '', loop = '', element = 'subProcess' }: SubSketch = {},
): string {
  const [start, end] = [`${id}-start`, `${id}-end`]
  return `<${element} id="${id}">${loop}
<startEvent id="${start}"/><endEvent id="${end}"/>${content}${aPath(start, ...path, end)}
${after}</${element}>`
}

type SubSketch = {
  /** Flow elements inside. */
  readonly content?: string
  /** Artifacts, which the schema wants last. */
  readonly after?: string
  readonly loop?: string
  readonly element?: 'subProcess' | 'transaction'
}

/** The boundary event and the handler that undo an activity, and the association that goes last in its container. */
export function anUndo(activity: string): { readonly content: string; readonly after: string } {
  return {
    content: `${anEvent(`boundaryEvent id="comp-${activity}" attachedToRef="${activity}"`, 'compensate')}<userTask id="undo-${activity}" isForCompensation="true"/>`,
    after: `<association id="assoc-${activity}" sourceRef="comp-${activity}" targetRef="undo-${activity}"/>`,
  }
}

/** A process of another id than `p`. */
function aProcessNamed(id: string, content: string, roots = ''): string {
  return aFile(`<process id="${id}" isExecutable="true">\n${content}\n</process>\n${roots}`)
}

/** A process from `start` through the nodes named to `end`. */
export function aRun(
  path: readonly string[],
  content: string,
  {
    more = '',
    roots = '',
    id = 'p',
  }: { readonly more?: string; readonly roots?: string; readonly id?: string } = {},
): string {
  return aProcessNamed(
    id,
    `<startEvent id="start"/><endEvent id="end"/>${content}${aPath('start', ...path, 'end')}\n${more}`,
    roots,
  )
}
