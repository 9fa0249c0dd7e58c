import { beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { Statement } from './database.ts'
import { enterDistrict } from './district.ts'
import type { MatterFilter, Sight } from './matter-filter.ts'
import {
  findByNumberStatement,
  groupStatement,
  pointStatement,
  searchStatement,
  tallyStatement,
} from './matter-search-statement.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'

const district = parseDistrictId(1)
const now = toTimestamp(instantOf(Date.UTC(2026, 2, 2)))
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const clerk: Sight = { kind: 'keys', keys: ['a:g1', 'o:o1'] }
const leader: Sight = { kind: 'district' }

/** 100,000 matters, one in twenty open, of 400 grids and 100 offices. */
const filling = `
insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at,
  due_at, warn_at, ended_at)
select 1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'HL-2026-' || lpad(n::text, 6, '0'), '水压', 'p', 1,
  case when n % 20 = 0 then 'open' else 'completed' end, '{}', sha256('x'), now(), now(),
  case when n % 20 = 0 then timestamptz '2026-03-02' + n * interval '1 second' end,
  case when n % 20 = 0 then timestamptz '2026-03-01' + n * interval '1 second' end,
  case when n % 20 = 0 then null else now() end
from generate_series(1, 100000) as n;
insert into matter_listing (district_id, matter_id, pack, process, category, area_id, office_id, longitude, latitude, sights,
  is_open)
select 1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'hotline', 'h', '供水', 'g' || n % 400, 'o' || n % 100,
  120 + (n % 1000) / 1000.0, 36 + (n % 777) / 1000.0, array['a:g' || n % 400, 'o:o' || n % 100], n % 20 = 0
from generate_series(1, 100000) as n;
insert into matter_sight (district_id, sight, matter_id, category, is_open)
select 1, key, matter_id, category, is_open
from matter_listing, unnest(sights) as key;
insert into watch (district_id, person_id, matter_id, since)
select 1, 'p1', matter_id, now()
from matter_listing
where area_id = 'g20';
analyze matter;
analyze matter_listing;
analyze matter_sight;
analyze watch;`

describeOnBoth('plans at 100,000 matters', (open) => {
  let opened: TestDatabase

  beforeAll(async () => {
    opened = await open()
    await enterDistrict(opened.database, { district, code: '110001', name: '样例区' })
    await opened.database.runScript(filling)
  }, 180_000)

  async function planOf(statement: Statement, parameters: readonly Parameter[]): Promise<string> {
    // Prepared statements get a plan for any value in the end: that one has to do.
    const rows = await opened.database.transaction(async (transaction) => {
      await transaction.runScript('set local plan_cache_mode = force_generic_plan')
      return transaction.query<Record<string, string>>(
        { text: `explain (analyze, costs off, timing off, summary off, buffers off) ${statement.text}` },
        parameters,
      )
    })
    return rows.map((row) => Object.values(row)[0]).join('\n')
  }

  /** The most rows that one step of a plan went through, also those it dropped. */
  function widthOf(plan: string): number {
    const rows = [...plan.matchAll(/rows=([\d.]+) loops=(\d+)/g)].map(
      ([, each, loops]) => Number(each) * Number(loops),
    )
    const dropped = [...plan.matchAll(/Rows Removed by [^:]+: (\d+)/g)].map(([, count]) => Number(count))
    return Math.max(...rows, ...dropped)
  }

  type Making = (sight: Sight, filter: MatterFilter, parameters: Parameter[]) => Statement

  const statements: readonly (readonly [name: string, make: Making, first: readonly Parameter[]])[] = [
    ['list', (sight, filter, parameters) => searchStatement({ sight, filter, parameters }), [1, last, 50]],
    ['count', (sight, filter, parameters) => tallyStatement({ sight, filter, parameters }), [1, now, now]],
    [
      'groups',
      (sight, filter, parameters) => groupStatement({ sight, filter, parameters }, 'area'),
      [1, now, now],
    ],
    ['points', (sight, filter, parameters) => pointStatement({ sight, filter, parameters }), [1, last, 1000]],
  ]
  const filters: readonly MatterFilter[] = [
    { isOpen: true },
    { lamp: { is: 'red', at: instantOf(Date.UTC(2026, 2, 3)) } },
    { lamp: { is: 'yellow', at: instantOf(Date.UTC(2026, 2, 2)) } },
    { box: [120, 36, 120.1, 36.1], isOpen: true },
    { watchedBy: 'p1', isOpen: true },
    { office: 'o1', isOpen: true },
  ]

  test.each(statements)(
    '%s: a clerk reads their own matters, a leader the open ones',
    async (_, make, first) => {
      for (const filter of filters) {
        for (const [sight, most] of [
          [clerk, 2_600],
          [leader, 5_100],
        ] as const) {
          const parameters = [...first]
          const statement = make(sight, filter, parameters)
          const plan = await planOf(statement, parameters)
          expect({ filter, plan: widthOf(plan) <= most ? 'narrow' : plan }).toEqual({
            filter,
            plan: 'narrow',
          })
        }
      }
    },
  )

  test('a number is found by its index, by whomever', async () => {
    for (const keys of [null, ['a:g1']]) {
      const plan = await planOf(findByNumberStatement, [1, 'HL-2026-0', keys, 10])
      expect(widthOf(plan)).toBeLessThanOrEqual(200)
      expect(plan).toContain('matter_number')
    }
  })
})
