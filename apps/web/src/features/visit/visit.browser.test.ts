import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { completeStep } from '../../browser-test/made-order.ts'

/** A name that no other test has. */
function aTitle(name: string): string {
  return `${name}${crypto.randomUUID().slice(0, 6)}`
}

/** A last day that lies ahead however long these tests live. */
const lastDay = '2060-06-30'

interface Visit {
  readonly id: string
  readonly number: string
}

/** A visit of the office of `department-handler` whose report is signed: its action is proposed as an order. */
async function makeVisit(topic: string): Promise<Visit> {
  const [handler, head, leader] = await Promise.all([
    openDesk('department-handler'),
    openDesk('department-head'),
    openDesk('leader'),
  ])
  const body = { pack: 'benchmark', title: topic, variables: { lead_office: 'drainage' } }
  const { id, number } = (await handler.post('/api/v1/matters', body)) as Visit
  const plan = {
    visit_topic: topic,
    lead_office: 'drainage',
    peers: ['云川市青岚区'],
    visit_from: '2026-03-10',
    visit_to: '2026-03-11',
    sites: ['青岚区城市运行中心'],
    indicators: ['按期处置率', '积水点消除率'],
    questions: ['按期处置率：到期前怎样提醒', '积水点消除率：怎样验收'],
    members: 5,
    budget: 12_000,
    discipline: '持公函，按标准食宿',
  }
  await completeStep(handler, id, { element: 'propose_visit', variables: plan })
  const approval = { visit_decision: 'approve', visit_opinion: '同意' }
  await completeStep(leader, id, { element: 'approve_visit', variables: approval })
  const record = {
    visit_held: 'held',
    held_from: plan.visit_from,
    held_to: plan.visit_to,
    visit_note: '按方案完成',
  }
  await completeStep(handler, id, { element: 'record_visit', variables: record })
  const finding = {
    experience: '到期前两次提醒',
    insight: '我区只在超期后提醒',
    action_title: `建立两次提醒${topic.slice(-6)}`,
    action_owner: 'drainage',
    action_due_on: lastDay,
    target_indicator: '按期处置率',
    target_value: 95,
    target_unit: '%',
    more_findings: false,
  }
  await completeStep(handler, id, { element: 'add_finding', variables: finding })
  await completeStep(handler, id, { element: 'write_report', variables: { report_overall: '考察两天' } })
  const checked = { check_result: 'passed', check_note: '事实清楚' }
  await completeStep(head, id, { element: 'check_report', variables: checked })
  const signed = { report_approved: true, report_opinion: '逐项落实' }
  await completeStep(leader, id, { element: 'sign_report', variables: signed })
  return { id, number }
}

test('a leader sees where visits went and how their actions stand, and opens one action by its order', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/visits')
  const row = page.locator('tr[data-index]').filter({ hasText: '城市管理案件按期处置' })
  await row.getByText('2 项中已办结 0 项').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'visit-list')
  await row.getByRole('link').first().click()
  await page.getByRole('heading', { name: '城市管理案件按期处置', level: 1 }).waitFor()
  const chain = page.getByRole('region', { name: '经验、启示、行动' })
  await chain.getByText('到期前二十四小时和四小时各提醒一次').waitFor()
  await chain.getByText('我区只在超期以后提醒').waitFor()
  await chain.getByText('建立到期前两次提醒').waitFor()
  await chain.getByText('在办', { exact: true }).first().waitFor()
  // The name of the target is that of a counted indicator: it leads to its page.
  const named = chain.getByRole('link', { name: '按期处置率' })
  const indicator = (await named.getAttribute('href')) ?? ''
  expect(indicator).toMatch(/^\/indicators\//)
  await page.getByRole('region', { name: '2 项行动的落实情况' }).getByText('在办 2 项').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'visit')
  const [paper] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: '对标考察报告' }).click(),
  ])
  await paper.getByRole('heading', { name: '对标考察报告' }).waitFor()
  await paper.close()
  await chain.getByRole('link', { name: /^DC-/ }).first().click()
  await page.waitForURL(/\/matters\//)

  // The page of the indicator has the action among what was promised, its target drawn, and leads back.
  await page.goto(indicator)
  const action = page.getByRole('row', { name: /建立到期前两次提醒/ })
  await action.getByText('95%').waitFor()
  await expect.poll(() => page.locator('.plot-target').count()).toBeGreaterThan(0)
  await action.getByRole('link').click()
  await page.waitForURL(/\/visits\//)
})

