import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { makeHandling } from '../../browser-test/made-matter.ts'
import type { MadeMatter } from '../../browser-test/made-matter.ts'

async function choose(page: Page, operation: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: operation, exact: true }).click()
}

/** When the clock of the handling ends, as the page says it. */
function endOfHandling(page: Page): Promise<string> {
  return page.locator('.matter-clocks li').filter({ hasText: '办理时限' }).getByText(/^应于/).innerText()
}

/** Asks for an extension at the desk of the handler. */
async function askFor(page: Page, { id, task }: MadeMatter): Promise<void> {
  await page.goto(`/matters/${id}?task=${task}&tab=record`)
  await page.locator('.matter-clocks li').first().waitFor()
  await choose(page, '申请延期')
  const drawer = page.getByRole('dialog', { name: '申请延期' })
  await drawer.getByText('延长 5 个工作日').waitFor()
  expect(await drawer.innerText()).toContain('最多延 1 次，已延 0 次')
  expect(await drawer.innerText()).toContain('安阳市政务服务条例 50(1)')
  await drawer.getByText('已超期的不再延期').waitFor()
  await drawer.getByRole('button', { name: '申请延期' }).click()
  await drawer.getByText('有 1 处需要修改').waitFor()
  await drawer.getByRole('textbox', { name: '理由' }).fill('需要定制井盖，供货期三天。')
  await expectAccessible(page)
  await screenshot(page, 'matter-extension')
  await drawer.getByRole('button', { name: '申请延期' }).click()
  await page.getByText('已提出，等待：延期审批').waitFor()
}

/** The head finds it on top of the workbench, and decides. */
async function decide(page: Page, matter: string, answer: '是' | '否'): Promise<void> {
  await page.getByRole('region', { name: /项等您审批/ }).waitFor()
  await screenshot(page, 'workbench-approval')
  await page.getByRole('link', { name: /^待我审批/ }).click()
  await page.waitForURL('**/tasks?approval=true')
  await page.locator(`tr[data-index] a[href^="/matters/${matter}"]`).click()
  await page.locator('.matter-asked').getByText('需要定制井盖，供货期三天。').waitFor()
  await page.getByRole('radio', { name: answer }).check()
  await page.getByRole('textbox', { name: '审批意见' }).fill('情况属实。')
  await expectAccessible(page)
  await screenshot(page, 'matter-approval')
  await page.getByRole('button', { name: '提交：延期审批' }).click()
  await page.getByText('已提交：延期审批').waitFor()
}

test('a handler asks for an extension before it is due, the head grants it, and the clock on both pages moves', async () => {
  const made = await makeHandling({ title: '定制井盖到货前申请延期' })
  await using desk = await openBrowser()
  const page = await signIn(desk, 'department-handler')
  await askFor(page, made)
  const before = await endOfHandling(page)
  await using office = await openBrowser()
  const head = await signIn(office, 'department-head')
  await decide(head, made.id, '是')
  // Both learn of it by themselves.
  await expect.poll(() => endOfHandling(page)).not.toBe(before)
  const granted = await endOfHandling(page)
  await expect.poll(() => endOfHandling(head)).toBe(granted)
  await page.locator('.timeline').getByText('时限延长：办理时限').waitFor()
  await choose(page, '申请延期')
  const drawer = page.getByRole('dialog', { name: '申请延期' })
  await drawer.getByText('延期次数已用完，不能再申请').waitFor()
  expect(await drawer.getByRole('button', { name: '申请延期' }).count()).toBe(0)
})

test('the head refuses an extension: the clock stays, and the record says who said no', async () => {
  const made = await makeHandling({ title: '延期申请不予批准' })
  await using desk = await openBrowser()
  const page = await signIn(desk, 'department-handler')
  await askFor(page, made)
  const before = await endOfHandling(page)
  await using office = await openBrowser()
  const head = await signIn(office, 'department-head')
  await decide(head, made.id, '否')
  await page.locator('.timeline').getByText('完成：延期审批').waitFor()
  // What the page asks for now is asked after the decision.
  await page.reload()
  expect(await endOfHandling(page)).toBe(before)
  await page
    .getByRole('navigation', { name: '事项的内容' })
    .getByRole('link', { name: '各单位办理', exact: true })
    .click()
  await page.locator('.matter-parts').getByText('情况属实。').waitFor()
})
