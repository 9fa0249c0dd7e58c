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
import { aRecipeCode, someStreets } from '../../browser-test/made-recipe.ts'

/** Amounts in 10,000 yuan of the projects of six streets. The first has a foreign one, and one that is too small. */
const amounts = [6000, 4200, 3600, 3000, 2400, 1800]

function unitsText(names: readonly string[]): string {
  const rows = names.map((name) => [name, '城区', '10000', '24'].join('\t'))
  return [['单位', '组', '任务数', '考核月数'].join('\t'), ...rows].join('\n')
}

function entriesText(names: readonly string[]): string {
  const rows = names.map((name, place) =>
    [`P-${place + 1}`, name, '是', String(amounts[place]), '否'].join('\t'),
  )
  return [
    ['编号', '单位', '新项目', '投资额', '外资'].join('\t'),
    ...rows,
    ['P-7', names[0], '否', '2000', '否'].join('\t'),
    ['P-8', names[1], '是', '2000', '是'].join('\t'),
  ].join('\n')
}

test('an analyst drafts a mark sheet from the example and sees it counted; a leader approves; the run says what counted and what did not', async () => {
  const code = aRecipeCode()
  const streets = await someStreets(await openDesk('analyst'))
  const names = streets.map(({ name }) => name)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/recipes/new')
  await page.getByLabel('方案代码').fill(code)
  await page.getByRole('button', { name: '载入计分表示例' }).click()
  await page.getByRole('heading', { name: `起草 ${code}`, level: 1 }).waitFor()
  await page.getByText('计入的条件：新项目为是，且投资额不低于 1,000。').waitFor()
  const preview = page.getByRole('complementary', { name: '试算' })
  await page.getByText('粘贴单位表').click()
  await page.getByLabel('从 Excel 复制的单位表').fill(unitsText(names))
  await page.getByRole('button', { name: '读入单位' }).click()
  await page.getByText('粘贴条目表').click()
  await page.getByLabel('从 Excel 复制的条目表').fill(entriesText(names))
  await page.getByRole('button', { name: '读入条目' }).click()
  await preview.getByText('与当前内容一致。').waitFor()
  // 6000 × 1.5 of a task of 10,000: 90 of 100 marks.
  const lines = preview.getByRole('region', { name: /^逐项得分/ })
  const first = lines.getByRole('row', { name: new RegExp(names[0] ?? '-') })
  await first.getByRole('cell', { name: '90.00' }).first().waitFor()
  await preview.getByRole('combobox', { name: /^单位/ }).selectOption({ label: names[0] ?? '-' })
  await preview.getByText('须新项目为是，实为否').waitFor()
  await lines
    .getByRole('row', { name: new RegExp(names[5] ?? '-') })
    .getByText('请复核：组内后五名')
    .waitFor()
  expect(await first.getByText('请复核：组内后五名').count()).toBe(0)

  await page.getByLabel('系数 1', { exact: true }).fill('1.2')
  await first.getByRole('cell', { name: '72.00' }).first().waitFor()
  await preview.getByText('与当前内容一致。').waitFor()
  await expectAccessible(page)
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await screenshot(page, 'mark-sheet-editor')

  await page.getByRole('button', { name: '保存草案' }).click()
  await page.waitForURL(`**/recipes/${code}/1`)
  await page.getByText('按 1.2 倍计：投资额大于 5,000，或外资为是。').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '提请审定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提请审定' }).click()
  await page.getByText('待审定').waitFor()

  await using office = await openBrowser()
  const leader = await signIn(office, 'leader', `/recipes/${code}/1`)
  await leader.getByText('考核月数不低于 12，且在本组最后 5 名之内：提请复核').waitFor()
  await leader.getByRole('button', { name: /^审\s?定$/ }).click()
  await leader
    .getByRole('dialog')
    .getByRole('button', { name: /^审\s?定$/ })
    .click()
  await leader.locator('.recipe-state[data-state="approved"]').waitFor()

  await page.goto(`/recipes/${code}/1/run`)
  await page.getByRole('heading', { name: /^计算：/ }).waitFor()
  await page.getByRole('button', { name: /^计\s?算$/ }).click()
  await page.waitForURL('**/rankings/*')
  await page.getByRole('link', { name: '逐项得分' }).click()
  await page.getByRole('cell', { name: '72.00' }).first().waitFor()
  await page.getByRole('combobox', { name: /^单位/ }).selectOption({ label: names[1] ?? '-' })
  await page.waitForURL(/unit=/)
  await page.getByRole('row', { name: /^P-8 2,000 1.2 2,400/ }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'mark-sheet-result')

  // Bands are made known: whoever does not write recipes sees what counted, and no marks.
  await leader.goto(`${new URL(page.url()).pathname}?tab=marks&unit=${streets[0]?.id}`)
  await leader.getByText('须新项目为是，实为否').waitFor()
  expect(await leader.getByRole('cell', { name: '72.00' }).count()).toBe(0)
  for (const name of ['稳不稳', '依据与复算']) {
    await leader.getByRole('link', { name }).click()
    await leader.getByRole('link', { name, exact: true }).and(leader.locator('[aria-current]')).waitFor()
    await leader.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    await expectAccessible(leader)
  }
})

test('the editor of a mark sheet is fit for a telephone in the dark, large and in English', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'analyst', '/recipes/new')
  await page.getByLabel('Code').fill(aRecipeCode())
  await page.getByRole('button', { name: 'Load the example of a mark sheet' }).click()
  await page.getByText('An entry counts if new is yes, and amount at least 1,000.').waitFor()
  await page.getByRole('button', { name: 'Add: a reason for a veto' }).click()
  await page.getByText(/people decide whether it is a veto/).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByLabel('Way of marking of line 2').selectOption('scored')
  await page.getByText('Full marks (urban 100) from 100 of “done”, less in proportion').waitFor()
  await expectAccessible(page)
})
