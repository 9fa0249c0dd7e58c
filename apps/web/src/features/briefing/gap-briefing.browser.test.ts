import { expect, test } from 'vitest'
import { readCells } from '@duibiao/sheet'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { aRecipeContent, makeRanking, someStreets } from '../../browser-test/made-recipe.ts'
import { printed, readDownload, wordsOf } from '../../browser-test/printed.ts'

/** A run over streets, and the address of the gap of two of them under it. */
async function makeGap(change: object) {
  const { ranking } = await makeRanking(aRecipeContent(change))
  const [, peer, , own] = await someStreets(await openDesk('analyst'))
  if (own === undefined || peer === undefined) throw new Error('the district has too few streets')
  return { own, peer, search: `units=area&ranking=${ranking}&own=${own.id}&peer=${peer.id}` }
}

test('the gap of two streets becomes a paper with its waterfall on one page, and a workbook of the same', async () => {
  const { own, peer, search } = await makeGap({ shown: 'ranks' })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', `/peers?${search}`)
  await page.getByRole('button', { name: '导出报告' }).click()
  await page.getByRole('menuitem', { name: '打印 / 另存为 PDF' }).click()
  await page.waitForURL(/\/peers\/briefing\?/)
  const title = `${own.name}与${peer.name}差距对标分析报告`
  await page.getByRole('heading', { name: title }).waitFor()
  await page.locator('.peer-figure svg rect').first().waitFor()
  await page.getByRole('row', { name: /合计/ }).last().waitFor()
  await page.getByText('不评价任何个人').waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await expectAccessible(page)
  await screenshot(page, 'briefing-gap')

  const pages = (await printed(page)).map(wordsOf)
  expect(pages[0]).toContain(`— 1 / ${pages.length} —`)
  // The bars of all indicators are named in the drawing and in its table: the drawing stands on one page.
  const drawn = pages.filter((words) => words.split('\n').includes(own.name))
  expect(drawn.length).toBeGreaterThan(0)
  expect(drawn[0]?.split('\n')).toEqual(
    expect.arrayContaining([own.name, '解决率', '满意率', '超期率', peer.name]),
  )
  expect(pages.join('')).not.toContain('转为改进任务')

  const book = await readDownload(page, () => page.getByRole('button', { name: 'Excel 工作簿' }).click())
  expect(book.name).toBe(`${title}.xlsx`)
  const { rows } = await readCells(book, { sheet: '差距' })
  expect(rows.at(-1)?.[0]).toBe('总差距')
  const sum = rows.slice(1, -1).reduce((before, cells) => before + Number(cells.at(-1)), 0)
  expect(sum).toBeCloseTo(Number(rows.at(-1)?.at(-1)), 9)
})

test('where bands are made known the paper of a gap has values and neither scores nor a waterfall', async () => {
  const { own, peer, search } = await makeGap({})
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'analyst', `/peers/briefing?${search}`)
  const table = page.getByRole('region', { name: 'Values of both in each indicator' })
  await table.getByRole('columnheader', { name: own.name }).waitFor()
  await page.getByText('this briefing has no scores').waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  expect(await page.locator('.peer-figure').count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Next ahead and next behind' }).count()).toBe(0)
  await expectAccessible(page)

  // So does the screen that the paper was made from.
  await page.goto(`/peers?${search}`)
  await table.getByRole('columnheader', { name: peer.name }).waitFor()
  expect(await page.locator('.peer-figure, .peer-if').count()).toBe(0)
  expect(await page.getByRole('heading', { name: 'Next ahead and next behind' }).count()).toBe(0)
  await expectAccessible(page)
})
