/**
 * Figures of one-net search: `npm run bench -- search [--matters=N] [--users=N] [--seconds=N]`.
 *
 * A district on a PostgreSQL server of its own is filled with matters of the hotline in the words of the demonstration, and read into the
 * search as the service reads it. Then users ask at the same time, each the next question when the last is answered, as a clerk of
 * one of 800 offices and as a dispatcher who sees the district: common and rare words of two to four characters, pinyin, first letters and
 * numbers. Prints time, size and what reading costs as a table and one line of JSON.
 */
import { parseArgs } from 'node:util'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'
import { openServiceSite } from './service-site.ts'
import type { ServiceSite } from './service-site.ts'
import { fillSearch } from './search-load.ts'

const { values } = parseArgs({
  options: {
    matters: { type: 'string', default: '100000' },
    users: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '3' },
  },
})
const [matters = 0, users = 0, seconds = 0] = [values.matters, values.users, values.seconds].map(Number)

/** Kinds of questions; those of a kind are asked in turn. */
const questions: readonly (readonly [title: string, texts: readonly string[]])[] = [
  ['two characters, common', ['垃圾', '物业', '路灯', '停车', '小区', '没人']],
  ['two characters, rare', rareNames()],
  ['three characters', ['水发黄', '广场舞', '僵尸车', '下水道']],
  ['four characters', ['高空抛物', '占道经营', '消防通道', '无人照料']],
  ['words', ['电梯 困人', '工地 夜间 施工', '路灯 不亮']],
  ['pinyin', ['laji', 'ludeng', 'guangchangwu', 'gaokongpaowu']],
  ['first letters', ['ld', 'gkpw', 'xftd']],
  ['numbers', numbersOf([7, 1_234, matters - 3])],
  ['parts of numbers', ['2026-00', '0001', String(matters - 2), '12345']],
  ['nothing has it', ['饕餮盛宴', '拖拉机展', 'zzzqqq']],
  ['a slip of the pen', ['高空刨物', '占道经盈', '消防通到']],
]

const site = await openServiceSite()
try {
  const filled = await fillSearch(site, matters, (read) => console.error(`${read} of ${matters} read`))
  const figures: Figure[] = [
    { title: 'matters copied', value: matters, unit: `in ${Math.round(filled.copied)} s` },
    { title: 'reading a matter into the search', value: filled.perMatter, unit: 'ms' },
    ...(await measureSizes(site)),
    ...(await measureQueue(site)),
  ]
  for (const who of ['clerk', 'district'] as const) {
    for (const [title, texts] of questions) figures.push(await measure(title, who, texts))
  }
  printTable(figures)
  console.log(JSON.stringify({ matters, users, figures }))
} finally {
  await site.close()
}

function numbersOf(places: readonly number[]): readonly string[] {
  return places.map((place) => `JB-2026-${String(Math.max(0, place)).padStart(7, '0')}`)
}

/** Names that one matter has, as the copies were given them. */
function rareNames(): readonly string[] {
  return [3, 4_567, 8_910].map(
    (i) =>
      String.fromCodePoint(19_968 + ((i * 7_919) % 6_000)) +
      String.fromCodePoint(19_968 + ((i * 104_729) % 6_000)),
  )
}

/** Milliseconds of each answer; the first second warms up and does not count. */
async function measure(title: string, who: 'clerk' | 'district', texts: readonly string[]): Promise<Figure> {
  const name = who === 'clerk' ? 'office-4' : 'district'
  const counts = performance.now() + 1000
  const ends = counts + seconds * 1000
  const times: number[] = []
  let turn = 0
  async function user(): Promise<void> {
    while (performance.now() < ends) {
      const text = texts[turn % texts.length] ?? ''
      turn += 1
      const asked = performance.now()
      const url = `/api/v1/search?text=${encodeURIComponent(text)}`
      const { status, body } = await site.ask(name, { method: 'GET', url })
      if (status !== 200) throw new Error(`${url}: ${status} ${body.slice(0, 200)}`)
      if (asked >= counts) times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: users }, user))
  const sorted = times.toSorted((one, other) => one - other)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
  const unit = `ms (${Math.round(times.length / seconds)} a second)`
  return { title: `${title}, ${who}: p95`, value: p95, unit, aim: '< 150', holds: p95 < 150 }
}

async function measureSizes({ database }: ServiceSite): Promise<readonly Figure[]> {
  const [row] = await database.query<{
    readonly table: number
    readonly pieces: number
    readonly key: number
    readonly matters: number
  }>(
    `select (pg_table_size('search_document') / 1048576.0)::float8 as table,
      (pg_relation_size('search_document_pieces') / 1048576.0)::float8 as pieces,
      (pg_relation_size('search_document_pkey') / 1048576.0)::float8 as key,
      ((pg_total_relation_size('matter') + pg_total_relation_size('matter_data') + pg_total_relation_size('matter_listing')
        + pg_total_relation_size('matter_sight')) / 1048576.0)::float8 as matters`,
  )
  return [
    { title: 'index of pieces', value: row?.pieces ?? Number.NaN, unit: 'MB' },
    { title: 'table of pieces', value: row?.table ?? Number.NaN, unit: 'MB' },
    { title: 'its key', value: row?.key ?? Number.NaN, unit: 'MB' },
    { title: 'matters, their data, listing and sight', value: row?.matters ?? Number.NaN, unit: 'MB' },
  ]
}

/** What it costs whoever opens a matter that it is put into the queue: with the trigger and without, in turn. */
async function measureQueue({ tenant, asOwner }: ServiceSite): Promise<readonly Figure[]> {
  const rounds = { on: [] as number[], off: [] as number[] }
  let count = 0
  for (let round = 0; round < 8; round += 1) {
    const way = round % 2 === 0 ? 'on' : 'off'
    await asOwner(
      `alter table matter_listing ${way === 'on' ? 'enable' : 'disable'} trigger matter_listing_added`,
    )
    const begun = performance.now()
    for (let group = 0; group < 5; group += 1) {
      const orders = Array.from({ length: 40 }, () => {
        count += 1
        const variables = { subject: '水压不足', body: '三号楼' }
        const order = { procedure: 'hotline', title: '水压不足', variables, key: `queue ${count}` }
        return tenant.engine.start({ ...order, actor: { system: 'bench' } })
      })
      await Promise.all(orders)
    }
    rounds[way].push((performance.now() - begun) / 200)
  }
  await asOwner('alter table matter_listing enable trigger matter_listing_added')
  const [on, off] = [median(rounds.on), median(rounds.off)]
  return [
    { title: 'opening a matter, with the queue of the search', value: on, unit: 'ms' },
    { title: 'opening a matter, without', value: off, unit: 'ms' },
  ]
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
