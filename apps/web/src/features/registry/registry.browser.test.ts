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
import { aName } from '../../browser-test/made-row.ts'

test('an administrator lands on what needs attention, and goes down the tree to a grid with its neighbours', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator')
  await page.waitForURL('**/registry/attention')
  await page.getByRole('heading', { name: '待处理' }).waitFor()
  await expectAccessible(page)
  await page.locator('.navigation').getByText('区域', { exact: true }).click()
  const tree = page.getByRole('navigation', { name: '区域树' })
  await tree.getByRole('button', { name: '展开或收起杏园街道' }).click()
  await tree.getByRole('button', { name: '展开或收起机械厂社区' }).click()
  await tree.getByRole('link', { name: '机械厂社区第06网格' }).click()
  await page.waitForURL('**/registry/areas/990106005004006')
  await page.getByRole('heading', { name: '机械厂社区第06网格' }).waitFor()
  // The tree stays as it was unfolded.
  await tree.getByRole('link', { name: '机械厂社区第05网格' }).waitFor()
  const shape = page.getByRole('region', { name: '图形与相邻区域' })
  await shape.getByRole('link', { name: '机械厂社区第03网格' }).waitFor()
  // One of another community borders on it; one of its own, two streets away, does not.
  await shape.getByRole('link', { name: '杏园社区第05网格' }).waitFor()
  expect(await shape.getByRole('link', { name: '机械厂社区第01网格' }).count()).toBe(0)
  await expectAccessible(page)
  await screenshot(page, 'registry-area')
})

test('an office is added, corrected after its change was looked at, and remembers both', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/offices/grid-centre')
  const id = aName('grid-centre.')
  await page.getByRole('button', { name: '新增下级' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('编号').fill(id)
  await form.getByLabel('名称').fill('')
  await form.getByLabel('机构类型').selectOption('部门')
  await form.getByRole('button', { name: '核对变更' }).click()
  // What is missing is told beside its field, and nothing is asked of the service yet.
  await form.getByRole('link', { name: /名称/ }).waitFor()
  await form.getByLabel('名称').fill('热线复盘科')
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByRole('heading', { name: '将新增' }).waitFor()
  await expectAccessible(page)
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.goto(`/registry/offices/${id}`)
  await page.getByRole('button', { name: '更正' }).click()
  await form.getByLabel('名称').fill('热线质量科')
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByRole('heading', { name: '将变更' }).waitFor()
  expect(await form.locator('ins').allInnerTexts()).toEqual(['热线质量科'])
  await form.getByRole('button', { name: '确认写入' }).click()
  await page.getByRole('heading', { name: '热线质量科' }).waitFor()
  const history = page.getByRole('region', { name: '变更记录' })
  await expect.poll(() => history.getByRole('listitem').count()).toBe(2)
  await history.getByText('热线复盘科').waitFor()
})

test('who saw an older state than stands there is told so, and overwrites nothing', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/offices/grid-centre')
  const id = aName('grid-centre.')
  const row = { id, name: '编外科', kind: '部门', parent: 'grid-centre' }
  await ask(page, '/api/v1/registry/rows/offices', { row })
  await page.goto(`/registry/offices/${id}`)
  await page.getByRole('button', { name: '更正' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名称').fill('甲科')
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByRole('heading', { name: '将变更' }).waitFor()
  // Somebody else was quicker.
  await page.evaluate(async (office) => {
    const read = await fetch(`/api/v1/registry/rows/office/${office}`)
    await fetch('/api/v1/registry/rows/offices', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' },
      body: JSON.stringify({ row: { id: office, name: '乙科' } }),
    })
  }, id)
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.getByText(/已被他人更新/).waitFor()
  expect(await ask(page, `/api/v1/offices/${id}`)).toMatchObject({ name: '乙科' })
})

test('who must do something is answered with the row that says so', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/registry/lists')
  const { rows } = (await ask(page, '/api/v1/duties?kind=assisting&list=street&limit=1')) as {
    rows: { name: string; lead_office: string; act: string }[]
  }
  const [duty] = rows
  await page.getByRole('link', { name: '谁来办' }).click()
  await page.getByRole('combobox', { name: '事项' }).fill(duty?.name ?? '')
  await page
    .getByRole('option', { name: duty?.name ?? '' })
    .first()
    .click()
  await page.getByRole('combobox', { name: '机构' }).fill('杏园街道办事处')
  await page.getByRole('option', { name: '杏园街道办事处' }).first().click()
  await page.getByText('不能派给它。').waitFor()
  await page.getByLabel('身份').selectOption('配合')
  await page.getByText('可以派给它。').waitFor()
  await page
    .getByText(duty?.act ?? '-')
    .first()
    .waitFor()
  await expectAccessible(page)
})

test('pages that no line of the navigation leads to are whole in English, in the dark, on a telephone', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'administrator', '/registry/areas/990106005')
  for (const [path, heading] of [
    ['/registry/areas/990106005', /./],
    ['/registry/offices/street-990106005', /./],
    ['/registry/staff/posts', 'Posts'],
    ['/registry/staff/roster', 'Roster'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
    await expectNoSideways(page)
    await expectAccessible(page)
  }
  await page.goto('/registry/offices/street-990106005')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(page, 'registry-office-phone-en')
})
