import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { minute, solved, waitForNumbers } from '../../browser-test/indicator.ts'

vi.setConfig({ testTimeout: 10 * minute })

/** A month as Chinese pages write it. */
function written(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return `${year}年${number}月`
}

/** Presses a key until the page hears it, which the address tells. */
async function pressUntil(page: Page, key: string, address: RegExp): Promise<void> {
  await expect
    .poll(async () => {
      if (!address.test(page.url())) await page.keyboard.press(key)
      return page.url()
    })
    .toMatch(address)
}

/** The matters of a number, once they are there. */
async function openedMatters(page: Page): Promise<Locator> {
  const panel = page.locator('section[aria-labelledby="indicator-matters"]')
  await panel.locator('tbody tr').first().waitFor()
  return panel
}

test('an analyst goes from the list to a value, and from its number to the matters behind it', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst')
  const period = await waitForNumbers(page)
  await page.getByRole('link', { name: /指标$/ }).click()
  await page.getByRole('heading', { name: '指标', level: 1 }).waitFor()
  const row = page.getByRole('row', { name: /^解决率/ })
  await row.getByText(/^[\d,]+ \/ [\d,]+/).waitFor()
  expect(await row.innerText()).toMatch(/\d+(\.\d)?%/)
  expect(await row.innerText()).toContain('越高越好')
  expect(await row.innerText()).toMatch(/北京市接诉即办工作条例|回访确认解决数/)
  await expectAccessible(page)
  await screenshot(page, 'indicators')

  await row.getByRole('link').first().click()
  await page.getByRole('heading', { name: '解决率', level: 1 }).waitFor()
  await page.locator('.plot svg').waitFor()
  const closed = page.getByRole('row', { name: new RegExp(`^${written(period)}`) })
  const link = closed.getByRole('link', { name: /分母，查看事项$/ })
  expect(await link.innerText()).toMatch(/^[1-9][\d,]*$/)
  await link.click()
  const panel = await openedMatters(page)
  // Others work in the same district, and late events change a closed month too.
  await expect
    .poll(async () => {
      const number = Number((await link.innerText()).replaceAll(',', ''))
      return (await panel.locator('tbody tr').count()) - Math.min(50, number)
    })
    .toBe(0)
  await expectAccessible(page)

  // The address alone shows the same again.
  const title = await panel.getByRole('heading').innerText()
  await page.reload()
  const again = await openedMatters(page)
  expect(await again.getByRole('heading').innerText()).toBe(title)
  const matter = again.locator('tbody th a').first()
  const name = await matter.innerText()
  await matter.click()
  await page.waitForURL('**/matters/**')
  await page.getByText(name).first().waitFor()
})

test('a leader compares streets in bands first, and a place says whether it differs', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  const period = await waitForNumbers(page)
  await page.goto(`/indicators/${solved}?view=units&period=${period}`)
  await page.getByRole('heading', { name: '分档', level: 2 }).waitFor()
  await page.getByRole('figure', { name: '漏斗图：值和件数' }).locator('svg').first().waitFor()
  expect(await page.getByRole('columnheader', { name: '位次' }).count()).toBe(0)
  await expectAccessible(page)
  await screenshot(page, 'indicator-units')

  // What is shown can be taken along as a sheet.
  await page.getByRole('button', { name: '导出' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ])
  const [head = '', ...lines] = readFileSync(await saved.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  expect(head).toContain('指标,公式版本,时期,位次,单位')
  const first = await page.locator('table.indicator-units tbody th[scope="row"]').first().innerText()
  expect(lines.some((line) => line.includes(`,${period},`) && line.includes(first))).toBe(true)

  await page.getByText('名次', { exact: true }).click()
  const table = page.locator('table.indicator-units')
  await table.getByRole('columnheader', { name: '和相邻的有差别吗' }).waitFor()
  expect(await table.locator('tbody tr').first().innerText()).toMatch(/有差别|分不出/)
  await expectAccessible(page)

  // The table twin has a row for each unit of the plot.
  await page.getByText('漏斗图数据表').click()
  const twin = page.getByRole('region', { name: '漏斗图数据表' }).locator('tbody tr')
  await twin.first().waitFor()
  await expect.poll(async () => (await twin.count()) - (await table.locator('tbody tr').count())).toBe(0)

  const unit = await table.locator('tbody th').first().innerText()
  await table
    .getByRole('link', { name: /分母，查看事项$/ })
    .first()
    .click()
  const panel = await openedMatters(page)
  expect(await panel.getByRole('heading').innerText()).toContain(unit)
  await page.reload()
  const again = await openedMatters(page)
  expect(await again.getByRole('heading').innerText()).toContain(unit)
  await page.getByRole('heading', { name: '名次', level: 2 }).waitFor()
})

