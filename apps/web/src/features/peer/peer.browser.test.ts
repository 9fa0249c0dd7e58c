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

/** A small table made up for this test: streets by what they are like, and by what is judged, over eight years. */
const plan = `
nameHeader: 街道
yearHeader: 年份
source: 为测试编写的虚构数字
indicators:
  - { code: trial_people, headers: [常住人口], name: { zh: 常住人口（演示）, en: Residents (made up) }, measure: 人, direction: none }
  - { code: trial_ground, headers: [面积], name: { zh: 面积（演示）, en: Ground (made up) }, measure: 公顷, direction: none }
  - { code: trial_green, headers: [人均绿地], name: { zh: 人均绿地（演示）, en: Green space each (made up) }, measure: 平方米, direction: more }
  - { code: trial_care, headers: [养老床位], name: { zh: 养老床位（演示）, en: Care beds (made up) }, measure: 张, direction: more }
  - { code: trial_noise, headers: [噪声投诉], name: { zh: 噪声投诉（演示）, en: Noise complaints (made up) }, measure: 件, direction: less }
`

interface Streets {
  readonly rows: readonly { readonly id: string; readonly name: string }[]
}

function tableOf(streets: Streets['rows']): string {
  const head = '街道,年份,常住人口,面积,人均绿地,养老床位,噪声投诉'
  const rows = streets.flatMap(({ name }, place) =>
    Array.from({ length: 8 }, (_, step) => {
      // The first falls back, the second grows, the others stay about where they are.
      const slope = place === 0 ? -0.6 : place === 1 ? 0.5 : 0.1
      const green = 10 + 1.5 * place + slope * step
      const cells = [30_000 + 2500 * place, 400 + 30 * place, green.toFixed(1), 200 + 35 * place - 3 * step]
      return [name, 2018 + step, ...cells, place === 0 ? 20 : 90 - 8 * place + step].join(',')
    }),
  )
  return [head, '单位,,人,公顷,平方米,张,件', ...rows].join('\n')
}

/** Hands in bytes; the service is busy at times. */
async function send(page: Page, path: string, text: string): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([address, body]) => {
      for (let attempt = 0; ; attempt += 1) {
        const answer = await fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: new TextEncoder().encode(body),
        })
        if (answer.status !== 503 || attempt > 30) return answer.json()
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    },
    [path, text] as const,
  )
}

/** The analyst imports the table: a dry run first, then what it showed. The same table again changes nothing. */
async function importTable(page: Page): Promise<Streets['rows']> {
  const { rows } = (await ask(page, '/api/v1/areas?level=street&limit=200')) as Streets
  const kept = await send(page, '/api/v1/statistics/plans', plan)
  const query = new URLSearchParams({ name: '街道统计.csv', plan: String(kept['digest']), units: 'area' })
  const table = tableOf(rows)
  const tried = await send(page, `/api/v1/statistics/imports?${query.toString()}`, table)
  expect(JSON.stringify(tried['findings'])).not.toContain('"error"')
  query.set('digest', String(tried['digest']))
  const done = await send(page, `/api/v1/statistics/imports?${query.toString()}`, table)
  expect(done).toMatchObject({ is_applied: true })
  return rows
}

const ground = 'units=area&period=2025'
const characteristics = 'c=trial_people~~1~log,trial_people~trial_ground~2~plain'
const indicators = 'i=trial_green~higher~2,trial_care~higher~1,trial_noise~lower~1'

