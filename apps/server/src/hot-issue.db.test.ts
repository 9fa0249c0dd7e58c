import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay, millisecondsPerMinute } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { findListed, forgetReports, listTakenReports, receiptOf } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { makeHotIssueJob } from './hot-issue-job.ts'
import { makeReportBook } from './report-book.ts'
import type { DeskPerson } from './test-desk.ts'
import { openReportDesk } from './test-report.ts'
import type { ReportDesk } from './test-report.ts'

const never = () => false
const titles = [
  '搅拌站噪音扰民',
  '搅拌站粉尘污染严重',
  '小区旁边的搅拌站半夜施工',
  '搅拌站灰尘太大影响生活',
  '请尽快关停搅拌站',
] as const

describeOnBoth('hot issues', (open) => {
  let at: ReportDesk
  let count = 0
  const clock = makeFixedClock()
  beforeAll(async () => {
    at = await openReportDesk((await open()).database, clock)
  }, 120_000)
  afterAll(() => at.close())

  /** A case that somebody of this id reported. */
  async function reportedBy(person: string, title: string, more: object = {}) {
    count += 1
    const { engine } = at.desk.tenant
    const variables = { description: `${title}，请处理`, reporter_id: person, place: '丽景新城', ...more }
    const started = await engine.start({
      procedure: 'city-events',
      number: `AJ-2026-${String(count).padStart(6, '0')}`,
      title,
      variables,
      key: `hot:${count}`,
      actor: { person },
    })
    return receiptOf(started).matter
  }
  /** A case in the area of the street. */
  async function streetCase(person: string, title: string, more: object = {}) {
    const matter = await reportedBy(person, title, more)
    const { database } = at.desk.tenant
    await database.execute(
      `update matter_listing set sights = sights || array['a:street-1'] where district_id = 1 and matter_id = $1`,
      [matter],
    )
    await database.execute(
      `insert into matter_sight (district_id, sight, matter_id, is_open) values (1, 'a:street-1', $1, true)`,
      [matter],
    )
    return matter
  }
  async function takeIn(): Promise<void> {
    await makeHotIssueJob(at.desk.tenant).run(never)
  }
  async function board(as: DeskPerson, query: object = {}) {
    const answer = await at.desk.as(as).call('hot_issue.list', { query })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value.rows
  }
  async function issueOf(as: DeskPerson, issue: string) {
    const answer = await at.desk.as(as).call('hot_issue.read', { params: { issue } })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }
  async function growths(as: DeskPerson): Promise<readonly string[]> {
    const answer = await at.desk.as(as).call('notification.list', { query: { limit: 200 } })
    const rows = answer.ok ? answer.value.rows : []
    return rows.map(({ sentence }) => sentence.en).filter((line) => line.includes('grows'))
  }
  /** The issue of the mixing station, as somebody sees it. */
  async function station(as: DeskPerson = 'leader') {
    return (await board(as)).find(({ name }) => name.includes('搅拌站'))
  }

  test('reports of one thing make one issue, people are counted, and leaders are told once for each step', async () => {
    const made: MatterId[] = []
    for (const [index, title] of titles.entries()) made.push(await reportedBy(`w${index}`, title))
    await reportedBy('x', '医保怎么报销', { place: '', description: '门诊费用能报吗' })
    await takeIn()
    const found = await station()
    expect(found).toMatchObject({
      matters: 5,
      open: 5,
      people: 5,
      people_this_week: 5,
      likes: 0,
      is_named: false,
    })
    expect((await board('leader')).length).toBe(1)
    expect(found?.heat).toBeCloseTo((5 + 5 + 0) * 1, 1)
    expect(await growths('leader')).toHaveLength(1)
    expect(await growths('clerk')).toHaveLength(1)
    expect(await growths('handler')).toEqual([])
    // Each message more tells nothing, until the next step.
    for (const person of ['w5', 'w6', 'w7', 'w8']) {
      await reportedBy(person, '搅拌站噪音扰民睡不着')
      await takeIn()
    }
    expect(await growths('leader')).toHaveLength(1)
    await reportedBy('w9', '搅拌站噪音太大')
    await takeIn()
    await takeIn()
    expect(await growths('leader')).toHaveLength(2)
    expect((await station())?.people).toBe(10)
    const detail = await issueOf('analyst', found?.issue ?? '')
    expect(detail.rows).toHaveLength(10)
    expect(detail.days).toEqual([{ day: '2026-03-02', people: 10 }])
    // Who joins by one press counts as well, from the minute on in which it is heard.
    const join = at.desk
      .as('neighbour')
      .call('matter.join', { params: { matter: made[0] ?? '' }, key: at.aKey() })
    expect(await join).toMatchObject({ ok: true })
    clock.jumpTo(instantOf(clock.now() + millisecondsPerMinute))
    await takeIn()
    expect(await station()).toMatchObject({ people: 11, likes: 1 })
  })

  test('the same person, and the same words of nobody known, heat nothing however often they come', async () => {
    const before = await station()
    for (let time = 0; time < 60; time++) await reportedBy('w0', `搅拌站噪音扰民${'啊'.repeat(time % 7)}`)
    for (let time = 0; time < 60; time++) await reportedBy('', '搅拌站噪音扰民，请关停')
    await takeIn()
    const after = await station()
    expect(after?.matters).toBe((before?.matters ?? 0) + 120)
    expect(after?.people).toBe((before?.people ?? 0) + 1)
    expect(await growths('leader')).toHaveLength(2)
  })

  test('what somebody may not see is not in the list, not in a count and not in the name', async () => {
    const all = await station()
    // Of this office only one matter of the issue is seen.
    expect(await at.desk.as('handler').call('hot_issue.list', { query: {} })).toMatchObject({ status: 403 })
    expect(await at.desk.as('resident').call('hot_issue.list', { query: {} })).toMatchObject({ status: 403 })
    expect(await at.desk.as('street').call('hot_issue.list', { query: {} })).toMatchObject({
      value: { rows: [] },
    })
    const missing = { problem: { code: 'resource_missing' } }
    const params = { issue: all?.issue ?? '' }
    expect(await at.desk.as('street').call('hot_issue.read', { params })).toMatchObject(missing)
    const seen = await streetCase('s1', '搅拌站夜间噪音')
    const other = await streetCase('s2', '搅拌站白天粉尘')
    await takeIn()
    const part = await station('street')
    expect(part).toMatchObject({ issue: all?.issue, matters: 2, people: 2 })
    const detail = await issueOf('street', part?.issue ?? '')
    expect(detail.rows.map(({ id }) => id).toSorted()).toEqual([seen, other].toSorted())
    expect(['搅拌站夜间噪音', '搅拌站白天粉尘']).toContain(part?.name)
    // The panel of similar matters: the same.
    const similar = await at.desk.as('street').call('matter.similar', { params: { matter: seen }, query: {} })
    expect(similar.ok && similar.value.rows.map(({ id }) => id)).toEqual([other])
  })

  test('a name, a split and a placement by hand stay, whatever comes after and when all is gathered anew', async () => {
    const { database, district } = at.desk.tenant
    const first = await station()
    const issue = first?.issue ?? ''
    const desk = at.desk.as('clerk')
    expect(
      await desk.call('hot_issue.name', { params: { issue }, body: { name: ' 丽景搅拌站 ' } }),
    ).toMatchObject({
      ok: true,
    })
    const refused = await at.desk
      .as('analyst')
      .call('hot_issue.name', { params: { issue }, body: { name: 'x' } })
    expect(refused).toMatchObject({ status: 403 })
    const [one, two] = (await issueOf('clerk', issue)).rows
    const matters = [one?.id ?? '', two?.id ?? '']
    const split = await desk.call('hot_issue.place', { params: { issue }, body: { matters } })
    if (!split.ok) throw new Error(JSON.stringify(split.problem))
    expect(split.value.issue).not.toBe(issue)
    expect((await issueOf('clerk', split.value.issue)).rows.map(({ id }) => id).toSorted()).toEqual(
      matters.toSorted(),
    )
    const again = await desk.call('hot_issue.place', { params: { issue }, body: { matters } })
    expect(again).toMatchObject({ problem: { code: 'resource_missing' } })
    clock.jumpTo(instantOf(clock.now() + millisecondsPerMinute))
    const back = { params: { issue: split.value.issue }, body: { matters: [matters[0] ?? ''], into: issue } }
    expect(await desk.call('hot_issue.place', back)).toMatchObject({ ok: true, value: { issue, matters: 1 } })
    await reportedBy('late', '搅拌站又在半夜施工')
    await takeIn()
    // As after a rebuild, while the service is at work.
    await forgetReports(database, district)
    await takeIn()
    const found = await issueOf('clerk', issue)
    expect(found).toMatchObject({ name: '丽景搅拌站', is_named: true })
    expect(found.rows.find(({ id }) => id === matters[0])?.is_placed).toBe(true)
    expect((await issueOf('clerk', split.value.issue)).rows.map(({ id }) => id)).toEqual([matters[1]])
    expect(await desk.call('hot_issue.name', { params: { issue }, body: { name: '' } })).toMatchObject({
      ok: true,
    })
    expect((await issueOf('clerk', issue)).is_named).toBe(false)
  })

  test('each report is taken in once, by one of several processes, and the memory is that of the database', async () => {
    const { database, district } = at.desk.tenant
    const all = async () => (await listTakenReports(database, district, { after: 0, limit: 10_000 })).length
    const before = await all()
    for (let time = 0; time < 30; time++) await reportedBy(`many${time}`, `路灯不亮${time}`)
    const books = [1, 2, 3].map(() => makeReportBook(at.desk.tenant, 1000))
    await Promise.all(books.map((book) => book.takeIn(never)))
    clock.jumpTo(instantOf(clock.now() + 2 * millisecondsPerMinute))
    for (const book of books) await book.takeIn(never)
    expect(await all()).toBe(before + 30)
    for (const book of books) expect(book.size()).toBe(before + 30)
    const message = { texts: { title: '路灯不亮', place: '丽景新城' }, at: clock.now() }
    for (const book of books) expect(book.resembling(message, 5)).toHaveLength(5)
    const small = makeReportBook(at.desk.tenant, 10)
    await small.takeIn(never)
    expect(small.size()).toBeLessThanOrEqual(10)
  })

  test('the formula is changed by those who may, after a preview, and the heat follows', async () => {
    const rule = {
      formula: { person: 2, growing: 0, liking: 0, half_life_days: 30 },
      alert: { people: 100, days: 30 },
    }
    const [before] = await board('leader')
    if (before === undefined) throw new Error('there is no issue')
    const preview = await at.desk.as('leader').call('hot_rule.preview', { body: rule })
    if (!preview.ok) throw new Error(JSON.stringify(preview.problem))
    const line = preview.value.rows.find(({ issue }) => issue === before.issue)
    expect(line?.heat).toBeCloseTo(before.heat, 6)
    expect(line?.step_then).toBe(0)
    expect((await board('leader'))[0]?.heat).toBeCloseTo(before.heat, 6)
    const keep = (as: DeskPerson, version: number, body: object = rule) =>
      at.desk.as(as).call('hot_rule.keep', { body: { ...body, version, reason: '本区试行' } as never })
    for (const as of ['clerk', 'analyst', 'resident'] as const) {
      expect(await keep(as, 0)).toMatchObject({ status: 403 })
    }
    const endless = { ...rule, formula: { ...rule.formula, half_life_days: 0 } }
    expect(await keep('leader', 0, endless)).toMatchObject({ status: 400 })
    expect(await keep('leader', 0)).toMatchObject({ ok: true, value: { version: 1 } })
    // Somebody else was quicker.
    expect(await keep('leader', 0)).toMatchObject({ problem: { code: 'plan_changed' } })
    const now = (await board('leader')).find(({ issue }) => issue === before.issue)
    expect(now?.heat).toBeCloseTo(line?.heat_then ?? 0, 6)
    expect(now?.terms.growth).toBe(0)
    const read = await at.desk.as('analyst').call('hot_rule.read', {})
    expect(read).toMatchObject({ value: { ...rule, version: 1 } })
    await at.desk.tenant.audit.settle()
    const events = await at.desk.tenant.database.query<{ readonly detail: string }>(
      `select detail::text as detail from audit_event where district_id = 1 and kind = 'settings.changed'`,
    )
    expect(events.map(({ detail }) => detail).join()).toContain('本区试行')
  })

  test('before sending somebody is shown what is open and alike near the place, and nothing of who reported it', async () => {
    const place = { longitude: 119.51, latitude: 29.41 }
    const near = await reportedBy('secret-person', '健身步道积水严重无法通行', {
      ...place,
      place: '湖滨步道',
    })
    const far = { ...place, latitude: 29.8, place: '湖滨步道' }
    await reportedBy('other', '健身步道积水严重无法通行', far)
    await takeIn()
    const find = (as: DeskPerson, body: object) =>
      at.desk.as(as).call('similar.find', { body: { pack: 'city-events', ...body } as never })
    const text = { text: '湖滨的健身步道积水严重，过不去', place: '湖滨步道' }
    const answer = await find('neighbour', { ...text, ...place, latitude: 29.413 })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    expect(answer.value.rows.map(({ id }) => id)).toEqual([near])
    expect(answer.value.rows[0]?.distance).toBeGreaterThan(200)
    expect(JSON.stringify(answer.value)).not.toContain('secret-person')
    expect(Object.keys(answer.value.rows[0] ?? {}).toSorted()).toEqual(
      'distance id is_own likeness number opened_at pack place reporters status title'.split(' '),
    )
    // By its place alone as well, as before; by words alone, where no place is known.
    expect(await find('neighbour', { ...place })).toMatchObject({ value: { rows: [{ id: near }] } })
    const worded = await find('neighbour', text)
    expect(worded.ok && worded.value.rows.map(({ id }) => id)).toContain(near)
    expect(await find('neighbour', { text: '办理护照需要什么材料' })).toMatchObject({ value: { rows: [] } })
    // A complaint to the hotline is nobody else's.
    expect(await find('neighbour', { ...text, pack: 'hotline' })).toMatchObject({ value: { rows: [] } })
    expect(await find('nobody', text)).toMatchObject({ status: 401 })
    for (const bad of ['', ' ', '😀', '\u200b'.repeat(50), '字'.repeat(20_000)]) {
      expect(await find('neighbour', { text: bad })).toMatchObject({ ok: true })
    }
  })

  test('who follows a matter of an issue is told that it grows, of that matter and with no number', async () => {
    const matter = await streetCase('f0', '公交站台坍塌危险', { place: '新湖路站' })
    await at.desk.as('street').call('matter.watch', { params: { matter } })
    for (let person = 1; person < 120; person++) {
      await reportedBy(`f${person}`, '公交站台坍塌危险', { place: '新湖路站' })
    }
    await takeIn()
    const lines = (await growths('street')).filter((line) => line.includes('follow'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/120|100/)
    const listed = await findListed(at.desk.tenant.database, at.desk.tenant.district, matter)
    expect(lines[0]).toContain(listed?.number ?? '?')
  })

  test('heat falls with the days on which nobody new speaks', async () => {
    const [hottest] = await board('leader')
    clock.jumpTo(instantOf(clock.now() + 30 * millisecondsPerDay))
    const later = (await board('leader')).find(({ issue }) => issue === hottest?.issue)
    expect(later?.terms.recency).toBeCloseTo(0.5, 1)
    expect(later?.heat).toBeLessThan(hottest?.heat ?? 0)
  })
})
