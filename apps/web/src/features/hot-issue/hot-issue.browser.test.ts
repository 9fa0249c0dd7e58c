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
import { openDesk } from '../../browser-test/made-matter.ts'

interface Made {
  readonly id: string
  readonly number: string
}

const grid = '990106004001001'

/** Cases of one thing that nobody else writes of, each in words of its own. */
async function makeCases(word: string, lines: readonly string[]): Promise<readonly Made[]> {
  const desk = await openDesk('district-dispatcher')
  const made: Made[] = []
  // Far from all else, and from what another test makes.
  const [east = 0, north = 0] = crypto.getRandomValues(new Uint16Array(2))
  const place = { longitude: 80 + east / 3000, latitude: 30 + north / 6000 }
  for (const line of lines) {
    const title = `${word}${line}`
    const variables = { description: `${title}，请尽快处理`, place: word, grid, ...place }
    const more = { kind: 'event', code: '06010', self_fix: false, photos: [] }
    const body = { pack: 'city-events', title, variables: { ...variables, ...more } }
    made.push((await desk.post('/api/v1/matters', body)) as Made)
  }
  return made
}

/** Until two cases are known to be alike. */
async function resembles(matter: string, other: string): Promise<void> {
  const desk = await openDesk('district-dispatcher')
  await expect
    .poll(
      async () => {
        const found = (await desk.get(`/api/v1/matters/${matter}/similar`)) as {
          readonly rows: readonly { readonly id: string }[]
        }
        return found.rows.map(({ id }) => id)
      },
      { interval: 500 },
    )
    .toContain(other)
}

const lines = [
  '变电箱噪音扰民',
  '变电箱夜里嗡嗡响',
  '变电箱噪音太大睡不着',
  '变电箱旁边一直有噪音',
  '变电箱噪音什么时候能治',
  '变电箱太吵',
  '变电箱噪音影响孩子学习',
  '变电箱噪音没人管',
]

/** Places that could be somewhere: they stand in the pictures. */
const syllables = '云溪松柏竹兰梅桂荷菊晨晓朝阳星月湖江河泉石岭峰谷春秋宁安和康嘉禾'

function aWord(): string {
  const drawn = Array.from(
    crypto.getRandomValues(new Uint8Array(4)),
    (one) => syllables[one % syllables.length] ?? '',
  )
  return `${drawn.join('')}小区`
}

/** The issue of what was made, once it was gathered. */
async function gathered(word: string, people: number): Promise<string> {
  const desk = await openDesk('leader')
  interface Rows {
    readonly rows: readonly { readonly issue: string; readonly name: string; readonly people: number }[]
  }
  let issue = ''
  await expect
    .poll(
      async () => {
        const { rows } = (await desk.get('/api/v1/hot-issues?limit=200')) as Rows
        const found = rows.find(({ name }) => name.startsWith(word))
        issue = found?.issue ?? ''
        return found?.people ?? 0
      },
      { interval: 500 },
    )
    .toBe(people)
  return issue
}

test('a leader sees what many report, opens an issue, names it, and changes the formula after a look at what it does', async () => {
  const word = aWord()
  await makeCases(word, lines)
  await gathered(word, lines.length)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader')
  await page.getByRole('link', { name: '热点问题' }).click()
  await page.locator('.issue-table').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'hot-issues')
  await page.getByRole('link', { name: new RegExp(`^${word}`) }).click()
  await page.getByRole('heading', { level: 1, name: new RegExp(`^${word}`) }).waitFor()
  await expect.poll(() => page.locator('.issue-reports tbody tr').count()).toBe(lines.length)
  expect(await page.locator('.issue-facts > dl:first-child dd').first().textContent()).toBe('8')
  expect(await page.locator('.issue-terms [data-term="heat"] dd').textContent()).toMatch(/^\d/)
  await page.locator('.chart canvas').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: '改名' }).click()
  await page.getByLabel('热点名称').fill(`${word}变电箱`)
  await page.getByRole('button', { name: '保存名称' }).click()
  await page.getByRole('heading', { level: 1, name: `${word}变电箱`, exact: true }).waitFor()
  await page.getByText('人工命名', { exact: true }).waitFor()
  await screenshot(page, 'hot-issue')

  await page.goto('/hot-issues')
  await page.getByRole('button', { name: '热度公式' }).click()
  const person = page.getByLabel('每人')
  await person.waitFor()
  const was = await person.inputValue()
  await person.fill('x')
  await page.getByText('请填写 0 到 1000 之间的数').waitFor()
  expect(await page.getByRole('button', { name: '试算效果' }).isDisabled()).toBe(true)
  await person.fill(String(Number(was) + 1))
  await page.getByRole('button', { name: '试算效果' }).click()
  await page
    .getByRole('row', { name: new RegExp(word) })
    .last()
    .waitFor()
  await expectAccessible(page)
  await screenshot(page, 'hot-rule')
  await page.getByLabel('修改理由').fill('按人数多加一分')
  await page.getByRole('button', { name: '按此执行' }).click()
  await page.getByText('热度公式已修改').waitFor()
  // A person more weighs as many points as there are people.
  const row = page.getByRole('row', { name: new RegExp(`${word}变电箱`) })
  await expect.poll(() => row.count()).toBe(1)
  await page.getByRole('button', { name: '热度公式' }).click()
  await expect.poll(() => page.getByLabel('每人').inputValue()).toBe(String(Number(was) + 1))
})