test('an analyst imports statistics, asks for peers, sees the waterfall, tries a value and makes work of a gap', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst')
  const [own, next] = await importTable(page)
  if (own === undefined || next === undefined) throw new Error('the demonstration has streets')
  await page.getByRole('link', { name: /对标与差距$/ }).click()
  await page.getByRole('heading', { name: '对标与差距', level: 1 }).waitFor()

  await page.goto(`/peers?view=peers&${ground}&own=${own.id}&${characteristics}&${indicators}`)
  const peers = page.getByRole('region', { name: '最相近的地区' })
  const nearest = peers.getByRole('row', { name: new RegExp(`^1 ${next.name}`) })
  await nearest.waitFor()
  await nearest.getByRole('button', { name: `距离组成：${next.name}` }).click()
  const parts = page.getByRole('region', { name: `与${next.name}的距离由什么组成` })
  await parts.getByRole('row', { name: /^常住人口（演示） ÷ 面积（演示）/ }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'peers')

  // An own list, kept under a name that no other run has.
  const list = `试验名单 ${crypto.randomUUID().slice(0, 8)}`
  await page.getByRole('button', { name: '存为名单' }).click()
  await page.getByLabel('名单名称').fill(list)
  await page.getByRole('button', { name: /^保存这/ }).click()
  await page.getByRole('button', { name: `删除名单“${list}”` }).click()
  await page.getByText(`已删除名单“${list}”`).waitFor()

  await nearest.getByRole('link', { name: '看差距' }).click()
  const gap = page.getByRole('region', { name: '差距分解表' })
  const green = gap.getByRole('row', { name: /^人均绿地（演示）/ })
  await green.waitFor()
  await page.getByRole('figure', { name: '差距瀑布图' }).locator('svg rect').first().waitFor()
  expect(await page.getByRole('figure', { name: '差距瀑布图' }).locator('rect').count()).toBe(5)
  expect(await green.innerText()).toContain('5.8 平方米')
  await expectAccessible(page)

  // What if the green space were the most of all?
  await page.getByRole('spinbutton', { name: /^人均绿地（演示）/ }).fill('60')
  await page.keyboard.press('Enter')
  await page.getByText(new RegExp(`^${own.name}：第 \\d+ 位 → 第 \\d+ 位`)).waitFor()
  expect(page.url()).toContain('s=trial_green')

  const work = green.getByRole('link', { name: '转为改进任务' })
  await work.waitFor()
  const address = new URL((await work.getAttribute('href')) ?? '', page.url())
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    indicator: '人均绿地（演示）',
    better: 'higher',
    period: '2025',
    own: '5.8',
    peer: next.name,
    peerValue: '15',
    valueUnit: '平方米',
    whose: own.name,
  })
  await work.click()
  await page.getByRole('heading', { name: '差距转为改进任务', level: 1 }).waitFor()
})

test('a leader sees who stands next, when one catches up, and who falls behind and gets worse', async () => {
  await using preparing = await openBrowser()
  const [own, next] = await importTable(await signIn(preparing, 'analyst'))
  if (own === undefined || next === undefined) throw new Error('the demonstration has streets')
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  await page.goto(`/peers?${ground}&own=${next.id}&${indicators}`)
  const rivals = page.getByRole('region', { name: '标兵与追兵' })
  await rivals.getByRole('row', { name: /^本方/ }).waitFor()
  expect(await rivals.getByRole('row', { name: /^本方/ }).innerText()).toContain(next.name)
  await rivals.getByRole('row', { name: /^追兵/ }).getByRole('link').first().click()
  await page.getByText(/：领先 [\d.]+ 分。$/).waitFor()

  await page.goto(`/peers?${ground}&own=${own.id}&peer=${next.id}&${indicators}`)
  await page.getByRole('figure', { name: '差距瀑布图' }).locator('svg rect').first().waitFor()
  await page.getByRole('heading', { name: '差距由什么组成' }).evaluate((it) => it.scrollIntoView())
  await screenshot(page, 'gap')

  await page.goto(`/peers?view=worsening&${ground}&own=${own.id}&indicator=trial_green&${characteristics}`)
  const worse = page
    .getByRole('region', { name: '落后且变差', exact: true })
    .getByRole('row', { name: new RegExp(`^${own.name}`) })
  await worse.getByText('持续变差').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'peers-worsening')

  await page.goto(
    `/peers?view=catch_up&${ground}&own=${next.id}&peer=${own.id}&indicator=trial_noise&horizon=3`,
  )
  await page.getByRole('figure', { name: '两个单位历年的值' }).locator('svg').first().waitFor()
  await page.getByText(/用 2022 年以前的数据作同样的推算/).waitFor()
  await expectAccessible(page)
})

test('without a result every view says what is missing, and faults are told in words', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'leader')
  await page.goto('/peers?units=area&period=1950&i=trial_nothing~higher~1')
  await page
    .getByRole('alert')
    .getByText(/there is no indicator "trial_nothing"/)
    .waitFor()
  await expectAccessible(page)
})

test('in English, on a telephone, in the dark and in large letters the views hold together', async () => {
  await using preparing = await openBrowser()
  const [own] = await importTable(await signIn(preparing, 'analyst'))
  for (const wish of [
    { ...telephone, language: 'en', mode: 'dark' },
    { ...telephone, language: 'zh', size: 'care' },
  ] as const) {
    await using browser = await openBrowser(wish)
    const page = await signIn(browser, 'leader')
    for (const view of ['gap', 'peers', 'worsening', 'catch_up']) {
      await page.goto(
        `/peers?view=${view}&${ground}&own=${own?.id ?? ''}&${characteristics}&${indicators}&indicator=trial_green`,
      )
      await page.locator('.peers .data-table tbody tr').last().waitFor()
      await expectNoSideways(page)
      await expectAccessible(page)
      if (view === 'gap' && wish.language === 'zh') await screenshot(page, 'gap-phone')
    }
  }
})
