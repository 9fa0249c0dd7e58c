/**
 * Figures of kernel and store: `npm run bench -- kernel [--postgres] [--seconds=N] [--preload=N] [--timers=N]`.
 *
 * Scenario of every figure: start → user task A (boundary timer PT72H) → exclusive gateway → user task B → end, three
 * variables, full record and chained hashes on. A transition is a start or the completion of a task. Floor and
 * simple-update are measured in the same run on the same database. Prints a table and one line of JSON.
 */
import { parseArgs } from 'node:util'
import { instantOf } from '@duibiao/base'
import type { Engine } from '@duibiao/store'
import { fireDueTimers, rebuild, receiptOf } from '@duibiao/store'
import { measureDecide } from './kernel-decide.ts'
import { floorLife, simpleUpdate, simpleUpdateTables, takeSample } from './kernel-floor.ts'
import type { Sample } from './kernel-floor.ts'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'
import { engineLife, interleave, transitionsPerLife } from './kernel-load.ts'
import { preload } from './kernel-preload.ts'
import { openSite } from './kernel-site.ts'
import type { Site, SiteKind } from './kernel-site.ts'

interface Options {
  readonly site: SiteKind
  readonly seconds: number
  readonly preload: number
  readonly timers: number
}

const hour = 3_600_000

async function measureKernel(site: Site, options: Options): Promise<readonly Figure[]> {
  const engine = await site.makeEngine()
  const sample = await sampleOf(site, engine)
  await site.asOwner(simpleUpdateTables)
  const figures: Figure[] = [...measureDecideFigure(), ...(await measureStatements(site, sample))]
  figures.push(...(await measureSize(site, engine, sample)))
  figures.push(...(await measureRebuild(site, engine)))
  // From here on there are rows written by hand, whose entries are copies: nothing could be rebuilt from them.
  figures.push(...(await measureSpeed(site, engine, { sample, options })))
  figures.push(...(await measureGrowth(site, engine, { sample, options })))
  figures.push(...(await measureTimers(site, engine, { sample, options })))
  return figures
}

/** Takes one matter through, for the texts of its rows and the numbers of its tasks. */
async function sampleOf(site: Site, engine: Engine): Promise<Sample> {
  const matter = engine.makeId()
  const actor = { person: 'li.ming', post: 'clerk' }
  const variables = { text: '和平路 12 号门前路灯不亮', amount: 5000, urgent: false }
  const title = '路灯不亮'
  async function start(): Promise<number> {
    const request = { procedure: 'sample', id: matter, title, variables, key: 'sample', actor }
    return receiptOf(await engine.start(request)).seq
  }
  async function complete(): Promise<number> {
    const statement = 'select task_id from task where matter_id = $1'
    const [row] = await site.database.query<{ task_id: number }>(statement, [matter])
    const task = row?.task_id ?? 0
    const circumstances = { key: `sample:${task}`, actor }
    return receiptOf(await engine.act(matter, { kind: 'completeTask', task }, circumstances)).seq
  }
  return takeSample(site.database, matter, [start, complete, complete])
}

function measureDecideFigure(): readonly Figure[] {
  const perSecond = measureDecide(200_000)
  return [
    {
      title: 'decide() alone, in memory',
      value: perSecond,
      unit: 'transitions/s',
      aim: '> 100,000',
      holds: perSecond > 100_000,
    },
  ]
}

/** Statements of one matter's life, one client: with every matter read before it is moved, and with those remembered. */
async function measureStatements(site: Site, sample: Sample): Promise<readonly Figure[]> {
  const counts: number[] = []
  for (const remembered of [0, 2_000]) {
    const life = engineLife(await site.makeEngine({ remembered }), sample.tasks)
    await life()
    const before = site.database.statementCount
    const lives = 50
    for (let count = 0; count < lives; count += 1) await life()
    counts.push((site.database.statementCount - before) / lives)
  }
  const [read = 0, remembered = 0] = counts
  return [
    // 1 for the start, 2 for each completion; the gateway between A and B adds none.
    {
      title: 'statements per matter, 3 transitions, read each time',
      value: read,
      unit: '',
      aim: '≤ 5',
      holds: read <= 5,
    },
    {
      title: 'statements per matter, 3 transitions, remembered',
      value: remembered,
      unit: '',
      aim: '≤ 5',
      holds: remembered <= 5,
    },
  ]
}

