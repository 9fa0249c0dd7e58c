/** The program that load-process.ts starts and tests kill. Its one argument is a `LoadOrder` as JSON. */
import { writeSync } from 'node:fs'
import { instantOf, parseDistrictId } from '@duibiao/base'
import { applicationRole, openDatabase, openPostgres, openSigner, sealEntries } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { runLives } from './load.ts'
import type { Life } from './load-life.ts'
import { lifeOf, lifeProcedures } from './load-life.ts'
import type { LoadOrder } from './load-process.ts'
import { finishWork, makeLoadPort, workUntil } from './load-work.ts'
import { openEngine } from './sample-engine.ts'

const order: LoadOrder = JSON.parse(process.argv[2] ?? '{}')
const minute = 60_000
const district = parseDistrictId(1)
let now = order.startAt

function say(...words: readonly (string | number)[]): void {
  // Standard output is a file: what was written to it outlives a kill, which a pipe that is full does not promise.
  writeSync(1, `${words.join(' ')} .\n`)
}

async function run(): Promise<void> {
  const database = await openOrdered()
  await database.execute(
    `insert into district (district_id, code, name) values (1, '110001', '样例区') on conflict do nothing`,
  )
  const procedures = lifeProcedures()
  const engine = await openEngine(database, { procedures, district, now: () => instantOf(now) })
  const signer = openSigner(order.keyFile)
  async function seal(size?: number): Promise<void> {
    await sealEntries(database, district, { signer, at: instantOf(now), ...(size !== undefined && { size }) })
  }
  say('READY')
  let isOver = false
  const work = { engine, port: makeLoadPort((event) => say('NOTICED', event)), retries: 5 }
  const sealing = { ...work, afterRound: async (round: number) => (round % 5 === 0 ? seal(500) : undefined) }
  const working = workUntil(sealing, () => isOver)
  const listener = {
    begun: (life: Life) => say('BEGUN', life.number),
    acknowledged(key: string, receipt: { readonly matter: string; readonly seq: number }) {
      now += 5 * minute
      say('ACK', key, receipt.matter, receipt.seq)
    },
  }
  await Promise.all([
    working,
    runLives(engine, lives(), { listener, clients: order.clients }).then(() => (isOver = true)),
  ])
  if (order.isLast) await finishWork(work, (instant) => (now = Math.max(now, instant)))
  await seal()
  await database.close()
  say('DONE')
}

async function openOrdered(): Promise<Database> {
  const { url, folder } = order
  if (url !== undefined) return openPostgres({ url, role: applicationRole, connections: 6 })
  const scheduler = { now: () => instantOf(now), every: () => () => {} }
  return openDatabase({ folder: folder ?? '', scheduler })
}

function* lives(): Generator<Life, void, void> {
  for (const number of order.pending) yield lifeOf(number)
  for (let number = order.first; number < order.end; number += 1) yield lifeOf(number)
}

run().catch((error: unknown) => {
  writeSync(2, `${String(error instanceof Error ? error.stack : error)}\n`)
  process.exit(1)
})
