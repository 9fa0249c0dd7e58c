import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, password, screenshot, signIn } from '../browser-test/browser.ts'

/**
 * Answers the first request for some address as the service does two minutes after somebody proved who they are; a test cannot
 * wait so long. What comes after it reaches the service.
 */
async function letProofAge(page: Page, address: string): Promise<void> {
  const detail = '此操作需要重新验证身份：请再次输入口令或动态验证码'
  const body = { code: 'reauthentication_required', title: '此操作需要重新验证身份', detail, status: 401 }
  await page.route(
    address,
    (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'urn:duibiao:problem:reauthentication_required', ...body }),
      }),
    { times: 1 },
  )
}

test('an export of more than a thousand matters asks once more who takes it, and then goes on by itself [V7.5.3]', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/matters')
  await page.locator('tr[data-index]').first().waitFor()
  await letProofAge(page, '**/api/v1/matter-export?**')
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  const dialog = page.getByRole('dialog', { name: '再次验证身份' })
  await dialog.waitFor()
  await expectAccessible(page)
  await screenshot(page, 'confirm')
  await dialog.getByLabel('密码').fill('not-the-password')
  await dialog.getByRole('button', { name: '验证并继续' }).click()
  await dialog.getByText('账号、口令或验证码不正确').waitFor()
  await dialog.getByLabel('密码').fill(password)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: '验证并继续' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/csv$/)
  await page.getByText('已导出当前筛选的全部事项').waitFor()
  await dialog.waitFor({ state: 'hidden' })
})

test('whoever gives up is told that it was not done, and the page is as it was', async () => {
  await using browser = await openBrowser({ language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'supervision-officer', '/matters')
  await page.locator('tr[data-index]').first().waitFor()
  await letProofAge(page, '**/api/v1/matter-export?**')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.waitFor()
  await expectAccessible(page)
  // The menu that the act was chosen from may still take the first Escape.
  await expect
    .poll(async () => {
      await page.keyboard.press('Escape')
      return dialog.count()
    })
    .toBe(0)
  await page.getByText('此操作需要重新验证身份', { exact: true }).waitFor()
})
