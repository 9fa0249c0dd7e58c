import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { aRecipeContent, makeRanking, someStreets } from '../../browser-test/made-recipe.ts'

const ranked = aRecipeContent({ shown: 'ranks' })

async function streetNames(): Promise<readonly string[]> {
  const streets = await someStreets(await openDesk('analyst'))
  return streets.map(({ name }) => name)
}

test('where the recipe says so ranks stand beside their intervals, with who cannot be told apart and who stands apart', async () => {
  const { ranking } = await makeRanking(ranked)
  const names = await streetNames()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/rankings')
  await page.locator('tr[data-index]').first().waitFor()
  await page.goto(`/rankings/${ranking}`)
  const row = (place: number) => page.getByRole('row', { name: new RegExp(names[place] ?? '-') })
  await row(0)
    .getByText(/与下一位分不开/)
    .waitFor()
  await row(1)
    .getByText(/与上一位分不开/)
    .waitFor()
  await row(4).getByText('分得开').waitFor()
  expect(await row(4).getByRole('cell').first().innerText()).toBe('5')
  expect(await row(5).count()).toBe(0)
  const apart = page.locator('.recipe-apart')
  await apart.getByText(names[5] ?? '-').waitFor()
  await apart.getByText('第 1 步：已知指标太少').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'ranking')

  await page.getByRole('link', { name: '单位比较' }).click()
  await page.locator('.recipe-radar svg path.recipe-outline').first().waitFor()
  const table = page.getByRole('region', { name: '单位比较' })
  await table.getByRole('row', { name: /超期率/ }).waitFor()
  const last = page.getByRole('checkbox', { name: names[4] ?? '-' })
  await last.click()
  await page.waitForURL(/unit=/)
  await table.getByRole('columnheader', { name: names[4] ?? '-' }).waitFor()
  await expect.poll(() => page.locator('.recipe-radar svg path.recipe-outline').count()).toBe(4)
  // Four outlines are as many as can be told apart.
  expect(await page.getByRole('checkbox', { checked: false }).first().isDisabled()).toBe(true)
  await expectAccessible(page)
  await screenshot(page, 'ranking-units')
})

test('an analyst sees how another recipe changes the ranks of the same table, and that the same comes out again', async () => {
  const one = await makeRanking(ranked)
  const steps = aRecipeContent().steps.map((step) =>
    step.kind === 'aggregate' ? { kind: 'aggregate', method: 'copeland' } : step,
  )
  const [solved, satisfied, late] = aRecipeContent().indicators
  const indicators = [{ ...solved, weight: 1 }, { ...satisfied, weight: 8 }, late]
  const other = await makeRanking(aRecipeContent({ shown: 'ranks', steps, indicators }), one.input)
  const names = await streetNames()
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'analyst', `/rankings/${one.ranking}?tab=change&with=${other.ranking}`)
  const row = page.getByRole('row', { name: new RegExp(names[0] ?? '-') })
  await row.getByText('down 1 place').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'ranking-change-en')

  await page.getByRole('link', { name: 'Ground' }).click()
  await page.getByRole('button', { name: 'Run again' }).click()
  await page.getByText('The same: the digests agree').waitFor()
  const stage = page.getByLabel('After which step')
  await stage.selectOption({ label: 'step 2, Make marks (5 units)' })
  await page.waitForURL(/step=1/)
  await page.getByRole('cell', { name: '100', exact: true }).first().waitFor()
  await expectAccessible(page)
})

test('where bands are made known a leader sees no rank and no score, on a telephone either', async () => {
  const { ranking } = await makeRanking()
  await using browser = await openBrowser({ ...telephone, mode: 'dark' })
  const page = await signIn(browser, 'leader', `/rankings/${ranking}`)
  await page.getByText('第 1 档').first().waitFor()
  await page
    .getByText(/^第 \d+ (至 \d+ )?位$/)
    .first()
    .waitFor()
  expect(await page.getByRole('link', { name: '位次变化' }).count()).toBe(0)
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'ranking-phone')
  for (const name of ['单位比较', '稳不稳', '依据与复算']) {
    await page.getByRole('link', { name }).click()
    await page.getByRole('link', { name, exact: true }).and(page.locator('[aria-current]')).waitFor()
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    await expectNoSideways(page)
    await expectAccessible(page)
  }
})
