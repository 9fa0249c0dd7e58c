import { parentPort } from 'node:worker_threads'
import { assert, isAppError } from '@duibiao/base'
import type { RegistryPart, RegistryRow } from '@duibiao/registry'
import { piecesOf } from './import-message.ts'
import type { FromThread, ToThread } from './import-message.ts'
import { planFile } from './import-planning.ts'
import type { PlanningOrder } from './import-planning.ts'

// The beginning of a thread that plans one import and ends.
assert(parentPort !== null, 'this runs in a thread')
const port = parentPort
const state: { readonly [Part in RegistryPart]: Map<string, RegistryRow[Part]> } = {
  area: new Map(),
  office: new Map(),
  person: new Map(),
  contact: new Map(),
  post: new Map(),
  holding: new Map(),
  deputy: new Map(),
  duty_time: new Map(),
  item: new Map(),
  duty: new Map(),
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'rows') {
    // Rows of a part come with its name.
    for (const [key, row] of message.rows) state[message.part].set(key, row as never)
    return
  }
  void plan({ ...message.order, state }).finally(() => port.close())
})

function say(message: FromThread): void {
  port.postMessage(message)
}

async function plan(order: PlanningOrder): Promise<void> {
  try {
    const { plan: planned, findings, ...rest } = await planFile(order)
    const { kind, count, lines, changes, findings: found } = planned
    for (const rows of piecesOf(lines)) say({ kind: 'lines', rows })
    for (const rows of piecesOf(changes)) say({ kind: 'changes', rows })
    for (const rows of piecesOf(found)) say({ kind: 'found', rows })
    for (const rows of piecesOf(findings)) say({ kind: 'findings', rows })
    say({ kind: 'planned', rest: { ...rest, plan: { kind, count } } })
  } catch (error) {
    if (!isAppError(error)) throw error
    say({ kind: 'refused', code: error.code, params: error.params })
  }
}
