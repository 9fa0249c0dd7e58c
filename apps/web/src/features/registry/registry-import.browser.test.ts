import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { countListed } from '../../browser-test/list.ts'
import { aName } from '../../browser-test/made-row.ts'

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page
    .locator('#registry-file')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}

function count(page: Page, outcome: string) {
  return page.locator(`.registry-counts > div[data-outcome="${outcome}"] dd`)
}

test('a file is tried, its faults told by row and column, the rest imported; again it changes nothing', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/imports')
  await page.getByRole('radio', { name: /^机构/ }).click()
  await page.getByRole('region', { name: '机构文件' }).waitFor()
  const id = aName('imported-')
  const file = `编号,名称,类型,上级\n${id},试行科,部门,grid-centre\n${id}-x,,没有这种,grid-centre\n`
  await choose(page, '机构.csv', file)
  await page.getByText('有行未通过，什么都还没有写入。').waitFor()
  expect(await count(page, 'added').innerText()).toBe('1')
  const findings = page.getByRole('group', { name: '问题' }).getByRole('row')
  await findings.filter({ hasText: '不在可选值内' }).filter({ hasText: 'C' }).waitFor()
  await findings.filter({ hasText: '不能为空' }).filter({ hasText: 'B' }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'registry-import')
  const write = page.getByRole('button', { name: /写入 1 项变化/ })
  expect(await write.isDisabled()).toBe(true)
  await page.getByLabel(/跳过未通过的 1 行/).check()
  await write.click()
  await page.getByText('已写入。').waitFor()
  await choose(page, '机构.csv', `编号,名称,类型,上级\n${id},试行科,部门,grid-centre\n`)
  await page.getByText('与现有内容完全相同，不需要写入。').waitFor()
  expect(await count(page, 'unchanged').innerText()).toBe('1')
})

test('files that cannot be taken are each told in a sentence', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/imports?kind=offices')
  await choose(page, '机构.pdf', '%PDF-1.7')
  await page.getByText(/不认识文件/).waitFor()
  await choose(page, '机构.xlsx', 'PK\u0003\u0004 broken')
  await page.getByText(/不是完好的表格文件/).waitFor()
  await choose(page, '机构.csv', '编号,名称\nX1,某科\n')
  await page.getByText(/缺少必填列/).waitFor()
  expect(await page.getByRole('button', { name: /写入/ }).isDisabled()).toBe(true)
  // The file of another kind: none of what must be there is.
  await choose(page, '人员.csv', '工号,姓名\nX1,某人\n')
  await page.getByText(/文件整体有问题/).waitFor()
  // GBK, as spreadsheets of Chinese offices save it.
  const id = aName('gbk-')
  const gbk = Buffer.concat([
    Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xc0, 0xe0, 0xd0, 0xcd, 0x0a]),
    Buffer.from(`${id},`),
    Buffer.from([0xc4, 0xb3, 0xbf, 0xc6, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5, 0x0a]),
  ])
  await choose(page, '机构.csv', gbk)
  await page.getByText('全部通过，尚未写入。').waitFor()
  expect(await count(page, 'added').innerText()).toBe('1')
})

test('ten thousand rows are tried, and the report stays readable', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/imports?kind=people')
  const own = aName('M')
  const rows = Array.from({ length: 10_000 }, (_, index) => `${own}-${index},试员${index}`)
  await choose(page, '人员.csv', ['工号,姓名', ...rows].join('\n'))
  await page.getByText('全部通过，尚未写入。').waitFor()
  expect(await count(page, 'added').innerText()).toBe('10,000')
  await page.getByText(/还有 9,?900 行未显示/).waitFor()
})

test('what is exported is imported again without a change, and a template has the columns', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/imports?kind=items')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: '导出为文件' })
      .click()
      .then(() => page.getByRole('menuitem', { name: /xlsx/ }).click()),
  ])
  await choose(page, '事项.xlsx', readFileSync(await download.path()))
  await page.getByText('与现有内容完全相同，不需要写入。').waitFor()
  expect(Number(await count(page, 'unchanged').innerText())).toBeGreaterThan(100)
  const [template] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载模板' }).click(),
  ])
  expect(template.suggestedFilename()).toBe('事项目录导入模板.xlsx')
})

test('the export of a list holds what the list shows, and no other is offered', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/areas?level=street')
  const shown = await countListed(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: '导出' })
      .click()
      .then(() => page.getByRole('menuitem', { name: /csv/ }).click()),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/)
  expect(shown).toBeGreaterThan(0)
  expect(lines.length - 1).toBe(shown)
  // Nobody who left is in a file of people.
  await page.goto('/registry/staff?has_left=true')
  await page.getByRole('button', { name: '新增人员' }).waitFor()
  await countListed(page)
  expect(await page.getByRole('button', { name: '导出' }).count()).toBe(0)
})
