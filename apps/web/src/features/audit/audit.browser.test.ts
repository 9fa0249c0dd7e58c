import { readFileSync } from 'node:fs'
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

test('the auditor lands on the audit, narrows it, and opens an event that proves itself', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'auditor')
  await page.waitForURL('**/audit')
  await page.locator('tr[data-index]').first().waitFor()
  await page.getByRole('combobox', { name: '行为' }).selectOption('session.opened')
  await page.getByRole('searchbox', { name: '账号名' }).fill('auditor')
  await page.waitForURL('**/audit?kind=session.opened&actor_name=auditor')
  const kinds = page.locator('tr[data-index] td[data-title="行为"]')
  await expect.poll(async () => [...new Set(await kinds.allInnerTexts())]).toEqual(['登录'])
  await expectAccessible(page)
  await screenshot(page, 'audit')
  await page.locator('tr[data-index] a').first().click()
  await page.waitForURL(/\/audit\/\d+$/)
  await page.getByRole('status').filter({ hasText: '与记录时一致' }).waitFor()
  await expectAccessible(page)
  // What the auditor may not ask for is one event more, so that this one has a neighbour.
  await ask(page, '/api/v1/accounts')
  await page.reload()
  const before = page.url()
  await page.getByRole('link', { name: '后一条' }).click()
  await expect.poll(() => page.url()).not.toBe(before)
  await page.getByRole('status').filter({ hasText: '与记录时一致' }).waitFor()
})

test('a span of days in the address narrows the list, and a link shows the same', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'auditor', '/audit')
  await page.getByLabel('至', { exact: true }).fill('2001-01-01')
  await page.waitForURL('**/audit?to=2001-01-01T16%3A00%3A00.000Z')
  await page.getByText('还没有审计记录').waitFor()
  await page.getByLabel('至', { exact: true }).fill('')
  await page.locator('tr[data-index]').first().waitFor()
})

test('the chain is verified from the checkpoint and from the start; its head is noted and recognised, another one is not', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'auditor', '/audit/verification')
  await page.getByRole('button', { name: '从头核验全部' }).click()
  const result = page.getByRole('region', { name: '核验结果' })
  await result.getByText('完整：没有发现改动').waitFor()
  const head = await result.locator('.audit-head-line').innerText()
  expect(head).toMatch(/^\d+:[0-9a-f]{64}$/)
  await screenshot(page, 'audit-verification')
  const noted = page.getByRole('textbox', { name: /另行记下的链首/ })
  await noted.fill(head)
  // The first one leaves a checkpoint, where nobody did before; the next begins at it.
  await page.getByRole('button', { name: '核验新增部分' }).click()
  await result.getByText('完整：没有发现改动').waitFor()
  await page.getByRole('button', { name: '核验新增部分' }).click()
  await result.getByText('的核验点）开始').waitFor()
  await result.getByText('完整：没有发现改动').waitFor()
  await noted.fill(head.replace(/:.*/, `:${'0'.repeat(64)}`))
  await page.getByRole('button', { name: '核验新增部分' }).click()
  await result.getByText('不完整：发现问题').waitFor()
  await result.getByText(`第 ${head.split(':')[0]} 条与记录时不符`).waitFor()
  await noted.fill('12')
  await expect.poll(() => page.getByRole('button', { name: '核验新增部分' }).isDisabled()).toBe(true)
  await expectAccessible(page)
})

test('what is filtered is exported after the auditor has proved who they are, and the export is in the audit', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'auditor', '/audit?kind=session.opened&actor_name=auditor')
  await page.locator('tr[data-index]').first().waitFor()
  await page.getByRole('button', { name: '导出' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /JSONL/ }).click(),
  ])
  const lines = readFileSync(await saved.path(), 'utf8')
    .trimEnd()
    .split('\n')
  const events = lines.map((line) => JSON.parse(line) as { readonly kind: string; readonly hash: string })
  expect(events.every(({ kind, hash }) => kind === 'session.opened' && hash.length === 64)).toBe(true)
  const exported = (await ask(page, '/api/v1/audit-events?kind=data.exported&actor_name=auditor')) as {
    readonly rows: readonly { readonly detail: Readonly<Record<string, unknown>> }[]
  }
  expect(exported.rows[0]?.detail).toMatchObject({ format: 'jsonl', actor_name: 'auditor' })
})

test('the audit is readable on a telephone, in English, in the dark and in large print', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'auditor')
  await page.locator('tr[data-index]').first().waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'audit-phone-en')
  await page.goto('/audit/verification')
  await page.getByRole('button', { name: 'Verify what is new' }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
})

test('nobody else is shown the audit', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/audit')
  await page.getByRole('heading', { name: /没有权限|无权/ }).waitFor()
})
