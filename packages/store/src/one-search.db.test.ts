import { beforeAll, expect, test } from 'vitest'
import { parseDistrictId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { describeOnBoth, openSampleEngine, sketchRow } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import type { Engine } from './engine.ts'
import type { Sight } from './matter-filter.ts'
import { countSearchQueue, findForSearch, queueAllForSearch, workSearchQueue } from './one-search.ts'
import type { SearchedMatter } from './one-search.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'

const [one, other] = [parseDistrictId(1), parseDistrictId(2)]
const everything: Sight = { kind: 'district' }

/** A piece for each word of the title, and one for each key. */
function makePieces({ title, sights }: Pick<SearchedMatter, 'title' | 'sights'>): readonly number[] {
  return [...title.split(' '), ...sights].map(pieceOf)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function pieceOf(word: string): number {
  return Array.from(word).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_000_003, 7)
}

describeOnBoth('matters by their pieces', (open) => {
  let opened: TestDatabase
  let database: Database
  const engines = new Map<number, { readonly engine: Engine; readonly clock: FixedClock }>()
  let count = 0

  beforeAll(async () => {
    opened = await open()
    for (const district of [one, other]) {
      const { engine, clock } = await openSampleEngine(opened, {
        district,
        database: opened.database.forDistrict(district),
        procedures: [sketchRow('handled', { id: 'handle', kind: 'user' })],
        describe: (_, data) => ({
          pack: 'sample',
          process: 'handled',
          sights: textOf(data[0]?.['seen'])
            .split(' ')
            .filter((key) => key !== ''),
        }),
      })
      engines.set(district, { engine, clock })
    }
    database = opened.database.forDistrict(one)
  }, 60_000)

  async function begin(title: string, seen = '', district = one): Promise<MatterId> {
    count += 1
    const sample = engines.get(district)
    await sample?.clock.advance(1000)
    const answer = await sample?.engine.start({
      procedure: 'handled',
      title,
      variables: { seen },
      key: `k${count}`,
      actor: { person: 'li' },
    })
    if (answer === undefined) throw new Error('no engine')
    return receiptOf(answer).matter
  }

  async function read(): Promise<number> {
    let done = 0
    for (;;) {
      const some = await workSearchQueue(database, one, { makePieces, limit: 3 })
      done += some
      if (some < 3) return done
    }
  }

  function find(words: string, more: { sight?: Sight; limit?: number } = {}) {
    const { sight = everything, limit = 10 } = more
    return findForSearch(database, one, {
      sight,
      sightPieces: sight.kind === 'keys' ? sight.keys.map(pieceOf) : [],
      groups: words.split(' ').map((word) => [pieceOf(word)]),
      limit,
    }).then((rows) => rows.map(({ title }) => title))
  }

  test('are found once the queue was worked off, the newest first, each once', async () => {
    await begin('lamp broken', 'o:roads')
    await begin('lamp dark', 'o:parks')
    expect(await find('lamp')).toEqual([])
    expect(await countSearchQueue(database, one)).toBe(2)
    expect(await read()).toBe(2)
    expect(await countSearchQueue(database, one)).toBe(0)
    expect(await find('lamp')).toEqual(['lamp dark', 'lamp broken'])
    expect(await find('lamp dark')).toEqual(['lamp dark'])
    expect(await find('lamp water')).toEqual([])
  })

  test('of a group one piece is enough', async () => {
    const groups = [[pieceOf('water'), pieceOf('dark')], [pieceOf('lamp')]]
    const rows = await findForSearch(database, one, { sight: everything, sightPieces: [], groups, limit: 10 })
    expect(rows.map(({ title }) => title)).toEqual(['lamp dark'])
  })

  test('nobody finds what their keys do not open, nor with a number that stands for another key', async () => {
    expect(await find('lamp', { sight: { kind: 'keys', keys: ['o:roads'] } })).toEqual(['lamp broken'])
    expect(await find('lamp', { sight: { kind: 'keys', keys: [] } })).toEqual([])
    const rows = await findForSearch(database, one, {
      sight: { kind: 'keys', keys: ['o:strangers'] },
      sightPieces: [pieceOf('o:roads'), pieceOf('o:parks')],
      groups: [[pieceOf('lamp')]],
      limit: 10,
    })
    expect(rows).toEqual([])
  })

  test('without anything to look for nothing is looked for', async () => {
    const none = { sight: everything, sightPieces: [], groups: [], limit: 10 }
    expect(await findForSearch(database, one, none)).toEqual([])
  })

  test('what changes is read again and keeps its place; of the same revision read twice nothing is written', async () => {
    const matter = await begin('bench green', 'o:parks')
    await read()
    const before = await placeOf(matter)
    const answer = await engines
      .get(one)
      ?.engine.act(
        matter,
        { kind: 'setVariables', variables: { seen: 'o:parks o:water' }, reason: 'moved' },
        { key: 'moves', actor: { person: 'li' } },
      )
    expect(answer).toMatchObject({ ok: true })
    expect(await find('bench', { sight: { kind: 'keys', keys: ['o:water'] } })).toEqual([])
    await read()
    expect(await find('bench', { sight: { kind: 'keys', keys: ['o:water'] } })).toEqual(['bench green'])
    const after = await placeOf(matter)
    expect(after).toMatchObject({ serial: before.serial })
    expect(after.revision).toBeGreaterThan(before.revision)
    await queueAllForSearch(database, one)
    await read()
    expect(await placeOf(matter)).toEqual(after)
  })

  async function placeOf(matter: MatterId) {
    const [row] = await database.query<{
      readonly serial: number
      readonly revision: number
      readonly version: string
    }>(
      `select serial::int as serial, revision, xmin::text as version from search_document where district_id = 1 and matter_id = $1`,
      [matter],
    )
    if (row === undefined) throw new Error('it is not in the search')
    return row
  }

  test('work on all districts, such as restoring, queues nothing', async () => {
    await opened.asOwner((owner) =>
      owner.runScript(`set app.district = '*'; update matter_listing set pack = pack where true;`),
    )
    expect(await countSearchQueue(database, one)).toBe(0)
    await database.execute(`update matter_listing set pack = pack where district_id = 1`)
    expect(await countSearchQueue(database, one)).toBe(count)
    await read()
  })

  test('a rebuild has everything read again', async () => {
    const engine = engines.get(one)?.engine
    if (engine === undefined) throw new Error('no engine')
    const { find: procedure, describe } = engine.workshop.around
    const described = describe !== undefined && { describe }
    await rebuild(opened.database, { district: one, find: procedure, ...described })
    expect(await countSearchQueue(database, one)).toBe(count)
    await read()
    expect(await find('lamp')).toEqual(['lamp dark', 'lamp broken'])
  })

  test('an older reading never takes the place of a newer one', async () => {
    const matter = await begin('gate open', 'o:parks')
    await read()
    await opened.asOwner((owner) =>
      owner.execute(`update search_document set revision = 99 where matter_id = '${matter}'`),
    )
    await queueAllForSearch(database, one)
    await workSearchQueue(database, one, { makePieces: () => [pieceOf('wrong')], limit: 100 })
    expect(await find('gate')).toEqual(['gate open'])
    expect(await find('wrong')).not.toContain('gate open')
    await opened.asOwner((owner) =>
      owner.execute(`update search_document set revision = 1 where revision = 99`),
    )
    await queueAllForSearch(database, one)
    await read()
  })

  test('the work ends with the limit, and old slices are searched as new ones are', async () => {
    await opened.asOwner((owner) =>
      owner.runScript(`
        set app.district = '*';
        insert into search_document (district_id, matter_id, serial, revision, pieces)
        select 1, matter_id, serial, 1, array[-2000001 - (serial / 4096)::int, -3000001 - (serial / 65536)::int, ${pieceOf('old')}]
        from (select matter_id, 1000 as serial from matter where district_id = 1 and title = 'lamp broken') as told
        on conflict (district_id, matter_id) do update set pieces = excluded.pieces, serial = excluded.serial;
        update serial set last = 400000 where district_id = 1 and name = 'search_document';`),
    )
    expect(await find('old')).toEqual(['lamp broken'])
    for (let n = 0; n < 5; n += 1) await begin(`tree ${n}`)
    await read()
    expect(await find('tree', { limit: 2 })).toEqual(['tree 4', 'tree 3'])
  })

  test('the question that goes past the policy of the table keeps the bond to its district [V8.4.1]', async () => {
    await begin('lamp elsewhere', '', other)
    await workSearchQueue(opened.database.forDistrict(other), other, { makePieces, limit: 10 })
    const foreign = { sight: everything, sightPieces: [], groups: [[pieceOf('lamp')]], limit: 10 }
    const theirs = await findForSearch(opened.database.forDistrict(other), other, foreign)
    expect(theirs.map(({ title }) => title)).toEqual(['lamp elsewhere'])
    await expect(findForSearch(database, other, foreign)).rejects.toMatchObject({ code: '42501' })
    const ids = `select matter_id from find_search_documents(2, array['{${pieceOf('lamp')}}'], null, null, null, 10)`
    await expect(database.query(ids)).rejects.toMatchObject({ code: '42501' })
    expect(await database.query('select from search_document where district_id = 2')).toEqual([])
  })
})
