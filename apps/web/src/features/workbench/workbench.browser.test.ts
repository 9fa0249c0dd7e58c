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
import { countListed } from '../../browser-test/list.ts'
import { makeHandling, openDesk } from '../../browser-test/made-matter.ts'
import type { Desk } from '../../browser-test/made-matter.ts'

test('a handler lands on the workbench, and the numbers above the list are those of the list', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const overdue = page.getByRole('link', { name: /已超期/ })
  await overdue.locator('.list-view-count').waitFor()
  await overdue.click()
  await page.waitForURL('**/tasks?due=overdue')
  // Others work in the office, and clocks run out: the page is opened anew until the two agree.
  await expect
    .poll(async () => {
      await page.reload()
      return (await countListed(page)) - Number(await overdue.locator('.list-view-count').innerText())
    })
    .toBe(0)
  await expectAccessible(page)
  await page.goBack()
  await page.waitForURL('**/tasks')
  await page.locator('tr[data-index]').first().waitFor()
  await screenshot(page, 'workbench')
})

interface Task {
  readonly task: number
  readonly person?: string
  readonly allowed: readonly string[]
}

async function openTask(desk: Desk, matter: string): Promise<Task> {
  const page = (await desk.get(`/api/v1/matters/${matter}`)) as { readonly tasks: readonly Task[] }
  const task = page.tasks.find(({ allowed }) => allowed.includes('completeTask'))
  if (task === undefined) throw new Error('nothing to do')
  return task
}

/** A matter that is sent back to the step before, so that it is found among those that were. */
async function sendBack(): Promise<string> {
  const { id } = await makeHandling({ title: '退回重办的事项' })
  const desk = await openDesk('department-handler')
  const commands = `/api/v1/matters/${id}/commands`
  const { task } = await openTask(desk, id)
  const variables = { outcome: 'done', measures: '已处理' }
  await desk.post(commands, { kind: 'completeTask', task, variables })
  const next = await openTask(desk, id)
  await desk.post(commands, { kind: 'return', task: next.task, to: 'handle', reason: '照片不全' })
  return id
}

test('to do, due soon, overdue, sent back, watched: each stands, and its number is that of its list', async () => {
  const id = await sendBack()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/matters/${id}`)
  await page.getByRole('button', { name: '关注', pressed: false }).click()
  await page.getByRole('button', { name: '已关注', pressed: true }).waitFor()
  for (const [name, search] of [
    ['24 小时内到期', 'due=soon'],
    ['已超期', 'due=overdue'],
    ['被退回', 'returned=true'],
    ['我关注的', 'watched=true&open=true'],
    ['全部待办', ''],
  ] as const) {
    const view = page.getByRole('navigation', { name: '视图' }).getByRole('link', { name })
    const counted = async () => Number(await view.locator('.list-view-count').innerText())
    // Others work in the office meanwhile: the page is opened anew until the two agree.
    await expect
      .poll(async () => {
        await page.goto(`/tasks${search === '' ? '' : `?${search}`}`)
        return (await countListed(page)) - (await counted())
      })
      .toBe(0)
    if (name === '被退回' || name === '我关注的') expect(await counted()).toBeGreaterThan(0)
  }
  await page.goto('/tasks?watched=true&open=true')
  await page.locator(`tr[data-index] a[href^="/matters/${id}"]`).waitFor()
  await expectAccessible(page)
})

test('c takes a task of the office and gives it back, and the list says so at once', async () => {
  const { id } = await makeHandling({ title: '领取后放回的事项' })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', '/tasks?pack=hotline')
  const row = page.locator('tr[data-index]').filter({ has: page.locator(`a[href^="/matters/${id}"]`) })
  const active = page.locator('tr[data-active="true"] a')
  await page.locator('tr[data-index]').first().waitFor()
  await expect
    .poll(
      async () => {
        await page.keyboard.press('j')
        return (await active.getAttribute('href')) ?? ''
      },
      { interval: 20 },
    )
    .toContain(id)
  await page.keyboard.press('c')
  await row.getByRole('button', { name: '放回待领取：领取后放回的事项' }).waitFor()
  await page.getByText('已领取：领取后放回的事项').waitFor()
  const desk = await openDesk('department-handler')
  expect((await openTask(desk, id)).person).toBeDefined()
  await page.keyboard.press('c')
  await page.getByText('已放回待领取：领取后放回的事项').waitFor()
  expect((await openTask(desk, id)).person).toBeUndefined()
})

test('the keyboard goes down the list, opens a matter, and ? shows the keys', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.locator('tr[data-index]').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(() => page.locator('tr[data-active="true"]').getAttribute('data-index')).toBe('0')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('下一条').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Enter')
  await page.waitForURL('**/matters/**')
})

test('a view that was saved is there again until it is removed', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-head', '/tasks?due=soon&pack=hotline')
  await page.getByRole('button', { name: '保存为视图' }).click()
  await page.getByRole('textbox', { name: '视图名称' }).fill('热线快到期')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('link', { name: '热线快到期' }).waitFor()
  await page.goto('/tasks')
  await page.getByRole('link', { name: '热线快到期' }).click()
  await page.waitForURL('**/tasks?due=soon&pack=hotline')
  await page.getByRole('button', { name: '视图操作' }).click()
  await page.getByRole('menuitem', { name: /热线快到期/ }).click()
  await page.getByRole('button', { name: '保存为视图' }).waitFor()
})

test('on a telephone, in English, in the dark and in large print nothing stands out to the side', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'department-handler')
  await page.getByRole('heading', { name: 'Workbench' }).waitFor()
  await page.locator('tr[data-index]').first().waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'workbench-phone-en')
})

test('Ctrl-K goes to a matter by the beginning of its number', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { rows } = (await ask(page, '/api/v1/matters?limit=1')) as { rows: { id: string; number: string }[] }
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type(rows[0]?.number ?? '')
  await page
    .getByRole('option')
    .filter({ hasText: rows[0]?.number ?? '' })
    .waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/matters/${rows[0]?.id}`)
})
