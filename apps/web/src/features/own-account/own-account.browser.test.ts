import { createHmac } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  password,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { findHolders, makeAccount, openAccount } from '../../browser-test/made-account.ts'

/** The code of an authenticator (RFC 6238: SHA-1, six digits, 30 seconds), `later` steps from now. */
async function codeOf(secret: string, later = 0): Promise<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(secret.replaceAll(' ', ''), (letter) =>
    letters.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor((await readClock()) / 30_000) + later))
  const digest = createHmac('sha1', key).update(step).digest()
  const start = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The clock of the service, which codes are held against. */
async function readClock(): Promise<number> {
  const answer = await fetch(`${inject('address')}/healthz`)
  return Date.parse(answer.headers.get('date') ?? '')
}

async function typeSignIn(page: Page, account: string, secret: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('#field-account').fill(account)
  await page.locator('#field-password').fill(secret)
  await page.locator('.sign-in-form button[type="submit"]').click()
}

async function aHandler(): Promise<string> {
  const [person = ''] = await findHolders('drainage', 'department_handler')
  return person
}

test('after the first sign-in one sets a password of one’s own: weak ones are told beside the field, then the work is there [V6.4.1]', async () => {
  const { name, secret } = await openAccount(await aHandler())
  await using browser = await openBrowser()
  const { page } = browser
  await typeSignIn(page, name, secret)
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'first-password')
  async function set(first: string, again = first): Promise<void> {
    await page.getByLabel('初始密码').fill(secret)
    await page.getByLabel('新密码', { exact: true }).fill(first)
    await page.getByLabel('再输一次新密码').fill(again)
    await page.getByRole('button', { name: '保存新密码' }).click()
  }
  const fault = page.locator('.field[data-fault="true"]')
  await set('短密码')
  await fault.getByText('少于 8 个字符').waitFor()
  await set('lantern-heron-paper-lake', 'lantern-heron')
  await fault.getByText('两次输入不一致').waitFor()
  await set('password123')
  await fault.filter({ hasText: '新密码' }).getByText('口令太容易被猜到').waitFor()
  await expectAccessible(page)
  await set('lantern-heron-paper-lake')
  await page.getByRole('heading', { name: '工作台' }).waitFor()
})

test('an authenticator: scanned or typed, proved by a code, asked for at the next sign-in, and taken away again [V6.3.3]', async () => {
  const account = await makeAccount(await aHandler())
  await using browser = await openBrowser()
  const page = await signIn(browser, account, '/account')
  await page.getByRole('button', { name: '绑定身份验证器' }).click()
  await page.getByRole('img', { name: /^身份验证器的二维码/ }).waitFor()
  const secret = await page.locator('.own-account-secret').innerText()
  await expectAccessible(page)
  await screenshot(page, 'second-factor')
  const code = page.getByLabel('输入应用上显示的 6 位数字')
  await code.fill(await codeOf(secret, 20))
  await page.getByRole('button', { name: '确认绑定' }).click()
  await page.getByText('数字不对或已过期').waitFor()
  await code.fill(await codeOf(secret))
  await page.getByRole('button', { name: '确认绑定' }).click()
  await page.getByText('已绑定。登录时除密码外').waitFor()
  await using other = await openBrowser()
  await typeSignIn(other.page, account, password)
  await other.page.getByLabel('动态验证码').fill(await codeOf(secret, 1))
  await other.page.getByRole('button', { name: '登录', exact: true }).click()
  await other.page.getByRole('heading', { name: '工作台' }).waitFor()
  await page.getByRole('button', { name: '解除绑定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click()
  await page.getByText('没有绑定。').waitFor()
})

test('where a second factor is asked for, nothing is open before one is set up', async () => {
  const account = await makeAccount(await aHandler())
  await using browser = await openBrowser({ ...telephone, language: 'en' })
  const { page } = browser
  let isOwed = true
  // The district of the tests does not ask for one: what it says of itself is what one says that does.
  await page.route('**/api/v1/me', async (route) => {
    const answer = await route.fetch()
    const body: unknown = await answer.json()
    await route.fulfill({
      response: answer,
      json: isOwed && answer.ok() ? { ...Object(body), pending: 'second_factor' } : body,
    })
  })
  await typeSignIn(page, account, password)
  await page.getByRole('heading', { name: 'Set up an authenticator' }).waitFor()
  await page.locator('.own-account-secret').waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'second-factor-phone-en')
  const secret = await page.locator('.own-account-secret').innerText()
  await page.getByLabel('Enter the six digits that it shows').fill(await codeOf(secret))
  isOwed = false
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('heading', { name: 'Workbench' }).waitFor()
})

test('one sees where one is signed in, ends one session, and then all of them [V7.4.4] [V7.5.2]', async () => {
  const account = await makeAccount(await aHandler())
  await using here = await openBrowser()
  await using there = await openBrowser()
  const page = await signIn(here, account, '/account')
  const elsewhere = await signIn(there, account)
  await page.reload()
  // On a slow machine two minutes pass meanwhile: it is asked for then, as it is of people.
  await page.addLocatorHandler(page.getByRole('dialog', { name: '再次验证身份' }), async (dialog) => {
    await dialog.getByLabel('密码').fill(password)
    await dialog.getByRole('button', { name: '验证并继续' }).click()
  })
  const sessions = page.getByRole('region', { name: '已登录的设备' })
  await sessions.getByText('当前设备').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'account')
  await sessions
    .getByRole('button', { name: /^结束 .* 的登录/ })
    .first()
    .click()
  await page.getByText('已结束').waitFor()
  await sessions.getByRole('button', { name: '全部退出' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '全部退出' }).click()
  await page.waitForURL('**/sign-in')
  await elsewhere.goto('/account')
  await elsewhere.getByRole('heading', { name: '明湖区基层治理平台' }).waitFor()
})

test('after signing out nothing is shown on the way back, and the cookie opens nothing any more [V7.4.1] [V7.4.4]', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', '/tasks')
  await page.locator('tr[data-index]').first().waitFor()
  await page.locator('tr[data-index] a').first().click()
  await page.locator('.matter').waitFor()
  const cookies = await browser.context.cookies()
  await page.getByRole('button', { name: '周宇' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
  await page.getByLabel('账号', { exact: true }).waitFor()
  await page.goBack()
  await page.waitForURL('**/sign-in?return_to=*')
  await page.getByLabel('账号', { exact: true }).waitFor()
  expect(await page.locator('.shell, .matter, tr[data-index]').count()).toBe(0)
  await browser.context.addCookies(cookies)
  await expect.poll(() => page.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401)
})