interface Measured {
  readonly sample: Sample
  readonly options: Options
}

async function measureSpeed(
  site: Site,
  engine: Engine,
  { sample, options }: Measured,
): Promise<readonly Figure[]> {
  const { database, clock } = site
  const floor = { database, each: transitionsPerLife, life: floorLife(database, sample, () => clock.now) }
  const life = { database, each: transitionsPerLife, life: engineLife(engine, sample.tasks) }
  const update = { database, each: 1, life: simpleUpdate(database) }
  const contests = await interleave(
    options.seconds,
    [1, 32].flatMap((clients) => [floor, life, update].map((contest) => ({ ...contest, clients }))),
  )
  const [floor1, engine1, update1, floor32, engine32, update32] = [0, 1, 2, 3, 4, 5]
  function rate(title: string, contest: number, unit = 'transitions/s'): Figure {
    return { title, value: contests.rateOf(contest), unit }
  }
  const isEmbedded = database.kind === 'embedded'
  const grouped = contests.rateOf(engine32)
  const perFloor = contests.ratioOf(engine1, floor1)
  const perUngrouped = contests.ratioOf(engine32, floor1)
  const perUpdate = contests.ratioOf(engine32, update32)
  return [
    rate('floor by hand, 1 client', floor1),
    rate('engine, 1 client', engine1),
    { title: 'engine / floor, 1 client', value: perFloor, unit: '×', aim: '≥ 0.8', holds: perFloor >= 0.8 },
    rate('floor by hand, 32 clients, ungrouped', floor32),
    {
      ...rate('engine, 32 clients, grouped', engine32),
      ...(isEmbedded && { aim: '≥ 1,000', holds: grouped >= 1000 }),
    },
    {
      title: 'grouped / floor of 1 client',
      value: perUngrouped,
      unit: '×',
      ...(!isEmbedded && { aim: '≥ 4', holds: perUngrouped >= 4 }),
    },
    { title: 'grouped / floor of 32 clients', value: contests.ratioOf(engine32, floor32), unit: '×' },
    rate('simple-update, 1 client', update1, 'transactions/s'),
    rate('simple-update, 32 clients', update32, 'transactions/s'),
    {
      title: 'grouped / simple-update of 32 clients',
      value: perUpdate,
      unit: '×',
      ...(!isEmbedded && { aim: '> 1', holds: perUpdate > 1 }),
    },
  ]
}

async function measureSize(site: Site, engine: Engine, sample: Sample): Promise<readonly Figure[]> {
  const life = engineLife(engine, sample.tasks)
  const before = await tableBytes(site)
  const lives = 10_000
  let left = lives
  async function client(): Promise<void> {
    while ((left -= 1) >= 0) await life()
  }
  await Promise.all(Array.from({ length: 32 }, client))
  const bytes = ((await tableBytes(site)) - before) / lives
  const row = Math.max(...sample.states.map((state) => Buffer.byteLength(state)))
  return [
    { title: 'state, largest of the scenario', value: row, unit: 'bytes', aim: '< 2,048', holds: row < 2048 },
    { title: 'a finished matter with all rows and indexes', value: bytes, unit: 'bytes' },
  ]
}

async function tableBytes({ database }: Site): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(
    `select sum(pg_total_relation_size(oid))::bigint as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'bench%'`,
  )
  return row?.bytes ?? 0
}

