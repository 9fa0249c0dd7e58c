import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Figure } from './figure.ts'
import type { Heard, Listening } from './service-listener.ts'
import type { ServiceSite } from './service-site.ts'

const rule = { listeners: 500, events: 50, pause: 200 }

/** How long an event takes from the moment a matter is given until it has reached 500 who listen over sockets. */
export async function measureFeed(site: ServiceSite): Promise<readonly Figure[]> {
  const url = `${await site.listen()}/api/v1/events`
  const { listeners, events, pause } = rule
  const workerData: Listening = { url, listeners, events }
  const worker = new Worker(new URL('./service-listener.ts', import.meta.url), { workerData })
  await once(worker, 'message')
  const heard: Promise<readonly [readonly Heard[]]> = once(worker, 'message').then(([all]) => [all])
  const given = new Map<string, number>()
  for (let count = 0; count < events; count += 1) {
    const at = performance.timeOrigin + performance.now()
    const body = { pack: 'hotline', title: '井盖松动', variables: { subject: '井盖松动' } }
    const answer = await site.ask('district', {
      method: 'POST',
      url: '/api/v1/matters',
      body,
      key: randomUUID(),
    })
    if (answer.status !== 201) throw new Error(`a matter was refused: ${answer.body}`)
    const { id }: { readonly id: string } = JSON.parse(answer.body)
    given.set(id, at)
    await setTimeout(pause)
  }
  const [all] = await heard
  const times = all
    .map(({ matter, at }) => at - (given.get(matter) ?? Number.NaN))
    .toSorted((one, other) => one - other)
  const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN
  return [
    {
      title: `an event reaches ${listeners} listeners: p95`,
      value: p95,
      unit: 'ms',
      aim: '≤ 1,000',
      holds: p95 <= 1_000,
    },
    {
      title: `an event reaches ${listeners} listeners: longest`,
      value: times.at(-1) ?? Number.NaN,
      unit: 'ms',
    },
  ]
}
