import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Figure } from './figure.ts'
import type { Phase, Sending, Sent } from './service-sender.ts'
import type { ServiceSite } from './service-site.ts'

/**
 * A spike of intake: a steady load, five times as much for a minute, and the steady load again. The steady load is three tenths
 * of what the service takes over sockets, so that the spike is half as much again as it can carry.
 * @param flood new matters a second, more than the service can take
 */
export async function measureSpike(site: ServiceSite, flood: number): Promise<readonly Figure[]> {
  const url = `${await site.listen()}/api/v1/matters`
  const first = await countMatters(site)
  const full = await send({ url, name: 'full', phases: [{ name: 'full', rate: flood, seconds: 10 }] })
  const rate = 0.3 * (taken(full) / 10)
  const phases: readonly Phase[] = [
    { name: 'before', rate, seconds: 20 },
    { name: 'spike', rate: 5 * rate, seconds: 60 },
    { name: 'after', rate, seconds: 75 },
  ]
  const sent = await send({ url, name: 'spike', phases })
  const before = sent.filter(({ phase }) => phase === 'before')
  const spike = sent.filter(({ phase }) => phase === 'spike')
  const after = sent.filter(({ phase }) => phase === 'after')
  const calm = quantile(before.filter(({ at }) => at > 5_000))
  const back = recovery(after, Math.max(100, 1.5 * calm))
  const faults = new Set([...full, ...sent].flatMap((one) => one.faults))
  for (const fault of faults) console.log(`  answered otherwise: ${fault}`)
  const lost = sent.filter(({ isTaken }) => !isTaken).length
  const kept = (await countMatters(site)) - first
  const promised = [...full, ...sent].filter(({ isTaken }) => isTaken).length
  return [
    { title: 'steady load over sockets', value: rate, unit: 'matters/s' },
    { title: 'p95 before the spike', value: calm, unit: 'ms' },
    { title: 'spike of 60 s', value: 5 * rate, unit: 'matters/s' },
    {
      title: 'p95 of those taken at once in the spike',
      value: quantile(spike.filter(isAccepted)),
      unit: 'ms',
    },
    { title: 'refused at first in the spike', value: share(spike), unit: '%' },
    {
      title: 'answers but 201 and 503 with Retry-After',
      value: faults.size,
      unit: 'kinds',
      aim: '0',
      holds: faults.size === 0,
    },
    { title: 'p95 is back after', value: back, unit: 's', aim: '≤ 60', holds: back <= 60 },
    { title: 'matters given up', value: lost, unit: '', aim: '0', holds: lost === 0 },
    { title: 'acknowledged − kept', value: promised - kept, unit: '', aim: '0', holds: promised === kept },
  ]
}

function isAccepted({ status }: Sent): boolean {
  return status === 201
}

function taken(sent: readonly Sent[]): number {
  return sent.filter(isAccepted).length
}

function share(sent: readonly Sent[]): number {
  return (100 * (sent.length - taken(sent))) / sent.length
}

/** The 95th percentile of the first answers, milliseconds; one that was refused counts as never. */
function quantile(sent: readonly Sent[]): number {
  const times = sent.map((one) => (isAccepted(one) ? one.milliseconds : Infinity)).toSorted((a, b) => a - b)
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN
}

/** Seconds after the spike from which on every window of five seconds is answered within the time. */
function recovery(after: readonly Sent[], milliseconds: number): number {
  const window = 5_000
  const last = Math.max(...after.map(({ at }) => at))
  let back = 0
  for (let from = 0; from + window <= last; from += window) {
    const some = after.filter(({ at }) => at >= from && at < from + window)
    if (quantile(some) > milliseconds) back = (from + window) / 1000
  }
  return back
}

async function countMatters({ database }: ServiceSite): Promise<number> {
  const [row] = await database.query<{ readonly count: number }>(
    'select count(*)::int as count from matter where district_id = 1',
  )
  return row?.count ?? 0
}

async function send(sending: Sending): Promise<readonly Sent[]> {
  const worker = new Worker(new URL('./service-sender.ts', import.meta.url), { workerData: sending })
  const [sent]: readonly (readonly Sent[])[] = await once(worker, 'message')
  return sent ?? []
}
