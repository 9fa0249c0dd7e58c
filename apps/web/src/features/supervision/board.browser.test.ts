import { expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { countListed } from '../../browser-test/list.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { readGlyphs } from '../../browser-test/pdf-text.ts'
import { completeStep, makeOrder } from '../../browser-test/made-order.ts'

/** A name that no other test has. */
function aTitle(name: string): string {
  return `${name}${crypto.randomUUID().slice(0, 6)}`
}

function rowOf(page: Page, title: string) {
  return page.locator('tr[data-index]').filter({ hasText: title })
}

/** An order that its unit signed for. */
async function makeSigned(title: string) {
  const order = await makeOrder(title)
  const variables = { receipt: 'accept' }
  await completeStep(await openDesk('department-handler'), order.id, { element: 'sign_in', variables })
  return order
}

test('numbers lead to exactly what they count: by office and colour, and in the week', async () => {
  const title = aTitle('燃气管道巡检')
  const { id } = await makeSigned(title)
  const variables = { handle_note: '已完成巡检' }
  await completeStep(await openDesk('department-handler'), id, { element: 'handle', variables })
  const said = { audit_result: 'returned', audit_note: '缺少记录' }
  await completeStep(await openDesk('supervision-officer'), id, { element: 'audit', variables: said })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/supervision')
  for (const column of ['无单', '在办']) {
    const cell = cellOf(page.getByRole('region', { name: '各单位三色情况' }).last(), column)
    await expectAgreement(page, cell, '/supervision')
    expect(page.url()).toMatch(/\/supervision\/list\?.*office=drainage/)
  }
  await page.goto('/supervision')
  await page.getByRole('link', { name: '每周督查清单' }).click()
  await page.waitForURL('**/supervision/week')
  const week = page.getByRole('region', { name: '每周督查清单' })
  await week.getByRole('row', { name: /明湖排水有限公司/ }).waitFor()
  const parts = ['退回重办', '本周到期', '已超期']
  const told = await Promise.all(parts.map(async (part) => (await cellOf(week, part).count()) > 0))
  expect(told[0]).toBe(true)
  for (const part of parts.filter((_, at) => told[at])) {
    await expectAgreement(page, cellOf(week, part), '/supervision/week')
    await page.getByText(`“${part}”的事项`).waitFor()
    if (part === '退回重办') await rowOf(page, title).waitFor()
  }
})

/** A number of the office, which is a link. */
function cellOf(table: Locator, column: string): Locator {
  return table
    .getByRole('row', { name: /明湖排水有限公司/ })
    .getByRole('link', { name: new RegExp(`，${column}：`) })
}

/** That a number leads to as many orders; others set up orders meanwhile, so both are looked at until they are of one moment. */
async function expectAgreement(page: Page, cell: Locator, path: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(path)
      const count = Number(await cell.innerText())
      await cell.click()
      await page.waitForURL('**/supervision/list?*')
      return (await countListed(page)) - count
    })
    .toBe(0)
}

test('the weekly sheet prints: A4, its title in the middle, every number and order of the week', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/supervision/week')
  const [sheet] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: /打印清单/ }).click(),
  ])
  await sheet.getByRole('heading', { name: '每周督查清单' }).waitFor()
  const sumOf = async (of: Page) =>
    (await of.getByRole('row', { name: /^合计/ }).innerText()).match(/\d+/g) ?? []
  // Others set up orders meanwhile: both are opened anew until they are of one moment.
  await expect
    .poll(async () => {
      await Promise.all([page.reload(), sheet.reload()])
      return [await sumOf(page), await sumOf(sheet)]
    })
    .toSatisfy(([shown, printed]: string[][]) => shown?.join() === printed?.join())
  const sum = await sumOf(sheet)
  const listed = await sheet.getByRole('cell', { name: /^DC-/ }).count()
  expect(listed).toBe(sum.reduce((all, one) => all + Number(one), 0))
  const pdf = await sheet.pdf({ preferCSSPageSize: true })
  const [first = []] = readGlyphs(pdf)
  const title = first.filter(({ size }) => Math.abs(size - 7.76) < 0.1)
  expect(title.length).toBe('每周督查清单'.length)
  const right = Math.max(...title.map(({ x, size }) => x + size))
  const centre = (Math.min(...title.map(({ x }) => x)) + right) / 2
  expect(Math.abs(centre - (28 + 156 / 2))).toBeLessThan(1)
  expect(Math.max(...first.map(({ x }) => x))).toBeLessThan(28 + 156)
})

test('board, list, week and form are accessible in both languages, on a telephone, in the dark and in large print', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/supervision')
  await page.locator('.supervision-card').first().waitFor()
  await expectAccessible(page)
  await page.goto('/supervision?kind=minutes')
  await page.locator('.supervision-card').first().waitFor()
  await screenshot(page, 'supervision')
  await page.goto('/supervision/week')
  await page.getByRole('row', { name: /合计/ }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'supervision-week')
  await using english = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const phone = await signIn(english, 'supervision-officer', '/supervision')
  for (const [path, place] of [
    ['/supervision', '.supervision-card'],
    ['/supervision/list', 'tr[data-index]'],
    ['/supervision/week', '.supervision-week tr[data-sum="true"]'],
    ['/supervision/new', '.schema-form'],
  ] as const) {
    await phone.goto(path)
    await phone.locator(place).first().waitFor()
    await expectNoSideways(phone)
    await expectAccessible(phone)
    if (path === '/supervision') await screenshot(phone, 'supervision-phone-en')
  }
})
