import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, signIn } from '../browser-test/browser.ts'
import { openDesk, someWords } from '../browser-test/report.ts'
import { readArea, readMatter } from '../browser-test/round.ts'

test('a form of a pack asks for no degrees and no codes by heart: place by street, community and grid, category and standard by their names', async () => {
  await using browser = await openBrowser()
  const staff = await openDesk('district-dispatcher')
  const title = someWords('树坑里堆了垃圾')
  const made = await staff('/api/v1/matters', {
    pack: 'city-events',
    title,
    variables: { description: title },
  })
  const id = String(made['id'])
  const page = await signIn(browser, 'district-dispatcher', `/matters/${id}`)
  await page.getByRole('radio', { name: '立案', exact: true }).check()
  // By keyboard alone, for whoever sees no map.
  await page.getByText('按街道、社区选择').focus()
  expect(await page.getByLabel(/^(经度|纬度|单元网格)/).count()).toBe(0)
  await page.keyboard.press('Enter')
  for (const label of ['街道', '社区', '网格']) {
    const select = page.getByRole('combobox', { name: label, exact: true })
    await select.locator('option').nth(1).waitFor({ state: 'attached' })
    await select.focus()
    await page.keyboard.press('ArrowDown')
  }
  await page.getByText(/^位置：.+网格$/).waitFor()
  await page.getByRole('button', { name: '暴露垃圾' }).click()
  const standard = page.getByRole('combobox', { name: '立案标准' })
  await standard.fill('道路破损')
  await page
    .getByRole('option', { name: /道路破损/ })
    .first()
    .waitFor()
  await standard.press('Enter')
  await expectAccessible(page)
  await page.getByRole('button', { name: '提交：受理立案' }).click()
  await page.getByText('已提交：受理立案').waitFor()
  const { page: matter, elements } = await readMatter(staff, id)
  expect(elements).toEqual(['dispatch'])
  expect(matter['variables']).toMatchObject({
    kind: 'event',
    code: '06010',
    standard_id: expect.stringMatching(/^E\d+-\d$/),
    grid: expect.stringMatching(/^990106\d+$/),
    place: expect.stringMatching(/街道|镇/),
  })
  expect(matter['area']).toBe(Object(matter['variables']).grid)
})

test('what is typed while a place is looked up stays; words that nobody typed follow the place', async () => {
  await using browser = await openBrowser()
  const { context } = browser
  const { place } = await readArea(await openDesk('grid-worker'))
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(place)
  const page = await signIn(browser, 'community-clerk', '/intake')
  const words = page.getByLabel('地址或位置说明')
  const here = page.getByRole('button', { name: '我现在的位置' })
  const found = page.getByText(/^位置：.+(街道|镇)/)
  await here.click()
  await found.waitFor()
  await expect.poll(() => words.inputValue()).toMatch(/街道|镇/)
  const answer = Promise.withResolvers<void>()
  await page.route('**/api/v1/area-at?*', async (route) => {
    await answer.promise
    await route.continue()
  })
  await words.fill('')
  await Promise.all([page.waitForRequest('**/api/v1/area-at?*'), here.click()])
  await words.fill('菜场北门')
  await found.waitFor({ state: 'hidden' })
  answer.resolve()
  await found.waitFor()
  expect(await words.inputValue()).toBe('菜场北门')
})
