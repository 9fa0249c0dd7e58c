import { beforeAll, expect, test } from 'vitest'
import { dateAt, instantOf, millisecondsPerDay, parseDistrictId, parseLegalDate } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { describeOnBoth, makeRandom, openSampleEngine, plainCalendar } from '@duibiao/testkit'
import type { FixedClock, SampleEngine, TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import { readFeedEdge } from './feed.ts'
import {
  beginCounting,
  buildFormulas,
  countChanges,
  countWaiting,
  forgetIndicators,
} from './indicator-count.ts'
import type { CountedCase, CountedMatter, OpenFormula } from './indicator-count.ts'
import { followFormulas, listFormulas } from './indicator-formula.ts'
import {
  countRevisions,
  listCaseMatters,
  listLatestSums,
  listRevisions,
  listUnitSums,
} from './indicator-sum.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'

const district = parseDistrictId(1)
const everything = { kind: 'district' } as const
const always = { from: parseLegalDate('2026-01-01'), to: parseLegalDate('2027-12-01') }

/** Ended well among ended, by when it ended; what goes on is not settled, what was cancelled left out. */
function count(matter: CountedMatter, formulas: readonly OpenFormula[]): readonly CountedCase[] {
  const at = matter.endedAt ?? matter.openedAt
  const part = matter.status === 'cancelled' ? 'cancelled' : matter.endedAt === undefined ? 'pending' : ''
  const counted = part === '' ? 1 : 0
  const passed = matter.entries.flatMap(({ facts }) => facts).filter(({ kind }) => kind === 'passed').length
  const month = parseLegalDate(`${dateAt(at, plainCalendar()).slice(0, 8)}01`)
  const areas = matter.sights.filter((key) => key.startsWith('a:'))
  return formulas.map(({ formula }) => ({
    formula,
    month,
    at,
    part,
    // The second formula counts steps for each matter.
    numerator: formula % 2 === 1 ? counted : counted * passed,
    denominator: counted,
    units: ['d', ...areas],
  }))
}

describeOnBoth('indicators by matter', (open) => {
  let opened: TestDatabase
  let database: Database
  let sample: SampleEngine
  let clock: FixedClock
  let made = 0
  const matters: MatterId[] = []

  beforeAll(async () => {
    opened = await open()
    database = opened.database.forDistrict(district)
    sample = await openSampleEngine(opened, {
      district,
      database,
      describe: (_, data) => ({
        pack: 'sample',
        process: 'sample',
        sights: [`a:street-${typeof data[0]?.['street'] === 'number' ? data[0]['street'] : 0}`],
      }),
    })
    clock = sample.clock
    await beginCounting(database, district, 0)
  }, 60_000)

  async function begin(street = 1): Promise<MatterId> {
    made += 1
    const variables = { street, amount: made % 3 === 0 ? 2000 : 1 }
    const key = `k${made}`
    const answer = await sample.engine.start({ procedure: 'sample', variables, key, actor: { person: 'li' } })
    const { matter } = receiptOf(answer)
    matters.push(matter)
    return matter
  }

  async function act(matter: MatterId, kind: 'complete' | 'cancel' | 'move'): Promise<void> {
    made += 1
    const about = { key: `k${made}`, actor: { person: 'li' } }
    const [task] = await database.query<{ readonly task_id: number }>(
      `select task_id from task where district_id = 1 and matter_id = $1`,
      [matter],
    )
    if (task === undefined) return
    if (kind === 'cancel') await sample.engine.act(matter, { kind: 'cancel', reason: 'test' }, about)
    else if (kind === 'complete')
      await sample.engine.act(matter, { kind: 'completeTask', task: task.task_id }, about)
    else {
      const variables = { street: made % 4 }
      await sample.engine.act(matter, { kind: 'setVariables', variables, reason: 'test' }, about)
    }
  }

  async function follow(version: string): Promise<void> {
    const wanted = ['sample.well', 'sample.step'].map((indicator) => ({ indicator, version, pack: 'sample' }))
    await followFormulas(database, district, { wanted, now: clock.now() })
  }

  async function current() {
    return (await listFormulas(database, district)).filter(({ isCurrent }) => isCurrent)
  }

  /** Closed before the month it is. */
  function openFrom() {
    return parseLegalDate(`${dateAt(clock.now(), plainCalendar()).slice(0, 8)}01`)
  }

  async function build(limit: number, counting = count): Promise<void> {
    for (;;) {
      const formulas = (await current()).filter(({ builtAt }) => builtAt === undefined)
      if (formulas.length === 0) return
      const months = formulas.map(() => openFrom())
      const work = { pack: 'sample', formulas, openFrom: months, count: counting, now: clock.now(), limit }
      await buildFormulas(database, district, work)
    }
  }

  async function follows(limit: number): Promise<void> {
    const formulas = (await current()).map(({ formula, builtAt }) => ({
      formula,
      pack: 'sample',
      openFrom: builtAt === undefined ? undefined : openFrom(),
    }))
    const { position } = await readFeedEdge(database, district)
    const work = { formulas, count, now: clock.now(), settled: position, limit }
    while (await countChanges(database, district, work));
  }

  /** All that was counted by what is followed now, to be held against another count. */
  async function all() {
    const sums = await database.query(
      `select indicator, unit, month, part, matters, sums.numerator::int as numerator, sums.denominator::int as denominator
      from indicator_sum as sums join indicator_formula using (district_id, formula_id)
      where district_id = 1 and is_current and matters <> 0 order by 1, 2, 3, 4`,
    )
    const cases = await database.query(
      `select indicator, matter_id, month, part, numerator, denominator, units
      from indicator_case join indicator_formula using (district_id, formula_id)
      where district_id = 1 and is_current order by 1, 2`,
    )
    const added = await database.query(
      `select indicator, unit, month, part, count(*)::int as matters, sum(numerator)::int as numerator,
        sum(denominator)::int as denominator
      from indicator_case join indicator_formula using (district_id, formula_id)
      cross join lateral unnest(units) as unit
      where district_id = 1 and is_current group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    )
    return { sums, cases, added }
  }

  test('sums that followed random commands are those of a whole count from the entries', async () => {
    const random = makeRandom('indicator sums')
    await follow('aaaaaaaaaaaa')
    for (let step = 0; step < 120; step += 1) {
      const draw = random.next()
      if (draw < 0.35 || matters.length === 0) await begin(random.integer(0, 3))
      else if (draw < 0.45) await act(random.pick(matters), 'cancel')
      else if (draw < 0.55) await act(random.pick(matters), 'move')
      else await act(random.pick(matters), 'complete')
      if (random.next() < 0.15)
        clock.jumpTo(instantOf(clock.now() + millisecondsPerDay * random.integer(1, 9)))
      if (random.next() < 0.2) await follows(random.integer(1, 7))
      if (step === 60) await build(random.integer(1, 9))
    }
    await follows(5)
    expect(await countWaiting(database, district)).toBe(0)
    const followed = await all()
    expect(followed.sums.length).toBeGreaterThan(6)
    expect(followed.sums).toEqual(followed.added)
    await forgetIndicators(database, district)
    expect((await all()).sums).toEqual([])
    await build(1000)
    expect(await all()).toEqual(followed)
  }, 120_000)

  test('a late event changes a closed month and is kept with what was told before, why and when', async () => {
    clock.jumpTo(instantOf(Date.UTC(2027, 0, 20)))
    const late = await begin(9)
    await act(late, 'complete')
    await act(late, 'complete')
    await follows(10)
    const [well] = await current()
    const wish = { ...always, formula: well?.formula ?? 0, unit: 'a:street-9' }
    const before = await listUnitSums(database, district, wish)
    expect(before).toMatchObject([{ month: '2027-01-01', part: '', numerator: 1, denominator: 1 }])
    const asked = { ...always, indicator: 'sample.well', unit: 'a:street-9' }
    expect(await listRevisions(database, district, { ...asked, sight: everything, limit: 10 })).toEqual([])
    // Two months later the matter turns out to have been of another street.
    clock.jumpTo(instantOf(Date.UTC(2027, 2, 3)))
    const other = (matter: CountedMatter, formulas: readonly OpenFormula[]) =>
      count({ ...matter, sights: ['a:street-8'] }, formulas)
    const formulas = (await current()).map(({ formula }) => ({
      formula,
      pack: 'sample',
      openFrom: openFrom(),
    }))
    made += 1
    const note = { kind: 'note', text: 'moved' } as const
    await sample.engine.act(late, note, { key: `k${made}`, actor: { person: 'li' } }).catch(() => undefined)
    const { position } = await readFeedEdge(database, district)
    await database.execute('update indicator_progress set position = 0 where district_id = 1', [])
    const work = { formulas, now: clock.now(), settled: position, limit: 100_000 }
    await countChanges(database, district, {
      ...work,
      count: (matter, own) => (matter.matter === late ? other(matter, own) : count(matter, own)),
    })
    const revisions = await listRevisions(database, district, { ...asked, sight: everything, limit: 10 })
    expect(revisions).toMatchObject([
      {
        month: '2027-01-01',
        at: clock.now(),
        numeratorBefore: 1,
        numeratorAfter: 0,
        denominatorBefore: 1,
        denominatorAfter: 0,
        matter: { id: late, number: expect.any(String) },
      },
    ])
    expect(await countRevisions(database, district, asked)).toEqual(new Map([['2027-01-01', 1]]))
    const keys = { kind: 'keys', keys: ['a:street-1'] } as const
    const seen = await listRevisions(database, district, { ...asked, sight: keys, limit: 10 })
    expect(seen[0]?.matter).toEqual({ id: late, number: undefined })
    const whole = await listRevisions(database, district, {
      ...asked,
      unit: 'd',
      sight: everything,
      limit: 99,
    })
    expect(whole.filter(({ matter }) => matter?.id === late)).toEqual([])
  })

  test('another formula is counted beside the one before, and says what it changes in closed months', async () => {
    const [well] = await current()
    const wish = { ...always, formula: well?.formula ?? 0, unit: 'd' }
    const told = await listUnitSums(database, district, wish)
    await follow('bbbbbbbbbbbb')
    const [next] = await current()
    expect(next?.formula).toBeGreaterThan(well?.formula ?? 0)
    expect(await listUnitSums(database, district, wish)).toEqual(told)
    const worse = (matter: CountedMatter, formulas: readonly OpenFormula[]) =>
      count(matter, formulas).map((one) => ({ ...one, numerator: 0 }))
    await build(9999, worse)
    const asked = { ...always, indicator: 'sample.well', unit: 'd', sight: everything, limit: 100 }
    const kept = await listRevisions(database, district, asked)
    const revisions = kept.filter(({ matter }) => matter === undefined)
    const changed = told.filter(({ part, numerator }) => part === '' && numerator > 0)
    expect(changed.length).toBeGreaterThan(0)
    expect(revisions).toHaveLength(changed.length)
    expect(revisions.map(({ numeratorAfter }) => numeratorAfter)).toEqual(revisions.map(() => 0))
    // What was told by the first formula can still be read.
    expect(await listUnitSums(database, district, wish)).toEqual(told)
  })

  test('a number opens to its matters, page by page, and to nobody who may not see them', async () => {
    const [, step] = await current()
    const wish = {
      ...always,
      formula: step?.formula ?? 0,
      unit: 'd',
      part: 'denominator',
      reason: undefined,
      limit: 5,
    } as const
    const read = async (sight: Parameters<typeof listCaseMatters>[2]['sight']) => {
      const rows: string[] = []
      for (let after: MatterId | undefined; ;) {
        const page = await listCaseMatters(database, district, { ...wish, sight, after })
        rows.push(...page.map(({ matter }) => matter))
        after = page.at(-1)?.matter
        if (page.length < wish.limit || after === undefined) return rows
      }
    }
    const sums = await listUnitSums(database, district, { ...always, formula: wish.formula, unit: 'd' })
    const counted = sums.filter(({ part }) => part === '').reduce((sum, { matters: own }) => sum + own, 0)
    const shown = await read(everything)
    expect(shown).toHaveLength(counted)
    expect(shown).toEqual(shown.toSorted().toReversed())
    expect((await read({ kind: 'keys', keys: ['a:street-1'] })).length).toBeLessThan(shown.length)
    expect(await read({ kind: 'keys', keys: [] })).toEqual([])
    const excluded = { ...wish, part: 'excluded', reason: 'cancelled', limit: 100 } as const
    const out = await listCaseMatters(database, district, {
      ...excluded,
      sight: everything,
      after: undefined,
    })
    expect(new Set(out.map(({ part }) => part))).toEqual(new Set(['cancelled']))
  })

  test('the newest closed month is told, and a rebuild has all counted anew', async () => {
    const formulas = (await current()).map(({ formula }) => formula)
    const latest = await listLatestSums(database, district, { formulas, before: openFrom() })
    expect(new Set(latest.map(({ formula }) => formula))).toEqual(new Set(formulas))
    expect(latest.every(({ month }) => month < openFrom())).toBe(true)
    await rebuild(database, { district, find: (hash) => sample.engine.setting.library.find(hash) })
    expect((await all()).sums).toEqual([])
    expect((await current()).every(({ builtAt }) => builtAt === undefined)).toBe(true)
  })
})
