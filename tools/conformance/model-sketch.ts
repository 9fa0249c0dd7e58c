/** Models for the driver's own tests, in the words of the testkit's sketches: elements put in rows, whose ids are names as well. */
import { aBoundary, aFile, anEvent, aPath, someRoots } from '@duibiao/testkit'

/** Event definitions that refer to what every sketched file declares. */
export const signal = 'signal sig'
export const otherSignal = 'signal sig2'
export const message = 'message msg'
export const escalation = 'escalation esc'
export const error = 'error err'
export const compensation = 'compensate'
export const terminate = 'terminate'
export const cancel = 'cancel'

const roots =
  someRoots('signal', 'sig', 'sig2') +
  someRoots('message', 'msg') +
  someRoots('escalation', 'esc') +
  someRoots('error', 'err')

/** A whole file. */
export function writeModel(...processes: readonly string[]): string {
  return aFile(roots + processes.join('\n'))
}

export function process(content: string, id = 'p'): string {
  return `<process id="${id}" isExecutable="true">${content}</process>`
}

/** Elements and the flows from each to the next. */
export function row(...elements: readonly string[]): string {
  return elements.join('') + aPath(...elements.map(idOf))
}

/** start → the elements → end; the ids of both ends carry the suffix. */
export function course(suffix: string, ...elements: readonly string[]): string {
  return row(startEvent(`start${suffix}`), ...elements, endEvent(`end${suffix}`))
}

function idOf(element: string): string {
  return /\bid="([^"]+)"/.exec(element)?.[1] ?? ''
}

export function startEvent(id: string, ...triggers: readonly string[]): string {
  return anEvent(`startEvent id="${id}"`, ...triggers)
}

export function endEvent(id: string, ...results: readonly string[]): string {
  return anEvent(`endEvent id="${id}"`, ...results)
}

export function throwEvent(id: string, ...results: readonly string[]): string {
  return anEvent(`intermediateThrowEvent id="${id}"`, ...results)
}

export function catchEvent(id: string, trigger: string): string {
  return anEvent(`intermediateCatchEvent id="${id}"`, trigger)
}

/** An interrupting boundary event. */
export function boundary(id: string, on: string, when: string): string {
  return aBoundary(id, { on, when })
}

/** A boundary event that does not interrupt. */
export function besides(id: string, on: string, when: string): string {
  return aBoundary(id, { on, when, interrupts: false })
}

/** A task that only writes a word into the trace. */
export function script(id: string, word: string, loop = ''): string {
  return `<scriptTask id="${id}">${loop}<script>${word}</script></scriptTask>`
}

export function userTask(id: string, loop = ''): string {
  return `<userTask id="${id}" name="${id}">${loop}</userTask>`
}

export function call(id: string, called = 'called', loop = ''): string {
  return `<callActivity id="${id}" calledElement="${called}">${loop}</callActivity>`
}

export function subProcess(id: string, content: string, element = 'subProcess'): string {
  return `<${element} id="${id}">${content}</${element}>`
}

export function gateway(
  kind: 'exclusive' | 'inclusive' | 'parallel' | 'eventBased',
  id: string,
  attributes = '',
): string {
  return `<${kind}Gateway id="${id}" ${attributes}/>`
}

/** Multi-instance with a fixed number, parallel unless said otherwise. */
export function instances(count: number, order: 'parallel' | 'sequential' = 'parallel'): string {
  const sequential = order === 'sequential'
  return `<multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality>${count}</loopCardinality></multiInstanceLoopCharacteristics>`
}
