import { expect, test } from 'vitest'
import {
  ask,
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { makeHandling } from '../../browser-test/made-matter.ts'
import { openReceiver } from '../../browser-test/receiver.ts'

test('a webhook is made and tested; what it refuses is a dead letter with its reason, tried again or dropped with one', async () => {
  await using receiver = await openReceiver()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/deliveries/receivers')
  const name = `开放数据-${crypto.randomUUID().slice(0, 8)}`
  await page.getByRole('button', { name: '新建事件推送' }).click()
  const form = page.getByRole('dialog', { name: '新建事件推送' })
  await form.getByLabel('名称*').fill(name)
  await form.getByLabel('地址*').fill(receiver.address)
  await expectAccessible(page)
  await form.getByRole('button', { name: '保存' }).click()
  const secret = page.getByRole('dialog', { name: '密钥只显示这一次' })
  await secret.getByText(/^whsec_/).waitFor()
  await secret.getByRole('button', { name: '已复制，关闭' }).click()
  await secret.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: `${name}：操作` }).click()
  await page.getByRole('menuitem', { name: '试投一次' }).click()
  await page.getByText(`${name} 已收到试投`).waitFor()
  expect(receiver.heard[0]?.['webhook-signature']).toMatch(/^v1,/)
  await screenshot(page, 'delivery-receivers')

  // Who answers 410 is given up at once, and switched off.
  const { rows } = (await ask(page, '/api/v1/webhooks')) as {
    readonly rows: readonly { readonly webhook: string; readonly name: string }[]
  }
  const webhook = rows.find((one) => one.name === name)?.webhook ?? ''
  async function countDead(): Promise<number> {
    const found = await ask(page, `/api/v1/deliveries?state=dead&receiver=${webhook}`)
    return (found as { readonly rows: readonly unknown[] }).rows.length
  }
  receiver.answer(410)
  await makeHandling()
  await expect.poll(() => countDead()).toBeGreaterThan(0)
  await page.goto(`/deliveries?receiver=${webhook}`)
  await page.locator('tr[data-index]').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'delivery-dead')
  await page.locator('tr[data-index] a').first().click()
  await page.locator('.delivery-error-line').filter({ hasText: 'status 410' }).waitFor()
  await page.getByText('对方答复 410').waitFor()
  await page.getByText('事件内容可能含个人信息').waitFor()
  await expectAccessible(page)
  const dead = page.url()

  // Once it takes events again and is switched on, what is tried again arrives.
  receiver.answer(204)
  await page.goto('/deliveries/receivers')
  await page.getByRole('button', { name: `${name}：操作` }).click()
  await page.getByRole('menuitem', { name: '启用' }).click()
  await page.getByText(`已启用 ${name}`).waitFor()
  await page.goto(dead)
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByText(/件已重新排队/).waitFor()
  const arrived = `/api/v1${new URL(dead).pathname}`
  await expect.poll(() => ask(page, arrived)).toHaveProperty('delivered_at')

  // What nobody wants any more is dropped, with a reason.
  receiver.answer(410)
  await makeHandling()
  await expect.poll(() => countDead()).toBeGreaterThan(0)
  await page.goto(`/deliveries?receiver=${webhook}`)
  // More of them may die meanwhile and stand above it.
  const address = (await page.locator('tr[data-index] a').first().getAttribute('href')) ?? ''
  const row = page.locator('tr[data-index]').filter({ has: page.locator(`a[href="${address}"]`) })
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: '放弃' }).click()
  const dialog = page.getByRole('dialog', { name: '放弃死信' })
  expect(await dialog.getByRole('button', { name: '放弃' }).isDisabled()).toBe(true)
  await dialog.getByLabel('理由*').fill('对方系统已下线')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '放弃' }).click()
  await page.getByText('1 件已放弃').waitFor()
  expect(await ask(page, `/api/v1${address}`)).toMatchObject({ code: 'resource_missing' })

  // A secret is renewed while the old one still counts.
  await page.goto('/deliveries/receivers')
  await page.getByRole('button', { name: `${name}：操作` }).click()
  await page.getByRole('menuitem', { name: '更换密钥' }).click()
  const renewal = page.getByRole('dialog', { name: '更换密钥' })
  await renewal.getByLabel('72 小时').check()
  await renewal.getByRole('button', { name: '更换密钥' }).click()
  await secret.getByText(/之前仍同时签名/).waitFor()
  await secret.getByRole('button', { name: '已复制，关闭' }).click()
  await page.getByRole('button', { name: `${name}：操作` }).click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  await page.getByText(`已删除 ${name}`).waitFor()
})

test('jobs tell their last and next runs; the number in the navigation is that of the page', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/jobs')
  await page.getByRole('row').filter({ hasText: '核验审计链' }).waitFor()
  const rows = page.locator('.delivery-jobs tbody tr')
  await expect.poll(() => rows.count()).toBeGreaterThan(10)
  await page
    .getByRole('row')
    .filter({ hasText: '到期定时' })
    .getByText(/正常|正在执行/)
    .waitFor()
  await expectAccessible(page)
  await screenshot(page, 'jobs')
  await page.goto('/deliveries/outbox?state=waiting')
  await page.getByRole('heading', { name: '发件箱' }).waitFor()
  await expectAccessible(page)
})

test('deliveries and jobs are readable on a telephone, in English, in the dark and in large print', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'administrator', '/deliveries/receivers')
  await page.getByRole('heading', { name: 'Services' }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await page.goto('/jobs')
  await page.getByText('verifies the audit').waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
})
