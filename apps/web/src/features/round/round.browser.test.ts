import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Locator } from 'playwright-core'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { openDesk, someWords } from '../../browser-test/report.ts'
import { fillReport, readArea, readMatter } from '../../browser-test/round.ts'

async function numberIn(place: Locator): Promise<number> {
  return Number((await place.innerText()).replace(/\D/g, ''))
}

test('a grid worker lands on what waits for them; list, map and number go by one filter', async () => {
  await using browser = await openBrowser(telephone)
  const { context } = browser
  const worker = await openDesk('grid-worker')
  const area = await readArea(worker)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(area.place)
  const page = await signIn(browser, 'grid-worker')
  await page.waitForURL('**/round')
  await page.getByRole('heading', { name: /^等我办/ }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  const words = someWords('路边石松动')
  const variables = { description: words, kind: 'event', code: '06010', ...area.place }
  const made = await worker('/api/v1/matters', { pack: 'city-events', title: words, variables })
  await page.getByLabel('网格', { exact: true }).selectOption(area.grid)
  await page.getByRole('link', { name: new RegExp(words) }).waitFor()
  // Where one is stays in the page: the service is not told.
  const told: string[] = []
  page.on('request', (request) => told.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.getByRole('button', { name: '我的位置' }).click()
  await expect.poll(() => page.locator('.round-around .round-card').first().innerText()).toContain(words)
  await page
    .getByText(/^\d+ 米$/)
    .first()
    .waitFor()
  expect(told.filter((text) => text.includes(String(area.place.longitude).slice(0, 8)))).toEqual([])
  await page.getByRole('link', { name: '地图', exact: true }).click()
  await page.waitForURL('**/round?*view=map*')
  await page.locator('.area-map-frame[aria-busy="false"]').waitFor()
  await screenshot(page, 'round-phone-map')
  // Others report in the same grid meanwhile: the page is opened anew until all numbers are of one moment.
  const shown = page.getByText(/^地图上有 \d+ 件/)
  await expect
    .poll(async () => {
      await page.reload()
      const [around, onMap] = [await numberIn(page.locator('#around .number')), await numberIn(shown)]
      const { rows } = await worker(`/api/v1/matter-points?open=true&limit=1000&area=${area.grid}`)
      return { around, onMap, placed: Array.isArray(rows) ? rows.length : 0 }
    })
    .toSatisfy(({ around, onMap, placed }) => onMap === placed && around >= onMap && onMap > 0)
  expect(new URL(page.url()).searchParams.get('grid')).toBe(area.grid)
  await worker(`/api/v1/matters/${String(made['id'])}`)
})

test('what was solved on the spot goes out with the photos before and after, and is closed in one step', async () => {
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'grid-worker')
  const words = someWords('枯枝落在人行道')
  await page.getByRole('link', { name: '上报问题' }).click()
  await page.getByRole('heading', { name: '上报' }).waitFor()
  await fillReport(page, words, { isSolved: true })
  await page.getByRole('group', { name: '常见类别' }).getByRole('button').first().click()
  await page.getByRole('button', { name: '在地图上点选' }).click()
  const canvas = page.getByRole('application').locator('canvas')
  async function press(): Promise<boolean> {
    await canvas.click({ position: { x: randomInt(130, 200), y: randomInt(140, 210) } })
    return page
      .getByText(/^位置：.+(街道|镇)/)
      .waitFor({ timeout: 3000 })
      .then(
        () => true,
        () => false,
      )
  }
  await expect.poll(press).toBe(true)
  await page.getByRole('button', { name: '收起地图' }).click()
  // What nobody typed follows the pin.
  await expect.poll(() => page.getByLabel('地址或位置说明').inputValue()).toMatch(/(街道|镇)/)
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'patrol-phone')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已发送' }).waitFor()
  await expectAccessible(page)
  const number = await page.locator('.round-number').innerText()
  const acceptor = await openDesk('district-dispatcher')
  const { page: matter, elements } = await readMatter(acceptor, number)
  expect(elements).toEqual(['close_self_fix'])
  const { variables } = matter
  expect(variables).toMatchObject({
    self_fix: true,
    photos: [expect.any(String)],
    photos_after: [expect.any(String)],
  })
  expect(Object(variables)).toHaveProperty('kind')
  // The acceptor looks at both photos and closes it by the standard, chosen by its name.
  await using desk = await openBrowser()
  const other = await signIn(desk, 'district-dispatcher', `/matters/${String(matter['id'])}`)
  await other.getByRole('radio', { name: '照片属实，立案并结案' }).check()
  await other.getByRole('combobox', { name: '标准' }).fill('枯')
  await other.getByRole('option', { name: /枯/ }).first().click()
  await expectAccessible(other)
  await other.getByRole('button', { name: /^提交：/ }).click()
  await other.getByText(/^已提交：/).waitFor()
  await expect.poll(async () => (await readMatter(acceptor, number)).page['status']).toBe('completed')
})
