import { expect, test } from 'vitest'
import {
  ask,
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'

test('a handler lands on the workbench, and the numbers above the list are those of the list', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const overdue = page.getByRole('link', { name: /已超期/ })
  const count = Number((await overdue.innerText()).replace(/\D/g, ''))
  await overdue.click()
  await page.waitForURL('**/tasks?due=overdue')
  await expect.poll(() => page.locator('tr[data-index]').count()).toBe(count)
  await expectAccessible(page)
  await page.goBack()
  await page.locator('tr[data-index]').first().waitFor()
  await screenshot(page, 'workbench')
})

test('the keyboard goes down the list, opens a matter, and ? shows the keys', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.locator('tr[data-index]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(() => page.locator('tr[data-active="true"]').getAttribute('data-index')).toBe('0')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('下一条').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Enter')
  await page.waitForURL('**/matters/**')
})

test('a view that was saved is there again until it is removed', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-head', '/tasks?due=soon&pack=hotline')
  await page.getByRole('button', { name: '保存为视图' }).click()
  await page.getByRole('textbox', { name: '视图名称' }).fill('热线快到期')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('link', { name: '热线快到期' }).waitFor()
  await page.goto('/tasks')
  await page.getByRole('link', { name: '热线快到期' }).click()
  await page.waitForURL('**/tasks?due=soon&pack=hotline')
  await page.getByRole('button', { name: '视图操作' }).click()
  await page.getByRole('menuitem', { name: /热线快到期/ }).click()
  await page.getByRole('button', { name: '保存为视图' }).waitFor()
})

test('on a telephone, in English, in the dark and in large print nothing stands out to the side', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'department-handler')
  await page.getByRole('heading', { name: 'Workbench' }).waitFor()
  await page.locator('tr[data-index]').first().waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'workbench-phone-en')
})

test('Ctrl-K goes to a matter by the beginning of its number', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { rows } = (await ask(page, '/api/v1/matters?limit=1')) as { rows: { id: string; number: string }[] }
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type(rows[0]?.number ?? '')
  await page
    .getByRole('option')
    .filter({ hasText: rows[0]?.number ?? '' })
    .waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/matters/${rows[0]?.id}`)
})
