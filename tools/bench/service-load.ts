import { parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Command, Variables } from '@duibiao/kernel'
import { receiptOf } from '@duibiao/store'
import type { ServiceSite } from './service-site.ts'

/** Matters played through the engine, whose rows are copied: of each office one not begun, one at work and one done. */
const kinds = ['open', 'late', 'done'] as const

/**
 * Who has the work. What stays the same while a district grows from ten thousand matters to a million is how much lies on
 * the desk of one office, some 25 open matters: so the open ones of the larger district belong to more offices. The done
 * ones belong to all, and one office of the larger district has a backlog.
 */
export const offices = {
  /** Those of the smaller district; each asks with as much on its desk in the larger one. */
  first: 40,
  all: 800,
  /** Whose open matters are `backlog` more. */
  behind: 'office-41',
  backlog: 2_500,
}

const samples = new WeakMap<ServiceSite, readonly MatterId[]>()

/** Which matters are made. */
export interface Filling {
  readonly from: number
  readonly to: number
  /** Offices that open matters go to: from the first to before the last. */
  readonly openTo: readonly [first: number, last: number]
  /** Offices that done ones go to: all before this. */
  readonly doneTo: number
  /** One in so many is not begun, and one at work. */
  readonly openShare: number
  /** Days over which their times are spread back from now; 0 when not given. */
  readonly days?: number
}

/** Fills the district up to a number of matters. The rows are copies: their chains do not verify, and nothing here asks. */
export async function fill(site: ServiceSite, filling: Filling): Promise<void> {
  const played = samples.get(site) ?? (await playSamples(site))
  samples.set(site, played)
  const { openTo, doneTo, openShare } = filling
  const [first, last] = openTo
  const turn = `i / ${openShare}`
  const pick = `case i % ${openShare}
    when 0 then (${first} + ${turn} % ${last - first}) * ${kinds.length}
    when 1 then (${first} + ${turn} % ${last - first}) * ${kinds.length} + 1
    else (i % ${doneTo}) * ${kinds.length} + 2
  end`
  await copyAll(site, { from: filling.from, to: filling.to, pick, days: filling.days ?? 0 })
}

/** Puts more open matters on the desk of one office. @param from number of the first */
export async function fillBacklog(site: ServiceSite, from: number): Promise<void> {
  const place = Number(offices.behind.slice('office-'.length)) * kinds.length
  await copyAll(site, { from, to: from + offices.backlog, pick: String(place), days: 0 })
}

interface Copying {
  readonly from: number
  readonly to: number
  /** SQL: which of the samples the matter of number `i` is made of. */
  readonly pick: string
  readonly days: number
}

async function copyAll(site: ServiceSite, { from, to, pick, days }: Copying): Promise<void> {
  const played = samples.get(site) ?? []
  const known = columns.get(site) ?? (await columnsOf(site))
  columns.set(site, known)
  const size = 20_000
  for (let first = from; first < to; first += size) {
    const part = { played, from: first, to: Math.min(first + size, to), pick, days }
    await site.asOwner(copyScript(part, known))
  }
  // As a district that took years to grow is kept; else the house-keeping of the database falls into what is measured.
  await site.asOwner('vacuum (analyze)')
}

/** Tables whose rows belong to a matter; a copy takes over every column but those the database gives. */
const copied = ['matter', 'matter_data', 'matter_listing', 'matter_sight', 'task', 'clock', 'entry'] as const

/** Columns that differ from copy to copy: a number of its own, a due time within twenty days, and when it was. */
function changedColumns(days: number): ReadonlyMap<string, string> {
  const times = ['opened_at', 'ended_at', 'recorded_at']
  const back = `(load.i % ${days}) * interval '1 day'`
  return new Map([
    ['number', `'L-' || load.i`],
    ['due_at', `due_at + (load.i / 100 % 20) * interval '1 day'`],
    ...(days === 0 ? [] : times.map((name) => [name, `${name} - ${back}`] as const)),
  ])
}

const columns = new WeakMap<ServiceSite, ReadonlyMap<string, readonly string[]>>()

