import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { openPostgres } from '@duibiao/store'
import { findFreePort, makeFixedClock, openTestDatabase, startServiceProcess } from '@duibiao/testkit'
import { faultPort } from './test-fault-site.ts'

const closers: (() => Promise<unknown> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

test('asked to end, the service answers what is at work, refuses what comes, ends streams with when to ask again, and exits with 0', async () => {
  const { service, url, site } = await openServed()
  const headers = { authorization: site.dispatcher }
  const stream = await fetch(`${service.address}/api/v1/events`, { headers })
  const heard = stream.text()
  const lock = await lockMatters(url)
  // Browsers connect before they have anything to ask; nobody waits for that.
  await openSocket(service.address)
  const [working, slow] = [await openSocket(service.address), await openSocket(service.address)]
  const started = Array.from({ length: 5 }, (_, index) => startMatter(service.address, headers, index))
  working.write(writeStart(headers, 'shutdown-on-a-socket'))
  const late = writeStart(headers, 'shutdown-too-late')
  slow.write(late.slice(0, 50))
  await lock.untilWaited()
  // All of them have asked, and so has who counts them: a connection on which nothing was asked yet would be closed.
  await expect.poll(() => countAtWork(service.address), { timeout: 30_000 }).toBe(started.length + 2)
  const ended = service.end()
  await expect.poll(() => isRefused(service.address), { timeout: 30_000 }).toBe(true)
  expect(await heard).toMatch(/^id: \d+\n\n(.*\n)*retry: 2000\n\n$/)
  // Whoever had begun to ask is heard out.
  slow.write(late.slice(50))
  const refusal = await slow.said
  expect(refusal).toMatch(/^HTTP\/1.1 503 /)
  expect(refusal.toLowerCase()).toContain('\r\nretry-after: 5\r\n')
  expect(refusal.toLowerCase()).toContain('\r\nconnection: close\r\n')
  expect(refusal).toContain('"code":"server_busy"')
  await lock.open()
  const answers = await Promise.all(started)
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  const said = await working.said
  expect(said).toMatch(/^HTTP\/1.1 201 /)
  expect(said.toLowerCase()).toContain('\r\nconnection: close\r\n')
  const answered = performance.now()
  expect(await ended).toBe(0)
  expect(performance.now() - answered).toBeLessThan(8_000)
  expect(service.complaints()).toBe('')
  const database = await openPostgres({ url })
  closers.push(() => database.close())
  expect(await database.execute('select from matter where district_id = 1')).toBe(6)
}, 120_000)

/** A service of its own on a database of the test. */
async function openServed() {
  const opened = await openTestDatabase({ kind: 'postgres' })
  closers.push(() => opened.close())
  const data = faultPort.makeFolder()
  closers.push(() => rmSync(data, { recursive: true, force: true }))
  const scheduler = makeFixedClock(instantOf(Math.floor(performance.timeOrigin + performance.now())))
  const site = await faultPort.prepare({ database: opened.database, scheduler }, data)
  closers.push(site.receiver.close)
  const url = opened.url ?? ''
  const service = startServiceProcess({
    data,
    url,
    port: await findFreePort(),
    environment: { ...site.environment, DUIBIAO_STATEMENT_MILLISECONDS: '60000' },
  })
  closers.push(() => service.kill())
  await service.waitUntilReady()
  return { service, url, site }
}

/** Nobody can open a matter until it is opened again. */
async function lockMatters(url: string) {
  const database = await openPostgres({ url, connections: 2 })
  closers.push(() => database.close())
  const opened = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = database.transaction(async (transaction) => {
    await transaction.execute('lock table matter in exclusive mode')
    locked.resolve()
    await opened.promise
  })
  await locked.promise
  closers.push(opened.resolve)
  return {
    async untilWaited() {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(() => database.execute(waiting), { timeout: 30_000 }).toBeGreaterThan(0)
    },
    async open() {
      opened.resolve()
      await holding
    },
  }
}

const matter = JSON.stringify({ pack: 'hotline', title: '积水', variables: { subject: '积水' } })

function startMatter(address: string, headers: Readonly<Record<string, string>>, index: number) {
  return fetch(`${address}/api/v1/matters`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': `shutdown-${index}` },
    body: matter,
  })
}

function writeStart({ authorization }: { readonly authorization: string }, key: string): string {
  const length = Buffer.byteLength(matter)
  return (
    `POST /api/v1/matters HTTP/1.1\r\nHost: duibiao\r\nAuthorization: ${authorization}\r\n` +
    `Content-Type: application/json\r\nIdempotency-Key: ${key}\r\nContent-Length: ${length}\r\n\r\n${matter}`
  )
}

/** A connection, and all that was said on it until it was closed. */
async function openSocket(
  address: string,
): Promise<Pick<Socket, 'write'> & { readonly said: Promise<string> }> {
  const { port } = new URL(address)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  closers.push(() => void socket.destroy())
  const said = once(socket, 'close').then(() => text)
  return { write: socket.write.bind(socket), said }
}

async function countAtWork(address: string): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text()
  return Number(/^duibiao_requests_in_flight (\d+)$/m.exec(metrics)?.[1])
}

async function isRefused(address: string): Promise<boolean> {
  try {
    await (await fetch(`${address}/healthz`)).body?.cancel()
    return false
  } catch {
    return true
  }
}
