import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { receiptOf } from '@duibiao/store'
import { makeHotIssueJob } from './hot-issue-job.ts'
import type { DeskPerson } from './test-desk.ts'
import { openReportDesk } from './test-report.ts'
import type { ReportDesk } from './test-report.ts'

describeOnBoth('alerts of issues that grow', (open) => {
  let at: ReportDesk
  let count = 0
  const clock = makeFixedClock()
  beforeAll(async () => {
    at = await openReportDesk((await open()).database, clock)
  }, 120_000)
  afterAll(() => at.close())

  async function reportedBy(person: string, title: string): Promise<void> {
    count += 1
    const started = await at.desk.tenant.engine.start({
      procedure: 'city-events',
      number: `AJ-2026-${String(count).padStart(6, '0')}`,
      title,
      variables: { description: `${title}，请处理`, reporter_id: person, place: '丽景新城' },
      key: `alert:${count}`,
      actor: { person },
    })
    receiptOf(started)
  }
  async function takeIn(): Promise<void> {
    await makeHotIssueJob(at.desk.tenant).run(() => false)
  }
  /** Sentences that somebody was told. */
  async function told(as: DeskPerson): Promise<readonly string[]> {
    const answer = await at.desk.as(as).call('notification.list', { query: { limit: 200 } })
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value.rows.map(({ sentence }) => sentence.en)
  }

  test('of those who may be told the district settles who is, and nobody else can be named', async () => {
    for (const person of ['t0', 't1', 't2', 't3', 't4']) await reportedBy(person, '地铁口共享单车堆满')
    await takeIn()
    for (const as of ['leader', 'clerk', 'supervisor'] as const) expect(await told(as)).toHaveLength(1)
    const read = await at.desk.as('leader').call('hot_rule.read', {})
    if (!read.ok) throw new Error(read.problem.code)
    const { version, formula, alert } = read.value
    expect(alert.told).toEqual(['leader', 'district_dispatcher', 'supervision_officer'])
    function keep(hearer: string) {
      const body = { formula, alert: { ...alert, told: [hearer] }, version, reason: '领导不必逐条收' }
      return at.desk.as('leader').call('hot_rule.keep', { body: body as never })
    }
    expect(await keep('resident')).toMatchObject({ status: 400 })
    expect(await keep('supervision_officer')).toMatchObject({ ok: true })
    for (const person of ['t5', 't6', 't7', 't8', 't9']) await reportedBy(person, '地铁口共享单车堆满')
    await takeIn()
    expect(await told('supervisor')).toHaveLength(2)
    for (const as of ['leader', 'clerk'] as const) expect(await told(as)).toHaveLength(1)
  })
})