test('an issue is split and put together again by a dispatcher, and lies on the map of the command view', async () => {
  const word = aWord()
  await makeCases(word, lines)
  const issue = await gathered(word, lines.length)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', `/hot-issues/${issue}`)
  await page.locator('.issue-reports tbody tr').first().waitFor()
  await page.locator('.issue-reports tbody input[type="checkbox"]').first().check()
  await page.getByRole('button', { name: '移出 1 件，成为新热点' }).click()
  await page.getByText('1 件已移出，成为新热点').waitFor()
  await page.getByText('人工归入').waitFor()
  await expect.poll(() => page.locator('.issue-reports tbody tr').count()).toBe(1)
  await page.locator('.issue-reports tbody input[type="checkbox"]').first().check()
  await page.getByRole('combobox', { name: '归入另一热点…' }).selectOption(issue)
  await page.getByRole('button', { name: '归入', exact: true }).click()
  await page.waitForURL(`**/hot-issues/${issue}`)
  await expect.poll(() => page.locator('.issue-reports tbody tr').count()).toBe(lines.length)

  await page.goto('/command?show=issues')
  await page.locator('.area-map canvas').waitFor()
  await page.locator('.command-issues li').first().waitFor()
  await expectAccessible(page)
  await page.locator('.command-issues').getByRole('link', { name: '全部热点' }).click()
  await page.waitForURL('**/hot-issues')
  await page
    .locator('.issue-table')
    .getByRole('link', { name: new RegExp(`^${word}`) })
    .waitFor()
})

test('a dispatcher merges what repeats a case from the similar matters, and undoes it', async () => {
  const word = aWord()
  const [first, again] = await makeCases(word, ['窨井盖破损翘起', '窨井盖翘起破损有危险'])
  if (first === undefined || again === undefined) throw new Error('two cases were made')
  await resembles(again.id, first.id)
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/dispatch')
  await page.locator('.dispatch-rows').waitFor()
  const inHand = page.locator('.dispatch-matter').getByText(again.number)
  // The pool is still filling: what is looked for may come with a later page of it.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('/')
        // Where it was not heard, what is typed would be keys of the pool.
        if ((await page.locator('.dispatch-search input:focus').count()) === 0) return 0
        await page.keyboard.press('Control+a')
        await page.keyboard.type(again.number)
        await page.keyboard.press('Enter')
        return inHand.count()
      },
      { interval: 2000 },
    )
    .toBeGreaterThan(0)
  await page.getByRole('button', { name: `是同一件：${first.number}` }).click()
  await page.locator(`#field-linked_case`).waitFor()
  await expect.poll(() => page.locator('#field-linked_case').inputValue()).toBe(first.number)
  await screenshot(page, 'dispatch-similar')
  await page.locator('.schema-form button[type="submit"]').click()
  await page.getByText(`${again.number} 已并案`).waitFor()

  await page.goto(`/matters/${again.id}?tab=similar`)
  await page.getByText('已并入', { exact: false }).first().waitFor()
  await expectAccessible(page)
  const undo = page.getByRole('button', { name: '撤销并案', exact: true })
  await expect
    .poll(async () => {
      await page.reload()
      await page.locator('.merge').waitFor()
      return undo.count()
    })
    .toBe(1)
  await undo.click()
  await page.getByLabel('撤销理由').fill('两个井盖，相隔三十米')
  await screenshot(page, 'merge-undoing')
  await page.getByRole('button', { name: '确认撤销并案' }).click()
  await page.getByText('并案已撤销，事项恢复单独办理').waitFor()
  await expect
    .poll(
      async () => ((await ask(page, `/api/v1/matters/${again.id}`)) as { readonly status: string }).status,
    )
    .toBe('open')
  await page.goto(`/matters/${again.id}`)
  await page.getByText('受理立案').first().waitFor()
})

test('board and issue fit a telephone, in English and in the dark', async () => {
  const word = aWord()
  await makeCases(word, lines)
  const issue = await gathered(word, lines.length)
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page: Page = await signIn(browser, 'leader', '/hot-issues')
  await page.locator('.issue-table').waitFor()
  await expectAccessible(page)
  await expectNoSideways(page)
  await page.goto(`/hot-issues/${issue}`)
  await page.locator('.issue-reports').waitFor()
  await expectAccessible(page)
  await expectNoSideways(page)
  await screenshot(page, 'hot-issue-phone-dark-en')
})
