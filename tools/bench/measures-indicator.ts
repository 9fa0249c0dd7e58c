import { setTimeout } from 'node:timers/promises'
import { indicatorRoutes, makeIndicatorJob } from '@duibiao/server'
import { receiptOf } from '@duibiao/store'
import type { Figure } from './figure.ts'
import { fill } from './service-load.ts'
import { openServiceSite } from './service-site.ts'
import type { ServiceSite } from './service-site.ts'

/** Days over which the matters are spread: two years, so that a chart has its months. */
const days = 730
const changes = 100
const pages = 200
const users = 4
const indicator = 'hotline.solved_rate'

/**
 * Computed indicators over so many entries of the hotline on a PostgreSQL server of its own: how long the first count takes when
 * nobody else asks, how long the counting of one changed matter, and all that the page of an indicator asks for.
 */
export async function measureIndicators(wanted: number): Promise<readonly Figure[]> {
  const site = await openServiceSite([...indicatorRoutes])
  try {
    const entries = await fillTo(site, wanted)
    const job = makeIndicatorJob(site.tenant, site.database, {
      entriesAtOnce: 50,
      mattersAtOnce: 200,
      share: Infinity,
    })
    async function count(): Promise<number> {
      const begun = performance.now()
      await job.run(() => false)
      return performance.now() - begun
    }
    const built = (await count()) / 1000
    await site.asOwner('vacuum (analyze)')
    return [
      { title: 'first count of entries of the hotline', value: entries, unit: `in ${built.toFixed(0)} s` },
      { title: 'entries counted', value: entries / built, unit: 'a second' },
      ...timesOf('counting after one matter changed', await measureChanges(site, count), 20),
      ...timesOf(`page of an indicator, ${users} users`, await measurePages(site), 150),
    ]
  } finally {
    await site.close()
  }
}

/** Fills the district with matters until it has so many entries. @returns how many it has */
async function fillTo(site: ServiceSite, wanted: number): Promise<number> {
  const filling = { openTo: [0, 40], doneTo: 800, openShare: 100, days } as const
  let [filled, entries] = [0, await countEntries(site)]
  while (entries < wanted) {
    // The samples themselves are entries, too: the first guess is a small one.
    const step = filled === 0 ? 1000 : Math.ceil(((wanted - entries) * filled) / entries) + 1
    await fill(site, { ...filling, from: filled, to: filled + step })
    filled += step
    entries = await countEntries(site)
  }
  return entries
}

async function countEntries({ database }: ServiceSite): Promise<number> {
  const [row] = await database.query<{ readonly count: number }>(
    'select count(*)::int as count from entry where district_id = 1',
  )
  return row?.count ?? 0
}

/** Matters are opened one after the other, and each is counted before the next. */
async function measureChanges(
  { tenant }: ServiceSite,
  count: () => Promise<number>,
): Promise<readonly number[]> {
  const times: number[] = []
  for (let turn = 0; turn < changes; turn++) {
    const number = await tenant.nextNumber('hotline')
    const title = '三号楼水压不足'
    const request = {
      procedure: 'hotline',
      number,
      title,
      variables: { subject: title },
      key: `count ${turn}`,
    }
    receiptOf(await tenant.engine.start({ ...request, actor: { person: 'bench' } }))
    times.push(await count())
  }
  return times
}

/** What the page asks for at once: the definition, the series of the district, the offices of a month and the matters behind it. */
const questions = ['', '/series', '/units?by=office&period=2026-01', '/matters?period=2026-01&limit=50']

async function measurePages(site: ServiceSite): Promise<readonly number[]> {
  // The gate of the service has seen a busy loop, and looks again each second.
  await setTimeout(3000)
  const times: number[] = []
  let left = pages
  async function user(): Promise<void> {
    while (left > 0) {
      left -= 1
      const begun = performance.now()
      await Promise.all(questions.map((question) => ask(site, `/api/v1/indicators/${indicator}${question}`)))
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  return times
}

async function ask(site: ServiceSite, url: string): Promise<void> {
  const { status, body } = await site.ask('district', { method: 'GET', url })
  if (status !== 200) throw new Error(`${url}: ${status} ${body.slice(0, 200)}`)
}

function timesOf(title: string, times: readonly number[], aim: number): readonly Figure[] {
  const sorted = times.toSorted((one, other) => one - other)
  const [half = NaN, p95 = NaN] = [0.5, 0.95].map((share) => sorted[Math.floor(share * sorted.length)])
  return [
    { title: `${title}: median`, value: half, unit: 'ms' },
    { title: `${title}: p95`, value: p95, unit: 'ms', aim: `< ${aim}`, holds: p95 < aim },
  ]
}
