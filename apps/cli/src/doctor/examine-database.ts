import { existsSync } from 'node:fs'
import path from 'node:path'
import { isAppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Config } from '@duibiao/server'
import { findPendingMigrations, listDistricts } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import { openAsOwner } from '../backup/owner-database.ts'
import type { Text } from '../language.ts'
import { examineDistrict } from './examine-district.ts'
import { ok } from './examination.ts'
import type { Examined } from './examination.ts'

/** Looks at the database and, when its tables are current, at each district. Nothing is changed. */
export async function examineDatabase(
  config: Config,
  scheduler: Scheduler,
  { isFull }: { readonly isFull: boolean },
): Promise<readonly Examined[]> {
  const place = config.database
  if ('folder' in place && !existsSync(path.join(place.folder, 'postgres'))) {
    return [{ name: 'database', level: 'warning', found: texts.none, advice: texts.begin }]
  }
  let database: Database
  try {
    database = await openAsOwner(config, scheduler)
  } catch (error) {
    return [closedOf(error)]
  }
  try {
    const basics = [
      ok('database', texts.answers, { version: Math.floor(database.serverVersion / 10_000) }),
      await examineClock(database, scheduler.now()),
      ...(await examineSafety(database)),
    ]
    const schema = await examineSchema(database)
    if (schema.level !== 'ok') return [...basics, schema]
    const districts: Examined[] = []
    for (const district of await listDistricts(database)) {
      districts.push(...(await examineDistrict(database, district, { now: scheduler.now(), isFull })))
    }
    const empty: Examined = { name: 'districts', level: 'warning', found: texts.empty, advice: texts.begin }
    return [...basics, schema, ...(districts.length === 0 ? [empty] : districts)]
  } finally {
    await database.close()
  }
}

function closedOf(error: unknown): Examined {
  if (!isAppError(error)) throw error
  if (error.code === 'database_folder_in_use') {
    const params = { pid: String(error.params['pid'] ?? '?') }
    return { name: 'database', level: 'warning', found: texts.inUse, params, advice: texts.askReady }
  }
  const params = { code: error.code }
  return { name: 'database', level: 'fault', found: texts.closed, params, advice: texts.checkUrl }
}

/** Migrations that were not run, or that another version of the program has run. */
async function examineSchema(database: Database): Promise<Examined> {
  try {
    const pending = await findPendingMigrations(database)
    if (pending.length === 0) return ok('migrations', texts.current)
    const params = { count: pending.length }
    return { name: 'migrations', level: 'fault', found: texts.pending, params, advice: texts.migrate }
  } catch (error) {
    if (!isAppError(error)) throw error
    const params = { code: error.code }
    return { name: 'migrations', level: 'fault', found: texts.foreign, params, advice: texts.sameVersion }
  }
}

/** Clocks of the machine and of the database; limits of the law are reckoned with the machine's. */
async function examineClock(database: Database, now: Instant): Promise<Examined> {
  const [row] = await database.query<{ readonly now: number }>('select clock_timestamp() as now')
  const seconds = Math.round(Math.abs((row?.now ?? now) - now) / 100) / 10
  const params = { seconds }
  if (seconds <= 2) return ok('clock', texts.clock, params)
  const level = seconds > 60 ? 'fault' : 'warning'
  return { name: 'clock', level, found: texts.clock, params, advice: texts.synchronise }
}

/** What was acknowledged must be on the disk. */
async function examineSafety(database: Database): Promise<readonly Examined[]> {
  const [row] = await database.query<{ readonly fsync: string; readonly commit: string }>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  )
  if (row?.fsync === 'on' && row.commit !== 'off') return []
  return [{ name: 'durability', level: 'fault', found: texts.unsafe, advice: texts.sync }]
}

const texts = {
  none: { zh: '还没有数据库', en: 'there is no database yet' },
  begin: { zh: '启动服务（duibiao serve）时会建立', en: 'duibiao serve makes it' },
  answers: { zh: '数据库可用（PostgreSQL {version}）', en: 'the database answers (PostgreSQL {version})' },
  inUse: {
    zh: '内嵌数据库正由进程 {pid} 使用，没有检查',
    en: 'process {pid} uses the embedded database; it was not looked at',
  },
  askReady: { zh: '请查看服务的 /readyz', en: 'ask /readyz of the service' },
  closed: { zh: '数据库打不开（{code}）', en: 'the database cannot be opened ({code})' },
  checkUrl: {
    zh: '请检查 DUIBIAO_DATABASE_URL、数据目录和数据库日志',
    en: 'check DUIBIAO_DATABASE_URL, the data folder and the log of the database',
  },
  current: { zh: '数据表是最新的', en: 'the tables are current' },
  pending: { zh: '有 {count} 个迁移没有执行', en: '{count} migrations were not run' },
  migrate: { zh: '请先备份，再运行 duibiao migrate', en: 'make a backup, then run duibiao migrate' },
  foreign: { zh: '数据表不是本版本的（{code}）', en: 'the tables are not of this version ({code})' },
  sameVersion: { zh: '请使用建表时的版本或更新的版本', en: 'use the version that made them or a newer one' },
  clock: { zh: '与数据库的时钟相差 {seconds} 秒', en: '{seconds} seconds from the clock of the database' },
  synchronise: { zh: '请用 NTP 校准两台机器的时钟', en: 'synchronise the clocks of both machines by NTP' },
  unsafe: { zh: '数据库不等数据落盘就确认', en: 'the database acknowledges before anything is on the disk' },
  sync: {
    zh: '请在 PostgreSQL 中设 fsync=on、synchronous_commit=on',
    en: 'set fsync=on and synchronous_commit=on in PostgreSQL',
  },
  empty: { zh: '还没有录入区县', en: 'no district was entered yet' },
} as const satisfies Readonly<Record<string, Text>>
