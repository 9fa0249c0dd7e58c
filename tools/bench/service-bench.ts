/**
 * Figures of the service: `npm run bench -- service [--matters=N] [--base=N] [--seconds=N] [--users=N]`.
 *
 * A district on a PostgreSQL server of its own is filled with matters of the hotline (copies of matters that were played: nine
 * in ten are done), first to `--base`, then to `--matters`. At both sizes 32 users ask
 * through the whole of the service but the socket: routes, policy, validation, store. Then intake is measured over the
 * same path and at the engine. Prints a table and one line of JSON.
 */
import { parseArgs } from 'node:util'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'
import { measureIntake } from './service-intake.ts'
import { fill } from './service-load.ts'
import { measureReads } from './service-read.ts'
import type { ReadFigure } from './service-read.ts'
import { openServiceSite } from './service-site.ts'

const { values } = parseArgs({
  options: {
    matters: { type: 'string', default: '200000' },
    base: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '3' },
    users: { type: 'string', default: '32' },
  },
})
const [matters, base, seconds, users] = [values.matters, values.base, values.seconds, values.users].map(
  Number,
)

const site = await openServiceSite()
try {
  const rule = { users: users ?? 32, seconds: seconds ?? 3 }
  const begun = performance.now()
  await fill(site, { from: 0, to: base ?? 0 })
  const small = await measureReads(site, rule)
  await fill(site, { from: base ?? 0, to: matters ?? 0 })
  const filled = (performance.now() - begun) / 1000
  const large = await measureReads(site, rule)
  const figures: readonly Figure[] = [
    { title: 'matters loaded', value: matters ?? 0, unit: `in ${Math.round(filled)} s` },
    ...compare(small, large),
    ...(await measureIntake(site, rule)),
  ]
  printTable(figures)
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
