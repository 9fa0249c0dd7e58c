import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { completeStep, makeOrder } from '../../browser-test/made-order.ts'

/** A name that no other test has. */
function aTitle(name: string): string {
  return `${name}${crypto.randomUUID().slice(0, 6)}`
}

function rowOf(page: Page, title: string) {
  return page.locator('tr[data-index]').filter({ hasText: title })
}

function cardOf(page: Page, title: string) {
  return page.locator('.supervision-card').filter({ hasText: title })
}

/** An order that its unit signed for. */
async function makeSigned(title: string) {
  const order = await makeOrder(title)
  const variables = { receipt: 'accept' }
  await completeStep(await openDesk('department-handler'), order.id, { element: 'sign_in', variables })
  return order
}

test('the officer sets up an order: whether it is admitted and until when is said before, and its paper is one press away', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer')
  await page.waitForURL('**/supervision')
  await page.getByRole('link', { name: /立项$/ }).click()
  const title = aTitle('临湖路积水点改造')
  await page.getByRole('textbox', { name: /标题/ }).fill(title)
  await page.getByRole('combobox', { name: /类别/ }).selectOption({ label: '会后事项' })
  await page.getByRole('radio', { name: '一般' }).check()
  await page.getByRole('textbox', { name: /督查内容/ }).fill('查明产权，完成清淤和改造')
  await page.getByRole('textbox', { name: /承办事项/ }).fill('查明三处管线产权\n汛前完成清淤\n')
  await page.getByRole('radio', { name: '本级政府决定' }).check()
  await page.getByRole('textbox', { name: /依据文书/ }).fill('区政府常务会议纪要〔2026〕5号')
  await page.getByRole('searchbox', { name: /牵头单位/ }).fill('明湖排水')
  await page.getByRole('button', { name: /明湖排水有限公司/ }).click()
  await page.getByRole('combobox', { name: /反馈频次/ }).selectOption({ label: '每周' })
  // Without a plan nothing is supervised: the row of the table and the article say so, before anything is sent.
  const trial = page.getByRole('complementary', { name: '提交以后会怎样' })
  await trial.getByText('没有督查方案：补正').waitFor()
  await trial.getByText('政府督查工作条例 15(1)').waitFor()
  await page.getByRole('textbox', { name: /督查方案/ }).fill('内容：三处积水点；对象：排水公司')
  await trial.getByText('符合条件，立即交办').waitFor()
  await trial.getByText('默认值，未经确认').waitFor()
  await trial.getByText('为什么是这一天').click()
  await expectAccessible(page)
  await screenshot(page, 'supervision-new')
  await page.getByRole('button', { name: '提交立项' }).click()
  await page.getByRole('heading', { name: /已提交：DC-/ }).waitFor()
  const [paper] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '打印督查交办单' }).click(),
  ])
  await paper.getByRole('heading', { name: '督查交办单' }).waitFor()
  await paper.getByText('明湖排水有限公司：').waitFor()
  await paper.getByText('汛前完成清淤').waitFor()
  await page.getByRole('link', { name: '回到督查台' }).click()
  await cardOf(page, title).waitFor()
})

test('a colour is decided on, the board shows it with the row that hit, and the page of the order its ladder', async () => {
  const title = aTitle('夜市油烟整治')
  const { id } = await makeSigned(title)
  const desk = await openDesk('supervision-officer')
  const asked = { kind: 'deliverMessage', name: 'colour_requested', variables: { colour_trigger: 'poor' } }
  await desk.post(`/api/v1/matters/${id}/commands`, asked)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/supervision')
  // It waits on top, to be decided on.
  await cardOf(page, title).getByText('待决定：到期未报、质量不高').waitFor()
  await page.goto(`/matters/${id}`)
  await page.getByRole('radio', { name: '发单', exact: true }).check()
  await page.getByRole('textbox', { name: /理由/ }).fill('台账不全，现场没有整改')
  await page.getByRole('button', { name: /提交：决定发单/ }).click()
  await page.getByText('已提交：决定发单').first().waitFor()
  await page.goto('/supervision/list?colour=blue')
  const row = rowOf(page, title)
  await row.getByText('蓝单', { exact: true }).first().waitFor()
  await row.getByText('到期未报、质量不高或者重要而时间短').waitFor()
  await row.getByRole('button', { name: '蓝单' }).click()
  const ladder = page.getByRole('dialog', { name: '督办阶梯' })
  await ladder.getByText('说明：台账不全，现场没有整改').waitFor()
  await expectAccessible(page)
  await ladder.getByRole('link', { name: title }).click()
  await page.getByRole('link', { name: '督办阶梯' }).click()
  await page.waitForURL('**tab=ladder')
  await page.getByText('发蓝单').waitFor()
  await page
    .getByText(/督查室.*梁梦敏|梁梦敏/)
    .last()
    .waitFor()
  await screenshot(page, 'matter-ladder')
  // The unit sees what was done about its order as well.
  await using other = await openBrowser()
  const handler = await signIn(other, 'department-handler', `/matters/${id}?tab=ladder`)
  await handler.getByText('发蓝单').waitFor()
})

