import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import {
  ask,
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'

interface Task {
  readonly matter: string
  readonly task: number
  readonly element: string
  readonly pack: string
}

/** A task of a kind that waits for whoever is signed in; each test takes another one. */
async function findTask(page: Page, element: string, place: number): Promise<Task> {
  const { rows } = (await ask(page, '/api/v1/tasks?pack=hotline&limit=200')) as { rows: readonly Task[] }
  const task = rows.filter((row) => row.element === element).at(place)
  if (task === undefined) throw new Error(`nobody left a task ${element} for this test`)
  return task
}

test('a handler fills in the form of a task, is told what is missing, submits, and it stands in the record', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { matter, task } = await findTask(page, 'handle', 0)
  await page.goto(`/matters/${matter}?task=${task}&tab=record`)
  await page.getByRole('button', { name: '提交：办理（主办）' }).click()
  await page.getByText('有 2 处需要修改').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /^办理措施/ }).click()
  await page.keyboard.type('已清掏管道，现场恢复。')
  await page.getByRole('radio', { name: '已办理' }).check()
  await screenshot(page, 'matter')
  await page.getByRole('button', { name: '提交：办理（主办）' }).click()
  await page.getByText('已提交：办理（主办）').waitFor()
  await page.getByRole('link', { name: '办理记录' }).click()
  await page.locator('.timeline').getByText('完成：办理（主办）').first().waitFor()
})

test('what was typed is still there after the page was left, and when the session ended meanwhile', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { matter, task } = await findTask(page, 'handle', 1)
  const address = `/matters/${matter}?task=${task}`
  await page.goto(address)
  await page.getByRole('radio', { name: '已办理' }).check()
  await page.getByRole('textbox', { name: '办理措施' }).fill('已联系物业。')
  await page.reload()
  await page.getByText('已恢复上次填写').waitFor()
  expect(await page.getByRole('textbox', { name: '办理措施' }).inputValue()).toBe('已联系物业。')
  await browser.context.clearCookies()
  await page.getByRole('button', { name: '提交：办理（主办）' }).click()
  const dialog = page.getByRole('dialog', { name: '登录已过期' })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('密码').fill('lantern-heron-paper-lake')
  await dialog.getByRole('button', { name: '登录' }).click()
  await page.getByText('已提交：办理（主办）').waitFor()
})

test('the line goes and comes back: the page says so and goes on by itself', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { matter, task } = await findTask(page, 'handle', 2)
  await page.goto(`/matters/${matter}?task=${task}`)
  await page.getByRole('radio', { name: '已办理' }).check()
  await page.getByRole('textbox', { name: '办理措施' }).fill('已处理。')
  await browser.context.setOffline(true)
  await page.getByRole('button', { name: '提交：办理（主办）' }).click()
  await page.getByText('暂时连接不上服务').waitFor()
  await browser.context.setOffline(false)
  await page.getByText('已提交：办理（主办）').waitFor()
  await page.getByText('暂时连接不上服务').waitFor({ state: 'hidden' })
})

test('the procedure is drawn with its live position, and the same stands in words below', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  const { matter } = await findTask(page, 'handle', 3)
  await page.goto(`/matters/${matter}?tab=procedure`)
  await page.locator('.diagram-token').first().waitFor()
  await page.locator('.matter-positions').getByText('办理（主办）').waitFor()
  await expectAccessible(page)
  await page.locator('.matter-positions').scrollIntoViewIfNeeded()
  await screenshot(page, 'matter-procedure')
})

test('a matter that is not there, or not for them, is told in one and the same way', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'department-handler', '/matters/JB-1999-000001')
  await page.getByRole('heading', { name: 'Not found' }).waitFor()
  await expectAccessible(page)
})

test('a telephone shows a matter without scrolling to the side', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en' })
  const page = await signIn(browser, 'department-handler')
  const { matter } = await findTask(page, 'handle', 3)
  await page.goto(`/matters/${matter}?tab=record`)
  await page.locator('.timeline').waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'matter-phone-en')
})
