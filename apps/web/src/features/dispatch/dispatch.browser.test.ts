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
import { measureInteractions, printInteractions } from '../../browser-test/interaction.ts'
import { narrowPool } from '../../browser-test/pool.ts'

interface Made {
  readonly id: string
  readonly number: string
}

interface MatterPage {
  readonly office?: string
  readonly tasks: readonly { readonly task: number; readonly element: string; readonly office?: string }[]
}

/** Some place in the grid of the street of the street dispatcher. */
const grid = '990106004001001'

/** A city case that waits for its dispatch, with a title of its own. */
async function makeCase(page: Page, title: string): Promise<Made> {
  const variables = { description: title, kind: 'event', code: '06010', self_fix: false, photos: [], grid }
  const made = (await ask(page, '/api/v1/matters', { pack: 'city-events', title, variables })) as Made
  await complete(page, made.id, { register_action: 'file', standard_id: 'E0110-1' })
  return made
}

async function readCase(page: Page, id: string): Promise<MatterPage> {
  return (await ask(page, `/api/v1/matters/${id}`)) as MatterPage
}

async function complete(page: Page, id: string, variables: object): Promise<void> {
  const { tasks } = await readCase(page, id)
  const command = { kind: 'completeTask', task: tasks[0]?.task, variables }
  await ask(page, `/api/v1/matters/${id}/commands`, command)
}

/** Goes down the rows with `j` until the one of a title is in hand; a page at work on the last one hears no key. */
async function stepTo(page: Page, title: string): Promise<void> {
  const wanted = page.locator('.dispatch-rows li[data-active="true"]').filter({ hasText: title })
  await expect
    .poll(async () => {
      if ((await wanted.count()) === 0) await page.keyboard.press('j')
      return wanted.count()
    })
    .toBe(1)
}

async function elementOf(page: Page, id: string): Promise<string | undefined> {
  return (await readCase(page, id)).tasks[0]?.element
}

test('a district dispatcher empties several cases by keyboard only, and returns one', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `键盘派遣${crypto.randomUUID().slice(0, 8)}`
  const cases: Made[] = []
  for (const name of ['一', '二', '三', '四']) cases.push(await makeCase(page, `${word}-${name}`))
  const measured = await measureInteractions(page)
  await page.goto('/dispatch')
  await page.getByRole('list', { name: '任务' }).waitFor()
  await narrowPool(page, word)
  const rows = page.locator('.dispatch-rows li')
  await expect.poll(() => rows.count()).toBe(4)
  for (const key of ['j', 'j', 'k', 'k']) await page.keyboard.press(key)
  await page.locator('.dispatch-rows li').first().and(page.locator('[data-active="true"]')).waitFor()
  for (const left of [3, 2, 1]) {
    await page.locator('.dispatch-matter .schema-form').waitFor()
    // Who is suggested stands in the form already, with the reason beside it.
    await page.getByText(/^建议：/).waitFor()
    expect(await page.getByRole('combobox', { name: '处置部门' }).inputValue()).not.toBe('')
    await page.keyboard.press('d')
    await expect.poll(() => rows.count()).toBe(left)
  }
  for (const { id } of cases.slice(0, 3)) {
    expect((await readCase(page, id)).tasks.map(({ element }) => element)).toEqual(['assign'])
  }
  // 退回: another key, its reason, and Ctrl and Enter.
  await page.locator('.dispatch-matter .schema-form').waitFor()
  await page.keyboard.press('r')
  await page.locator('#field-return_reason:focus').waitFor()
  await page.keyboard.type('照片看不清地点')
  await page.keyboard.press('Control+Enter')
  // Whoever filed it has it again, with the reason: here the same desk.
  await rows.getByText('受理立案').waitFor()
  printInteractions('dispatch by keyboard', await measured())
  expect(await elementOf(page, cases[3]?.id ?? '')).toBe('register')
})