async function columnsOf(site: ServiceSite): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await site.database.query<{ readonly name: string; readonly columns: readonly string[] }>(
    `select table_name::text as name, json_agg(column_name) as columns
    from information_schema.columns
    where table_schema = 'public'
      and table_name = any($1::text[])
      and column_name not in ('district_id', 'matter_id')
      and is_identity = 'NO'
      and coalesce(column_default, '') not like 'nextval%'
    group by table_name`,
    [copied],
  )
  return new Map(rows.map((row) => [row.name, row.columns]))
}

function copyScript(
  { played, from, to, pick, days }: Copying & { readonly played: readonly MatterId[] },
  known: ReadonlyMap<string, readonly string[]>,
): string {
  const list = played.map((id, place) => `('${id}'::uuid, ${place})`).join(', ')
  const changed = changedColumns(days)
  const copies = copied.map((table) => {
    const names = known.get(table) ?? []
    const taken = names.map((name) => changed.get(name) ?? name)
    return `insert into ${table} (district_id, matter_id, ${names.join(', ')})
      select 1, load.id, ${taken.join(', ')}
      from load join ${table} on ${table}.district_id = 1 and ${table}.matter_id = load.sample;`
  })
  // Ids rise with the number, so that the newest come last, as those of real matters do.
  // Rows of the samples are looked up, and not the whole of what was copied before read again for each part.
  return `
    create temp table load as
      select i, sample.id as sample,
        (substr(to_hex(1767225600000 + i * 50), 1, 8) || '-' || substr(lpad(to_hex(1767225600000 + i * 50), 11, '0'), 9, 3) ||
          '0-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
      from generate_series(${from}, ${to - 1}) as i
      join (values ${list}) as sample(id, place) on sample.place = ${pick};
    analyze load;
    set enable_hashjoin = off;
    set enable_mergejoin = off;
    ${copies.join('\n')}
    reset enable_hashjoin;
    reset enable_mergejoin;
    drop table load;`
}

async function playSamples(site: ServiceSite): Promise<readonly MatterId[]> {
  const played: MatterId[] = []
  // As many at once as a group of the engine takes.
  for (let first = 0; first < offices.all; first += 50) {
    const some = Array.from({ length: Math.min(50, offices.all - first) }, (_, place) => first + place)
    const group = some.flatMap((office) => kinds.map((kind) => playOne(site, `office-${office}`, kind)))
    played.push(...(await Promise.all(group)))
  }
  return played
}

async function playOne(site: ServiceSite, office: string, kind: (typeof kinds)[number]): Promise<MatterId> {
  const { engine } = site.tenant
  let step = 0
  const answer = await engine.start({
    procedure: 'hotline',
    title: '三号楼水压不足',
    variables: { subject: '三号楼水压不足' },
    key: `sample ${office} ${Math.random()}`,
    actor: { system: 'bench' },
  })
  const { matter } = receiptOf(answer)
  async function complete(element: string, variables: Variables): Promise<void> {
    const [row] = await site.database.query<{ readonly task_id: number }>(
      `select task_id from task where district_id = 1 and matter_id = $1 and element = $2`,
      [matter, element],
    )
    const command: Command = { kind: 'completeTask', task: row?.task_id ?? 0, variables }
    step += 1
    receiptOf(await engine.act(matter, command, { key: `${matter} ${step}`, actor: { person: office } }))
  }
  const category = ['供水', '环卫', '道路', '噪声'][Number(office.slice(7)) % 4] ?? ''
  const common = {
    channel_in: 'phone',
    demand_type: 'complaint',
    urgency: 'ordinary',
    receiver_kind: 'utility',
  }
  await complete('accept', { ...common, units: [office], unit: office, category })
  if (kind === 'open') return matter
  await complete('sign_in', { receipt: 'signed' })
  const reached = { contacted_at: '2026-03-02T14:50:00+08:00', contact_way: 'phone', contact_reached: true }
  await complete('contact', reached)
  if (kind === 'late') return matter
  await complete('handle', { outcome: 'done', measures: '更换二次供水泵' })
  await complete('feedback', { reply_text: '水泵已更换，水压恢复', claimed: 'solved' })
  await complete('call_back', { reached: true, solved: 'yes', satisfied: 'yes' })
  return parseMatterId(matter)
}
