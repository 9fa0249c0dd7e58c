import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeFixedClock } from '@duibiao/testkit'
import { openEmbedded } from './embedded.ts'

const megabyte = 1024 * 1024
const place = mkdtempSync(path.join(tmpdir(), 'duibiao-tmpfs-'))
// Only root may mount.
const mounted = succeeds('mount', '-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', place)

afterAll(() => {
  if (mounted) succeeds('umount', place)
  rmSync(place, { recursive: true, force: true })
})

test.skipIf(!mounted)('on a disk of 100 MB that is really full nothing acknowledged is lost', async () => {
  const folder = path.join(place, 'db')
  const ballast = path.join(place, 'ballast')
  const settings = { folder, scheduler: makeFixedClock(), neededBytes: megabyte, reserveBytes: 24 * megabyte }
  writeFileSync(ballast, new Uint8Array(20 * megabyte))
  const database = await openEmbedded(settings)
  await database.runScript('create table kept (id int not null, text text not null)')
  let acknowledged = 0
  const error: unknown = await (async () => {
    for (;;) {
      await database.execute(`insert into kept select $1, repeat('x', 1000) from generate_series(1, 50)`, [
        acknowledged,
      ])
      acknowledged += 1
    }
  })().catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'database_full' })
  const count = 'select count(distinct id)::int as batches from kept'
  expect(await database.query(count)).toEqual([{ batches: acknowledged }])

  rmSync(ballast)
  await database.execute(`insert into kept values ($1, 'after')`, [acknowledged])
  await database.close()
  const again = await openEmbedded(settings)
  expect(await again.query(count)).toEqual([{ batches: acknowledged + 1 }])
  await again.close()
})

function succeeds(program: string, ...parameters: readonly string[]): boolean {
  return spawnSync(program, parameters).status === 0
}