test('an action that is dropped ends its order, and the page of the visit says why', async () => {
  const topic = aTitle('排水调度')
  const { id } = await makeVisit(topic)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/visits/${id}`)
  const chain = page.getByRole('region', { name: '经验、启示、行动' })
  await chain.getByText('到期前两次提醒').waitFor()
  // What the other place calls its indicator is none of ours, and that is said.
  await page.getByText('积水点消除率 （指标目录里没有这个名称）').waitFor()
  const [handler, leader] = await Promise.all([openDesk('department-handler'), openDesk('leader')])
  const order = async (): Promise<string | undefined> => {
    const read = (await leader.get(`/api/v1/study-visits/${id}`)) as {
      readonly findings: readonly { readonly action: { readonly order?: { readonly id?: string } } }[]
    }
    return read.findings[0]?.action.order?.id
  }
  await expect.poll(order).toBeDefined()
  const ordered = await order()
  const variables = { change_no: 1, change_wish: 'drop', change_reason: '市里统一建立' }
  const asked = { kind: 'deliverMessage', name: 'action_change_requested', variables }
  await handler.post(`/api/v1/matters/${id}/commands`, asked)
  await using other = await openBrowser()
  const desk = await signIn(other, 'leader', `/matters/${id}`)
  await desk.getByRole('heading', { name: '领导决定变更' }).waitFor()
  await desk.getByRole('radio', { name: '是' }).check()
  await desk.getByRole('textbox', { name: /理由/ }).fill('市里统一建立提醒')
  await desk.getByRole('button', { name: /提交：领导决定变更/ }).click()
  await desk.getByText('已提交：领导决定变更').first().waitFor()
  await page.reload()
  await chain.getByText('已撤销', { exact: true }).waitFor()
  await chain.getByText('理由：市里统一建立提醒').waitFor()
  await page.getByRole('region', { name: '1 项行动的落实情况' }).getByText('全部撤销').waitFor()
  // The order itself has ended, with the reason in its paper.
  const status = async (): Promise<unknown> =>
    ((await leader.get(`/api/v1/matters/${ordered ?? ''}`)) as { readonly status: string }).status
  await expect.poll(status).toBe('completed')
  await desk.goto(`/api/v1/matters/${ordered ?? ''}/documents/withdrawal-notice`)
  await desk.getByText('市里统一建立提醒').waitFor()
})

test('an analyst turns a gap into work with the practice of a visit, and the lead office finds it filled in', async () => {
  const title = aTitle('提高按期处置率')
  await using browser = await openBrowser()
  const gap = new URLSearchParams({
    indicator: '按期处置律',
    better: 'higher',
    period: '2026-10',
    own: '82.3',
    peer: '云川市青岚区',
    peerValue: '91',
    valueUnit: '%',
    office: 'drainage',
    by: lastDay,
  })
  const page = await signIn(browser, 'analyst', `/gap-work/new?${gap.toString()}`)
  await page.getByRole('heading', { name: '差距转为改进任务', level: 1 }).waitFor()
  const target = page.getByRole('spinbutton', { name: /目标值/ })
  expect(await target.inputValue()).toBe('91')
  // A name that no indicator has is told beside its field, and right away.
  const name = page.getByRole('combobox', { name: /^指标/ }).first()
  await page.getByText('指标目录里没有：按期处置律').waitFor()
  await name.fill('按期处置率')
  await page.getByText('指标目录里没有：按期处置律').waitFor({ state: 'detached' })
  await page.getByText('从考察的发现中选取').click()
  const visits = page.getByRole('combobox', { name: '选择一次考察' })
  const option = visits.locator('option', { hasText: '城市管理案件按期处置' })
  await visits.selectOption((await option.getAttribute('value')) ?? '')
  await page.getByRole('button', { name: /到期前二十四小时/ }).click()
  const practice = page.getByRole('textbox', { name: /借鉴做法/ })
  expect(await practice.inputValue()).toContain('我区只在超期以后提醒')
  await page.getByRole('textbox', { name: /^事项/ }).fill(title)
  await page.getByRole('searchbox', { name: /牵头单位/ }).fill('明湖排水')
  await page
    .locator('.registry-found')
    .getByRole('button', { name: /明湖排水有限公司/ })
    .click()
  await page.getByRole('searchbox', { name: /核实单位/ }).fill('城市管理委')
  await page
    .locator('.registry-found')
    .getByRole('button', { name: /明湖区城市管理委员会/ })
    .click()
  await expectAccessible(page)
  await screenshot(page, 'gap-work-new')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: /已提交：DB-/ }).waitFor()
  await page.getByText('已送牵头单位，由牵头单位核对后上报。').waitFor()
  await page.getByRole('link', { name: '打开事项' }).click()
  await page.waitForURL(/\/matters\//)
  const address = new URL(page.url()).pathname
  await using other = await openBrowser()
  const handler = await signIn(other, 'department-handler', address)
  await handler.getByRole('heading', { name: '拟定差距交办' }).waitFor()
  expect(await handler.getByRole('textbox', { name: /^事项/ }).inputValue()).toBe(title)
  await handler.getByRole('button', { name: /提交：拟定差距交办/ }).click()
  await handler.getByText('已提交：拟定差距交办').first().waitFor()
  await page.goto('/gap-work?indicator=按期处置率')
  const row = page.locator('tr[data-index]').filter({ hasText: title })
  await row.getByText('论证可行性').waitFor()
  await expectAccessible(page)
})

test('who prepares a visit without belonging to the lead office hands it to that office', async () => {
  const topic = aTitle('夜间排水值守')
  await using browser = await openBrowser()
  const page = await signIn(browser, 'analyst', '/visits')
  await page.getByRole('link', { name: '提出考察' }).click()
  await page.getByRole('textbox', { name: /考察主题/ }).fill(topic)
  await page.getByRole('searchbox', { name: /牵头单位/ }).fill('明湖排水')
  await page
    .locator('.registry-found')
    .getByRole('button', { name: /明湖排水有限公司/ })
    .click()
  await page.getByRole('textbox', { name: /考察对象/ }).fill('云川市青岚区')
  await page.getByLabel(/拟开始日期/).fill('2060-03-10')
  await page.getByLabel(/拟结束日期/).fill('2060-03-11')
  await page.getByRole('textbox', { name: /拟看点位/ }).fill('青岚区排水调度中心')
  await page.getByRole('textbox', { name: /对应指标/ }).fill('返工率\n夜间到场率')
  await page.getByText('指标目录里没有：夜间到场率').waitFor()
  await page.getByRole('textbox', { name: /考察问题/ }).fill('返工率：夜间怎样核查')
  await page.getByRole('spinbutton', { name: /人数/ }).fill('4')
  await page.getByRole('spinbutton', { name: /经费预算/ }).fill('9000')
  await page.getByRole('textbox', { name: /纪律要求/ }).fill('持公函，按标准食宿')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已送牵头单位，由牵头单位核对后上报。').waitFor()
  await using other = await openBrowser()
  const handler = await signIn(other, 'department-handler', '/visits')
  const row = handler.locator('tr[data-index]').filter({ hasText: topic })
  await row.getByText('拟定考察方案').waitFor()
  await row.getByRole('link').first().click()
  await handler.getByText('青岚区排水调度中心').waitFor()
})

test('a visit and its list are fit for a telephone, the dark and English', async () => {
  await using phone = await openBrowser({ width: 360, height: 740 })
  const page = await signIn(phone, 'leader', '/visits')
  await page.getByText('城市管理案件按期处置').first().click()
  await page.getByText('建立到期前两次提醒').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'visit-phone')
  await using dark = await openBrowser({ mode: 'dark', language: 'en' })
  const other = await signIn(dark, 'leader', '/visits')
  await other.getByText('0 of 2 done').first().waitFor()
  await other.getByText('城市管理案件按期处置').first().click()
  await other.getByText('Experience 1').waitFor()
  await expectAccessible(other)
  await screenshot(other, 'visit-dark')
})
