import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readCells } from '@duibiao/sheet'
import {
  ask,
  expectAccessible,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { makeLongRanking } from '../../browser-test/made-briefing.ts'
import { makeRanking } from '../../browser-test/made-recipe.ts'
import { printed, readDownload, wordsOf } from '../../browser-test/printed.ts'

const heads = /^[一二三四五六七八九]、/

/** Once all that the paper asks for is there and drawn. */
async function whole(page: Page): Promise<void> {
  await page.locator('.briefing-paper h1').waitFor()
  await page.locator('.briefing .recipe-radar svg path.recipe-outline').first().waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}

test('a leader exports a briefing on a ranking: on paper with bands, and as a workbook with the same', async () => {
  const { ranking } = await makeRanking()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', `/rankings/${ranking}`)
  await page.getByRole('button', { name: '导出报告' }).click()
  await page.getByRole('menuitem', { name: '打印 / 另存为 PDF' }).click()
  await page.waitForURL(/\/briefing$/)
  await whole(page)
  await page.getByText('方案约定只公布档次').first().waitFor()
  await page.getByText('不评价任何个人').waitFor()
  expect(await page.getByRole('columnheader', { name: '得分' }).count()).toBe(0)
  await expectAccessible(page)
  await screenshot(page, 'briefing-ranking')

  const book = await readDownload(page, () => page.getByRole('button', { name: 'Excel 工作簿' }).click())
  expect(book.name).toBe('街道服务评价对标分析报告.xlsx')
  const { rows } = await readCells(book, { sheet: '结果' })
  const { content } = (await ask(page, `/api/v1/rankings/${ranking}`)) as {
    readonly content: { readonly units: readonly { readonly unit: string; readonly band: number }[] }
  }
  expect(new Map(rows.slice(1).map(([unit = '', , band]) => [unit, band]))).toEqual(
    new Map(content.units.map(({ unit, band }) => [unit, `第 ${band + 1} 档`])),
  )
})

test('on paper pages are numbered, heads stay with what follows, table heads come again, and nothing is cut', async () => {
  const { ranking, communities } = await makeLongRanking()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', `/rankings/${ranking}/briefing`)
  await whole(page)
  const pages = await printed(page)
  const all = pages.map(wordsOf)
  expect(pages.length).toBeGreaterThan(3)
  for (const [place, words] of all.entries()) expect(words).toContain(`— ${place + 1} / ${pages.length} —`)
  expect(all[0]).toContain('街道服务评价对标分析报告')
  // Every unit can be copied out of it, in Chinese.
  const flat = all.join('').replaceAll('\n', '')
  expect(communities.filter(({ name }) => !flat.includes(name))).toEqual([])
  // On each page that goes on with the results their head stands again.
  const result = all.findIndex((words) => words.includes('二、评价结果'))
  const next = all.findIndex((words) => words.includes('三、单位比较'))
  expect(next).toBeGreaterThan(result + 1)
  for (const words of all.slice(result, next)) expect(words.replaceAll('\n', '')).toContain('可能的位次')
  for (const lines of pages) {
    const body = lines.filter(({ text }) => text.trim() !== '' && !text.startsWith('—'))
    const last = body.toSorted((one, other) => one.y - other.y).at(-1)
    expect(last?.text ?? '').not.toMatch(heads)
    // Nothing stands outside of the margins.
    for (const { x, y } of body) expect(x > 17 && x < 193 && y > 17 && y < 278).toBe(true)
  }
  // The radar has its first spoke above, the two others at one height below, and is on one page.
  const spokes = all.map((words) => ['1', '23'].filter((names) => words.split('\n').includes(names)))
  expect(spokes.filter(({ length }) => length > 0)).toEqual([['1', '23']])
})

test('where ranks are made known the paper has them with their intervals, in English and in the dark too', async () => {
  const { ranking } = await makeRanking()
  const ranks = await makeLongRanking({ shown: 'ranks' })
  await using browser = await openBrowser({ language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'leader', `/rankings/${ranks.ranking}/briefing`)
  await whole(page)
  await page.getByRole('columnheader', { name: 'Score' }).waitFor()
  const ground = await page
    .locator('.briefing-paper')
    .evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(ground).toBe('rgb(255, 255, 255)')
  await expectAccessible(page)
  const [first = []] = await printed(page)
  expect(wordsOf(first)).toContain('What is said')
  await page.goto(`/rankings/${ranking}/briefing`)
  await whole(page)
  expect(await page.getByRole('columnheader', { name: 'Score' }).count()).toBe(0)
})

test('who may not read rankings gets no briefing; on a telephone it is read without moving sideways', async () => {
  const { ranking } = await makeRanking()
  await using other = await openBrowser()
  const refused = await signIn(other, 'department-head', '/')
  await refused.goto(`/rankings/${ranking}/briefing`)
  await refused.locator('main').getByText('没有权限').first().waitFor()
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'supervision-officer', `/rankings/${ranking}/briefing`)
  await whole(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await expectAccessible(page)
})
