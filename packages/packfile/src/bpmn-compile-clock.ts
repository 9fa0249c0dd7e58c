import { clockUnits, parseClockEnding, readLegalBasis } from '@duibiao/base'
import type { ClockAct, ClockModel } from '@duibiao/kernel'
import { clockMomentOf, extensionsOf, settingOf, wordsOf, type ClockMoment } from './bpmn-extension.ts'
import { compileText, type Texts } from './bpmn-expression.ts'
import { ancestorOf, type BpmnElement } from './bpmn-model.ts'
import type { XmlElement } from './xml-element.ts'

/** A clock and when it starts and stops, by the ids of nodes or of the process. */
export type PlannedClock = {
  readonly model: ClockModel
  readonly starts: readonly ClockMoment[]
  readonly stops: readonly ClockMoment[]
}

/** The clocks of a process, on itself and on its activities, in document order. */
export function compileClocks(texts: Texts, process: BpmnElement): readonly PlannedClock[] {
  const inside = texts.model.elements.filter(
    (one) => one === process || ancestorOf(one, 'Process') === process,
  )
  return inside.flatMap((element) =>
    extensionsOf(element, 'clock').map((clock) => compileClock(texts, element, clock)),
  )
}

/** What happens to the clocks when the node (or process) of that id is entered or left. */
export function clockActsOf(
  clocks: readonly PlannedClock[],
  id: string,
): { readonly clockActs?: readonly ClockAct[] } {
  const acts = clocks.flatMap(({ starts, stops }, clock): readonly ClockAct[] => [
    ...starts.filter((moment) => moment.node === id).map(({ on }) => ({ on, act: 'start' as const, clock })),
    ...stops.filter((moment) => moment.node === id).map(({ on }) => ({ on, act: 'stop' as const, clock })),
  ])
  return acts.length === 0 ? {} : { clockActs: acts }
}

function compileClock(texts: Texts, element: BpmnElement, clock: XmlElement): PlannedClock {
  const own = element.id ?? ''
  const key = settingOf(clock, 'id') ?? ''
  const basis = readLegalBasis(settingOf(clock, 'legalBasis'))
  const kind = settingOf(clock, 'consequence') ?? 'breach'
  return {
    starts: momentsOf(settingOf(clock, 'starts'), { node: own, on: 'entered' }),
    stops: momentsOf(settingOf(clock, 'stops'), { node: own, on: 'left' }),
    model: {
      key,
      name: settingOf(clock, 'name') ?? key,
      kind: oneOf(clock, 'kind', ['legal', 'pledged', 'internal']) ?? 'internal',
      unit: oneOf(clock, 'unit', clockUnits) ?? 'working_day',
      calendar: settingOf(clock, 'calendar') ?? '',
      ...limitOf(texts, element, clock),
      consequence: consequenceOf(
        settingOf(clock, 'subject'),
        basis === undefined ? kind : { kind, legalBasis: basis },
      ),
      warnAt: wordsOf(settingOf(clock, 'warnAt')),
      again: oneOf(clock, 'again', ['restart', 'continue', 'ignore']) ?? 'restart',
      extensionsMax: Number(settingOf(clock, 'extensionsMax') ?? '0'),
    },
  }
}

type Limit = Pick<ClockModel, 'amount' | 'parameter' | 'firstDay' | 'roll' | 'statute'>

/** How long, and how it is counted, as far as the pack says. */
function limitOf(texts: Texts, element: BpmnElement, clock: XmlElement): Limit {
  const amount = settingOf(clock, 'amount')
  const parameter = settingOf(clock, 'parameter')
  const firstDay = oneOf(clock, 'firstDay', ['excluded', 'included'])
  const roll = oneOf(clock, 'roll', ['next_day', 'none'])
  const statute = settingOf(clock, 'statute')
  return {
    ...(amount !== undefined && { amount: compileText(texts, element, { text: amount, use: 'expression' }) }),
    ...(parameter !== undefined && { parameter }),
    ...(firstDay && { firstDay }),
    ...(roll && { roll }),
    ...(statute !== undefined && { statute }),
  }
}

/** The check has refused what cannot be written; a file compiled in spite of it must not gain a consequence by that. */
function consequenceOf(subject: string | undefined, data: unknown): ClockModel['consequence'] {
  try {
    return parseClockEnding(subject, data).consequence
  } catch {
    return { kind: 'breach' }
  }
}

function momentsOf(text: string | undefined, otherwise: ClockMoment): readonly ClockMoment[] {
  return text === undefined ? [otherwise] : wordsOf(text).flatMap((word) => clockMomentOf(word) ?? [])
}

function oneOf<Word extends string>(
  clock: XmlElement,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = settingOf(clock, name)
  return words.find((word) => word === value)
}
