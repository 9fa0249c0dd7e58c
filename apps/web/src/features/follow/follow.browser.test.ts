import { test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  telephone,
} from '../../browser-test/browser.ts'

test('somebody without an account is told kindly when number and code do not fit, on a telephone and in large print', async () => {
  for (const size of ['plain', 'care'] as const) {
    await using browser = await openBrowser({ ...telephone, size })
    const { page } = browser
    await page.goto('/public')
    await page.getByLabel('编号').fill('jb-2026-000001')
    await page.getByLabel('查询码').fill('ABCD-EFGH')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByText('没有查到').waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
    await screenshot(page, size === 'care' ? 'follow-phone-care' : 'follow-phone')
  }
})
