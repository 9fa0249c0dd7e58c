import { readFileSync } from 'node:fs'
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
import { measureInteractions, printInteractions } from '../../browser-test/interaction.ts'

test('a filtered list is exported with exactly its rows', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/matters')
  await page.locator('tr[data-index]').first().waitFor()
  await page.getByRole('combobox', { name: '业务' }).selectOption('whistle')
  await page.waitForURL('**/matters?pack=whistle')
  await page.getByRole('combobox', { name: '状态' }).selectOption('completed')
  await page.waitForURL('**/matters?pack=whistle&status=completed')
  const { rows } = (await ask(page, '/api/v1/matters?pack=whistle&status=completed&limit=200')) as {
    readonly rows: readonly { readonly number: string }[]
  }
  expect(rows.length).toBeGreaterThan(0)
  await page.getByText(`共 ${rows.length} 条`).waitFor()
  await page.getByRole('button', { name: '导出' }).click()
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ])
  const lines = readFileSync(await saved.path(), 'utf8')
    .split(/\r?\n/)
    .filter((line) => /[A-Z]{2}-\d{4}-\d{6}/.test(line))
  const numbers = lines.map((line) => /[A-Z]{2}-\d{4}-\d{6}/.exec(line)?.[0])
  expect(numbers).toEqual(rows.map(({ number }) => number))
  await page.getByText('已导出当前筛选的全部事项').waitFor()
})

test('the numbers of the views are those of their lists, and filters of an address stay when another is chosen', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/matters')
  const overdue = page.getByRole('link', { name: /已超期/ })
  await overdue.click()
  await page.waitForURL('**/matters?due=overdue')
  // Clocks run out meanwhile: the page is opened anew until the two are of one moment.
  await expect
    .poll(async () => {
      await page.reload()
      const shown = Number((await overdue.locator('.list-view-count').innerText()).replace(',', ''))
      const counted = (await ask(page, '/api/v1/matter-counts')) as { readonly overdue: number }
      return shown - counted.overdue
    })
    .toBe(0)
  await page.goto('/matters?box=115,33,116,34&open=true')
  await page.getByText('列表还按地图范围缩小了范围').waitFor()
  await page.getByRole('combobox', { name: '灯号' }).selectOption('red')
  await page.waitForURL('**/matters?box=115%2C33%2C116%2C34&open=true&lamp=red')
  await page.getByRole('link', { name: '取消' }).click()
  await page.waitForURL('**/matters?open=true&lamp=red')
})

test('a note goes to several ticked matters, and each is answered', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `备注${crypto.randomUUID().slice(0, 8)}`
  const made = []
  for (const name of ['1', '2']) {
    const variables = { subject: `${word}-${name}`, body: '路灯不亮', longitude: 115.45, latitude: 33.5 }
    made.push(await ask(page, '/api/v1/matters', { pack: 'hotline', title: `${word}-${name}`, variables }))
  }
  await page.goto('/matters?pack=hotline')
  for (const name of ['1', '2']) {
    await page
      .locator('tr[data-index]')
      .filter({ hasText: `${word}-${name}` })
      .getByRole('checkbox')
      .check()
  }
  await page.getByRole('button', { name: '添加备注' }).click()
  await page.getByRole('textbox', { name: '备注内容' }).fill('已电话核实')
  await page.getByRole('dialog').getByRole('button', { name: '添加备注' }).click()
  await page.getByRole('dialog', { name: '逐件结果' }).getByText('2 件已完成').waitFor()
  await expectAccessible(page)
  for (const one of made) {
    const { id } = one as { readonly id: string }
    const entries = (await ask(page, `/api/v1/matters/${id}/entries`)) as {
      readonly rows: readonly { readonly kind: string }[]
    }
    expect(entries.rows.map(({ kind }) => kind)).toEqual(['start', 'note'])
  }
})

test('the row one is on stays it when something new comes above it', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/matters?pack=hotline')
  await page.locator('tr[data-index]').first().waitFor()
  await page.keyboard.press('j')
  const active = page.locator('tr[data-active="true"]')
  const address = await active.getByRole('link').first().getAttribute('href')
  const title = `又来一件${crypto.randomUUID().slice(0, 8)}`
  await ask(page, '/api/v1/matters', { pack: 'hotline', title, variables: { subject: title } })
  // Whoever comes back to the window sees what is so now.
  await expect
    .poll(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
      return Number(await active.getAttribute('data-index'))
    })
    .toBeGreaterThan(0)
  expect(await active.getByRole('link').first().getAttribute('href')).toBe(address)
})

test('paging and opening answer quickly', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  const measured = await measureInteractions(page)
  await page.goto('/matters')
  await page.locator('tr[data-index]').first().waitFor()
  // At the end of a page the next one is on its way: keys pressed meanwhile stay on its last row.
  const active = page.locator('tr[data-active="true"]')
  await page.keyboard.press('j')
  await expect
    .poll(
      async () => {
        await page.keyboard.press('j')
        return Number(await active.getAttribute('data-index'))
      },
      { interval: 1 },
    )
    .toBeGreaterThan(104)
  const paging = printInteractions('list: going down two pages', await measured())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/matters/*')
  await page.locator('.matter').waitFor()
  const opening = printInteractions('list: and opening a matter', await measured())
  // The aim is 100 ms; the processors of a test machine are shared by everything else that runs.
  expect(Math.max(paging, opening)).toBeLessThan(1000)
})

test('the list is accessible in both languages, on a telephone and in the dark', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/matters?open=true')
  await page.locator('tr[data-index]').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'matters')
  await using english = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const phone = await signIn(english, 'leader', '/matters?open=true')
  await phone.locator('tr[data-index]').first().waitFor()
  await expectNoSideways(phone)
  await expectAccessible(phone)
  await screenshot(phone, 'matters-phone-en')
})
