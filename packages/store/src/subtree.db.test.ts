import { beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId, parseMatterId } from '@duibiao/base'
import { isIncluded, leafHash, proveInclusion } from '@duibiao/kernel'
import { describeOnBoth, makeRandom } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { findSealing, readLastCheckpoint, sealEntries } from './checkpoint.ts'
import type { Queryable } from './database.ts'
import { sha256 } from './digest.ts'
import { enterDistrict } from './district.ts'
import { generateSigner } from './signer.ts'
import { findPath } from './subtree.ts'

const district = parseDistrictId(1)
const matter = parseMatterId('0195a000-0000-7000-8000-000000000001')
const { signer } = generateSigner()

describeOnBoth('the path of an entry to the signed root', (open) => {
  const random = makeRandom('subtree')
  let opened: TestDatabase
  let count = 0

  beforeAll(async () => {
    opened = await open()
    await enterDistrict(opened.database, { district, code: '990101', name: '明湖区' })
  })

  /** Entries of one matter whose hashes are not those of any content: sealing takes them as they are. */
  async function fill(more: number): Promise<void> {
    await opened.database.execute(
      `insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
      select 1, $1::uuid, number, 'note', now(), '{}', sha256('x'), sha256(number::text::bytea)
      from generate_series($2::int, $3::int) as number`,
      [matter, count + 1, count + more],
    )
    count += more
  }

  function seal(size?: number) {
    return sealEntries(opened.database, district, { signer, at: instantOf(0), ...(size && { size }) })
  }

  async function listHashes() {
    return opened.database.query<{ readonly position: number; readonly hash: string }>(
      `select position, encode(hash, 'hex') as hash from entry where district_id = 1 order by position`,
    )
  }

  /** The database with a count of the rows that it gave. */
  function counted(): { readonly queryable: Queryable; readonly rows: () => number } {
    let rows = 0
    const { database } = opened
    const queryable: Queryable = {
      ...database,
      query: async <Row extends object>(...asked: Parameters<Queryable['query']>) => {
        const answer = await database.query<Row>(...asked)
        rows += answer.length
        return answer
      },
    }
    return { queryable, rows: () => rows }
  }

  async function pathOf(index: number, queryable: Queryable = opened.database) {
    const all = await listHashes()
    const { position: at = 0, hash = '' } = all[index] ?? {}
    const sealing = await findSealing(opened.database, district, { position: at })
    if (sealing === undefined) return expect.unreachable()
    const found = await findPath(queryable, district, { at, hash, ...sealing })
    const { size, root } = sealing.checkpoint
    const leaves = all.slice(0, size).map((one) => leafHash(one.hash, sha256.digestBytes))
    const claim = { leaf: leaves[index] ?? '', index, size, root, path: found.path }
    expect(isIncluded(claim, sha256.digestBytes)).toBe(true)
    return { found, expected: { position: index, path: proveInclusion(leaves, index, sha256.digestBytes) } }
  }

  test('is that of RFC 9162 for every place and size, with whole subtrees and without', async () => {
    // Sealed in pieces that end inside a subtree, at its end, and just after it.
    for (const more of [1, 254, 1, 1, 300, 211, 256]) {
      await fill(more)
      await seal()
    }
    const places = [0, 1, 254, 255, 256, 257, 511, 512, 556, 557, 767, 768, count - 1]
    for (const index of [...places, ...Array.from({ length: 20 }, () => random.integer(0, count - 1))]) {
      const { found, expected } = await pathOf(index)
      expect(found).toEqual(expected)
    }
  })

  test('takes as few rows under a hundred thousand entries as under a thousand, and the same path', async () => {
    const few = counted()
    await pathOf(700, few.queryable)
    await fill(66_000)
    await seal(40_000)
    const levels = await opened.database.query(
      `select level, count(*)::int as count from ledger_subtree where district_id = 1 group by level order by level`,
    )
    expect(levels).toEqual([
      { level: 8, count: 261 },
      { level: 16, count: 1 },
    ])
    for (const index of [1_100, 30_000, 65_535, 65_536, count - 1]) {
      const many = counted()
      const { found, expected } = await pathOf(index, many.queryable)
      expect(found).toEqual(expected)
      expect(many.rows()).toBeLessThan(3 * 256)
    }
    expect(few.rows()).toBeLessThan(3 * 256)
  }, 120_000)

  test('does not depend on subtrees that are wrong, or are not there', async () => {
    const last = await readLastCheckpoint(opened.database, district)
    expect(last?.checkpoint.size).toBe(count)
    for (const damage of [
      `update ledger_subtree set root = sha256('x') where level = 8 and number = 3`,
      `update ledger_subtree set bound = bound - 1 where level = 8 and number = 2`,
      `delete from ledger_subtree where level = 8 and number = 1`,
    ]) {
      await opened.asOwner((owner) => owner.execute(damage))
      const { found, expected } = await pathOf(count - 10)
      expect(found).toEqual(expected)
      expect(await pathOf(600)).toMatchObject({ found: { position: 600 } })
    }
  }, 60_000)

  test('is made from a ledger that was sealed before there were subtrees', async () => {
    await opened.asOwner((owner) => owner.execute('delete from ledger_subtree'))
    expect(await seal()).toEqual([])
    const few = counted()
    const { found, expected } = await pathOf(40_001, few.queryable)
    expect(found).toEqual(expected)
    expect(few.rows()).toBeLessThan(3 * 256)
  }, 60_000)
})
