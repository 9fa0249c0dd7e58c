import type { Page } from 'playwright-core'
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

/** The divisions of the demonstration, as a lattice of four by three for this test. */
const codes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 22, 23].map((number) => String(990_100 + number))

function aSquare(code: string, place: number): object {
  const [x, y] = [110 + (place % 4), 30 - Math.floor(place / 4)]
  const ring = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ]
  return {
    type: 'Feature',
    properties: { 代码: code },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}

async function choose(page: Page, name: string, features: readonly object[]): Promise<void> {
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  await page
    .getByRole('group', { name: '界线文件' })
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/geo+json', buffer: Buffer.from(text) })
}

/** The option of the map that is chosen. */
function chosenOn(page: Page) {
  return page.getByRole('listbox').locator('[aria-selected="true"]')
}

test('a leader sees peers, rivals and an indicator on the map of the city, and chooses a place by keys', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  await page.getByRole('link', { name: /对标与差距$/ }).click()
  await page.getByRole('heading', { name: '对标与差距', level: 1 }).waitFor()
  await page.getByText('行政区划', { exact: true }).click()
  await page.getByRole('link', { name: '地图', exact: true }).click()
  const map = page.getByRole('listbox', { name: '地图上的单位，用方向键选择' })
  await map.getByRole('option', { name: /^明湖区/ }).waitFor()
  await expect.poll(() => map.getByRole('option').count()).toBe(12)
  await page.getByText(/^来源：.*审图号：/).waitFor()
  await map.getByRole('option', { name: /第 1 近的对标地区/ }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'peer-map')

  // From the own place to a neighbour, and on; the address says where.
  await page.getByRole('combobox', { name: '选中的单位' }).selectOption('990106')
  await map.focus()
  await expect.poll(() => chosenOn(page).getAttribute('aria-label')).toMatch(/^明湖区/)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => chosenOn(page).getAttribute('aria-label')).not.toMatch(/^明湖区/)
  const at = new URL(page.url()).searchParams.get('at') ?? ''
  expect(codes).toContain(at)
  expect(at).not.toBe('990106')

  await page.getByRole('combobox', { name: '按什么着色' }).selectOption('city_park')
  const legend = page.getByRole('list', { name: '图例' })
  await legend
    .getByText(/平方米（\d+ 个）/)
    .first()
    .waitFor()
  await page.getByText(/^人均公园绿地面积（\d{4}）/).waitFor()
  const table = page.getByText('同样内容的表（12 个单位）')
  await table.click()
  const rows = page.getByRole('region', { name: /同样内容的表/ }).getByRole('row')
  await rows.filter({ hasText: '明湖区' }).filter({ hasText: '本方' }).filter({ hasText: '平方米' }).waitFor()
  expect(await rows.count()).toBe(13)
  await expectAccessible(page)
  await page.getByRole('figure', { name: '对标地图' }).evaluate((it) => it.scrollIntoView())
  await screenshot(page, 'peer-map-indicator')

  // A link that was sent shows the same.
  await page.reload()
  await legend
    .getByText(/平方米（\d+ 个）/)
    .first()
    .waitFor()
  await expect.poll(() => chosenOn(page).getAttribute('id')).toContain(at)
  const name = (await chosenOn(page).getAttribute('aria-label'))?.split(',')[0] ?? ''
  await page.getByRole('link', { name: `以${name}为本方` }).click()
  await map.getByRole('option', { name: new RegExp(`^${name}, 本方`) }).waitFor()
})

test('a value that is missing is hatched and told as missing, never as zero', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  const ground = (await ask(page, '/api/v1/peer-grounds/division')) as {
    readonly indicators: readonly { readonly code: string; readonly first: string }[]
  }
  const { first = '' } = ground.indicators.find(({ code }) => code === 'city_park') ?? {}
  // The yearbook of the third year has a row that was kept out for a mark behind its name.
  const period = String(Number(first) + 2)
  await page.goto(`/peers?view=map&units=division&shown=city_park&period=${period}`)
  const missing = page.getByRole('listbox').getByRole('option', { name: /没有数值/ })
  await page.getByRole('list', { name: '图例' }).getByText('没有数值（1 个），不按零计').waitFor()
  expect(await missing.count()).toBe(1)
  expect(await missing.getAttribute('aria-label')).toMatch(/^云锦区/)
  expect(await missing.evaluate((path) => getComputedStyle(path).fill)).toContain('url(')
})