test('what comes while somebody reads another case stands in the pool by itself, and the one in hand stays', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `新来${crypto.randomUUID().slice(0, 8)}`
  await makeCase(page, `${word}-先`)
  await page.goto('/dispatch')
  await narrowPool(page, word)
  const rows = page.locator('.dispatch-rows li').filter({ hasText: word })
  await expect.poll(() => rows.count()).toBe(1)
  const inHand = page.locator('.dispatch-rows li[data-active="true"]').filter({ hasText: `${word}-先` })
  await inHand.waitFor()
  await makeCase(page, `${word}-后`)
  await expect.poll(() => rows.count()).toBe(2)
  expect(await inHand.count()).toBe(1)
})

test('the duty list refuses a street with its reason, and shows who can be given it', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const { id, number } = await makeCase(page, `清单${crypto.randomUUID().slice(0, 8)}`)
  await page.goto('/dispatch')
  await narrowPool(page, number)
  await page.locator('.dispatch-matter').getByText(number).waitFor()
  await page.locator('.dispatch-matter .schema-form').waitFor()
  const item = page.getByRole('combobox', { name: /事项/ })
  await item.fill('工贸企业')
  await page.getByRole('option', { name: /工贸企业安全生产检查/ }).click()
  const office = page.getByRole('combobox', { name: '处置部门' })
  await office.fill('桥东街道办事处')
  await page.getByRole('option', { name: /桥东街道办事处.*清单不允许/ }).waitFor()
  await screenshot(page, 'dispatch-office')
  await page
    .getByRole('option', { name: /桥东街道办事处/ })
    .first()
    .click()
  await page
    .getByText(/只负配合职责（清单项 JD06-A01/)
    .first()
    .waitFor()
  await page.locator('.schema-form button[type="submit"]').click()
  await page
    .getByRole('alert')
    .getByText(/请由明湖区应急管理局主办/)
    .waitFor()
  await expectAccessible(page)
  await screenshot(page, 'dispatch-refused')
  await page.getByRole('button', { name: '改为明湖区应急管理局' }).click()
  await page.locator('.schema-form button[type="submit"]').click()
  await page.getByText(`${number} 已派给明湖区应急管理局`).waitFor()
  expect((await readCase(page, id)).tasks[0]).toMatchObject({ element: 'assign', office: 'emergency' })
})

test('what repeats an open case is merged into it by keyboard, and leads there', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `并案${crypto.randomUUID().slice(0, 8)}`
  const first = await makeCase(page, `${word}-先报`)
  const variables = {
    description: `${word}-再报`,
    kind: 'event',
    code: '06010',
    self_fix: false,
    photos: [],
    grid,
  }
  const again = (await ask(page, '/api/v1/matters', {
    pack: 'city-events',
    title: `${word}-再报`,
    variables,
  })) as Made
  await page.goto('/dispatch')
  await narrowPool(page, again.number)
  // What was in hand before it has a form as well.
  await page.locator('.dispatch-matter').getByText(again.number).waitFor()
  await page.locator('.dispatch-matter .schema-form').waitFor()
  await page.keyboard.press('m')
  await page.locator('#field-linked_case:focus').waitFor()
  await page.keyboard.type(first.number)
  await page.keyboard.press('Control+Enter')
  await page.getByText(`${again.number} 已并案`).waitFor()
  expect((await readCase(page, again.id)).tasks).toEqual([])
  await page.goto(`/matters/${again.id}`)
  await page.getByRole('link', { name: '关联事项' }).click()
  await page.getByRole('link', { name: first.number }).click()
  await page.waitForURL(`**/matters/${first.id}*`)
})

