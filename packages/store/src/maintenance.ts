import { isAppError } from '@duibiao/base'
import type { EmbeddedDatabase } from './pglite-database.ts'
import { startJob } from './scheduler.ts'
import type { Scheduler } from './scheduler.ts'

/** When the embedded database is looked after. Durations in milliseconds, sizes in bytes. */
export interface MaintenanceRule {
  /** How often the sizes are looked at. */
  readonly interval: number
  /** Log written since the last checkpoint that calls for the next. */
  readonly walBytes: number
  /** Dead rows of a table that call for a vacuum: this many and this share of its live rows. */
  readonly deadRows: number
  readonly deadShare: number
}

/**
 * At 20 MB of log a second, more than this database writes on a fast disk, five seconds add 100 MB to the 64, so
 * the log stays below 300 MB. One table is vacuumed at a time, so that others get their turn in between.
 */
export const maintenanceRule: MaintenanceRule = {
  interval: 5_000,
  walBytes: 64 * 1024 * 1024,
  deadRows: 1_000,
  deadShare: 0.1,
}

/** What one look did. */
export interface MaintenanceReport {
  readonly checkpointed: boolean
  readonly vacuumed: readonly string[]
}

/**
 * Starts the timer that stands in for PostgreSQL's own processes: PGlite has neither autovacuum nor checkpoints.
 * @returns stops it, and waits for what is under way
 */
export function startMaintenance(
  database: EmbeddedDatabase,
  scheduler: Scheduler,
  rule: MaintenanceRule = maintenanceRule,
): () => Promise<void> {
  return startJob(scheduler, rule.interval, async (isStopped) => {
    try {
      await maintain(database, rule, isStopped)
    } catch (error) {
      // A full disk or a broken session meets the next command as well, which has a caller to tell; anything
      // else is a mistake of ours.
      if (!isAppError(error)) throw error
    }
  })
}

/** Looks once: vacuums the tables that need it, then writes a checkpoint when enough log has gathered. */
export async function maintain(
  database: EmbeddedDatabase,
  rule: MaintenanceRule = maintenanceRule,
  isStopped: () => boolean = () => false,
): Promise<MaintenanceReport> {
  const tables = await database.asOwner(async (owner) => {
    // A session counts its changes for itself and hands them over once a minute, or after this call.
    await owner.query('select pg_stat_force_next_flush()')
    return owner.query<{ readonly name: string }>(selectTables, [rule.deadRows, rule.deadShare])
  })
  const vacuumed: string[] = []
  for (const { name } of tables) {
    if (isStopped()) break
    await database.asOwner((owner) => owner.execute(`vacuum (analyze) ${name}`))
    vacuumed.push(name)
  }
  const checkpointed = await database.asOwner(async (owner) => {
    const [row] = await owner.query<{ readonly bytes: number }>(selectWal)
    if (row === undefined || row.bytes < rule.walBytes) return false
    await owner.execute('checkpoint')
    return true
  })
  return { checkpointed, vacuumed }
}

const selectTables = `
select format('%I.%I', schemaname, relname) as name
from pg_stat_user_tables
where (n_dead_tup >= $1::int and n_dead_tup >= $2::float8 * n_live_tup)
   or (n_mod_since_analyze >= $1::int and n_mod_since_analyze >= $2::float8 * n_live_tup)
order by n_dead_tup desc`

const selectWal = `
select (pg_current_wal_lsn() - redo_lsn)::float8 as bytes
from pg_control_checkpoint()`
