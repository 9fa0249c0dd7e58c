import { lifeOf } from './load-life.ts'
import type { LoadListener } from './load.ts'

/** What everybody who gave commands was told, over all lives and processes. */
export interface LoadLog {
  /** By key, what the first acknowledgement said. */
  readonly acknowledged: Map<string, { readonly matter: string; readonly seq: number }>
  readonly begun: Set<number>
  /** How often each effect left the district, by the id of its event. */
  readonly noticed: Map<string, number>
  /** Acknowledgements of one key that differ: a command that was carried out twice. */
  readonly faults: string[]
  /** All acknowledgements, those given again included. */
  count: number
}

/** A log that has heard nothing yet. */
export function makeLoadLog(): LoadLog {
  return { acknowledged: new Map(), begun: new Set(), noticed: new Map(), faults: [], count: 0 }
}

/** A listener that writes down what it hears. */
export function listenerOf(log: LoadLog): LoadListener {
  return {
    begun: ({ number }) => log.begun.add(number),
    acknowledged: (key, receipt) => takeReceipt(log, key, receipt),
  }
}

/** Counts one hearing of an event that was sent out. */
export function takeNotice(log: LoadLog, event: string): void {
  log.noticed.set(event, (log.noticed.get(event) ?? 0) + 1)
}

/** Lives that were begun and have not had all their commands acknowledged. */
export function pendingOf(log: LoadLog): readonly number[] {
  return [...log.begun].filter((life) => lifeOf(life).steps.some(({ key }) => !log.acknowledged.has(key)))
}

/** Takes what a process of load said; a line that the kill cut off lacks its end and is passed over. */
export function takeLine(log: LoadLog, line: string): void {
  const [word, one = '', two = '', three] = line.endsWith(' .') ? line.split(' ') : []
  if (word === 'BEGUN') log.begun.add(Number(one))
  else if (word === 'NOTICED') takeNotice(log, one)
  else if (word === 'ACK') takeReceipt(log, one, { matter: two, seq: Number(three) })
}

/** Takes an acknowledgement; one that differs from an earlier one under the same key is a fault. */
function takeReceipt(
  log: LoadLog,
  key: string,
  receipt: { readonly matter: string; readonly seq: number },
): void {
  const known = log.acknowledged.get(key)
  log.count += 1
  if (known === undefined) log.acknowledged.set(key, receipt)
  else if (known.matter !== receipt.matter || known.seq !== receipt.seq) {
    log.faults.push(`${key} was acknowledged as ${JSON.stringify(known)} and as ${JSON.stringify(receipt)}`)
  }
}
