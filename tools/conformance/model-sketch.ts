/** Writes small BPMN files for tests, one function for each kind of element; ids are names as well. */

const head = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:flowable="http://flowable.org/bpmn" id="sketch-file" targetNamespace="urn:duibiao:sketch">
<signal id="sig" name="sig"/><signal id="sig2" name="sig2"/><message id="msg" name="msg"/>
<escalation id="esc" escalationCode="ESC"/><error id="err" errorCode="ERR"/>`

/** Event definitions that refer to what every sketched file declares. */
export const signal = '<signalEventDefinition signalRef="sig"/>'
export const otherSignal = '<signalEventDefinition signalRef="sig2"/>'
export const message = '<messageEventDefinition messageRef="msg"/>'
export const escalation = '<escalationEventDefinition escalationRef="esc"/>'
export const error = '<errorEventDefinition errorRef="err"/>'
export const compensation = '<compensateEventDefinition/>'
export const terminate = '<terminateEventDefinition/>'
export const cancel = '<cancelEventDefinition/>'

/** A whole file. */
export function writeModel(...processes: readonly string[]): string {
  return `${head}${processes.join('\n')}</definitions>`
}

export function process(content: string, id = 'p'): string {
  return `<process id="${id}" isExecutable="true">${content}</process>`
}

export function flow(from: string, to: string, condition?: string): string {
  const inner = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`
  return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inner}</sequenceFlow>`
}

/** Unconditional flows from each to the next. */
export function chain(...ids: readonly string[]): string {
  return ids
    .slice(1)
    .map((id, index) => flow(ids[index] ?? '', id))
    .join('')
}

/** Elements and the flows from each to the next. */
export function row(...elements: readonly string[]): string {
  return elements.join('') + chain(...elements.map(idOf))
}

/** start → the elements → end; the ids of both ends carry the suffix. */
export function course(suffix: string, ...elements: readonly string[]): string {
  return row(startEvent(`start${suffix}`), ...elements, endEvent(`end${suffix}`))
}

function idOf(element: string): string {
  return /\bid="([^"]+)"/.exec(element)?.[1] ?? ''
}

export function startEvent(id: string, trigger = '', attributes = ''): string {
  return `<startEvent id="${id}" ${attributes}>${trigger}</startEvent>`
}

export function endEvent(id: string, result = ''): string {
  return `<endEvent id="${id}">${result}</endEvent>`
}

export function script(id: string, word: string, loop = ''): string {
  return `<scriptTask id="${id}">${loop}<script>${word}</script></scriptTask>`
}

export function userTask(id: string, loop = ''): string {
  return `<userTask id="${id}" name="${id}">${loop}</userTask>`
}

/** A user task that undoes another one: its boundary event, the handler; `association` goes to the end of the scope. */
export function handler(of: string): string {
  return `${boundary(`undone-${of}`, of, compensation)}<userTask id="undo-${of}" isForCompensation="true"/>`
}

export function association(of: string): string {
  return `<association id="as-${of}" sourceRef="undone-${of}" targetRef="undo-${of}" associationDirection="One"/>`
}

export function call(id: string, called = 'called', loop = ''): string {
  return `<callActivity id="${id}" calledElement="${called}">${loop}</callActivity>`
}

export function subProcess(id: string, content: string, attributes = ''): string {
  return `<subProcess id="${id}" ${attributes}>${content}</subProcess>`
}

export function eventSubProcess(id: string, content: string): string {
  return subProcess(id, content, 'triggeredByEvent="true"')
}

export function transaction(id: string, content: string): string {
  return `<transaction id="${id}">${content}</transaction>`
}

export function gateway(
  kind: 'exclusive' | 'inclusive' | 'parallel' | 'eventBased',
  id: string,
  attributes = '',
): string {
  return `<${kind}Gateway id="${id}" ${attributes}/>`
}

export function timer(
  text: string,
  form: 'timeDuration' | 'timeCycle' | 'timeDate' = 'timeDuration',
): string {
  return `<timerEventDefinition><${form}>${text}</${form}></timerEventDefinition>`
}

/** An interrupting boundary event. */
export function boundary(id: string, at: string, trigger: string): string {
  return `<boundaryEvent id="${id}" attachedToRef="${at}">${trigger}</boundaryEvent>`
}

/** A boundary event that does not interrupt. */
export function besides(id: string, at: string, trigger: string): string {
  return `<boundaryEvent id="${id}" attachedToRef="${at}" cancelActivity="false">${trigger}</boundaryEvent>`
}

export function throwEvent(id: string, result: string): string {
  return `<intermediateThrowEvent id="${id}">${result}</intermediateThrowEvent>`
}

export function catchEvent(id: string, trigger: string): string {
  return `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`
}

/** Multi-instance with a fixed number, parallel unless said otherwise. */
export function instances(count: number, order: 'parallel' | 'sequential' = 'parallel'): string {
  const sequential = order === 'sequential'
  return `<multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality>${count}</loopCardinality></multiInstanceLoopCharacteristics>`
}
