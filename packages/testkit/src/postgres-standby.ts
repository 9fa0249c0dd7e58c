import { appendFileSync, chmodSync, chownSync, cpSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openPostgres } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { startInstance } from './postgres-instance.ts'
import type { InstanceSettings, PostgresInstance } from './postgres-instance.ts'

/** A server that is to have a standby. */
export interface ServerFiles {
  readonly url: string
  readonly data: string
}

/**
 * Starts a standby of a server from a copy of its files (PostgreSQL manual, 25.3.3: a base backup by the low level interface)
 * and waits until no commit is acknowledged that it has not flushed.
 */
export async function startStandby(
  source: ServerFiles,
  settings: InstanceSettings,
): Promise<PostgresInstance> {
  const owner = await openPostgres({ url: source.url, connections: 1, statementTimeout: 60_000 })
  try {
    await copyFiles(owner, source, path.join(settings.folder, 'data'))
    const standby = await startInstance(settings, true)
    await waitUntil(owner, `select from pg_stat_replication where state = 'streaming'`)
    await owner.execute(`alter system set synchronous_standby_names = '*'`)
    await owner.execute('select pg_reload_conf()')
    await waitUntil(owner, `select from pg_stat_replication where sync_state = 'sync'`)
    return standby
  } finally {
    await owner.close()
  }
}

/** Makes a standby the primary, and waits until it takes writes. */
export async function promoteStandby(url: string): Promise<void> {
  const owner = await openPostgres({ url, connections: 1 })
  try {
    await owner.execute('select pg_promote(true, 60)')
    await waitUntil(owner, 'select where not pg_is_in_recovery()')
  } finally {
    await owner.close()
  }
}

/** The backup is one session's: it has to begin and end it. */
async function copyFiles(owner: Database, { url, data }: ServerFiles, copy: string): Promise<void> {
  await owner.execute(`select pg_backup_start('standby', true)`)
  cpSync(data, copy, { recursive: true, filter: (file) => path.basename(file) !== 'postmaster.pid' })
  const [label] = await owner.query<{ readonly labelfile: string }>(
    'select labelfile from pg_backup_stop(false)',
  )
  const { hostname, port, password } = new URL(url)
  const address = `host=${hostname} port=${port} user=postgres password=${password} application_name=standby`
  writeFileSync(path.join(copy, 'backup_label'), label?.labelfile ?? '')
  writeFileSync(path.join(copy, 'standby.signal'), '')
  // The last word on a setting counts: a standby of a standby asks its own source, and waits for nobody.
  appendFileSync(
    path.join(copy, 'postgresql.auto.conf'),
    `primary_conninfo = '${address}'\nsynchronous_standby_names = ''\n`,
  )
  const { uid, gid } = statSync(data)
  chownAll(copy, { uid, gid })
  chmodSync(copy, 0o700)
}

function chownAll(folder: string, owner: { readonly uid: number; readonly gid: number }): void {
  chownSync(folder, owner.uid, owner.gid)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chownSync(path.join(entry.parentPath, entry.name), owner.uid, owner.gid)
  }
}

async function waitUntil(owner: Database, query: string): Promise<void> {
  for (let waited = 0; (await owner.execute(query)) === 0; waited += 50) {
    if (waited > 60_000) throw new Error(`a standby does not get so far: ${query}`)
    await setTimeout(50)
  }
}
