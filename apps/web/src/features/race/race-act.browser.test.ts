import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, signIn } from '../../browser-test/browser.ts'
import { aRace } from '../../browser-test/sample-race.ts'

type Race = typeof aRace

/**
 * A race takes months: what the service answers about one is given here. A press is answered too, and what it sent is told;
 * what the service makes of it is proved in race.db.test.ts.
 */
async function giveRace(
  page: Page,
  race: Race,
  press: { readonly path: string; readonly after: Race; readonly answer: object },
) {
  const sent: unknown[] = []
  await page.route(`**/api/v1/races/${aRace.id}`, (route) =>
    route.fulfill({ json: sent.length === 0 ? race : press.after }),
  )
  await page.route(`**/api/v1/races/${aRace.id}/${press.path}`, (route) => {
    sent.push(route.request().postDataJSON())
    return route.fulfill({ status: press.path === 'objections' ? 201 : 200, json: press.answer })
  })
  await page.goto(`${new URL(page.url()).origin}/races/${aRace.id}?stage=1`)
  return sent
}

const [stage, ...later] = aRace.stages
if (stage === undefined) throw new Error('the sample has no stage')

test('a lead office corrects a number with its reason, and the result before stays beside the new one', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', '/races')
  const before: Race = {
    ...aRace,
    allowed: ['correct'],
    stages: [{ ...stage, state: 'reviewing', results: stage.results.slice(0, 1) }, ...later],
  }
  const sent = await giveRace(page, before, {
    path: 'corrections',
    after: aRace,
    answer: { race: aRace.id, revision: 9 },
  })
  const act = page.getByRole('button', { name: '更正并重新计算' })
  await act.waitFor()
  expect(await page.getByText('更正前的结果').count()).toBe(0)
  await page.getByLabel('片区', { exact: true }).selectOption('北峰片区')
  await page.getByLabel('指标', { exact: true }).selectOption('开工项目')
  await page.getByLabel('更正为').fill('12')
  // Without a reason nothing is sent.
  expect(await act.isDisabled()).toBe(true)
  await page.getByLabel('更正理由').fill('补计漏报的三个项目')
  await expectAccessible(page)
  await act.click()
  await page.getByText('更正前的结果（第 1 次计算）').click()
  await page.getByRole('region', { name: '第二季度第 1 次计算的结果' }).waitFor()
  await page.getByText('北峰片区 开工项目：9 更正为 12').waitFor()
  expect(sent).toEqual([
    {
      stage: 1,
      reason: '补计漏报的三个项目',
      changes: [{ zone: 2, indicator: 'projects', value: 12 }],
    },
  ])
})

test('who speaks for two zones objects for one of them, and the objection stands on the page', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'street-dispatcher', '/races')
  const raised: Race['objections'][number] = {
    no: 3,
    zone: 3,
    stage: 1,
    text: '办结率分母多计两件',
    at: '2026-07-20T01:00:00.000Z',
    state: 'open',
  }
  const before: Race = { ...aRace, allowed: ['object'], own_zones: [1, 3] }
  const sent = await giveRace(page, before, {
    path: 'objections',
    after: { ...before, objections: [...before.objections, raised] },
    answer: raised,
  })
  const zone = page.getByLabel('片区', { exact: true })
  await zone.waitFor()
  expect(await zone.getByRole('option').allTextContents()).toEqual(['东湖片区', '泉秀片区'])
  await zone.selectOption('泉秀片区')
  await page.getByLabel('异议内容').fill(raised.text)
  await expectAccessible(page)
  await page.getByRole('button', { name: '提出异议' }).click()
  await page.getByText('异议 3（泉秀片区）').waitFor()
  await page.getByText('待复核').waitFor()
  expect(sent).toEqual([{ stage: 1, zone: 3, text: raised.text }])
})
