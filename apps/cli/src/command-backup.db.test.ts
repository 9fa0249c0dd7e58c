import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '@duibiao/store'
import { makeMemoryTerminal } from './memory-terminal.ts'
import type { MemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const passphrase = { DUIBIAO_BACKUP_PASSPHRASE: 'correct horse battery' }

async function run(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = passphrase,
): Promise<{ readonly code: number; readonly terminal: MemoryTerminal }> {
  const terminal = makeMemoryTerminal(folder, { LANG: 'en_US', ...environment })
  return { code: await runCommandLine(args, terminal), terminal }
}

function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'duibiao-backup-'))
}

describe('a backup', () => {
  let folder: string
  beforeAll(async () => {
    folder = makeFolder()
    const { terminal } = await run(folder, ['import', 'messages', sample(folder)])
    expect(terminal.printed.at(-1)).toMatch(/^3 messages taken in/)
    await run(folder, ['ledger', 'export', 'ledger.jsonl'])
    mkdirSync(path.join(folder, '.duibiao/evidence/ab'), { recursive: true })
    writeFileSync(path.join(folder, '.duibiao/evidence/ab/cdef'), 'a photograph')
    const made = await run(folder, ['backup', 'one.backup', '--keys', '--json'])
    expect(made.terminal.warned).toEqual([])
    expect(JSON.parse(made.terminal.printed[0] ?? '')).toMatchObject({ matters: 3, files: 2 })
  }, 120_000)

  test('is readable by its owner only and tells nothing of what it holds', () => {
    const file = path.join(folder, 'one.backup')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file).includes('photograph')).toBe(false)
    expect(existsSync(`${file}.partial`)).toBe(false)
  })

  test('is restored into an empty folder with its files, and the ledger verifies', async () => {
    const target = makeFolder()
    const { code, terminal } = await run(target, ['restore', path.join(folder, 'one.backup')])
    expect(terminal.warned).toEqual([])
    expect(code).toBe(0)
    expect(terminal.printed[0]).toMatch(/^restored 3 matters, \d+ entries, 2 files$/)
    expect(readFileSync(path.join(target, '.duibiao/evidence/ab/cdef'), 'utf8')).toBe('a photograph')
    expect(statSync(path.join(target, '.duibiao/ledger-key.pem')).mode & 0o777).toBe(0o600)
    const again = await run(target, ['restore', path.join(folder, 'one.backup')])
    expect([again.code, again.terminal.warned[0]]).toEqual([
      1,
      expect.stringMatching(/^restore_target_filled/),
    ])
  }, 120_000)

  test('that was changed or cut, or a wrong passphrase, is refused before anything is made', async () => {
    const target = makeFolder()
    const bytes = readFileSync(path.join(folder, 'one.backup'))
    writeFileSync(path.join(target, 'cut'), bytes.subarray(0, -1))
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40)
    writeFileSync(path.join(target, 'changed'), changed)
    for (const [file, environment, refusal] of [
      ['cut', passphrase, /^backup_(broken|locked)/],
      ['changed', passphrase, /^backup_(broken|locked)/],
      [
        path.join(folder, 'one.backup'),
        { DUIBIAO_BACKUP_PASSPHRASE: 'wrong horse battery!' },
        /^backup_locked/,
      ],
      [path.join(folder, 'one.backup'), {}, /^backup_secret_missing/],
    ] as const) {
      const { code, terminal } = await run(target, ['restore', file], environment)
      expect([code, terminal.warned[0]]).toEqual([1, expect.stringMatching(refusal)])
    }
    expect(existsSync(path.join(target, '.duibiao'))).toBe(false)
  }, 120_000)

  test('is made while the service runs on the embedded database, and is as good', async () => {
    const environment = { DUIBIAO_PORT: '0', DUIBIAO_WEB: 'no-pages', LANG: 'en_US' }
    const service = makeMemoryTerminal(folder, environment)
    const served = runCommandLine(['serve'], service)
    await expect.poll(() => service.printed.length, { timeout: 90_000 }).toBe(3)
    expect(statSync(path.join(folder, '.duibiao/control.sock')).mode & 0o777).toBe(0o600)
    const made = await run(folder, ['backup', 'served.backup', '--json'])
    expect([made.code, made.terminal.warned]).toEqual([0, []])
    const address = service.printed[0]?.replace('serving at ', '') ?? ''
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    service.stop()
    expect(await served).toBe(0)
    expect(existsSync(path.join(folder, '.duibiao/control.sock'))).toBe(false)
    const verified = await run(folder, ['backup', 'served.backup', '--verify', '--json'])
    const told = JSON.parse(verified.terminal.printed[0] ?? '{}')
    expect(told).toMatchObject({ matters: 3, files: 1, missing: 0, counts: { district: 1, matter: 3 } })
    const target = makeFolder()
    const { code, terminal } = await run(target, ['restore', path.join(folder, 'served.backup')])
    expect([code, terminal.printed[0]]).toEqual([0, expect.stringMatching(/^restored 3 matters/)])
  }, 180_000)

  test('of a folder that a process uses which is not the service is refused', async () => {
    const empty = makeFolder()
    const { scheduler } = makeMemoryTerminal(empty)
    const held = await openEmbedded({ folder: path.join(empty, '.duibiao/database'), scheduler })
    const { code, terminal } = await run(empty, ['backup', 'one.backup'])
    expect([code, terminal.warned[0]]).toEqual([1, expect.stringMatching(/^database_folder_in_use/)])
    expect(existsSync(path.join(empty, 'one.backup.partial'))).toBe(false)
    await held.close()
  }, 60_000)

  test('is not written over another, nor made of a folder without data', async () => {
    const again = await run(folder, ['backup', 'one.backup'])
    expect([again.code, again.terminal.warned[0]]).toEqual([1, expect.stringMatching(/^file_unwritable/)])
    const empty = await run(makeFolder(), ['backup', 'one.backup'])
    expect([empty.code, empty.terminal.warned[0]]).toEqual([1, expect.stringMatching(/^data_missing/)])
  }, 60_000)

  test('can be sealed with a key file', async () => {
    const key = path.join(folder, 'key')
    writeFileSync(key, Buffer.alloc(32, 7))
    expect((await run(folder, ['backup', 'two.backup', '--key-file', key], {})).code).toBe(0)
    const target = makeFolder()
    const { code } = await run(target, ['restore', path.join(folder, 'two.backup'), '--key-file', key], {})
    expect(code).toBe(0)
  }, 120_000)

  test('doctor finds nothing wrong with it but the clock, and says what is with a folder that is open to all', async () => {
    const well = await run(folder, ['doctor', '--full', '--json'])
    const told: readonly { readonly name: string; readonly level: string }[] = JSON.parse(
      well.terminal.printed[0] ?? '[]',
    )
    // The clock of the terminal stands still, and that of the database does not.
    expect(told.filter(({ level }) => level === 'fault').map(({ name }) => name)).toEqual(['clock'])
    expect(told.length).toBeGreaterThan(8)
    const open = makeFolder()
    mkdirSync(path.join(open, '.duibiao'))
    writeFileSync(path.join(open, '.duibiao/secret-key'), 'short', { mode: 0o644 })
    const ill = await run(open, ['doctor'])
    expect(ill.code).toBe(1)
    expect(ill.terminal.printed.join('\n')).toMatch(/FAULT +secret-key: .*32 bytes\n +restore it/)
  }, 60_000)

  test('migrate leaves what is current as it is', async () => {
    const { code, terminal } = await run(folder, ['migrate'])
    expect([code, terminal.printed[0]]).toEqual([0, expect.stringMatching(/already$/)])
  }, 60_000)
})

function sample(folder: string): string {
  const file = path.join(folder, 'messages.jsonl')
  const lines = [1, 2, 3].map((id) =>
    JSON.stringify({
      id,
      user: 'M1',
      subject: '路灯不亮',
      time: '2026-03-01 08:12:05',
      body: '柳岸路路灯不亮。',
    }),
  )
  writeFileSync(file, lines.join('\n'))
  return file
}