async function measureRebuild(site: Site, engine: Engine): Promise<readonly Figure[]> {
  const begin = performance.now()
  const report = await rebuild(site.database, { district: site.district, find: engine.workshop.around.find })
  const perSecond = report.entries / ((performance.now() - begin) / 1000)
  const faults = report.broken.length + Object.values(report.corrected).reduce((sum, rows) => sum + rows, 0)
  return [
    { title: 'entries rebuilt', value: report.entries, unit: 'entries' },
    {
      title: 'rows that differed from their entries',
      value: faults,
      unit: 'rows',
      aim: '0',
      holds: faults === 0,
    },
    { title: 'rebuild', value: perSecond, unit: 'entries/s', aim: '≥ 30,000', holds: perSecond >= 30_000 },
  ]
}

/** The full database against an empty one, side by side. */
async function measureGrowth(
  site: Site,
  engine: Engine,
  { sample, options }: Measured,
): Promise<readonly Figure[]> {
  await preload(site, { sample, first: 1, count: options.preload, dueAt: site.clock.now + 10_000 * hour })
  const empty = await openSite(options.site)
  try {
    const full = { database: site.database, life: engineLife(engine, sample.tasks) }
    const other = { database: empty.database, life: engineLife(await empty.makeEngine(), sample.tasks) }
    const contests = await interleave(
      options.seconds,
      [1, 32].flatMap((clients) =>
        [full, other].map((contest) => ({ ...contest, clients, each: transitionsPerLife })),
      ),
    )
    const count = options.preload.toLocaleString('en')
    return [1, 32].flatMap((clients, index): readonly Figure[] => {
      const slower = contests.ratioOf(2 * index + 1, 2 * index)
      const title = `${clients === 1 ? '1 client' : `${clients} clients`}`
      return [
        {
          title: `${title}, ${count} open matters`,
          value: contests.rateOf(2 * index),
          unit: 'transitions/s',
        },
        { title: `${title}, empty / full`, value: slower, unit: '×', aim: '≤ 1.3', holds: slower <= 1.3 },
      ]
    })
  } finally {
    await empty.close()
  }
}

async function measureTimers(
  site: Site,
  engine: Engine,
  { sample, options }: Measured,
): Promise<readonly Figure[]> {
  const { clock, database } = site
  const first = options.preload + 1
  await preload(site, { sample, first, count: options.timers, dueAt: clock.now + 72 * hour })
  clock.now = instantOf(clock.now + 73 * hour)
  const begin = performance.now()
  const report = await fireDueTimers(engine)
  const seconds = (performance.now() - begin) / 1000
  const [row] = await database.query<{ firings: number; matters: number }>(
    `select count(*) as firings, count(distinct matter_id) as matters from entry where kind = 'fireTimer'`,
  )
  const once = row?.firings === report.fired && row.matters === report.fired && report.failed === 0
  const count = options.timers.toLocaleString('en')
  return [
    {
      title: `${count} timers due at once, fired in`,
      value: seconds,
      unit: 's',
      aim: '< 60 (100,000)',
      holds: seconds < (60 * options.timers) / 100_000,
    },
    {
      title: 'of them fired once',
      value: report.fired,
      unit: 'timers',
      aim: count,
      holds: once && report.fired >= options.timers,
    },
  ]
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      postgres: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '4' },
      preload: { type: 'string', default: '100000' },
      timers: { type: 'string', default: '100000' },
    },
  })
  const kind: SiteKind = values.postgres ? 'postgres' : 'embedded'
  const site = await openSite(kind)
  try {
    const options = {
      site: kind,
      seconds: Number(values.seconds),
      preload: Number(values.preload),
      timers: Number(values.timers),
    }
    const figures = await measureKernel(site, options)
    const name = kind === 'embedded' ? 'PGlite, on disk with syncs' : 'PostgreSQL'
    console.log(`\n${name} ${site.database.serverVersion}, Node ${process.version}`)
    printTable(figures)
    console.log(JSON.stringify({ bench: 'kernel', database: site.database.kind, options, figures }))
  } finally {
    await site.close()
  }
}