test('in the dark, in large letters and on a telephone the map holds together', async () => {
  for (const wish of [
    { ...telephone, language: 'zh', mode: 'dark' },
    { ...telephone, language: 'en', size: 'care' },
    { width: 320, height: 640, language: 'zh' },
  ] as const) {
    await using browser = await openBrowser(wish)
    const page = await signIn(browser, 'leader')
    await page.goto('/peers?view=map&units=division&shown=city_beds&near=1')
    await page.getByRole('listbox').getByRole('option').last().waitFor()
    await page.locator('.plot-legend li').last().waitFor()
    await expectAccessible(page)
    await expectNoSideways(page)
    if ('mode' in wish) {
      await page.getByRole('figure', { name: '对标地图' }).evaluate((it) => it.scrollIntoView())
      await screenshot(page, 'peer-map-phone')
    }
  }
})

test('an analyst hands in a file: tried by feature, mended, written, and seen with its source', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/statistics')
  await page.getByRole('link', { name: '导入' }).click()
  await page.getByRole('radio', { name: /^行政区划界线/ }).click()
  await page.getByRole('heading', { name: '历次导入的界线' }).waitFor()
  const source = `虚构的方格 ${crypto.randomUUID().slice(0, 8)}`
  const attempt = page.getByRole('button', { name: '试运行' })
  expect(await attempt.isDisabled()).toBe(true)
  await choose(page, '方格.geojson', [...codes, '110101', '990101'].map(aSquare))
  await page.getByRole('combobox', { name: '文件的坐标系' }).selectOption('cgcs2000')
  await page.getByRole('textbox', { name: '地图来源' }).fill(source)
  await page.getByRole('textbox', { name: '审图号' }).fill('虚构地图，无审图号')
  await attempt.click()
  const findings = page.getByRole('region', { name: '问题' }).getByRole('row')
  await findings.filter({ hasText: '整个文件' }).filter({ hasText: '“code”' }).waitFor()
  await page.getByRole('textbox', { name: '哪个属性是区划代码' }).fill('代码')
  await attempt.click()
  await findings.filter({ hasText: '第 14 个图形' }).filter({ hasText: '990101 在第 1 个图形' }).waitFor()
  await findings.filter({ hasText: '第 13 个图形' }).filter({ hasText: '110101 不在' }).waitFor()
  await page.getByText('有错误，不能写入').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'boundary-import')

  await choose(page, '方格（更正）.geojson', codes.map(aSquare))
  await attempt.click()
  await page.getByRole('button', { name: '写入 12 个区划的界线' }).click()
  await page.getByText('已写入，地图已换用新的界线。').waitFor()
  await page
    .getByRole('region', { name: '历次导入的界线' })
    .getByRole('row')
    .filter({ hasText: source })
    .filter({ hasText: '现用' })
    .waitFor()
  await page.getByRole('link', { name: '看对标地图' }).click()
  await page.getByText(`来源：${source}。审图号：虚构地图，无审图号。`).waitFor()
  const map = page.getByRole('listbox')
  await map.getByRole('option', { name: /^明湖区/ }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe('990106')
})

test('without a file the page says what to hand in; streets have a map of their own, offices none', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'analyst')
  await page.route('**/api/v1/boundaries?*', (route) => route.fulfill({ json: { rows: [] } }))
  await page.goto('/peers?view=map&units=division')
  await page.getByText(/^There are no boundaries of divisions yet\. None come with the software/).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Hand in a file of boundaries' }).click()
  await page
    .getByRole('radio', { name: /^Boundaries of divisions/ })
    .and(page.locator(':checked'))
    .waitFor()
  await page.goto('/peers?view=map&units=area')
  await expect
    .poll(() =>
      page
        .getByRole('listbox', { name: /^Places on the map/ })
        .getByRole('option')
        .count(),
    )
    .toBeGreaterThan(3)
  await page.getByText(/^Borders of streets are those of the registry/).waitFor()
  await expectAccessible(page)
})
