import { expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { replaceCasesStatement } from './indicator-case-statement.ts'

const matter = '00000000-0000-7000-8000-000000000001'
const month = '2026-01-01'
const at = '2026-01-15T00:00:00Z'

describeOnBoth('the plan by which cases are replaced', (open) => {
  test('looks rows up by the matter, and sums by their whole key, although it was made over empty tables', async () => {
    const { database } = await open()
    const given = [[1], [matter], [month], [at], [''], [1], [1], ['d']]
    const parameters = [1, [1], [matter], ...given, [month], at]
    const rows = await database.transaction(async (transaction) => {
      // Prepared statements get a plan for any value in the end, and keep it while the tables grow.
      await transaction.runScript('set local plan_cache_mode = force_generic_plan')
      return transaction.query<Record<string, string>>(
        { text: `explain (costs off) ${replaceCasesStatement.text}` },
        parameters,
      )
    })
    const plan = rows.map((row) => Object.values(row)[0]).join('\n')
    expect(plan).not.toContain('Seq Scan on indicator_')
    expect(plan).toMatch(/ on indicator_case found\n *Index Cond: \(.*formula_id.*matter_id.*\)/)
    expect(plan).toMatch(
      /indicator_sum_pkey on indicator_sum sums\n *Index Cond: \(.*formula_id.*unit.*month.*\)/,
    )
    expect(plan).toMatch(/ on indicator_case gone\n *Index Cond: \(.*formula_id.*matter_id.*\)/)
  })
})
