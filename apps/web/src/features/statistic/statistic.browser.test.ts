import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
} from '../../browser-test/browser.ts'
import { aName } from '../../browser-test/made-row.ts'

async function choose(page: Page, what: string, [name, text]: readonly [string, string]): Promise<void> {
  await page
    .getByRole('group', { name: what })
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
}

/** A plan for an indicator of its own. */
function planFor(code: string): string {
  const names = `{ zh: 志愿者${code}, en: Volunteers ${code} }`
  return `nameHeader: 机构
codeHeader: 代码
source: 样例统计公报
indicators:
  - { code: ${code}, headers: [志愿者], name: ${names}, measure: 人, direction: more, least: 0 }
`
}

test('a table is tried by its plan, told by row and column, written in part, and revised in the open', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/statistics')
  const code = aName('volunteers').replaceAll('-', '_')
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByRole('heading', { level: 1, name: '导入统计数据' }).waitFor()
  await page.getByLabel('各行是什么').selectOption({ label: '机构' })
  await page.getByLabel(/时期/).fill('2025')
  await choose(page, '导入设置', ['plan.yaml', planFor(code)])
  const head = '机构,代码,志愿者\n单位,,人\n'
  await choose(page, '数据表', ['志愿者.csv', `${head},grid-centre,30\n没有这个机构,,5\n`])
  await page.getByText('有错误，什么都还没有写入。').waitFor()
  const findings = page.getByRole('region', { name: '问题' }).getByRole('row')
  await findings.filter({ hasText: '第 4 行 B 列' }).filter({ hasText: '没有这个机构' }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'statistic-import')
  const write = page.getByRole('button', { name: '写入 1 项' })
  expect(await write.isDisabled()).toBe(true)
  await page.getByLabel(/不要这些，只导入其余的数值/).check()
  await write.click()
  await page.getByText('已写入。').waitFor()
  // The same file changes nothing; another number is a revision, told before it is written.
  await choose(page, '数据表', ['志愿者.csv', `${head},grid-centre,30\n`])
  await page.getByText('与现有数据完全相同，不需要写入。').waitFor()
  await choose(page, '数据表', ['志愿者（更正）.csv', `${head},grid-centre,32\n`])
  await findings.filter({ hasText: '30 → 32' }).waitFor()
  await page.getByRole('button', { name: '写入 1 项' }).click()
  await page.getByText('已写入。').waitFor()
  await page.getByRole('link', { name: '查看这次导入' }).click()
  await page.getByRole('heading', { level: 1, name: '志愿者（更正）.csv' }).waitFor()
  await expectAccessible(page)
  await page.goto(`/statistics/indicators/${code}?units=office`)
  await page.getByRole('row').filter({ hasText: 'grid-centre' }).filter({ hasText: '32' }).first().waitFor()
  const revisions = page.getByRole('region', { name: '修订' }).getByRole('row')
  await revisions.filter({ hasText: '30' }).filter({ hasText: '32' }).first().waitFor()
  await expectAccessible(page)
})

/** Asks for the withdrawal and gives the reason. */
async function giveReason(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: '撤回理由' }).fill(reason)
  await expectAccessible(page)
  await dialog
    .getByRole('button', { name: '撤 回' })
    .or(dialog.getByRole('button', { name: '撤回' }))
    .click()
  await dialog.waitFor({ state: 'hidden' })
}

