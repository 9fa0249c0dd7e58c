import { expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { newReportsStatement } from './hot-report-statement.ts'

describeOnBoth('the plan by which new reports are found', (open) => {
  test('looks up whether each was taken in, although it was made over empty tables', async () => {
    const { database } = await open()
    const rows = await database.transaction(async (transaction) => {
      await transaction.runScript('set local plan_cache_mode = force_generic_plan')
      return transaction.query<Record<string, string>>(
        { text: `explain (costs off) ${newReportsStatement.text}` },
        [1, ['hotline'], '00000000-0000-7000-8000-000000000001', 50],
      )
    })
    const plan = rows.map((row) => Object.values(row)[0]).join('\n')
    expect(plan).not.toContain('Seq Scan on hot_report')
    expect(plan).toMatch(/ on hot_report taken\n *Index Cond: \(.*matter_id = matter_listing\.matter_id.*\)/)
  })
})
