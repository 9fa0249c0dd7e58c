import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { printed, wordsOf } from '../../browser-test/printed.ts'
import { aRace } from '../../browser-test/sample-race.ts'

/** A race takes months: what the service answers about one is given here. */
async function giveRace(page: Page, race: typeof aRace): Promise<void> {
  await page.route(`**/api/v1/races/${aRace.id}`, (route) => route.fulfill({ json: race }))
}

/** Punctuation as `printed` gives it. */
function plain(words: string): string {
  return words.normalize('NFKC')
}

test('the result of a stage is posted up: bands, what they rest on, how to object, and no person', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', '/races')
  await giveRace(page, aRace)
  await page.goto(`${new URL(page.url()).origin}/races/${aRace.id}`)
  // What leaders said stands on the page of the race, with their names.
  await page.getByText('点评人：刘明').first().waitFor()
  await page.getByRole('link', { name: '公示表' }).click()
  const title = '城市基层治理示范片区赛马“第二季度”结果公示表'
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await expect.poll(() => page.title()).toBe(title)
  await expectAccessible(page)
  await screenshot(page, 'race-notice')

  const pages = await printed(page)
  const words = pages.map(wordsOf).join('\n').replaceAll(/\s/g, '')
  expect(words).toContain(`—1/${pages.length}—`)
  expect(words).toContain(plain('异议期到2026-07-23止，含当日'))
  expect(words).toContain(plain('东湖片区，东湖街道；北峰片区，北峰街道；泉秀片区，泉秀街道'))
  expect(words).toContain(plain('更正（异议2）：补计漏报的三个项目'))
  expect(words).toContain(aRace.recipe.hash)
  expect(words).toContain(plain('不是对任何人的考核结论'))
  for (const kept of ['刘明', '夜间经济有特色', '年内建成两处停车场', '三个项目没有计入', '返回赛马'])
    expect(words).not.toContain(plain(kept))
  // Each zone with its band, its places and its numbers, in the order of the race.
  expect(words).toMatch(/东湖片区第1档第1至2位响应率:0.96.*北峰片区第1档第1至2位.*泉秀片区第2档第3位/)
  // Boxes of the text: each zone begins its own line, all of them on one page, in the margins of A4.
  const [first = []] = pages
  // A correction is told above the table, so the last line that begins with a zone is its row.
  const rows = aRace.zones.map(({ name }) => first.findLast(({ text }) => text.startsWith(name))?.y ?? 0)
  expect(rows[0]).toBeGreaterThan(0)
  expect(rows).toEqual(rows.toSorted((a, b) => a - b))
  expect(new Set(rows.map(Math.round)).size).toBe(3)
  for (const { x } of pages.flat()) expect(x).toBeGreaterThanOrEqual(17.9)
})

test('a stage that nobody may object to yet has no notice; one that is made known says that it is over', async () => {
  const [stage, later] = aRace.stages
  if (stage === undefined || later === undefined) throw new Error('the sample has two stages')
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'leader', '/races')
  const { origin } = new URL(page.url())
  await giveRace(page, { ...aRace, stages: [{ ...stage, state: 'commenting' }, later] })
  await page.goto(`${origin}/races/${aRace.id}/notice?stage=1`)
  await page.getByText('so there is no notice').waitFor()
  await expect.poll(() => page.getByRole('button', { name: 'Print, or save as PDF' }).count()).toBe(0)
  await page.unrouteAll({ behavior: 'wait' })
  const { until: _until, ...over } = stage
  await giveRace(page, { ...aRace, stages: [{ ...over, state: 'known' }, later] })
  await page.goto(`${origin}/races/${aRace.id}/notice?stage=1`)
  await page.getByText('the result has been made known').waitFor()
  await page.getByRole('button', { name: 'Print, or save as PDF' }).waitFor()
  await expectAccessible(page)
})
