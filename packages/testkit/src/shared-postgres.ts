import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

/**
 * The server that all test files share. It belongs to no test run: a keeper process of its own starts it when
 * the first file asks, and stops it and removes its files when no asking process has lived for ten seconds. So it
 * ends however the tests end, and two test runs at once use the same one.
 */
const folder = path.join(tmpdir(), `duibiao-test-postgres-${process.getuid?.() ?? 'user'}`)

/** Where the keeper publishes the server's URL. */
const addressFile = path.join(folder, 'address')

const startTimeout = 90_000

/** The URL of the shared server, as the superuser. Commits on it do not reach the disk: it is fast. */
export async function findSharedPostgres(): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(path.join(folder, `lease-${process.pid}`), '')
  for (let waited = 0; waited < startTimeout; waited += 100) {
    const address = readAddress()
    if (address !== undefined) return address
    // A keeper that is not needed, because there is one already, ends by itself at once.
    if (waited % 3_000 === 0) startKeeper()
    await setTimeout(100)
  }
  throw new Error(`no PostgreSQL for tests within ${startTimeout} ms: see ${path.join(folder, 'keeper.log')}`)
}

/** For the keeper: its folder. */
export function keeperFolder(): string {
  return folder
}

/** For the keeper: makes the server known, readable by this user only. */
export function publishAddress(url: string): void {
  writeFileSync(addressFile, `${process.pid} ${url}`, { mode: 0o600 })
}

/** For the keeper: no new test finds the server from now on. */
export function withdrawAddress(): void {
  rmSync(addressFile, { force: true })
}

/** For the keeper: how many processes that asked for the server still run. */
export function countLeases(): number {
  const pids = readdirSync(folder).flatMap((name) => /^lease-(\d+)$/.exec(name)?.[1] ?? [])
  const gone = pids.filter((pid) => !isRunning(Number(pid)))
  for (const pid of gone) rmSync(path.join(folder, `lease-${pid}`), { force: true })
  return pids.length - gone.length
}

function startKeeper(): void {
  const program = new URL('./postgres-keeper.ts', import.meta.url).pathname
  spawn(process.execPath, [program], { detached: true, stdio: 'ignore' }).unref()
}

function readAddress(): string | undefined {
  try {
    const [pid = '', url = ''] = readFileSync(addressFile, 'utf8').split(' ')
    // A keeper that was killed could not withdraw the address, and its server may be gone as well.
    return url !== '' && isRunning(Number(pid)) ? url : undefined
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
