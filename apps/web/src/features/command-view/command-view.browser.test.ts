import { expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { ask, expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import type { Desk } from '../../browser-test/made-matter.ts'

interface Rows {
  readonly rows: readonly { readonly id?: string; readonly open?: number; readonly suspended?: number }[]
}

/** Waits until map and numbers are there. */
async function untilDrawn(page: Page): Promise<void> {
  await page.locator('.command-tile strong').first().filter({ hasText: /\d/ }).waitFor()
  await page.locator('.command-foot').waitFor()
}

function numberIn(text: string): number {
  return Number(text.replace(/\D/g, ''))
}

test('a leader opens the view, changes the layer, and a reload shows the same; a tile opens its list', async () => {
  await using browser = await openBrowser({ width: 1280, height: 800 })
  const page = await signIn(browser, 'leader')
  await page.getByRole('link', { name: '一网统管' }).click()
  await untilDrawn(page)
  await page.locator('.area-map canvas').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'command-view')
  await page.getByText('热力', { exact: true }).click()
  await page.waitForURL('**/command?show=heat')
  await page.getByText('分区', { exact: true }).click()
  await page.getByText('社区', { exact: true }).click()
  await page.getByRole('combobox', { name: '数什么' }).selectOption('已超期')
  await page.waitForURL('**/command?show=shade&level=community&count=overdue')
  await page.reload()
  await untilDrawn(page)
  expect(await page.getByRole('radio', { name: '分区' }).isChecked()).toBe(true)
  expect(await page.getByRole('combobox', { name: '数什么' }).inputValue()).toBe('overdue')
  await screenshot(page, 'command-view-shade')
  await page.locator('.command-tile[data-measure="overdue"]').click()
  await page.waitForURL('**/matters?*due=overdue*')
})

test('tile, list, export, table and map have the same number', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/command?show=table')
  const map = await browser.context.newPage()
  const desk = await openDesk('leader')
  for (const [measure, filter] of [
    ['open', 'open=true'],
    ['overdue', 'open=true&due=overdue'],
    ['warned', 'open=true&lamp=yellow'],
  ] as const) {
    // Others work in the same district: everything is asked for at once, until all of it is of one moment.
    await expect
      .poll(async () => {
        const [{ tile, table }, { all, shown, rest }, list, exported, points] = await Promise.all([
          readTable(page, measure),
          readFoot(map, measure),
          countRows(desk, filter),
          countExported(browser.context, filter),
          desk.get(`/api/v1/matter-points?limit=10000&${filter}`),
        ])
        const placed = (points as Rows).rows.length
        return { list, exported, table, all, placed, shown, isSum: shown + rest === all && tile === all }
      })
      .toSatisfy(
        ({ list, exported, table, all, placed, shown, isSum }) =>
          isSum && list === all && exported === all && table === all && placed === shown && all > 0,
      )
  }
})

/** The number of a measure on its tile, and those of its column together. */
async function readTable(page: Page, measure: 'open' | 'overdue' | 'warned') {
  await page.goto('/command?show=table')
  await page.locator('.command-tile strong').first().filter({ hasText: /\d/ }).waitFor()
  await page.locator('.command-table tbody tr').first().waitFor()
  const tile = numberIn(await page.locator(`.command-tile[data-measure="${measure}"] strong`).innerText())
  const column = ['open', 'overdue', 'due_soon', 'warned'].indexOf(measure)
  const cells = await page.locator(`.command-table tbody td:nth-of-type(${column + 1})`).allInnerTexts()
  return { tile, table: cells.reduce((sum, text) => sum + numberIn(text), 0) }
}

/** What stands below the map: how many there are, how many of them it shows, how many it cannot. */
async function readFoot(page: Page, measure: string) {
  await page.goto(`/command?count=${measure}`)
  await untilDrawn(page)
  const told = await page.locator('.command-foot').innerText()
  const [all = 0, shown = 0, rest = 0] = told.match(/[\d,]+/g)?.map(numberIn) ?? []
  return { all, shown, rest }
}

/** How many matters the service lists, page by page. */
async function countRows(desk: Desk, filter: string): Promise<number> {
  let count = 0
  let after = ''
  do {
    const answer = (await desk.get(`/api/v1/matters?limit=200&${filter}${after}`)) as Rows & {
      next?: string
    }
    count += answer.rows.length
    after = answer.next === undefined ? '' : `&after=${encodeURIComponent(answer.next)}`
  } while (after !== '')
  return count
}

/** How many rows the export has. */
async function countExported({ request }: BrowserContext, filter: string): Promise<number> {
  const answer = await request.get(`/api/v1/matter-export?format=csv&${filter}`)
  return (await answer.text()).trim().split('\r\n').length - 1
}

test('by keyboard: the table is the twin of the map, and goes down to a street and to its list', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/command')
  await untilDrawn(page)
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('m')
  await page.waitForURL('**/command?show=table')
  const street = page.getByRole('button', { name: /街道$/ }).first()
  const name = await street.innerText()
  await street.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/command?show=table&area=*')
  await page.locator('.command-chip').filter({ hasText: name }).waitFor()
  await page.getByRole('columnheader', { name: '社区' }).waitFor()
  await expectAccessible(page)
  const link = page.locator('.command-table td a').first()
  await link.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/matters?*area=*')
})

test('a point that is pressed shows its matter, and leads to it', async () => {
  await using browser = await openBrowser({ width: 1280, height: 800 })
  const page = await signIn(browser, 'leader')
  const { rows } = (await ask(page, '/api/v1/matter-points?limit=1&pack=hotline')) as {
    readonly rows: readonly { readonly id: string; readonly longitude: number; readonly latitude: number }[]
  }
  const [point] = rows
  if (point === undefined) throw new Error('no matter has a place')
  await page.goto(`/command?pack=hotline&at=${point.longitude},${point.latitude},19`)
  await untilDrawn(page)
  const canvas = page.locator('.area-map canvas')
  await canvas.waitFor()
  const card = page.locator('.command-card')
  // The map draws its points when its worker has sorted them: pressed until one is there.
  await expect
    .poll(async () => {
      await canvas.click()
      return card.count()
    })
    .toBe(1)
  await expectAccessible(page)
  await card.getByRole('link').click()
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/)
})

test('what happens in the district stands on top of the feed at once', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/command')
  await untilDrawn(page)
  const { id } = (await ask(page, '/api/v1/matters', {
    pack: 'hotline',
    title: '大屏测试：路灯不亮',
    variables: { subject: '大屏测试：路灯不亮' },
  })) as { readonly id: string }
  await page.locator(`.command-feed li a[href="/matters/${id}"]`).first().waitFor()
})

test('a view whose service is gone says from when its numbers are', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/command')
  await untilDrawn(page)
  await page.getByText(/更新$/).waitFor()
  await page.route('**/api/v1/**', (route) => route.abort())
  await page.route('**/healthz', (route) => route.abort())
  await page.getByRole('combobox', { name: '业务' }).selectOption('热线')
  await page.getByText(/数据停在/).waitFor()
  await page.unroute('**/api/v1/**')
  await page.unroute('**/healthz')
  await page.getByText(/更新$/).waitFor()
})
