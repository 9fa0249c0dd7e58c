import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, telephone } from '../../browser-test/browser.ts'
import { signInAsResident, someWords } from '../../browser-test/report.ts'

test('a resident signs in by telephone: a wrong code is refused in a sentence, and another way is open', async () => {
  await using browser = await openBrowser(telephone)
  const { page } = browser
  await page.goto('/public/mine')
  await page.getByLabel('手机号', { exact: true }).fill('139 0000 1234')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill('000000')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page
    .getByRole('alert')
    .filter({ hasText: /验证码|账号|口令|密码/ })
    .waitFor()
  await page.getByRole('button', { name: '用账号和密码登录' }).waitFor()
})

test('who signs out leaves nothing on the device: no list, no draft', async () => {
  await using browser = await openBrowser(telephone)
  const { page } = browser
  await page.goto('/public/mine')
  await signInAsResident(page)
  await page.locator('.follow-mine li').first().waitFor()
  await page.getByRole('link', { name: '我要反映' }).click()
  await page.getByLabel('描述').fill(someWords('电梯停运'))
  await page.getByRole('link', { name: '我的反映' }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '手机号登录' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.locator('.follow-mine').count()).toBe(0)
  expect(await page.evaluate(() => localStorage.getItem('duibiao.report'))).toBeNull()
  await page.getByRole('link', { name: '我要反映' }).click()
  await page.getByLabel('描述').waitFor()
  expect(await page.getByLabel('描述').inputValue()).toBe('')
})

test('a resident who signs in where the offices do comes to their own pages', async () => {
  await using browser = await openBrowser()
  const { page } = browser
  await page.goto('/sign-in')
  await page.locator('#field-account').fill('resident')
  await page.locator('#field-password').fill('lantern-heron-paper-lake')
  await page.locator('.sign-in-form button[type="submit"]').click()
  await page.waitForURL('**/public/mine')
  await page.locator('.follow-mine li').first().waitFor()
})
