import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { initialiseInstance, startInstance } from './postgres-instance.ts'
import type { InstanceSettings, PostgresInstance } from './postgres-instance.ts'
import { promoteStandby, startStandby } from './postgres-standby.ts'

/** A PostgreSQL server of a test's own, which it may kill and start again. */
export interface PostgresServer {
  /** URL of the database `postgres` as the superuser; another one after a failover. */
  readonly url: string
  readonly pid: number
  /** Ends the server at once as a crash would, without a checkpoint, and starts it again on the same port. */
  crashAndRestart(): Promise<void>
  /** Ends sessions and server in good order and starts it again on the same port. */
  restart(): Promise<void>
  /** Ends server and sessions at once as `kill -9` does, and leaves them so. */
  kill(): Promise<void>
  /** Starts what was killed, on the same port. */
  start(): Promise<void>
  /** Holds server and sessions where they are, as a machine does that hangs; `thaw` lets them go on. */
  freeze(): void
  thaw(): void
  /** From now on no commit is acknowledged that a standby has not flushed. */
  addStandby(): Promise<void>
  /** Kills the server for good; its standby takes its place, at another address. */
  failOver(): Promise<void>
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/** What a server is started with. */
export interface PostgresServerSettings {
  /** Whether commits reach the disk; on when not said. */
  readonly fsync?: boolean
}

/** Starts a server on a free port of the loopback interface, from the binaries of an npm package. */
export async function startPostgresServer({
  fsync = true,
}: PostgresServerSettings = {}): Promise<PostgresServer> {
  const password = randomUUID()
  function urlOf({ port }: PostgresInstance): string {
    return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  }
  const settings = { folder: makeFolder(), password, fsync }
  await initialiseInstance(settings)
  let current = await startInstance(settings)
  let standby: PostgresInstance | undefined
  return {
    get url() {
      return urlOf(current)
    },
    get pid() {
      return current.pid
    },
    async crashAndRestart() {
      await current.crash()
      await current.start()
    },
    async restart() {
      await current.end()
      await current.start()
    },
    kill: () => current.kill(),
    start: () => current.start(),
    freeze: () => current.signal('SIGSTOP'),
    thaw: () => current.signal('SIGCONT'),
    async addStandby() {
      const its: InstanceSettings = { ...settings, folder: makeFolder() }
      standby ??= await startStandby({ url: urlOf(current), data: current.data }, its)
    },
    async failOver() {
      if (standby === undefined) throw new Error('there is no standby')
      const [old, next] = [current, standby]
      await old.kill()
      await promoteStandby(urlOf(next))
      current = next
      standby = undefined
      await old.remove()
    },
    async stop() {
      await standby?.remove()
      await current.remove()
    },
  }
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-postgres-'))
  // PostgreSQL refuses to run as root; the user made for it must be able to reach its folder.
  chmodSync(folder, 0o755)
  return folder
}
