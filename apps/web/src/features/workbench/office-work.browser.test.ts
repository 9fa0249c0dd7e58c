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
import type { MadeAccount } from '../../browser-test/browser.ts'
import { countListed } from '../../browser-test/list.ts'
import { findHolders, makeAccount } from '../../browser-test/made-account.ts'
import { openDesk } from '../../browser-test/made-matter.ts'

const office = 'transport'

/** A demand that the office has to sign for; nobody has taken it. */
async function makeOffered(title: string): Promise<string> {
  const clerk = await openDesk('district-dispatcher')
  const begun = { pack: 'hotline', title, variables: { subject: title } }
  const { id } = (await clerk.post('/api/v1/matters', begun)) as { readonly id: string }
  const page = (await clerk.get(`/api/v1/matters/${id}`)) as {
    readonly tasks: readonly { readonly task: number }[]
  }
  const variables = {
    subject: title,
    channel_in: 'phone',
    demand_type: 'complaint',
    urgency: 'ordinary',
    receiver_kind: 'department',
    units: [office],
    unit: office,
  }
  const command = { kind: 'completeTask', task: page.tasks[0]?.task, variables }
  await clerk.post(`/api/v1/matters/${id}/commands`, command)
  return id
}

/** Goes on with it as far as a step that its pack lets be handed on; nobody has taken that either. */
async function goOn(matter: string, handler: MadeAccount): Promise<void> {
  const desk = await openDesk(handler)
  const contact = {
    contact_way: 'phone',
    contact_reached: true,
    contacted_at: '2026-11-22T09:00:00+08:00',
  }
  for (const variables of [{ receipt: 'signed' }, contact]) {
    const { tasks } = (await desk.get(`/api/v1/matters/${matter}`)) as {
      readonly tasks: readonly { readonly task: number; readonly allowed: readonly string[] }[]
    }
    const task = tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task
    await desk.post(`/api/v1/matters/${matter}/commands`, { kind: 'completeTask', task, variables })
  }
}

test('the head sees who of the office holds what, and gives a task to somebody, who finds it on their workbench', async () => {
  const title = `路面塌陷 ${crypto.randomUUID().slice(0, 6)}`
  const matter = await makeOffered(title)
  const [head = ''] = await findHolders(office, 'department_head')
  const [first = '', second = first] = await findHolders(office, 'department_handler')
  const [chief, handler, other] = await Promise.all([
    makeAccount(head),
    makeAccount(first),
    makeAccount(second),
  ])
  await goOn(matter, handler)
  await using desk = await openBrowser()
  const page = await signIn(desk, chief, '/office-tasks')
  await page.getByRole('region', { name: '各人在办' }).getByRole('row').nth(1).waitFor()
  await page.locator('tr[data-index]').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'office-tasks')
  const row = page.locator('tr[data-index]').filter({ hasText: title })
  async function handTo(person: string): Promise<void> {
    await row.getByRole('checkbox').check()
    await page.getByRole('button', { name: '交给…' }).click()
    const dialog = page.getByRole('dialog', { name: /^把 1 项任务交给/ })
    await dialog.getByRole('button', { name: '确认交办' }).click()
    await dialog.getByText('有 3 处需要修改').waitFor()
    await dialog.getByRole('combobox', { name: '交给谁' }).selectOption(person)
    await dialog.getByRole('radio', { name: /^转办/ }).check()
    await dialog.getByRole('textbox', { name: '理由' }).fill('按片区分工')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: '确认交办' }).click()
    const answers = page.getByRole('dialog', { name: '逐件结果' })
    await answers.getByText('1 件已完成').waitFor()
    await answers.getByRole('button', { name: '关闭' }).last().click()
    await answers.waitFor({ state: 'hidden' })
  }
  await handTo(first)
  const holder = row.locator('td[data-title="办理人"]')
  await expect.poll(() => holder.innerText()).not.toBe('待领取')
  // The count beside a name is that of the list which it opens.
  const load = page
    .getByRole('region', { name: '各人在办' })
    .getByRole('row')
    .filter({ hasText: await holder.innerText() })
  await load.getByRole('link').click()
  await page.waitForURL(`**/office-tasks?person=${first}`)
  await row.waitFor()
  // The two are asked for one after the other, and others work in the office meanwhile.
  await expect
    .poll(async () => (await countListed(page)) - Number(await load.locator('td').first().innerText()))
    .toBe(0)
  // What somebody holds already is handed on as well.
  await handTo(second)
  await using elsewhere = await openBrowser()
  const colleague = await signIn(elsewhere, other, '/tasks?view=held')
  await colleague.locator('tr[data-index]').filter({ hasText: title }).waitFor()
})

test('the numbers of the views are those of their lists', async () => {
  await makeOffered(`待领取 ${crypto.randomUUID().slice(0, 6)}`)
  const [head = ''] = await findHolders(office, 'department_head')
  await using browser = await openBrowser()
  const page = await signIn(browser, await makeAccount(head), '/office-tasks')
  for (const [name, search] of [
    ['全部', ''],
    ['24 小时内到期', '&due=soon'],
    ['已超期', '&due=overdue'],
    ['待领取', '&untaken=true'],
  ] as const) {
    const view = page.getByRole('navigation', { name: '视图' }).getByRole('link', { name })
    // Others work in the office meanwhile: the page is opened anew until the two agree.
    await expect
      .poll(async () => {
        await page.reload()
        const counted = Number(await view.locator('.list-view-count').innerText())
        const { rows } = (await ask(page, `/api/v1/office-tasks?limit=200${search}`)) as {
          readonly rows: readonly unknown[]
        }
        return rows.length - counted
      })
      .toBe(0)
  }
})

test('in English and dark, on a telephone, nothing stands out to the side', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'department-head', '/office-tasks')
  await page.getByRole('region', { name: 'In hand, by person' }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
})
