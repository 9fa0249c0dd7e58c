import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  allowed,
  dayOf,
  least,
  restoringDispatch,
  settleParameter,
} from '../../browser-test/automatic-dispatch.ts'
import {
  ask,
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { openDesk } from '../../browser-test/made-matter.ts'
import { narrowPool } from '../../browser-test/pool.ts'

interface Made {
  readonly id: string
  readonly number: string
}

interface Suggested {
  readonly model?: number
  readonly is_sure: boolean
  readonly categories: readonly {
    readonly category: string
    readonly name: string
    readonly probability: number
    readonly office?: { readonly office: string; readonly name: string }
  }[]
  readonly office?: { readonly office: string; readonly probability?: number }
}

interface MatterPage {
  readonly status: string
  readonly category?: string
  readonly office?: string
  readonly opened_at: string
  readonly tasks: readonly { readonly task: number; readonly element: string; readonly office?: string }[]
  readonly automatic?: { readonly taken_back_at?: string }
}

/** A demand that somebody sent, in the grid of a street of the district. */
async function makeDemand(
  page: Page,
  words: { readonly subject: string; readonly body: string },
): Promise<Made> {
  const variables = { ...words, grid: '990106004001001', demand_type: 'complaint', channel_in: 'web' }
  return (await ask(page, '/api/v1/matters', { pack: 'hotline', variables })) as Made
}

/** What is suggested, once the district has made its first model. */
async function suggestionOf(page: Page, id: string): Promise<Suggested> {
  async function read(): Promise<Suggested> {
    return (await ask(page, `/api/v1/matters/${id}/suggestion`)) as Suggested
  }
  await expect.poll(async () => (await read()).model).toBeDefined()
  return read()
}

async function readMatter(page: Page, id: string): Promise<MatterPage> {
  return (await ask(page, `/api/v1/matters/${id}`)) as MatterPage
}

/** Opens the pool and takes the demand in hand, by keyboard. */
async function takeInHand(page: Page, number: string): Promise<void> {
  await narrowPool(page, number)
  await page.locator('.dispatch-matter').getByText(number).waitFor()
  await page.locator('.dispatch-suggestion').waitFor()
  await page.locator('.dispatch-matter .schema-form').waitFor()
}

function aWord(): string {
  return crypto.randomUUID().slice(0, 6)
}

test('a dispatcher accepts one suggestion by one key, and corrects another by two', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const words = {
    subject: `路灯不亮 ${aWord()}`,
    body: '小区门口整条路的路灯都不亮，晚上漆黑一片，请尽快维修。',
  }
  const [taken, corrected] = [await makeDemand(page, words), await makeDemand(page, words)]
  const { categories } = await suggestionOf(page, taken.id)
  const first = categories[0]
  const at = categories.findIndex(({ office }, index) => index > 0 && office !== undefined)
  const second = categories[at]
  if (first === undefined || second === undefined) throw new Error('nothing is suggested')
  await page.goto('/dispatch')
  await takeInHand(page, taken.number)
  const panel = page.getByRole('region', { name: '分办建议' })
  await panel
    .getByRole('button', { name: new RegExp(first.name) })
    .and(page.locator('[aria-pressed="true"]'))
    .waitFor()
  // How sure it is in words and as a number, and the words of the message that speak for it.
  expect(await panel.textContent()).toMatch(/(几乎确定|很有把握|较有把握|有可能|把握不大)\s*\d+%/)
  await page.locator('.dispatch-words mark[data-kind="speaks"]').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'dispatch-suggestion')
  await page.keyboard.press('d')
  await page.getByText(`${taken.number} 已派给`).waitFor()
  expect(await readMatter(page, taken.id)).toMatchObject({
    category: first.category,
    office: first.office?.office,
  })

  await takeInHand(page, corrected.number)
  await page.keyboard.press(String(at + 1))
  await panel
    .getByRole('button', { name: new RegExp(second.name) })
    .and(page.locator('[aria-pressed="true"]'))
    .waitFor()
  await page.keyboard.press('d')
  await page.getByText(`${corrected.number} 已派给`).waitFor()
  expect(await readMatter(page, corrected.id)).toMatchObject({
    category: second.category,
    office: second.office?.office,
  })
})

test('what tells of danger stands on top, says why and whom to call, and goes its way by one key', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = aWord()
  const { id, number } = await makeDemand(page, {
    subject: `楼道着火 ${word}`,
    body: '3号楼二单元楼道里着火了，浓烟滚滚，有老人被困，快来人！',
  })
  await page.goto('/dispatch')
  const row = page.locator('.dispatch-rows li').filter({ hasText: word })
  await row.getByText('紧急：').waitFor()
  // Nothing that is no emergency stands above it.
  const rows = await page.locator('.dispatch-rows li').allTextContents()
  const place = rows.findIndex((text) => text.includes(word))
  expect(rows.slice(0, place).every((text) => text.includes('紧急：'))).toBe(true)
  await takeInHand(page, number)
  const note = page.getByRole('region', { name: '可能危及生命安全' })
  await note.getByText(/119/).waitFor()
  await page.locator('.dispatch-words mark[data-kind="danger"]', { hasText: '着火' }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'dispatch-emergency')
  await page.keyboard.press('e')
  await page.getByText(`${number} 已转紧急渠道`).waitFor()
  expect((await readMatter(page, id)).status).toBe('completed')
})

