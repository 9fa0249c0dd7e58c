/**
 * Figures of the service: `npm run bench -- service [--matters=N] [--base=N] [--seconds=N] [--users=N] [--parts=A,B]`.
 *
 * A district on a PostgreSQL server of its own is filled with matters of the hotline (copies of matters that were played),
 * first to `--base`, then to `--matters`. The parts are `reads`: at both sizes 32 users ask through the whole of the service
 * but the socket: routes, policy, validation, store; `intake`: over the same path and at the engine; `feed`: 500 who listen
 * over sockets; `spike`: five times the steady load for a minute over sockets. Prints a table and one line of JSON.
 */
import { parseArgs } from 'node:util'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'
import { measureFeed } from './service-feed.ts'
import { measureIntake } from './service-intake.ts'
import { fill, fillBacklog, offices } from './service-load.ts'
import { measureReads } from './service-read.ts'
import type { ReadFigure } from './service-read.ts'
import { openServiceSite } from './service-site.ts'
import { measureSpike } from './service-spike.ts'

const { values } = parseArgs({
  options: {
    matters: { type: 'string', default: '200000' },
    base: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '3' },
    users: { type: 'string', default: '32' },
    parts: { type: 'string', default: 'reads,intake,feed,spike' },
  },
})
const [matters = 0, base = 0, seconds = 0, users = 0] = [
  values.matters,
  values.base,
  values.seconds,
  values.users,
].map(Number)
const parts = new Set(values.parts.split(','))
const rule = { users, seconds }

const site = await openServiceSite()
try {
  const begun = performance.now()
  const { first, all } = offices
  await fill(site, { from: 0, to: base, openTo: [0, first], doneTo: first, openShare: 20 })
  const small = parts.has('reads') ? await measureReads(site, rule) : []
  await fill(site, { from: base, to: matters, openTo: [first, all], doneTo: all, openShare: 100 })
  await fillBacklog(site, matters)
  const filled = (performance.now() - begun) / 1000
  const large = parts.has('reads') ? await measureReads(site, rule) : []
  const figures: Figure[] = []
  // Each part is printed when it is there: a run that is cut off has shown what it had.
  function show(some: readonly Figure[]): void {
    figures.push(...some)
    printTable(some)
  }
  show([
    { title: 'matters loaded', value: matters, unit: `in ${Math.round(filled)} s` },
    ...compare(small, large),
  ])
  if (parts.has('intake')) show(await measureIntake(site, rule))
  if (parts.has('feed')) show(await measureFeed(site))
  if (parts.has('spike')) show(await measureSpike(site, 3_000))
  console.log(JSON.stringify({ matters, base, figures }))
} finally {
  await site.close()
}

/** The larger size against the smaller one, and the one who sees everything against a clerk. */
function compare(small: readonly ReadFigure[], large: readonly ReadFigure[]): readonly Figure[] {
  return large.flatMap((read): readonly Figure[] => {
    const before = small.find(({ title, who }) => title === read.title && who === read.who)
    const clerk = large.find(({ title, who }) => title === read.title && who === 'clerk')
    const title = `${read.title}, ${read.who}`
    const growth = read.p95 / (before?.p95 ?? read.p95)
    const ratio = read.p95 / (clerk?.p95 ?? read.p95)
    return [
      { title: `${title}: p95`, value: read.p95, unit: 'ms', aim: '< 100', holds: read.p95 < 100 },
      { title: `${title}: large ÷ small`, value: growth, unit: '', aim: '≤ 1.5', holds: growth <= 1.5 },
      ...(read.who === 'district'
        ? [{ title: `${title}: ÷ clerk`, value: ratio, unit: '', aim: '≤ 1.2', holds: ratio <= 1.2 }]
        : []),
    ]
  })
}