test('several orders are urged at once, each is answered, and the ladder says who did it', async () => {
  const titles = [aTitle('停车整治'), aTitle('井盖整治')]
  for (const title of titles) await makeOrder(title)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/supervision/list?office=drainage')
  for (const title of titles) await rowOf(page, title).getByRole('checkbox').check()
  await page.getByRole('button', { name: '催办（2 件）' }).click()
  const dialog = page.getByRole('dialog', { name: '催办 2 件' })
  await dialog.getByRole('textbox').fill('请本周内报进展')
  await dialog.getByRole('button', { name: '发出催办' }).click()
  const answers = page.getByRole('dialog', { name: '逐件结果' })
  await answers.getByText('2 件已完成').waitFor()
  await expectAccessible(page)
  await answers.getByRole('button').last().click()
  for (const title of titles) await rowOf(page, title).getByRole('button', { name: '催办 1 次' }).waitFor()
  await rowOf(page, titles[0] ?? '')
    .getByRole('button', { name: '催办 1 次' })
    .click()
  await page.getByRole('dialog', { name: '督办阶梯' }).getByText('说明：请本周内报进展').waitFor()
})

test('extensions that are asked for wait on top until the officer has decided', async () => {
  const title = aTitle('供水管网改造')
  const { id } = await makeSigned(title)
  const handler = await openDesk('department-handler')
  const variables = { extension_progress: '完成一半', extension_reason: '雨天停工', extension_days: 5 }
  const asked = { kind: 'deliverMessage', name: 'extension_requested', variables }
  await handler.post(`/api/v1/matters/${id}/commands`, asked)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/tasks?pack=supervision')
  await rowOf(page, title).getByText('延期审批').waitFor()
  await rowOf(page, title).getByRole('link').first().click()
  await page.getByRole('heading', { name: '延期审批' }).waitFor()
  await page.getByRole('radio', { name: '是' }).check()
  await page.getByRole('textbox', { name: /意见/ }).fill('同意')
  await page.getByRole('button', { name: /提交：延期审批/ }).click()
  await page.getByText('已提交：延期审批').first().waitFor()
  const { rows } = (await (
    await openDesk('supervision-officer')
  ).get('/api/v1/supervision-orders?office=drainage&limit=200')) as {
    readonly rows: readonly { readonly id: string; readonly extended: number }[]
  }
  expect(rows.find((row) => row.id === id)?.extended).toBe(1)
})

test('a leader looks on, and what waits for approval stands on top', async () => {
  const title = aTitle('公共自行车点位调整')
  await makeOrder(title, { authority: 'office_proposal', unit: 'culture' })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/supervision')
  await page.getByRole('heading', { name: '各单位三色情况' }).waitFor()
  await page.locator('.supervision-card').first().waitFor()
  expect(await page.getByRole('link', { name: /立项$/ }).count()).toBe(0)
  expect(await page.locator('.supervision-card-tick').count()).toBe(0)
  const waiting = page.getByRole('region', { name: '等您处理' })
  await waiting.getByText('行政首长批准').first().waitFor()
  await page.goto('/tasks?pack=supervision')
  await rowOf(page, title).getByRole('link').first().click()
  await page.getByRole('heading', { name: '行政首长批准' }).waitFor()
  await page.getByRole('radio', { name: '是' }).check()
  await page.getByRole('textbox', { name: /意见/ }).fill('同意立项')
  await page.getByRole('button', { name: /提交：行政首长批准/ }).click()
  await page.getByText('已提交：行政首长批准').first().waitFor()
  await page.goto('/supervision/list?office=culture')
  await rowOf(page, title)
    .getByRole('link', { name: /打印交办单/ })
    .waitFor()
})
