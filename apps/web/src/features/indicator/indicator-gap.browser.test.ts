import { expect, test, vi } from 'vitest'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { minute, solved, waitForNumbers } from '../../browser-test/indicator.ts'
import { openDesk } from '../../browser-test/made-matter.ts'

vi.setConfig({ testTimeout: 10 * minute })

/** A gap of an indicator that became work of an office, up to whether it can be done; answers the id of its matter. */
async function makeWork(indicator: string, by: string): Promise<string> {
  const desk = await openDesk('supervision-officer')
  const { rows } = (await desk.get('/api/v1/offices?limit=200')) as {
    readonly rows: readonly { readonly id: string; readonly name: string }[]
  }
  const [owner, other] = rows.filter(({ name }) => name.endsWith('局')).map(({ id }) => id)
  const begun = { pack: 'benchmark', procedure: 'gap-work', title: '回访不满意的先核实' }
  const { id } = (await desk.post('/api/v1/matters', begun)) as { readonly id: string }
  const { tasks } = (await desk.get(`/api/v1/matters/${id}`)) as {
    readonly tasks: readonly { readonly task: number }[]
  }
  const variables = {
    gap_title: begun.title,
    lead_office: other,
    indicator,
    better: 'higher',
    value_period: '上月',
    own_value: 64.3,
    peer: '甲市乙区',
    peer_value: 82,
    target_value: 75,
    value_unit: '%',
    by_when: by,
    practice: '回访前先看办理照片',
    gap_unit: owner,
    confirm_office: other,
  }
  const task = tasks[0]?.task
  await desk.post(`/api/v1/matters/${id}/commands`, { kind: 'completeTask', task, variables })
  return id
}

test('work on a gap stands on the chart of its indicator as target and day, and in a table that leads to it', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  const period = await waitForNumbers(page)
  const year = Number(period.slice(0, 4)) + 1
  const matter = await makeWork('满意率', `${year}-03-31`)
  await page.goto('/indicators/hotline.satisfied_rate')
  const link = page.locator(`a[href="/matters/${matter}"]`)
  const told = await page.getByRole('row').filter({ has: link }).innerText()
  for (const words of ['75%', `${year}年3月31日`, '64.3%', '在办']) expect(told).toContain(words)
  const plot = page.locator('.plot svg')
  await plot.getByText('目标 75%', { exact: true }).first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'indicator-series')
  // Its flag leads to the matter too, as the link does for who sees no drawing.
  await plot.locator(`.plot-flag[data-key="${matter}"]`).dispatchEvent('click')
  await page.waitForURL(`**/matters/${matter}`)
  await page.goBack()
  await link.click()
  await page.waitForURL(`**/matters/${matter}`)
})

test('a unit that lags beyond the limits leads into work on the gap, with its numbers in the form', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  const period = await waitForNumbers(page)
  // Whether a street lags this month is up to the demonstration: one is made to.
  await page.route(`**/api/v1/indicators/${solved}/units?*`, async (route) => {
    const answer = await route.fetch()
    const told = (await answer.json()) as { readonly rows: readonly object[]; readonly whole: object }
    const [first = {}, ...rest] = told.rows
    const lagging = { ...first, value: 0.5, funnel: 'low_outer', may_be_named: true }
    await route.fulfill({
      json: { ...told, whole: { ...told.whole, value: 0.875 }, rows: [...rest, lagging] },
    })
  })
  await page.goto(`/indicators/${solved}?view=units&period=${period}`)
  const row = page.locator('table.indicator-units tbody tr').filter({ hasText: '转为改进任务' })
  const name = await row.getByRole('rowheader').innerText()
  await row.getByRole('link', { name: '转为改进任务' }).click()
  await page.waitForURL('**/gap-work/new?**')
  await page.locator('.schema-form').waitFor()
  const inputs = page.locator('.schema-form input')
  for (const value of [`${name}缩小“解决率”差距`, '50', '87.5']) {
    await expect.poll(() => inputs.evaluateAll(valuesOf)).toContain(value)
  }
})

function valuesOf(inputs: readonly Element[]): readonly string[] {
  return inputs.map((input) => (input instanceof HTMLInputElement ? input.value : ''))
}
