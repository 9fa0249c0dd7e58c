import { parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Command, Variables } from '@duibiao/kernel'
import { receiptOf } from '@duibiao/store'
import { officeCount } from './service-site.ts'
import type { ServiceSite } from './service-site.ts'

/** Matters played through the engine, whose rows are copied: of each office one not begun, one at work and one done. */
const kinds = ['open', 'late', 'done'] as const

/** One in twenty is not begun and one at work; the others are done. */
const pick = `(case (i / ${officeCount}) % 20 when 0 then 0 when 1 then 1 else 2 end)`

const samples = new WeakMap<ServiceSite, readonly MatterId[]>()

/** Fills the district up to a number of matters. The rows are copies: their chains do not verify, and nothing here asks. */
export async function fill(
  site: ServiceSite,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const played = samples.get(site) ?? (await playSamples(site))
  samples.set(site, played)
  const size = 20_000
  for (let first = from; first < to; first += size) {
    await site.asOwner(copyScript(played, { first, last: Math.min(first + size, to) - 1 }))
  }
  await site.asOwner('analyze')
}

/** Tables whose rows belong to a matter, and the columns that a copy takes over as they are. */
const copied = {
  matter: 'title, procedure, revision, status, state, head, updated_at, due_at, ended_at',
  matter_data: 'data',
  matter_listing:
    'pack, process, category, urgency, area_id, office_id, longitude, latitude, sights, is_open',
  matter_sight: 'sight, category, is_open',
  task: 'task_id, element, name, status, posts, office, person, opened_at',
  clock: 'clock_id, key, kind, status, calendar, started_at, due_at, is_provisional, breached_at, stopped_at',
  entry: 'seq, kind, recorded_at, body, previous, hash',
} as const

function copyScript(
  played: readonly MatterId[],
  { first, last }: { readonly first: number; readonly last: number },
): string {
  const list = played.map((id, place) => `('${id}'::uuid, ${place})`).join(', ')
  // Ids rise with the number, so that the newest come last, as those of real matters do.
  const copies = Object.entries(copied).map(([table, columns]) => {
    const extra = table === 'matter' ? ['number, opened_at', `'L-' || load.i, opened_at`] : undefined
    return `insert into ${table} (district_id, matter_id, ${columns}${extra ? `, ${extra[0]}` : ''})
      select 1, load.id, ${columns}${extra ? `, ${extra[1]}` : ''}
      from load join ${table} on ${table}.district_id = 1 and ${table}.matter_id = load.sample;`
  })
  return `
    create temp table load as
      select i, sample.id as sample,
        (substr(to_hex(1767225600000 + i * 50), 1, 8) || '-' || substr(lpad(to_hex(1767225600000 + i * 50), 11, '0'), 9, 3) ||
          '0-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
      from generate_series(${first}, ${last}) as i
      join (values ${list}) as sample(id, place) on sample.place = (i % ${officeCount}) * ${kinds.length} + ${pick};
    ${copies.join('\n')}
    drop table load;`
}

async function playSamples(site: ServiceSite): Promise<readonly MatterId[]> {
  const played: MatterId[] = []
  for (let office = 0; office < officeCount; office += 1) {
    for (const kind of kinds) played.push(await playOne(site, `office-${office}`, kind))
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