test('a value is withdrawn with a reason, then the rest of its import; both stand in the open', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/statistics/import')
  const code = aName('withdrawn').replaceAll('-', '_')
  await page.getByLabel('各行是什么').selectOption({ label: '机构' })
  await page.getByLabel(/时期/).fill('2025')
  await choose(page, '导入设置', ['plan.yaml', planFor(code)])
  const table = '机构,代码,志愿者\n单位,,人\n,grid-centre,30\n,drainage,12\n'
  await choose(page, '数据表', [`${code}.csv`, table])
  await page.getByRole('button', { name: '写入 2 项' }).click()
  await page.getByText('已写入。').waitFor()

  await page.goto(`/statistics/indicators/${code}?units=office`)
  const values = page.getByRole('row').filter({ hasText: 'grid-centre' })
  await values.getByRole('button', { name: /^撤回.+（2025）的数值$/ }).click()
  await giveReason(page, '表中误填了计划数')
  const revisions = page.getByRole('region', { name: '修订和撤回' }).getByRole('row')
  await revisions.filter({ hasText: '表中误填了计划数' }).filter({ hasText: '已撤回' }).waitFor()
  await values.filter({ has: page.getByRole('button') }).waitFor({ state: 'hidden' })
  await page.getByRole('row').filter({ hasText: 'drainage' }).waitFor()
  await screenshot(page, 'statistic-withdrawn')

  await page
    .getByRole('link', { name: /^第 \d+ 次导入/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: `${code}.csv` }).waitFor()
  await page.getByText('有 1 个仍然有效').waitFor()
  await page.getByRole('button', { name: '撤回这次导入' }).click()
  await giveReason(page, '口径与年鉴不同')
  const block = page.getByRole('region', { name: '撤回', exact: true })
  await block.getByText('口径与年鉴不同').waitFor()
  await block.getByText('表中误填了计划数').waitFor()
  await page.getByText('有 0 个仍然有效').waitFor()
  await page.getByRole('button', { name: '撤回这次导入' }).waitFor({ state: 'hidden' })
  await expectAccessible(page)

  // Who looks over the district sees what was withdrawn and why, and withdraws nothing.
  await using other = await openBrowser({ language: 'en', width: 360, height: 740 })
  const reader = await signIn(other, 'leader', `/statistics/indicators/${code}?units=office`)
  const told = reader.getByRole('region', { name: 'Revisions and withdrawals' }).getByRole('row')
  await told.filter({ hasText: '口径与年鉴不同' }).filter({ hasText: 'Withdrawn' }).waitFor()
  expect(await reader.getByRole('button', { name: /^Withdraw/ }).count()).toBe(0)
  await expectAccessible(reader)
  await expectNoSideways(reader)
})

test('faults of a plan and of files that are none are told; the list of divisions is tried as well', async () => {
  await using browser = await openBrowser({ language: 'en', width: 360, height: 740 })
  const page = await signIn(browser, 'administrator', '/statistics/import')
  await page.getByLabel('What the rows stand for').selectOption({ label: 'Offices' })
  await choose(page, 'Plan', ['plan.yaml', 'heading: x\n'])
  await choose(page, 'Table', ['table.csv', 'a,b\n'])
  await page.getByText('The plan has faults and nothing was tried').waitFor()
  await page.getByText('Plan, line 1').waitFor()
  await choose(page, 'Plan', ['plan.yaml', planFor('unused')])
  await choose(page, 'Table', ['table.xlsx', 'PK\u0003\u0004 broken'])
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor()
  await page.getByRole('radio', { name: /^List of divisions/ }).click()
  await choose(page, 'List', ['list.csv', '代码,名称\n11010,某区\n110105,\n'])
  await page.getByText('There is nothing that could be written').waitFor()
  await page.getByText(/"11010" is no code of a division/).waitFor()
  await expectAccessible(page)
  await expectNoSideways(page)
})

test('the list is fit for a narrow telephone, and who does not import sees no button for it', async () => {
  await using browser = await openBrowser({ width: 320, height: 640 })
  const page = await signIn(browser, 'leader', '/statistics')
  await page.getByRole('heading', { level: 1, name: '统计数据' }).waitFor()
  await page.getByRole('heading', { name: '历次导入' }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await expectAccessible(page)
  await expectNoSideways(page)
  expect(await page.getByRole('link', { name: '导入', exact: true }).count()).toBe(0)
})
