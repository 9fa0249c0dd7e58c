import { expect, test } from 'vitest'
import { ask, expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { aName } from '../../browser-test/made-row.ts'
import { fetchPatiently } from '../../browser-test/report.ts'

async function tryPassword(address: string, account: string, password: string): Promise<number> {
  const answer = await fetchPatiently(`${address}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  return answer.status
}

test('an account is opened with a password that is shown once, used, closed, and opened again', async () => {
  await using browser = await openBrowser()
  const administrator = await openDesk('administrator')
  const [person, name] = [aName('A'), aName('acct-')]
  await administrator.post('/api/v1/registry/rows/people', { row: { id: person, name: `试员${person}` } })
  const page = await signIn(browser, 'security-administrator')
  await page.waitForURL('**/accounts')
  await expectAccessible(page)
  await screenshot(page, 'accounts')
  const address = new URL(page.url()).origin
  await page.getByRole('button', { name: '开通账号' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('searchbox').fill(person)
  await form.getByRole('button', { name: new RegExp(person) }).click()
  await form.getByRole('textbox', { name: /^账号/ }).fill(name)
  await form.getByRole('radio', { name: '分析员' }).check()
  await form.getByRole('button', { name: '开通账号' }).click()
  const password = await form.locator('output').innerText()
  await expectAccessible(page)
  expect(await tryPassword(address, name, password)).toBe(201)
  await form.getByRole('button', { name: '已交给本人' }).click()

  await page.getByRole('searchbox', { name: '账号或姓名' }).fill(name)
  await page.waitForURL('**/accounts?name=*')
  await page.getByRole('link', { name }).click()
  await page.waitForURL('**/accounts/*')
  await page.getByText('待改初始口令').first().waitFor()
  expect(await page.getByText(password).count()).toBe(0)
  await page.getByRole('button', { name: '停用' }).click()
  await form.getByLabel('事由').fill('借调结束')
  await form.getByRole('button', { name: '停用' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByText('已停用').first().waitFor()
  expect(await tryPassword(address, name, password)).not.toBe(201)
  await page.getByRole('button', { name: '启用' }).click()
  await form.getByRole('button', { name: '启用' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '重设口令' }).click()
  await form.getByLabel('事由').fill('遗失')
  await form.getByRole('button', { name: '重设口令' }).click()
  const next = await form.locator('output').innerText()
  expect(next).not.toBe(password)
  expect(await tryPassword(address, name, password)).not.toBe(201)
  expect(await tryPassword(address, name, next)).toBe(201)
})

test('nobody acts on their own account, and roles of the three administrations stay apart', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const page = await signIn(browser, 'security-administrator')
  await page.getByRole('link', { name: 'security-administrator' }).click()
  await page.getByText(/This is your own account/).waitFor()
  expect(await page.getByRole('button', { name: 'Close', exact: true }).count()).toBe(0)
  await expectAccessible(page)
  // An administrator of the system does not see accounts at all.
  expect(await ask(page, '/api/v1/registry/findings')).toMatchObject({ code: 'permission_missing' })
})
