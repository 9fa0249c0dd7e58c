import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { findHolders, makeAccount } from '../../browser-test/made-account.ts'
import { makeHandling, openDesk } from '../../browser-test/made-matter.ts'
import { completeStep } from '../../browser-test/made-order.ts'

test('a record is verified in the browser; an answer that was tampered with is shown as not verified', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { rows } = (await (
    await openDesk('department-handler')
  ).get('/api/v1/matters?pack=hotline&limit=100')) as {
    readonly rows: readonly { readonly id: string; readonly opened_at: string }[]
  }
  // An old one: what is new may not be sealed yet.
  const old = rows.at(-1)
  await page.goto(`/matters/${old?.id}?tab=proof`)
  await page.getByText('核验通过：记录完整，未被改动').waitFor()
  await expect.poll(() => page.locator('.matter-proof-steps > li[data-verdict="sound"]').count()).toBe(4)
  await expectAccessible(page)
  await page.locator('.matter-proof').scrollIntoViewIfNeeded()
  await screenshot(page, 'matter-proof')
  await page.route('**/entries/*/proof*', async (route) => {
    const answer = await route.fetch()
    const text = await answer.text()
    await route.fulfill({
      response: answer,
      body: text.replace(/"at":(\d+)/, (_, at: string) => `"at":${Number(at) + 1}`),
    })
  })
  await page.reload()
  await page.getByText('核验不通过：这条记录与台账不符').waitFor()
  await expect.poll(() => page.locator('.matter-proof-steps > li[data-verdict="broken"]').count()).toBe(1)
  await expectAccessible(page)
})

test('every part of the page is accessible in English and dark, and a telephone shows it without scrolling to the side', async () => {
  const { id } = await makeHandling({ body: '<b>bold</b> مرحبا 👷 '.repeat(20) })
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'department-handler', `/matters/${id}`)
  const tabs = page.getByRole('navigation', { name: 'Parts of the matter' })
  for (const name of ['Content', 'Offices', 'Evidence', 'Map', 'Forms', 'Verify']) {
    await tabs.getByRole('link', { name, exact: true }).click()
    await tabs.locator('[aria-current="true"]', { hasText: name }).waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
  }
})

test('in large print a telephone shows the form and every part within its width', async () => {
  const { id } = await makeHandling()
  await using browser = await openBrowser({ ...telephone, size: 'care' })
  const page = await signIn(browser, 'department-handler', `/matters/${id}`)
  await page.locator('.matter-content').waitFor()
  const wide = await page
    .locator('.matter-task')
    .evaluate((panel) => panel.getBoundingClientRect().right - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})

test('a joint matter shows the part of every office: the leading one first, what each said, who has it and by when', async () => {
  const { id } = await makeHandling({ title: '两家共管路段的井盖', assistants: ['transport'] })
  const [person = ''] = await findHolders('transport', 'department_handler')
  const assistant = await openDesk(await makeAccount(person))
  const handler = await openDesk('department-handler')
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-head', `/matters/${id}?tab=part`)
  const parts = page.locator('.matter-parts > section')
  const partOf = (name: string) => parts.filter({ has: page.locator('h3', { hasText: name }) })
  const [lead, other] = [partOf('主办'), partOf('交通运输局')]
  await lead.getByText('办理（主办）').waitFor()
  expect(await parts.first().innerText()).toContain('明湖排水有限公司')
  await other.locator('.matter-part-state', { hasText: '待领取' }).waitFor()
  await other.getByText(/^应于 .* 前完成$/).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'matter-parts')
  await completeStep(assistant, id, {
    element: 'assist',
    variables: { assist_note: '路面下沉已回填，井座归排水公司。', assist_done: true },
  })
  await other.getByText('路面下沉已回填，井座归排水公司。').waitFor()
  await other.locator('.matter-part-state', { hasText: '已完成' }).waitFor()
  const variables = { outcome: 'done', measures: '更换井座和井盖，两家联合验收。' }
  await completeStep(handler, id, { element: 'handle', variables })
  await lead.getByText('更换井座和井盖，两家联合验收。').waitFor()
  await lead.getByText('反馈', { exact: true }).waitFor()
})
