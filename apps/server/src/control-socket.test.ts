import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { DumpLine } from '@duibiao/store'
import { describe, expect, test } from 'vitest'
import { openControlSocket, readServedDump } from './control-socket.ts'
import type { WriteDump } from './control-socket.ts'
import { makeLog } from './log.ts'

const end: DumpLine = { line: 'end', counts: { matter: 3 }, counters: {} }
const rows: DumpLine = { line: 'rows', rows: [['和平区', null]] }

async function open(dump: WriteDump) {
  const data = mkdtempSync(path.join(tmpdir(), 'control-'))
  // Left there by a process that was killed.
  writeFileSync(path.join(data, 'control.sock'), '')
  const logged: string[] = []
  const log = makeLog('info', { write: (line) => void logged.push(line) })
  const control = await openControlSocket(data, { dump, log })
  return { data, control, logged }
}

async function collect(data: string): Promise<readonly DumpLine[]> {
  const lines: DumpLine[] = []
  for await (const line of (await readServedDump(data)) ?? []) lines.push(line)
  return lines
}

describe('the socket of the serving process', () => {
  test('gives out the dump, as often as it is asked, and its end', async () => {
    const { data, control } = await open(async (write) => {
      await write(rows)
      await write(end)
    })
    expect([await collect(data), await collect(data)]).toEqual([
      [rows, end],
      [rows, end],
    ])
    await control?.close()
    expect(await readServedDump(data)).toBeUndefined()
  })

  test('tells that the dump failed, by the code only', async () => {
    const { data, control, logged } = await open(async (write) => {
      await write(rows)
      throw new AppError('database_unavailable', { reason: 'gone' })
    })
    const refused = { code: 'backup_unfinished', params: { reason: 'database_unavailable' } }
    await expect(collect(data)).rejects.toMatchObject(refused)
    expect(logged.join('')).toContain('a backup failed')
    await control?.close()
  })

  test('waits for a reader that is slow, and stops for one that has gone', async () => {
    const piece: DumpLine = { line: 'rows', rows: [['x'.repeat(100_000)]] }
    let written = 0
    const stopped = Promise.withResolvers<unknown>()
    const { data, control } = await open(async (write) => {
      try {
        for (; written < 1000; written += 1) await write(piece)
      } catch (error) {
        stopped.resolve(error)
        throw error
      }
    })
    const reader = await readServedDump(data)
    expect((await reader?.next())?.value).toEqual(piece)
    await reader?.return(undefined)
    expect(await stopped.promise).toBeInstanceOf(Error)
    expect(written).toBeLessThan(1000)
    await control?.close()
  })

  test('that ends before the dump does is no backup', async () => {
    const { data, control } = await open(async (write) => write(rows))
    await expect(collect(data)).rejects.toMatchObject({ code: 'backup_unfinished' })
    await control?.close()
  })
})
