import { expect, test } from 'vitest'
import { parseDistrictId, parseLegalDate } from '@duibiao/base'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import { beginCounting, buildFormulas, readCountProgress } from './indicator-count.ts'
import type { CountedCase, CountedMatter, OpenFormula } from './indicator-count.ts'
import { followFormulas, listFormulas } from './indicator-formula.ts'

const district = parseDistrictId(1)
const closed = parseLegalDate('2026-01-01')
const openFrom = parseLegalDate('2027-01-01')

/** Every matter once, in a month that is closed. */
function countOnce(matter: CountedMatter, formulas: readonly OpenFormula[]): readonly CountedCase[] {
  return formulas.map(({ formula }) => ({
    formula,
    month: closed,
    at: matter.openedAt,
    part: '',
    numerator: formula,
    denominator: 1,
    units: ['d'],
  }))
}

describeOnBoth('processes that count indicators at once', (open) => {
  test('begin nothing twice, go on where the other stands, and tell nothing twice', async () => {
    const opened = await open()
    const database = opened.database.forDistrict(district)
    const describe = () => ({ pack: 'sample', process: 'sample', sights: [] })
    const { engine, clock } = await openSampleEngine(opened, { district, database, describe })
    const matters = 10
    for (let made = 0; made < matters; made += 1) {
      await engine.start({ procedure: 'sample', key: `k${made}`, actor: { person: 'li' } })
    }
    await beginCounting(database, district, 7)
    await beginCounting(database, district, 9)
    expect(await readCountProgress(database, district)).toBe(7)

    async function follow(version: string): Promise<void> {
      const wanted = [{ indicator: 'sample.all', version, pack: 'sample' }]
      await followFormulas(database, district, { wanted, now: clock.now() })
    }
    async function build(): Promise<number> {
      // Each has read where the formulas stand before the other went on.
      const formulas = (await listFormulas(database, district)).filter(({ isCurrent }) => isCurrent)
      const work = {
        pack: 'sample',
        formulas,
        openFrom: [openFrom],
        count: countOnce,
        now: clock.now(),
        limit: 3,
      }
      let sum = 0
      for (let more = work.limit; more === work.limit; sum += more)
        more = await buildFormulas(database, district, work)
      return sum
    }
    for (const version of ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']) {
      await Promise.all([follow(version), follow(version), follow(version)])
      const counted = await Promise.all([build(), build(), build()])
      expect(counted.reduce((sum, one) => sum + one, 0)).toBe(matters)
    }

    const formulas = await listFormulas(database, district)
    expect(formulas.map(({ version }) => version)).toEqual(['aaaaaaaaaaaa', 'bbbbbbbbbbbb'])
    expect(formulas.every(({ builtAt }) => builtAt !== undefined)).toBe(true)
    const sums = await database.query('select matters, numerator::int from indicator_sum order by formula_id')
    expect(sums).toEqual([
      { matters, numerator: matters },
      { matters, numerator: matters * 2 },
    ])
    const told = await database.query(
      'select numerator_before::int, numerator_after::int from indicator_revision',
    )
    expect(told).toEqual([{ numerator_before: matters, numerator_after: matters * 2 }])
  })
})