test('a street dispatcher raises a whistle and declines others, by keyboard only', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `吹哨${crypto.randomUUID().slice(0, 8)}`
  const cases: Made[] = []
  const names = ['甲', '乙', '丙']
  for (const name of names) cases.push(await makeCase(page, `${word}-${name}`))
  await page.goto('/dispatch')
  await narrowPool(page, word)
  for (const [place, { number }] of cases.entries()) {
    await stepTo(page, `${word}-${names[place] ?? ''}`)
    await page.locator('.dispatch-matter').getByText(number).waitFor()
    await page.locator('.dispatch-whistle').waitFor()
    await page.keyboard.press('h')
    await page.getByText('已提请街道决定是否吹哨').first().waitFor()
  }
  await using street = await openBrowser()
  const desk = await signIn(street, 'street-dispatcher', '/dispatch')
  await narrowPool(desk, word)
  const rows = desk.locator('.dispatch-rows li')
  await expect.poll(() => rows.count()).toBe(3)
  for (const left of [2, 1]) {
    await desk.locator('.dispatch-tabs').waitFor()
    await desk.keyboard.press('r')
    await desk.locator('#field-whistle_note:focus').waitFor()
    await desk.keyboard.type('街道自己能办')
    await desk.keyboard.press('Control+Enter')
    await expect.poll(() => rows.count()).toBe(left)
  }
  await desk.locator('.schema-form input[type="radio"]').first().focus()
  await desk.keyboard.press('Space')
  for (const words of ['占道垃圾联合清理', '多次清理反复倾倒，需多部门到场']) {
    await desk.keyboard.press('Tab')
    await desk.keyboard.type(words)
  }
  await desk.keyboard.press('Tab')
  await desk.keyboard.type('桥东街道')
  await desk
    .getByRole('option', { name: /桥东街道办事处/ })
    .first()
    .waitFor()
  await desk.keyboard.press('Enter')
  await desk.keyboard.press('Tab')
  await desk.keyboard.type('城市管理')
  const found = desk.locator('.registry-found button').first()
  await found.waitFor()
  await desk.keyboard.press('Tab')
  await desk.keyboard.press('Enter')
  await screenshot(desk, 'dispatch-whistle')
  await desk.keyboard.press('Control+Enter')
  await expect.poll(() => rows.count()).toBe(0)
  await desk
    .getByText(/已吹哨/)
    .first()
    .waitFor()
})

test('ticked rows are dispatched at once, each with its answer', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `批量${crypto.randomUUID().slice(0, 8)}`
  const cases = [await makeCase(page, `${word}-1`), await makeCase(page, `${word}-2`)]
  const variables = {
    description: `${word}-3`,
    kind: 'event',
    code: '06010',
    self_fix: false,
    photos: [],
    grid,
  }
  await ask(page, '/api/v1/matters', { pack: 'city-events', title: `${word}-3`, variables })
  await page.goto('/dispatch')
  await narrowPool(page, word)
  const boxes = page.locator('.dispatch-rows input')
  await expect.poll(() => boxes.count()).toBe(3)
  for (const key of ['x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await page.getByText('已选 3 件').waitFor()
  await page.keyboard.press('b')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '承办单位' }).fill('园林绿化局')
  await page
    .getByRole('option', { name: /园林绿化局/ })
    .first()
    .click()
  await dialog.getByRole('button', { name: '派遣 3 件' }).click()
  const told = page.getByRole('dialog', { name: '逐件结果' })
  await told.getByText('2 件已完成，1 件没有成功').waitFor()
  await told.getByText('这项任务现在不是派遣').waitFor()
  await expectAccessible(page)
  for (const { id } of cases) expect(await elementOf(page, id)).toBe('assign')
})

test('the pool is accessible, in English, on a telephone, in the dark', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/dispatch')
  await page.locator('.dispatch-matter .schema-form').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'dispatch')
  await using english = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const phone = await signIn(english, 'district-dispatcher', '/dispatch')
  await phone.getByRole('heading', { name: 'Dispatch pool' }).waitFor()
  await phone.locator('.dispatch-matter .schema-form').waitFor()
  await expectNoSideways(phone)
  await expectAccessible(phone)
  await screenshot(phone, 'dispatch-phone-en')
})
