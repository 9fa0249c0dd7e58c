import { expect, test } from 'vitest'
import { ask, expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { closeByKey } from '../../browser-test/keyboard.ts'
import { makeHandling, openDesk } from '../../browser-test/made-matter.ts'
import { aName, readDays } from '../../browser-test/made-row.ts'

interface Task {
  readonly task: number
  readonly person?: string
}

test('somebody is added, appointed, deputised, leaves with work in hand, and it is passed on', async () => {
  await using browser = await openBrowser()
  const aDay = await readDays()
  const handler = await openDesk('department-handler')
  const { posts } = (await handler.get('/api/v1/me')) as {
    posts: { office: string; post: string; name: string }[]
  }
  const [own] = posts
  const page = await signIn(browser, 'administrator', '/registry/staff')
  const id = aName('T')
  await page.getByRole('button', { name: '新增人员' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('工号').fill(id)
  await form.getByLabel('姓名').fill('试员甲')
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.waitFor({ state: 'hidden' })

  await page.goto(`/registry/staff/people/${id}`)
  await page.getByRole('button', { name: '任命' }).click()
  await form.getByRole('combobox').fill(own?.name ?? '')
  await form
    .getByRole('option')
    .filter({ hasText: own?.office ?? '' })
    .first()
    .click()
  await form.getByLabel('任职日期').fill(aDay(-3))
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByText('随之发生的变化').waitFor()
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.waitFor({ state: 'hidden' })
  await page
    .getByRole('region', { name: '任职和代理' })
    .getByRole('link', { name: own?.name ?? '' })
    .waitFor()
  await expectAccessible(page)

  const { id: matter, task } = await makeHandling()
  await handler.post(`/api/v1/matters/${matter}/commands`, {
    kind: 'transfer',
    task,
    to: { person: id },
    reason: '由新同事办理',
  })
  await page.reload()
  await page.getByRole('button', { name: '办理离岗' }).click()
  await form.getByLabel('离岗日期').fill(aDay())
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByText(/手上还有 1 件任务/).waitFor()
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.getByText(`移交任务：试员甲`).waitFor()
  // Who is called away in between finds it again where they land.
  await closeByKey(page, form)
  await page.goto('/')
  await page.waitForURL('**/registry/attention')
  await page.locator('tr[data-index]').filter({ hasText: '请移交' }).first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'registry-attention')
  await page.goto(`/registry/staff/people/${id}`)
  await page.getByRole('status').getByRole('button', { name: '移交' }).click()
  await form.getByText(`移交任务：试员甲`).waitFor()
  // Only numbers: who keeps the registry sees no matter.
  expect(await form.innerText()).not.toContain('井盖')
  await expectAccessible(page)
  await screenshot(page, 'registry-hand-on')
  await form.getByLabel('指定人员').check()
  await form.getByRole('searchbox').fill('周宇')
  await form.getByRole('button', { name: /周宇/ }).first().click()
  await form.getByLabel('事由').fill('试员甲离岗')
  await form.getByRole('button', { name: '移交' }).click()
  await form.waitFor({ state: 'hidden' })
  const { tasks } = (await handler.get(`/api/v1/matters/${matter}`)) as { tasks: readonly Task[] }
  expect(tasks.find((one) => one.task === task)?.person).not.toBe(id)
  const findings = (await ask(page, '/api/v1/registry/findings?kind=left_with_work&limit=200')) as {
    rows: { subject: string }[]
  }
  expect(findings.rows.map(({ subject }) => subject)).not.toContain(id)
})

test('a deputy is set for some days, and is shown with them', async () => {
  await using browser = await openBrowser()
  const aDay = await readDays()
  const page = await signIn(browser, 'administrator', '/registry/staff')
  const [holder, deputy, post] = [aName('H'), aName('D'), aName('grid-centre:')]
  await ask(page, '/api/v1/registry/rows/posts', {
    row: { id: post, name: '复核岗', office: 'grid-centre', validFrom: aDay(-10) },
  })
  await ask(page, '/api/v1/registry/rows/people', {
    row: { id: holder, name: '试员乙', posts: post, since: aDay(-10) },
  })
  await ask(page, '/api/v1/registry/rows/people', { row: { id: deputy, name: `试员丙${deputy}` } })
  await page.goto(`/registry/staff/people/${holder}`)
  await page.getByRole('button', { name: '安排代理' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('searchbox').fill(deputy)
  await form.getByRole('button', { name: new RegExp(deputy) }).click()
  await form.getByLabel('生效日期').fill(aDay())
  await form.getByLabel('失效日期').fill(aDay(5))
  await form.getByRole('button', { name: '核对变更' }).click()
  await form.getByRole('button', { name: '确认写入' }).click()
  await form.waitFor({ state: 'hidden' })
  const rows = page.getByRole('region', { name: '任职和代理' }).getByRole('row')
  await rows
    .filter({ hasText: '由其代理' })
    .filter({ hasText: aDay(5) })
    .waitFor()
  await page.goto(`/registry/staff/posts/${encodeURIComponent(post)}`)
  await page
    .getByRole('region', { name: '任职和代理' })
    .first()
    .getByRole('link', { name: '试员乙' })
    .first()
    .waitFor()
  await expectAccessible(page)
})
