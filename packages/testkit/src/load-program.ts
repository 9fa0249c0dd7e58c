/** The program that load-process.ts starts and tests kill. Its one argument is a `LoadOrder` as JSON. */
import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Command } from '@duibiao/kernel'
import {
  applicationRole,
  dispatchOutbox,
  fireDueTimers,
  listOutbox,
  openDatabase,
  openPostgres,
  openSigner,
  sealEntries,
} from '@duibiao/store'
import type { Database, Engine, OutboxPort } from '@duibiao/store'
import { runLives } from './load.ts'
import type { Life } from './load-life.ts'
import { lifeOf, lifeProcedures } from './load-life.ts'
import type { LoadOrder } from './load-process.ts'
import { openEngine } from './sample-engine.ts'

const order: LoadOrder = JSON.parse(process.argv[2] ?? '{}')
const minute = 60_000
const day = 1440 * minute
let now = order.startAt

function say(...words: readonly (string | number)[]): void {
  // Standard output is a file: what was written to it outlives a kill, which a pipe that is full does not promise.
  writeSync(1, `${words.join(' ')} .\n`)
}

const port: OutboxPort = {
  async callService(call, event): Promise<readonly Command[]> {
    say('NOTICED', event.id)
    return call.token === undefined ? [] : [{ kind: 'answerService', token: call.token }]
  },
  async notify(_notice, event) {
    say('NOTICED', event.id)
  },
}

async function openOrdered(): Promise<Database> {
  const { url, folder } = order
  if (url !== undefined) return openPostgres({ url, role: applicationRole, connections: 6 })
  const scheduler = { now: () => instantOf(now), every: () => () => {} }
  return openDatabase({ folder: folder ?? '', scheduler })
}

async function run(): Promise<void> {
  const database = await openOrdered()
  const district = parseDistrictId(1)
  await database.execute(
    `insert into district (district_id, code, name) values (1, '110001', '样例区') on conflict do nothing`,
  )
  const engine = await openEngine(database, {
    procedures: lifeProcedures(),
    district,
    now: () => instantOf(now),
  })
  const signer = openSigner(order.keyFile)
  say('READY')
  let isOver = false
  const background = (async () => {
    for (let round = 1; !isOver; round += 1) {
      await work(engine)
      if (round % 5 === 0) await sealEntries(database, district, { signer, at: instantOf(now), size: 500 })
      await setImmediate()
    }
  })()
  const listener = {
    begun: (life: Life) => say('BEGUN', life.number),
    acknowledged(key: string, receipt: { readonly matter: string; readonly seq: number }) {
      now += 5 * minute
      say('ACK', key.replaceAll(' ', '_'), receipt.matter, receipt.seq)
    },
  }
  await runLives(engine, lives(), { listener, clients: order.clients })
  isOver = true
  await background
  if (order.isLast) await finish(engine)
  await sealEntries(database, district, { signer, at: instantOf(now) })
  await database.close()
  say('DONE')
}

function* lives(): Generator<Life, void, void> {
  for (const number of order.pending) yield lifeOf(number)
  for (let number = order.first; number < order.end; number += 1) yield lifeOf(number)
}

async function work(engine: Engine): Promise<void> {
  const timers = await fireDueTimers(engine)
  if (timers.failed > 0) throw new Error(`${timers.failed} timers failed`)
  await dispatchOutbox(engine, port)
}

/** Lets every timer fall due and every effect arrive. */
async function finish(engine: Engine): Promise<void> {
  const { database, district } = engine.setting
  for (let round = 0; round < 20; round += 1) {
    now += 10 * day
    await work(engine)
    if ((await listOutbox(database, district)).length === 0) return
  }
  throw new Error('the outbox does not empty')
}

run().catch((error: unknown) => {
  writeSync(2, `${String(error instanceof Error ? error.stack : error)}\n`)
  process.exit(1)
})
