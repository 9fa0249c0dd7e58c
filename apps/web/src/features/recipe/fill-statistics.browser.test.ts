import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, signIn } from '../../browser-test/browser.ts'
import { aRecipeContent, makeRecipe } from '../../browser-test/made-recipe.ts'

/** Two indicators of the yearbook that the demonstration has, over the divisions of its city. */
function cityRecipe() {
  const indicators = [
    { code: 'city_on_time', name: { zh: '按时办结率', en: 'In time' }, direction: 'more' },
    { code: 'city_repeat', name: { zh: '重复诉求率', en: 'Made again' }, direction: 'less' },
  ]
  return aRecipeContent({
    units: 'division',
    indicators: indicators.map((one) => ({ ...one, parent: 'whole', weight: 1, source: 'imported' })),
  })
}

test('an analyst fills a table from statistics, mends a cell, and the ranking calls divisions by name and code', async () => {
  const recipe = await makeRecipe(cityRecipe())
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', `/recipes/${recipe}/1/run`)
  await page.getByRole('radio', { name: '下面的表' }).check()
  await page.getByLabel('统计数据的时期').waitFor()
  await expect.poll(() => page.getByLabel('统计数据的时期').inputValue()).toMatch(/^\d{4}$/)
  await page.getByRole('button', { name: '用统计数据填写' }).click()
  const own = page.getByRole('row', { name: /^明湖区 990106/ })
  const cell = own.getByRole('textbox').or(own.getByRole('spinbutton')).first()
  await cell.waitFor()
  await expect.poll(async () => Number(await cell.inputValue())).toBeGreaterThan(50)
  await expectAccessible(page)
  await cell.fill('99')
  await page.getByRole('button', { name: '计算', exact: true }).click()
  await page.waitForURL(/\/rankings\//)
  await page.getByRole('rowheader', { name: '明湖区 990106' }).waitFor()
  await page.getByRole('rowheader', { name: '松籁区 990109' }).waitFor()
  await expectAccessible(page)
})
