import { beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId, parseLegalDate } from '@duibiao/base'
import { describeOnBoth, enterDistrict, sampleProcedure } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { sqlStateOf } from './fault.ts'
import { installPacks, keepPackSetting } from './pack-installation.ts'
import type { NewPack } from './pack-installation.ts'
import { openLibrary } from './procedure-library.ts'
import type { ProcedureLibrary } from './procedure-library.ts'

const deed = { at: instantOf(Date.UTC(2026, 2, 2, 1)), by: 'Zhou' }
const anyBytes = Uint8Array.from({ length: 256 }, (_, index) => index)
const large = new Uint8Array(5_000_000).fill(7)

/** A pack of two processes, under a hash made of the number. */
function aPack(number: number, parts: Partial<NewPack> = {}): NewPack {
  const files = new Map([
    ['pack.yaml', new TextEncoder().encode(`number: ${number}`)],
    ['documents/同.bin', anyBytes],
    ['documents/copy.bin', anyBytes],
  ])
  const procedures = ['intake', 'review'].map((process) => ({ hash: `${process} of ${number}`, process }))
  const hash = String(number).padStart(64, '0')
  return { hash, name: 'hotline', version: `0.${number}.0`, files, procedures, ...parts }
}

describeOnBoth('packs in the database', (open) => {
  let opened: TestDatabase
  const [one, two] = [parseDistrictId(1), parseDistrictId(2)]
  beforeAll(async () => {
    opened = await open()
    for (const district of [one, two]) await enterDistrict(opened, district)
  }, 120_000)

  function openShelf(district = one): Promise<ProcedureLibrary> {
    const compile = ({ hash, process }: { readonly hash: string; readonly process: string }) => {
      return { ...sampleProcedure(), id: process, hash }
    }
    return openLibrary(opened.database, { district, compile })
  }

  async function counts(): Promise<unknown> {
    const [row] = await opened.database.query(`select
      (select count(*)::int from pack_version) as versions,
      (select count(*)::int from pack_file) as files,
      (select count(*)::int from pack_content) as contents,
      (select count(*)::int from procedure) as procedures`)
    return row
  }

  test('of packs installed together none is installed when one cannot be', async () => {
    const library = await openShelf()
    const broken = aPack(9, { name: 'broken', procedures: [{ hash: 'x', process: '' }] })
    await expect(library.installPacks([aPack(1), broken], deed)).rejects.toThrow()
    expect(await counts()).toEqual({ versions: 0, files: 0, contents: 0, procedures: 0 })
    expect(library.packs.list()).toEqual([])
  })

  test('an installed pack has its files byte for byte, contents of two files once', async () => {
    const library = await openShelf()
    const pack = aPack(1)
    expect(await library.installPacks([pack], deed)).toEqual([pack.hash])
    expect(await counts()).toEqual({ versions: 1, files: 3, contents: 2, procedures: 2 })
    const { packs } = await openShelf()
    expect(packs.files(pack.hash)).toEqual(pack.files)
    expect(packs.newest('hotline')).toEqual({
      hash: pack.hash,
      name: 'hotline',
      number: 1,
      version: '0.1.0',
      installedAt: deed.at,
      installedBy: 'Zhou',
    })
    expect(() => packs.files('none')).toThrow(expect.objectContaining({ code: 'pack_version_unknown' }))
  })

  test('the same pack again changes nothing, also when many install it at once', async () => {
    const before = await counts()
    const library = await openShelf()
    expect(await library.installPacks([aPack(1)], deed)).toEqual([])
    expect(await counts()).toEqual(before)
    const whistle = aPack(2, { name: 'whistle', procedures: [{ hash: 'blow of 2', process: 'blow' }] })
    const again = Array.from({ length: 5 }, () =>
      installPacks(opened.database, one, { packs: [whistle], deed }),
    )
    expect((await Promise.all(again)).flat()).toHaveLength(1)
  })

  test('a new version is numbered on; what it has no longer begins no matter, and is found for those that run', async () => {
    const library = await openShelf()
    const pack = aPack(3, { procedures: [{ hash: 'intake of 3', process: 'intake' }] })
    await library.installPacks([pack], deed)
    expect(library.packs.newest('hotline')).toMatchObject({ number: 2, hash: pack.hash })
    expect(library.latest('intake')?.hash).toBe('intake of 3')
    expect(library.latest('review')).toBeUndefined()
    expect(library.find('review of 1').id).toBe('review')
    expect(library.find('intake of 1').id).toBe('intake')
    expect(library.list().find(({ hash }) => hash === 'intake of 3')).toMatchObject({
      version: 2,
      packHash: pack.hash,
    })
  })

  test('what another process installs is found with its pack when a matter names it', async () => {
    const library = await openShelf()
    const files = new Map([['samples/large.bin', large]])
    const other = await openShelf()
    await other.installPacks([aPack(4, { name: 'city-events', files })], deed)
    expect(() => library.find('intake of 4')).toThrow()
    await library.ensure(['intake of 4'])
    expect(library.find('intake of 4').id).toBe('intake')
    expect(library.packs.files(aPack(4).hash).get('samples/large.bin')).toEqual(large)
  })

  test('settings are kept in order with who, when and why', async () => {
    const basis = { law: '区政府会议纪要', article: '2026-7' }
    const from = parseLegalDate('2026-04-01')
    const stamp = { from, basis, recordedAt: deed.at, recordedBy: 'Zhou' }
    const limit = {
      kind: 'parameter',
      name: 'handle_limit',
      value: 3,
      unit: 'working_day',
      ...stamp,
    } as const
    const place = { kind: 'place', name: '', value: '潍坊市', to: from, ...stamp } as const
    const reset = { kind: 'parameter', name: 'handle_limit', value: null, ...stamp } as const
    const numbers: number[] = []
    for (const setting of [limit, place, reset])
      numbers.push(await keepPackSetting(opened.database, one, { pack: 'hotline', setting }))
    expect(numbers).toEqual([1, 2, 3])
    const { packs } = await openShelf()
    expect(packs.settings('hotline')).toEqual([
      { number: 1, ...limit },
      { number: 2, ...place },
      { number: 3, ...reset },
    ])
    expect(packs.settings('whistle')).toEqual([])
  })

  test('another district sees none of it', async () => {
    const { packs } = await openShelf(two)
    expect([packs.list(), packs.settings('hotline')]).toEqual([[], []])
    const library = await openShelf(two)
    expect(await library.installPacks([aPack(3)], deed)).toHaveLength(1)
    expect(library.packs.newest('hotline')?.number).toBe(1)
  })

  const tables = ['pack_version', 'pack_file', 'pack_content', 'pack_setting']
  test.each(tables)('the application may neither change nor remove rows of %s', async (table) => {
    for (const change of [`update ${table} set district_id = district_id`, `delete from ${table}`]) {
      const error: unknown = await opened.database.execute(change).catch((cause: unknown) => cause)
      expect(sqlStateOf(error)).toBe('42501')
    }
  })

  test('bytes that are not those of their hash are refused', async () => {
    const statement = `insert into pack_content (district_id, hash, bytes) values (1, 'abc', 'x'::bytea)`
    const error: unknown = await opened.database.execute(statement).catch((cause: unknown) => cause)
    expect(sqlStateOf(error)).toBe('23514')
  })
})
