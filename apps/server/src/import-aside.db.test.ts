import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseDistrictId, parseLegalDate } from '@duibiao/base'
import { emptyRegistry, planEntries } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import { makeFixedClock, openTestDatabase, shippedPack } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { planAside } from './import-aside.ts'
import { planFile } from './import-planning.ts'
import { openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

const district = parseDistrictId(1)
const on = parseLegalDate('2026-03-02')

function peopleFile(count: number, more = ''): Buffer {
  const rows = Array.from({ length: count }, (_, index) => `P${index},人员${index},GOV`)
  return Buffer.from(['工号,姓名,机构', ...rows, more].join('\n'))
}

describe('an import that is planned in a thread', () => {
  const office = {
    part: 'office',
    row: { district, id: 'GOV', kind: 'department', name: '政府', path: '/GOV/', validFrom: on },
  } as const
  const [added] = planEntries([office], emptyRegistry)
  const state: RegistryState = { ...emptyRegistry, office: new Map([['GOV', office.row]]) }
  const setting = { district, on, isComplete: true }

  test('is the same as one that is planned in place, faults, changes, digest and all', async () => {
    expect(added).toMatchObject({ act: 'added' })
    // Large enough for a thread, and for pieces of every list.
    const bytes = peopleFile(4000, 'Q1,,NO\nQ2,甲,NO')
    const order = { kind: 'people', file: { name: 'people.csv', bytes }, state, setting } as const
    const [aside, here] = [await planAside(order), await planFile(order)]
    expect(aside).toEqual(here)
    expect(aside.plan.count).toMatchObject({ added: 4000, refused: 2 })
  })

  test('looks at the registry there and not here, where it would keep requests waiting', async () => {
    let looks = 0
    class WatchedMap<Row> extends Map<string, Row> {
      override get(key: string): Row | undefined {
        looks += 1
        return super.get(key)
      }
    }
    const watched: RegistryState = { ...state, person: new WatchedMap() }
    const file = { name: 'people.csv', bytes: peopleFile(4000) }
    const order = { kind: 'people', file, state: watched, setting } as const
    expect((await planAside(order)).plan.count.added).toBe(4000)
    expect(looks).toBe(0)
    await planFile(order)
    expect(looks).toBeGreaterThan(0)
  })

  test.each([
    ['people.pdf', 'file_kind_unknown'],
    ['people.geojson', 'sheet_unreadable'],
    ['people.xlsx', 'file_kind_unknown'],
  ])('is refused as in place when %s is none', async (name, code) => {
    const file = { name, bytes: Buffer.alloc(70_000, '{') }
    const order = { kind: 'people', file, state, setting } as const
    const refusals = await Promise.allSettled([planAside(order), planFile(order)])
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 'rejected', reason: { code } })
  })
})

describe('while a file of 100,000 rows is read', () => {
  let opened: TestDatabase
  let desk: RegistryDesk

  beforeAll(async () => {
    opened = await openTestDatabase({ kind: 'embedded' })
    const clock = makeFixedClock()
    const { database } = opened
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
  }, 120_000)

  afterAll(async () => {
    await desk.close()
    await opened.close()
  })

  test('a hundred requests are answered, one after another', async () => {
    const events: string[] = []
    const query = { kind: 'people', name: 'people.csv' }
    const imported = desk.importFile(query, peopleFile(100_000)).then((answer) => {
      events.push('planned')
      return answer.json()
    })
    for (let count = 0; count < 100; count += 1) {
      const { statusCode } = await desk.get('/api/v1/offices/GOV')
      events.push(`answered ${statusCode}`)
    }
    expect(await imported).toMatchObject({ counts: { added: 100_000, refused: 0 } })
    expect(events.indexOf('planned')).toBe(100)
    expect(new Set(events.slice(0, 100))).toEqual(new Set(['answered 200']))
  }, 120_000)
})
