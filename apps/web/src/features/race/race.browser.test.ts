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
import { makeRecipe, someStreets } from '../../browser-test/made-recipe.ts'
import { aRace } from '../../browser-test/sample-race.ts'

test('an office announces a race, a leader approves it, and before its end a stage is not counted', async () => {
  const recipe = await makeRecipe()
  const [east, west] = await someStreets(await openDesk('analyst'))
  const name = `示范片区赛马${recipe.slice(5)}`
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', '/races')
  await page.getByRole('link', { name: '宣布赛马' }).click()
  await page.getByRole('heading', { name: '宣布赛马', level: 1 }).waitFor()
  await page.getByLabel('赛马名称').fill(name)
  await page.getByLabel('评价方案').selectOption(`${recipe} 1`)
  const zones = [
    { name: '东片区', area: east?.id ?? '', policy: '文商旅居融合，一街一品' },
    { name: '西片区', area: west?.id ?? '', policy: '老旧小区改造，引入物业' },
  ]
  for (const [place, zone] of zones.entries()) {
    const part = page.getByRole('group', { name: `片区 ${place + 1}` })
    await part.getByLabel('片区名称').fill(zone.name)
    await part.getByLabel('包含区域').selectOption(zone.area)
    await part.getByLabel('片区单位').selectOption({ index: place + 1 })
    await part.getByLabel('一片一策').fill(zone.policy)
  }
  const stage = page.getByRole('group', { name: '阶段 1' })
  await stage.getByLabel('阶段名称').fill('第一季度')
  await stage.getByLabel('开始月份').fill('2090-01')
  await stage.getByLabel('结束月份').fill('2090-04')
  await expectAccessible(page)
  await page.getByRole('button', { name: '宣布', exact: true }).click()
  await page.getByText('阶段须在方案的评价期内（2090-01-01 至 2090-03-31）').waitFor()
  await stage.getByLabel('结束月份').fill('2090-03')
  await page.getByRole('button', { name: '宣布', exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await page.getByText('正等待：审定赛马方案。').waitFor()
  await page.getByText('文商旅居融合，一街一品').waitFor()
  const race = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await done(race, 'leader', { race_approved: true, race_opinion: '同意' })
  await done(race, 'department-handler', { data_note: '各街道报送' })
  await page.reload()
  await page.getByText('正等待：牵头单位计算本阶段。').waitFor()
  await page.getByLabel('东片区的解决率').fill('九十')
  await page.getByText('有单元格不是数字。').waitFor()
  await page.getByLabel('东片区的解决率').fill('90')
  await page.getByRole('button', { name: '按方案计算' }).click()
  await page.getByText('阶段“第一季度”到 2090-03-31 才结束').waitFor()
  await expectAccessible(page)
  await page.goto(`${new URL(page.url()).origin}/races`)
  await page.getByText(name).waitFor()
  await expectAccessible(page)
})

/** Completes the step that waits for somebody. */
async function done(matter: string, as: 'leader' | 'department-handler', variables: object): Promise<void> {
  const desk = await openDesk(as)
  const page = (await desk.get(`/api/v1/matters/${matter}`)) as {
    readonly tasks: readonly { readonly task: number; readonly allowed: readonly string[] }[]
  }
  const { task } = page.tasks.find(({ allowed }) => allowed.includes('completeTask')) ?? {}
  await desk.post(`/api/v1/matters/${matter}/commands`, { kind: 'completeTask', task, variables })
}

test.each(['zh', 'en'] as const)(
  'a race shows bands, the places of each zone, what was corrected and why (%s)',
  async (language) => {
    await using browser = await openBrowser({ language })
    const page = await signIn(browser, 'leader', '/races')
    // A race takes months: what the service answers about one is given here.
    await page.route(`**/api/v1/races/${aRace.id}`, (route) => route.fulfill({ json: aRace }))
    await page.goto(`${new URL(page.url()).origin}/races/${aRace.id}`)
    await page.getByRole('heading', { name: aRace.name, level: 1 }).waitFor()
    const zh = language === 'zh'
    const table = page.getByRole('region', { name: zh ? '第二季度第 2 次计算的结果' : '第二季度, count 2' })
    await table
      .getByRole('row', { name: /东湖片区/ })
      .getByText(zh ? '第 1 至 2 位' : '1 to 2')
      .waitFor()
    // Bands are made known: no rank stands anywhere.
    await page.getByText(zh ? '公布档次，不公布位次。' : 'Bands are made known, ranks are not.').waitFor()
    expect(await table.getByRole('columnheader').allTextContents()).not.toContain(zh ? '位次' : 'Rank')
    await page.getByText(zh ? '更正（异议 2）：' : 'Corrected (objection 2):').waitFor()
    await expectAccessible(page)
    await screenshot(page, zh ? 'race' : 'race-en')
    const earlier = page.getByRole('region', { name: zh ? '第二季度第 1 次计算的结果' : '第二季度, count 1' })
    expect(await earlier.isVisible()).toBe(false)
    await page
      .getByText(zh ? '更正前的结果（第 1 次计算）' : 'The result before the correction (count 1)')
      .click()
    await earlier.waitFor()
    await page.getByText('夜间经济有特色').waitFor()
    await page.getByRole('link', { name: '第三季度' }).click()
    await page.getByRole('heading', { name: zh ? '第三季度的结果' : 'Result: 第三季度' }).waitFor()
    await expect.poll(() => new URL(page.url()).search).toBe('?stage=2')
    await page.getByText(zh ? '还没有可以查看的结果。' : 'There is no result to be seen yet.').waitFor()
  },
)

test.each([{ mode: 'dark' as const }, { ...telephone }])(
  'a race in the dark and on a telephone %#',
  async (look) => {
    await using browser = await openBrowser(look)
    const page = await signIn(browser, 'leader', '/races')
    await page.route(`**/api/v1/races/${aRace.id}`, (route) => route.fulfill({ json: aRace }))
    await page.goto(`${new URL(page.url()).origin}/races/${aRace.id}`)
    await page.getByRole('heading', { name: aRace.name, level: 1 }).waitFor()
    await page.getByText('夜间经济有特色').waitFor()
    await expectAccessible(page)
    await expectNoSideways(page)
    await screenshot(page, 'mode' in look ? 'race-dark' : 'race-phone')
  },
)

test('what a leader requires of a zone becomes an order: its form is filled in, and nothing is sent', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', '/races')
  await page.route(`**/api/v1/races/${aRace.id}`, (route) => route.fulfill({ json: aRace }))
  await page.goto(`${new URL(page.url()).origin}/races/${aRace.id}`)
  const comment = page.locator('.race-comments li').filter({ hasText: '停车难' })
  await comment.getByRole('link', { name: '按此要求立项督查' }).click()
  const title = page.getByRole('textbox', { name: /标题/ })
  await expect.poll(() => title.inputValue()).toBe('东湖片区：年内建成两处停车场')
  const content = await page.getByRole('textbox', { name: /督查内容/ }).inputValue()
  expect(content).toContain(aRace.number)
  expect(content).toContain('刘明对东湖片区提出要求：年内建成两处停车场')
  await page.getByText('东湖街道').first().waitFor()
  expect([...browser.asked.keys()].filter((one) => one.url().endsWith('/api/v1/matters'))).toEqual([])
  await expectAccessible(page)
  // An order of one's own begins with nothing of it.
  await page.goto(`${new URL(page.url()).origin}/supervision/new`)
  await title.waitFor()
  expect(await title.inputValue()).toBe('')
})
