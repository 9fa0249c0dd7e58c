import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFixedClock } from '@duibiao/testkit'
import { openEmbedded } from './embedded.ts'
import type { DiskState } from './free-space.ts'
import type { EmbeddedDatabase } from './pglite-database.ts'

const megabyte = 1024 * 1024
const localDisk = 0xef53
const clock = makeFixedClock()

describe('a disk that runs full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-disk-full-'))
  let disk: DiskState = { freeBytes: 1_000 * megabyte, type: localDisk }
  let database: EmbeddedDatabase
  beforeAll(async () => {
    database = await openEmbedded({ folder, scheduler: clock, readDisk: () => disk })
    await database.runScript(`create table kept (id int primary key); insert into kept values (1)`)
  })
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('writes are refused in plain words, reads go on, and writes come back with the space', async () => {
    disk = { freeBytes: 60 * megabyte, type: localDisk }
    const refused = await writeUntilRefused(database)
    expect(refused.error).toMatchObject({ code: 'database_full' })
    const rows = await database.query<{ readonly id: number }>('select id from kept')
    expect(rows).toHaveLength(refused.count + 1)
    const transaction = database.transaction((running) => running.execute('insert into kept values (-1)'))
    await expect(transaction).rejects.toMatchObject({ code: 'database_full' })

    disk = { freeBytes: 70 * megabyte, type: localDisk }
    expect(await database.execute('insert into kept values (-1)')).toBe(1)
  })

  test('an error of the disk itself is told as such, and nothing of the statement stays', async () => {
    const failing = database.runScript(`
      insert into kept values (-2);
      do $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$;
    `)
    await expect(failing).rejects.toMatchObject({ code: 'database_full' })
    expect(await database.query('select id from kept where id = -2')).toEqual([])
  })
})

describe('a folder that will not do', () => {
  const folder = path.join(tmpdir(), `duibiao-no-room-${process.pid}`)
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('too little space is said in words before the database is opened, and the folder is let go', async () => {
    const readDisk = (): DiskState => ({ freeBytes: 90 * megabyte, type: localDisk })
    for (const _ of ['once', 'again']) {
      await expect(openEmbedded({ folder, scheduler: clock, readDisk })).rejects.toMatchObject({
        code: 'disk_space_low',
        params: { folder, free: 90, needed: 200 },
      })
    }
  })

  test('a file in its place is said in words as well', async () => {
    const file = `${folder}-file`
    writeFileSync(file, '')
    const refusal = openEmbedded({ folder: file, scheduler: clock })
    await expect(refusal).rejects.toMatchObject({ code: 'database_folder_unsuitable' })
    rmSync(file)
  })

  test.each([
    ['NFS', 0x6969],
    ['CIFS', 0xff534d42],
  ])('%s is refused: neither lock nor sync was proved there', async (name, type) => {
    const readDisk = (): DiskState => ({ freeBytes: 1_000 * megabyte, type })
    const refusal = openEmbedded({ folder, scheduler: clock, readDisk })
    await expect(refusal).rejects.toMatchObject({ code: 'database_folder_unsuitable' })
    await expect(refusal).rejects.toThrow(name)
  })
})

/** The room is looked at once in a number of statements, so some writes still pass. */
async function writeUntilRefused(
  database: EmbeddedDatabase,
): Promise<{ readonly count: number; readonly error: unknown }> {
  for (let count = 0; ; count += 1) {
    try {
      await database.execute('insert into kept values ($1)', [1_000 + count])
    } catch (error) {
      return { count, error }
    }
  }
}
