import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, signIn } from '../../browser-test/browser.ts'

test('at the first sign-in a leader finds peers, gaps and dates of the yearbook that the demonstration has', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  await page.getByRole('link', { name: /对标与差距$/ }).click()
  await page.getByRole('heading', { name: '对标与差距', level: 1 }).waitFor()
  await page.getByText('行政区划', { exact: true }).click()
  const rivals = page.getByRole('region', { name: '标兵与追兵' })
  const own = rivals.getByRole('row', { name: /^本方/ })
  await own.waitFor()
  expect(await own.innerText()).toContain('明湖区')
  await page.getByRole('figure', { name: '差距瀑布图' }).locator('svg rect').first().waitFor()

  await page.getByRole('link', { name: '对标地区', exact: true }).click()
  const peers = page.getByRole('region', { name: '最相近的地区' })
  await peers.getByRole('row', { name: /^1 (梧野|听潮|望舒|鹤汀|采薇|松籁)区/ }).waitFor()
  await expectAccessible(page)

  await page.getByRole('link', { name: '何时追上', exact: true }).click()
  await page.getByRole('figure').first().locator('svg').first().waitFor()
  await expectAccessible(page)
})

test('an analyst sees the row of the yearbook that was kept out, and each value leads to its cell', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/statistics')
  const table = page.getByRole('region', { name: '指标', exact: true })
  await table.getByRole('link', { name: '热线按时办结率' }).click()
  await page.getByRole('heading', { level: 1, name: '热线按时办结率' }).waitFor()
  await page.getByText(/全部数字均为虚构/).waitFor()
  await page.goto('/statistics/indicators/city_on_time?units=division&unit=990109')
  // The same code, called otherwise until it was renamed.
  await page.getByRole('row').filter({ hasText: '北屏区' }).first().waitFor()
  await page.getByRole('row').filter({ hasText: '松籁区' }).first().waitFor()
  await page
    .getByRole('link', { name: /^第 1 次导入/ })
    .first()
    .click()
  const findings = page.getByRole('region', { name: '导入结果' }).getByRole('row')
  await findings.filter({ hasText: '云锦区1' }).waitFor()
  await expectAccessible(page)
})