test('by keyboard: over time or compared, a period back, a number opened and closed', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'supervision-officer')
  await waitForNumbers(page)
  await page.goto(`/indicators/${solved}`)
  await page.getByRole('heading', { name: 'All periods' }).waitFor()
  await pressUntil(page, 'v', /view=units/)
  const periods = page.getByLabel('Period', { exact: true })
  await periods.locator('option').nth(1).waitFor({ state: 'attached' })
  const first = await periods.inputValue()
  await pressUntil(page, '[', /period=/)
  await expect.poll(() => periods.inputValue()).not.toBe(first)
  expect((await periods.inputValue()) < first).toBe(true)
  const number = page.getByRole('link', { name: /Denominator: open the matters$/ }).first()
  await number.focus()
  await page.keyboard.press('Enter')
  const panel = await openedMatters(page)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await screenshot(page, 'indicator-units-en')
})

/** Two years of closed months with limits, a sign and a revision: the season of the demonstration is too short for them. */
function longSeries() {
  const rows = Array.from({ length: 24 }, (_, index) => {
    const [year, month] = [2024 + Math.floor(index / 12), String((index % 12) + 1).padStart(2, '0')]
    const numerator = index === 20 ? 120 : 170 + ((index * 7) % 11)
    return {
      period: `${year}-${month}`,
      from: `${year}-${month}-01`,
      until: `${year}-${month}-28`,
      numerator,
      denominator: 200,
      matters: 200,
      excluded: [{ reason: 'not_reached', matters: 9 }],
      pending: 0,
      value: numerator / 200,
      lower: numerator / 200 - 0.05,
      upper: numerator / 200 + 0.05,
      method: 'wilson',
      cut_off: '2026-01-06T16:00:00Z',
      is_closed: true,
      revisions: index === 22 ? 1 : 0,
    }
  })
  return {
    version: '0123456789ab',
    is_complete: true,
    waiting: 0,
    unit: { kind: 'district', name: '明湖区' },
    rows,
    chart: {
      centre: 0.86,
      lower: 0.78,
      upper: 0.94,
      signals: [{ period: '2025-09', kinds: ['beyond_limits'], is_better: false }],
    },
    revisions: [
      {
        period: '2025-11',
        at: '2026-01-08T02:00:00Z',
        reason: 'late_event',
        numerator: { before: 171, after: 172 },
        denominator: { before: 199, after: 200 },
      },
    ],
  }
}

test('limits, signs and revisions are told beside the values, in the table too', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst')
  await page.route(`**/api/v1/indicators/${solved}/series*`, (route) => route.fulfill({ json: longSeries() }))
  await page.goto(`/indicators/${solved}`)
  const row = page.getByRole('row', { name: /^2025年9月/ })
  await row.getByText('变差：超出界限').waitFor()
  expect(await row.innerText()).toContain('60%')
  await page.getByText('自然波动界限（均值 ± 2.66 倍平均移动极差）').waitFor()
  // Its shape says it, not the colour alone.
  expect(await page.locator('.plot rect[data-mark="worse"]').count()).toBe(1)
  const revised = page.getByRole('region', { name: '截止后的修订' }).getByRole('row', { name: /^2025年11月/ })
  expect(await revised.innerText()).toContain('171 / 199')
  expect(await revised.innerText()).toContain('172 / 200')
  expect(await revised.innerText()).toContain('截止后的变化')
  await expectAccessible(page)
})

test('in English, on a telephone, in the dark and in large letters the pages hold together', async () => {
  for (const wish of [
    { ...telephone, language: 'en', mode: 'dark' },
    { ...telephone, language: 'zh', size: 'care' },
  ] as const) {
    await using browser = await openBrowser(wish)
    const page = await signIn(browser, 'leader')
    await waitForNumbers(page)
    for (const path of ['', `/${solved}`, `/${solved}?view=units`, `/${solved}?view=units&order=rank`]) {
      await page.goto(`/indicators${path}`)
      await page.locator('.indicators table tbody tr').first().waitFor()
      await expectNoSideways(page)
      await expectAccessible(page)
    }
  }
})
