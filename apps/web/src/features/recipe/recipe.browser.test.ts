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
import { aRecipeCode, aRecipeContent, makeRecipe, someStreets } from '../../browser-test/made-recipe.ts'

/** The values of an example's four indicators, of which two streets are close together. */
const rows = [
  ['96', '93', '97', '91'],
  ['95', '94', '96', '92'],
  ['81', '77', '85', '80'],
  ['70', '69', '77', '72'],
  ['55', '60', '64', '61'],
]

test('an analyst drafts from the example and sees at once what it gives; a leader approves, and sees what came of it', async () => {
  const code = aRecipeCode()
  const streets = await someStreets(await openDesk('analyst'))
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/recipes')
  await page.getByRole('link', { name: '起草方案' }).click()
  await page.getByLabel('方案代码').fill(code)
  await page.getByRole('button', { name: '载入示例' }).click()
  await page.getByRole('heading', { name: `起草 ${code}`, level: 1 }).waitFor()
  const preview = page.getByRole('complementary', { name: '试算' })
  await preview.getByText('填入或粘贴数据表，就能看到试算结果。').waitFor()

  const table = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: '数据表', level: 2 }) })
  const heads = await page
    .locator('.recipe-fields input[aria-label^="代码（"]')
    .evaluateAll((inputs) => inputs.map((input) => (input instanceof HTMLInputElement ? input.value : '')))
  const indicators = heads.filter((one) => one.includes('.'))
  expect(indicators).toHaveLength(4)
  const lines = rows.map((values, place) => [streets[place]?.name ?? '', ...values].join('\t'))
  await table.getByText('从表格粘贴').click()
  await table
    .getByLabel('从 Excel 复制的区域')
    .fill([['街道', ...indicators].join('\t'), ...lines].join('\n'))
  await table.getByRole('button', { name: '读入' }).click()
  await preview.getByText('第 1 档').waitFor()
  await preview.getByText('与当前内容一致。').waitFor()
  expect(await preview.getByRole('columnheader', { name: '位次', exact: true }).count()).toBe(0)
  await expectAccessible(page)
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await screenshot(page, 'recipe-editor')

  // A value that spoils a column is told at its step, and what stood there before stays.
  const first = indicators[0] ?? ''
  for (const [place] of rows.entries()) {
    await table.locator('tbody tr').nth(place).locator('input').first().fill('50')
  }
  await preview.getByText(/^现在不能计算：有 \d+ 处有误/).waitFor()
  const steps = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: '计算步骤', level: 2 }) })
  await steps.locator('> ol > li').nth(1).getByText(`/steps/1/${first}`).waitFor()
  await expect.poll(() => preview.locator('.recipe-outcome').getAttribute('data-old')).toBe('true')
  for (const [place, [value = '']] of rows.entries()) {
    await table.locator('tbody tr').nth(place).locator('input').first().fill(value)
  }
  await preview.getByText('与当前内容一致。').waitFor()

  await page.getByRole('button', { name: '保存草案' }).click()
  await page.waitForURL(`**/recipes/${code}/1`)
  await page.getByText('按各单位的最小、最大值折算到 0–100').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '提请审定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提请审定' }).click()
  await page.getByText('待审定').waitFor()
  expect(await page.getByRole('button', { name: '审定', exact: true }).count()).toBe(0)

  await using office = await openBrowser()
  const leader = await signIn(office, 'leader', `/recipes/${code}/1`)
  await leader.getByRole('button', { name: /^审\s?定$/ }).click()
  await leader
    .getByRole('dialog')
    .getByRole('button', { name: /^审\s?定$/ })
    .click()
  await leader.locator('.recipe-state[data-state="approved"]').waitFor()
  await screenshot(leader, 'recipe-page')

  await page.reload()
  await page.getByRole('link', { name: '计算' }).click()
  await page.getByRole('heading', { name: /^计算：/ }).waitFor()
  // Its period has not begun, so the table that was tried is taken.
  await page.getByRole('radio', { name: '下面的表' }).check()
  await page.getByRole('cell').first().waitFor()
  await page.getByRole('button', { name: /^计\s?算$/ }).click()
  await page.waitForURL('**/rankings/*')
  await page.getByText('方案约定只公布档次').waitFor()

  await leader.goto(new URL(page.url()).pathname)
  await leader.getByText('方案约定只公布档次').waitFor()
  await leader.getByRole('row', { name: new RegExp(streets[0]?.name ?? '-') }).waitFor()
  expect(await leader.getByRole('link', { name: '位次变化' }).count()).toBe(0)
  await leader.getByRole('link', { name: '稳不稳' }).click()
  await leader.getByText('去掉一个指标会怎样').waitFor()
  await leader
    .getByRole('cell', { name: /，[升降] \d+ 位|^0\.00$/ })
    .first()
    .waitFor()
  await expectAccessible(leader)
})

test('a version is withdrawn with its reason, and the next begins from it', async () => {
  const recipe = await makeRecipe()
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'analyst', `/recipes/${recipe}/1`)
  await page.getByRole('button', { name: 'Withdraw' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('The period was wrong')
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await page.getByText('Reason: The period was wrong').waitFor()
  await page.getByRole('link', { name: 'Draft the next version' }).click()
  await page.getByRole('heading', { name: `Draft ${recipe}` }).waitFor()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.waitForURL(`**/recipes/${recipe}/2`)
  await page.locator('.recipe-state[data-state="draft"]').waitFor()
})

test('list, page and editor are fit for a telephone in the dark, large and in English', async () => {
  const recipe = aRecipeCode()
  const desk = await openDesk('analyst')
  await desk.post('/api/v1/recipes', { recipe, content: aRecipeContent() })
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'analyst', '/recipes')
  await page.locator('tr[data-index]').first().waitFor()
  for (const [path, place] of [
    ['/recipes', 'tr[data-index]'],
    [`/recipes/${recipe}/1`, '.recipe-steps li'],
    [`/recipes/${recipe}/1/edit`, '.recipe-preview'],
  ] as const) {
    await page.goto(path)
    await page.locator(place).first().waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
  }
})
