import { randomBytes } from 'node:crypto'
import { matterIdOf } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import type { Database, Parameter, Statement } from '@duibiao/store'
import type { Life } from './kernel-load.ts'

/** The texts of a matter's rows after each of its three transitions, as an engine wrote them. */
export interface Sample {
  readonly states: readonly string[]
  readonly bodies: readonly string[]
  readonly data: string
  readonly procedure: string
  readonly dueAt: number
  readonly tasks: readonly [a: number, b: number]
  readonly timer: number
}

/** Reads the rows of one matter while it is taken through its life. */
export async function takeSample(
  database: Database,
  matter: MatterId,
  steps: readonly (() => Promise<number>)[],
): Promise<Sample> {
  const states: string[] = []
  const tasks: number[] = []
  let dueAt = 0
  let timer = 0
  let data = ''
  let procedure = ''
  for (const step of steps) {
    await step()
    const [row] = await database.query<{ state: string; procedure: string }>(
      'select state, procedure from matter where matter_id = $1',
      [matter],
    )
    const [task] = await database.query<{ task_id: number }>(
      'select task_id from task where matter_id = $1',
      [matter],
    )
    const [armed] = await database.query<{ timer_id: number; due_at: number }>(
      'select timer_id, due_at from timer where matter_id = $1',
      [matter],
    )
    states.push(row?.state ?? '')
    procedure = row?.procedure ?? ''
    if (task !== undefined) tasks.push(task.task_id)
    if (armed !== undefined) [timer, dueAt] = [armed.timer_id, armed.due_at]
  }
  const [stored] = await database.query<{ data: string }>(
    'select data from matter_data where matter_id = $1',
    [matter],
  )
  data = stored?.data ?? ''
  const entries = await database.query<{ body: string }>(
    'select body from entry where matter_id = $1 order by seq',
    [matter],
  )
  const [a = 0, b = 0] = tasks
  return { states, bodies: entries.map(({ body }) => body), data, procedure, dueAt, tasks: [a, b], timer }
}

/**
 * The floor: what the scenario costs when the same rows are written by hand, one read and one guarded statement per
 * transition, the start without a read. No decision is made, nothing is parsed and nothing is hashed.
 */
export function floorLife(database: Database, sample: Sample, now: () => Instant): Life {
  const hash = new Uint8Array(32).fill(7)
  const { states, bodies, data, procedure, tasks, timer } = sample
  const dueAt = new Date(sample.dueAt).toISOString()
  return async () => {
    const matter = matterIdOf(now(), new Uint8Array(randomBytes(10)))
    const at = new Date(now()).toISOString()
    const start: Parameter[] = [
      matter,
      at,
      procedure,
      states[0] ?? '',
      hash,
      bodies[0] ?? '',
      data,
      tasks[0],
      timer,
      dueAt,
    ]
    await database.query(startFloor, start)
    await database.query(readFloor, [matter, `${matter}:a`])
    await database.query(completeA, [
      matter,
      at,
      states[1] ?? '',
      hash,
      bodies[1] ?? '',
      tasks[0],
      tasks[1],
      timer,
    ])
    await database.query(readFloor, [matter, `${matter}:b`])
    await database.query(completeB, [matter, at, states[2] ?? '', hash, bodies[2] ?? '', tasks[1]])
  }
}

const readFloor: Statement = {
  name: 'floor_read',
  text: `select matter.state, matter.revision, encode(matter.head, 'hex') as head, matter.updated_at, matter_data.data, receipt.seq
from matter
left join matter_data on matter_data.district_id = 1 and matter_data.matter_id = matter.matter_id
left join receipt on receipt.district_id = 1 and receipt.key = $2
where matter.district_id = 1 and matter.matter_id = $1`,
}

const startFloor: Statement = {
  name: 'floor_start',
  text: `with opened as (
  insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at)
  values (1, $1, $1::uuid::text, '路灯不亮', $3, 1, 'open', $4, $5, $2, $2)
), stored as (
  insert into matter_data (district_id, matter_id, data) values (1, $1, $7)
), recorded as (
  insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
  values (1, $1, 1, 'start', $2, $6, $5, $5)
), receipted as (
  insert into receipt (district_id, key, matter_id, seq, recorded_at) values (1, 'floor:' || $1 || ':s', $1, 1, $2)
), tasked as (
  insert into task (district_id, matter_id, task_id, element, name, status, posts, opened_at)
  values (1, $1, $8, 'a', 'a', 'open', '{clerk}', $2)
)
insert into timer (district_id, matter_id, timer_id, due_at) values (1, $1, $9, $10) returning matter_id`,
}

const completeA: Statement = {
  name: 'floor_a',
  text: `with moved as (
  update matter set revision = 2, state = $3, head = $4, updated_at = $2
  where district_id = 1 and matter_id = $1 and revision = 1
  returning matter_id
), recorded as (
  insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
  select 1, matter_id, 2, 'completeTask', $2, $5, $4, $4 from moved
), receipted as (
  insert into receipt (district_id, key, matter_id, seq, recorded_at)
  select 1, 'floor:' || matter_id || ':a', matter_id, 2, $2 from moved
), done as (
  delete from task where district_id = 1 and matter_id = $1 and task_id = $6 and exists (select from moved)
), stopped as (
  delete from timer where district_id = 1 and matter_id = $1 and timer_id = $8 and exists (select from moved)
), tasked as (
  insert into task (district_id, matter_id, task_id, element, name, status, posts, opened_at)
  select 1, matter_id, $7, 'b', 'b', 'open', '{clerk}', $2 from moved
)
select matter_id from moved`,
}

const completeB: Statement = {
  name: 'floor_b',
  text: `with moved as (
  update matter set revision = 3, status = 'completed', state = $3, head = $4, updated_at = $2, ended_at = $2
  where district_id = 1 and matter_id = $1 and revision = 2
  returning matter_id
), recorded as (
  insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
  select 1, matter_id, 3, 'completeTask', $2, $5, $4, $4 from moved
), receipted as (
  insert into receipt (district_id, key, matter_id, seq, recorded_at)
  select 1, 'floor:' || matter_id || ':b', matter_id, 3, $2 from moved
), done as (
  delete from task where district_id = 1 and matter_id = $1 and task_id = $6 and exists (select from moved)
)
select matter_id from moved`,
}

const accounts = 100_000

/** Makes the tables of `simpleUpdate`; by the owner. */
export const simpleUpdateTables = `
  create table bench_account (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
  create table bench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  insert into bench_account select id, 1, 0, '' from generate_series(1, ${accounts}) as id;
  grant select, insert, update on bench_account, bench_history to duibiao_app;
  analyze bench_account`

/** pgbench's built-in simple-update script: begin, update, select, insert, commit. */
export function simpleUpdate(database: Database): Life {
  let step = 0
  return async () => {
    step += 7919
    const account = (step % accounts) + 1
    await database.transaction(async (transaction) => {
      await transaction.query(updateAccount, [step % 1000, account])
      await transaction.query(selectAccount, [account])
      await transaction.query(insertHistory, [(step % 10) + 1, account, step % 1000])
    })
  }
}

const updateAccount: Statement = {
  name: 'bench_update',
  text: 'update bench_account set abalance = abalance + $1::int where aid = $2',
}
const selectAccount: Statement = {
  name: 'bench_select',
  text: 'select abalance from bench_account where aid = $1',
}
const insertHistory: Statement = {
  name: 'bench_insert',
  text: 'insert into bench_history (tid, bid, aid, delta, mtime) values ($1, 1, $2, $3, current_timestamp)',
}