test('a doubt is told, and so is why a word of danger does not count', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'district-dispatcher')
  const { id, number } = await makeDemand(page, {
    subject: `Ξ${aWord()}`,
    body: '去年那次火灾',
  })
  await suggestionOf(page, id)
  await page.goto('/dispatch')
  await takeInHand(page, number)
  await page
    .getByText(/^Not sure:/)
    .first()
    .waitFor()
  await page.getByText(/says "火灾" of the past \(去年\)/).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
})

test('whoever searches goes on typing while the demand in hand and its suggestion come', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  const word = `边输边来${aWord()}`
  await makeDemand(page, { subject: word, body: '楼道里的灯坏了。' })
  const held = Promise.withResolvers<undefined>()
  await page.route(/\/api\/v1\/matters\/[^/]+$/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto('/dispatch')
  const input = page.getByRole('searchbox', { name: '按编号或标题查找' })
  await input.pressSequentially(word.slice(0, 4))
  await page.locator('.dispatch-matter [aria-busy="true"]').waitFor()
  held.resolve(undefined)
  await page.locator('.dispatch-matter .schema-form').waitFor()
  await page.keyboard.type(word.slice(4))
  expect(await input.inputValue()).toBe(word)
})

// In this file because automatic dispatch would take the demands of the tests above, if it ran beside them.
const demand = {
  subject: '占道经营',
  body: '路口流动摊贩占道经营，请城管处理。',
  grid: '990106004001001',
}

/** People send so many of them to one office that the office is more certain than for any demand of another test. */
async function sendByHand(page: Page, count: number): Promise<void> {
  const desk = await openDesk('district-dispatcher')
  const order = { units: ['urban-enforcement'], unit: 'urban-enforcement', receiver_kind: 'department' }
  const answers = { channel_in: 'web', demand_type: 'complaint', urgency: 'ordinary', category: '占道经营' }
  for (let made = 0; made < count; made += 1) {
    const { id } = (await ask(page, '/api/v1/matters', { pack: 'hotline', variables: demand })) as Made
    const { tasks } = (await desk.get(`/api/v1/matters/${id}`)) as MatterPage
    const command = {
      kind: 'completeTask',
      task: tasks[0]?.task,
      variables: { ...demand, ...answers, ...order },
    }
    await desk.post(`/api/v1/matters/${id}/commands`, command)
  }
}

test('automatic dispatch is turned on above a probability, shows what it did, and a dispatcher takes it back', async () => {
  await using administration = await openBrowser()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher')
  async function begin(): Promise<Made> {
    return (await ask(page, '/api/v1/matters', { pack: 'hotline', variables: demand })) as Made
  }
  async function read(id: string): Promise<MatterPage> {
    return (await ask(page, `/api/v1/matters/${id}`)) as MatterPage
  }
  async function suggestion(id: string): Promise<Suggested> {
    return (await ask(page, `/api/v1/matters/${id}/suggestion`)) as Suggested
  }
  await sendByHand(page, 12)
  const first = await begin()
  async function certainty(): Promise<number> {
    const { is_sure: isSure, categories, office } = await suggestion(first.id)
    return isSure ? (categories[0]?.probability ?? 0) * (office?.probability ?? 0) : 0
  }
  // The district has made its first model, and has counted anew who has these demands.
  await expect.poll(certainty, { timeout: 180_000 }).toBeGreaterThan(0.94)
  const certain = await certainty()
  const { office } = await suggestion(first.id)
  expect((await read(first.id)).tasks).toMatchObject([{ element: 'accept' }])

  const from = dayOf((await read(first.id)).opened_at)
  await using _restored = await restoringDispatch(from)
  const settings = await signIn(administration, 'administrator', '/parameters?pack=hotline')
  await settleParameter(settings, least.title, { value: (certain * 0.99).toFixed(4), from })
  await settleParameter(settings, allowed.title, { value: 'true', from })
  await expect
    .poll(async () => (await read(first.id)).tasks)
    .toMatchObject([{ element: 'sign_in', office: office?.office }])

  // It is marked on the matter and over the pool.
  await page.goto(`/matters/${first.id}`)
  const note = page.getByRole('note').filter({ hasText: '没有经人派遣' })
  await note.waitFor()
  await expectAccessible(page)
  await screenshot(page, 'matter-automatic')
  await page.goto(`/dispatch`)
  await page.getByText(/自动派出 \d+ 件/).click()
  await page.getByRole('button', { name: `撤回 ${first.number} 的自动派单` }).waitFor()
  await expectAccessible(page)

  await page.goto(`/matters/${first.id}`)
  await note.getByRole('button', { name: '撤回派单' }).click()
  await page.getByText('已撤回，回到派遣池').waitFor()
  await page.getByText('自动派单已撤回').waitFor()
  expect((await read(first.id)).automatic?.taken_back_at).toBeDefined()

  // The next of its kind goes out, and what was taken back stays with people.
  const second = await begin()
  await expect.poll(async () => (await read(second.id)).tasks).toMatchObject([{ element: 'sign_in' }])
  expect((await read(first.id)).tasks).toMatchObject([{ element: 'accept' }])
}, 240_000)
