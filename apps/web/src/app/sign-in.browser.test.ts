import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  telephone,
} from '../browser-test/browser.ts'

test('whoever comes without a session signs in first and is then where they wanted to go', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await page.goto('/tasks?due=overdue')
  await page.getByRole('heading', { name: '明湖区基层治理平台' }).waitFor()
  await page.getByText('演示账号').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'sign-in')
  await page.getByRole('button', { name: /部门经办人/ }).click()
  await page.waitForURL('**/tasks?due=overdue')
})

test('a wrong password is told where it was typed', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const { page } = browser
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Account' }).fill('leader')
  await page.getByLabel('Password', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect.poll(() => page.locator('.sign-in-form [role="alert"]').innerText()).not.toBe('')
})

test('what is typed before the words of the kit have come stays', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  const words = Promise.withResolvers<void>()
  await page.route('**/zh_CN-*.js', async (route) => {
    await words.promise
    await route.continue()
  })
  await page.goto('/sign-in', { waitUntil: 'commit' })
  const account = page.locator('#field-account')
  await account.fill('leader')
  const coming = page.waitForResponse('**/zh_CN-*.js')
  words.resolve()
  await (await coming).finished()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('textbox', { name: 'Account' }).waitFor()
  expect(await account.inputValue()).toBe('leader')
})

test('the language changes without a reload', async () => {
  await using browser = await openBrowser({ ...telephone })
  const { page } = browser
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Minghu District governance platform' }).waitFor()
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en')
  await expectNoSideways(page)
  await expectAccessible(page)
})
