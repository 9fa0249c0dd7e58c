import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeFixedClock } from '@duibiao/testkit'
import { openEmbedded } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'

let folder: string
let children: ChildProcess[]
const clock = makeFixedClock()

// One database serves all tests: making one means a thousand syncs.
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'duibiao-lock-'))
  const database = await openEmbedded({ folder, scheduler: clock })
  await database.close()
})

beforeEach(() => {
  children = []
})

afterEach(async () => {
  for (const child of children) await killChild(child)
  rmSync(path.join(folder, 'lock.json'), { force: true })
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a second process is refused without waiting, by name of the first, and takes over after kill -9', async () => {
  const owner = await startHolder()
  const refusal = openEmbedded({ folder, scheduler: clock }).catch((error: unknown) => error)
  // Before anything else gets its turn: neither a timer nor the opening of the database is waited for.
  expect(await Promise.race([refusal, setImmediate('later')])).toMatchObject({
    code: 'database_folder_in_use',
    params: { folder, pid: owner.pid },
  })

  await killChild(owner)
  const database = await openEmbedded({ folder, scheduler: clock })
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  await database.close()
  expect(existsSync(path.join(folder, 'lock.json'))).toBe(false)
})

test('of several that find a dead owner at once, one gets the folder', async () => {
  const owner = await startHolder()
  await killChild(owner)
  const results = await Promise.all([startChild(), startChild(), startChild()].map(awaitAnswer))
  expect(results.filter((answer) => answer === 'open')).toHaveLength(1)
  expect(results.filter((answer) => answer.includes('database_folder_in_use'))).toHaveLength(2)
})

test('the same process is refused as well', async () => {
  const database = await openEmbedded({ folder, scheduler: clock })
  await expect(openEmbedded({ folder, scheduler: clock })).rejects.toMatchObject({
    params: { pid: process.pid },
  })
  await database.close()
})

test('a silent owner that lives is not robbed, one whose pid went to another program is replaced', () => {
  const lock = lockFolder(folder, clock.now())
  expect(() => lockFolder(folder, clock.now())).toThrow('database_folder_in_use')
  writeFileSync(
    path.join(folder, 'lock.json'),
    JSON.stringify({ ...lock.owner, startedAt: 'another boot/1' }),
  )
  expect(lockFolder(folder, clock.now()).owner.token).not.toBe(lock.owner.token)
})

test('of an owner on another machine nobody can tell, so it keeps the folder', () => {
  const { owner } = lockFolder(folder, clock.now())
  const elsewhere = { ...owner, host: `not-${hostname()}`, pid: 1 }
  writeFileSync(path.join(folder, 'lock.json'), JSON.stringify(elsewhere))
  expect(() => lockFolder(folder, clock.now())).toThrow(`1 @ not-${hostname()}`)
})

test('a lock file torn by a power loss belongs to nobody', () => {
  writeFileSync(path.join(folder, 'lock.json'), '{"token":"a","pi')
  expect(lockFolder(folder, clock.now()).owner.pid).toBe(process.pid)
})

test('the owner gives signs of life, and stops writing when its lock was taken away', async () => {
  const file = path.join(folder, 'lock.json')
  const database = await openEmbedded({ folder, scheduler: clock })
  await clock.advance(10_000)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid, heartbeatAt: clock.now() })
  rmSync(file)
  await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }])
  await clock.advance(10_000)
  await expect(database.query('select 1')).rejects.toMatchObject({ code: 'database_folder_in_use' })
  await database.close()
})

function startChild(): ChildProcess {
  const program = fileURLToPath(new URL('./embedded-program.ts', import.meta.url))
  const child = spawn(process.execPath, [program, 'hold', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

async function startHolder(): Promise<ChildProcess> {
  const child = startChild()
  expect(await awaitAnswer(child)).toBe('open')
  return child
}

/** "open", or what the process said when it ended. */
async function awaitAnswer(child: ChildProcess): Promise<string> {
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const opened = child.stdout === null ? Promise.reject(new Error('no output')) : once(child.stdout, 'data')
  return Promise.race([
    opened.then((data) => String(data[0]).trim()),
    once(child, 'close').then(() => errors),
  ])
}

async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}
