import { expect, test } from 'vitest'
import { openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import type { Account } from '../../browser-test/browser.ts'
import { makeHandling } from '../../browser-test/made-matter.ts'
import { makeOrder } from '../../browser-test/made-order.ts'
import { readGlyphs, readPaper } from '../../browser-test/pdf-text.ts'
import type { Glyph } from '../../browser-test/pdf-text.ts'

const point = 25.4 / 72
/** The text of a page, millimetres: it begins further in at the binding edge, which is the right one of the back of a sheet. */
const block = { front: 28, back: 26, top: 37, width: 156, height: 225 }
const pitch = block.height / 22
const letter = block.width / 28
const end = block.top + block.height

/** Letters of one size in one row. */
interface Row {
  readonly y: number
  readonly left: number
  readonly right: number
  readonly size: number
  readonly count: number
}

/** The rows of a page from top to bottom; what stands below the text is left out. */
function rowsOf(page: readonly Glyph[] = []): readonly Row[] {
  const rows = Map.groupBy(
    page.filter(({ y }) => y < end + 2),
    ({ y, size }) => `${Math.round(y * 2)} ${size.toFixed(1)}`,
  )
  return [...rows.values()].map(rowOf).toSorted((one, other) => one.y - other.y)
}

function rowOf(glyphs: readonly Glyph[]): Row {
  const [first] = glyphs
  if (first === undefined) throw new Error('an empty row')
  const left = Math.min(...glyphs.map(({ x }) => x))
  const right = Math.max(...glyphs.map(({ x, size }) => x + size))
  return { y: first.y, left, right, size: first.size, count: glyphs.length }
}

/** The number of a page, which stands below its text. */
function numberOf(page: readonly Glyph[] = []): Row {
  return rowOf(page.filter(({ y }) => y > end + 2))
}

function near(value: number | undefined, wanted: number, by = 1): boolean {
  return value !== undefined && Math.abs(value - wanted) < by
}

function centreOf({ left, right }: Row): number {
  return (left + right) / 2
}

interface PrintWish {
  readonly as?: Account
  readonly language?: 'zh' | 'en'
  readonly picture?: string
}

/** Prints a paper of a matter as the browser of somebody does. */
async function print(
  id: string,
  document: string,
  { as = 'supervision-officer', language = 'zh', picture = '' }: PrintWish = {},
): Promise<Buffer> {
  await using browser = await openBrowser({ language, width: 900, height: 1250 })
  const page = await signIn(browser, as)
  await page.goto(`/api/v1/matters/${id}/documents/${document}`)
  if (picture !== '') await screenshot(page, picture)
  return await page.pdf({ preferCSSPageSize: true })
}

/** What must stand on a paper. */
function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it does not stand on the paper')
  return value
}

test('a paper of several pages prints to GB/T 9704: A4, margins, 22 lines of 28 characters, numbers on the outer side', async () => {
  const { id } = await makeHandling({ body: '管网修复情况核查记录'.repeat(300) })
  const pdf = await print(id, 'work-order', { as: 'department-handler' })
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? []
  expect(box.slice(1).map((one) => Math.round(Number(one) * point))).toEqual([210, 297])
  const pages = readGlyphs(pdf)
  expect(pages.length).toBeGreaterThan(5)
  // Pages in the middle are all text; the second is the back of the first sheet.
  for (const [index, left] of [
    [1, block.back],
    [2, block.front],
  ] as const) {
    const rows = rowsOf(pages[index])
    expect(rows.map(({ count }) => count)).toEqual(Array.from({ length: 22 }, () => 28))
    expect(rows.filter((row) => !near(row.left, left) || !near(row.right, left + block.width))).toEqual([])
    // From the first baseline to the last are 21 lines; all of them stand in the block.
    const [first, last] = [given(rows[0]).y, given(rows.at(-1)).y]
    expect(near(last - first, 21 * pitch)).toBe(true)
    expect(first).toBeGreaterThan(block.top)
    expect(first).toBeLessThan(block.top + pitch)
    expect(last).toBeLessThan(end)
    // 4号, 7 mm below the text, one character in from the outer side.
    const number = numberOf(pages[index])
    expect(near(number.size, 14 * point, 0.1)).toBe(true)
    expect(number.y).toBeGreaterThan(end + 7)
    expect(number.y).toBeLessThan(end + 14)
    const [found, wanted] =
      left === block.back ? [number.left, left + 14 * point] : [number.right, left + block.width - 14 * point]
    expect(near(found, wanted, 2)).toBe(true)
  }
  // The title is of size 2, in the middle.
  const title = given(rowsOf(pages[0]).find(({ size }) => near(size, 22 * point, 0.1)))
  expect(title.count).toBe('工作流转单'.length)
  expect(near(centreOf(title), block.front + block.width / 2)).toBe(true)
})

test('督查交办单 in one press: red head, number, red line, title, 主送, seal and date, 抄送 at the foot', async () => {
  const { id } = await makeOrder('临湖路积水点改造', { order_items: ['查明三处管线产权', '汛前完成清淤'] })
  const pdf = await print(id, 'supervision-notice', { picture: 'document-supervision-notice' })
  const { pages, rules } = readPaper(pdf)
  const middle = block.front + block.width / 2
  const [organ, number, title, to] = rowsOf(pages[0]).slice(0, 4).map(given)
  expectHead({ organ: given(organ), number: given(number), red: given(redLine(rules[0])) }, middle)
  // The title of size 2, two lines below the red line; 主送机关 a line below it, at the edge.
  const [heading, receiver] = [given(title), given(to)]
  expect(near(heading.size, 22 * point, 0.1)).toBe(true)
  expect(near(centreOf(heading), middle)).toBe(true)
  expect(near(heading.y - given(redLine(rules[0])).y, 2 * pitch + pitch * 0.7, 3)).toBe(true)
  expect(near(receiver.y - heading.y, 2 * pitch, 1.5)).toBe(true)
  expect(near(receiver.left, block.front)).toBe(true)
  const foot = expectEnd(rowsOf(pages.at(-1)), pages.length % 2 === 0 ? block.back : block.front)
  // 版记: its last line at the end of the text.
  const lines = given(rules.at(-1)).filter(({ width, colour }) => width > 150 && colour === 'black')
  expect(near(Math.max(...lines.map(({ y }) => y)), end, 1.5)).toBe(true)
  expect(foot).toHaveLength(2)
})

type Rule = ReturnType<typeof readPaper>['rules'][number][number]

function redLine(rules: readonly Rule[] = []): Rule | undefined {
  return rules.find(({ colour, width }) => colour === 'red' && width > 100)
}

/** 发文机关标志, 发文字号 and the red line. */
function expectHead(
  { organ, number, red }: { readonly organ: Row; readonly number: Row; readonly red: Rule },
  middle: number,
): void {
  // Its upper edge 35 mm below that of the text, in the middle.
  expect(near(organ.y - organ.size * 0.88, block.top + 35, 3)).toBe(true)
  expect(near(centreOf(organ), middle)).toBe(true)
  expect(organ.count).toBe('明湖区人民政府督查室'.length)
  // The number two lines further, 3号, in the middle; the red line 4 mm below it, as wide as the text.
  expect(near(number.size, letter, 0.1)).toBe(true)
  expect(near(centreOf(number), middle)).toBe(true)
  expect(near(red.x, block.front)).toBe(true)
  expect(near(red.width, block.width)).toBe(true)
  expect(red.y - number.y).toBeGreaterThan(4)
  expect(red.y - number.y).toBeLessThan(4 + pitch)
}

/** On the last page: the day four characters in from the right, who signs in the middle above it. @returns the rows of the foot */
function expectEnd(last: readonly Row[], left: number): readonly Row[] {
  const foot = last.filter(({ size }) => near(size, 14 * point, 0.1) && size < letter - 0.3).slice(-2)
  const text = last.filter(({ size }) => near(size, letter, 0.1))
  const date = given(text.filter(({ y }) => y < given(foot[0]).y).at(-1))
  const sign = given(text.filter(({ y }) => y < date.y).at(-1))
  expect(near(date.right, left + block.width - 4 * letter, 3)).toBe(true)
  expect(near(centreOf(sign), centreOf(date), 3)).toBe(true)
  expect(near(date.y - sign.y, pitch)).toBe(true)
  // Room for the seal above who signs.
  const before = last.filter(({ y }) => y < sign.y).at(-1)
  if (before !== undefined) expect(sign.y - before.y).toBeGreaterThan(2 * pitch)
  return foot
}

test('very long names stay within the text, and a paper is the same whatever the language of the screens', async () => {
  const unit =
    '明湖区临湖路片区老旧小区雨污分流改造及道路积水点综合整治工程建设指挥部办公室（区排水管理中心）'
  const { id } = await makeOrder(`${'临湖路积水点改造'.repeat(12)}`, { unit })
  const [chinese, english] = [
    await print(id, 'supervision-notice'),
    await print(id, 'supervision-notice', { language: 'en' }),
  ]
  const pages = readGlyphs(chinese)
  for (const [index, page] of pages.entries()) {
    const left = index % 2 === 0 ? block.front : block.back
    for (const row of rowsOf(page)) {
      // A figure is narrower than its size.
      expect(row.left > left - 1 && row.right < left + block.width + letter / 2).toBe(true)
    }
  }
  // 主送机关 goes on at the edge in its second line.
  const to = rowsOf(pages[0]).filter(({ size, left }) => near(size, letter, 0.1) && near(left, block.front))
  expect(to.length).toBeGreaterThan(1)
  expect(readGlyphs(english)).toEqual(pages)
})

test('every paper of a matter opens from its page; one that nobody made says that it is a preview', async () => {
  const { id } = await makeOrder('夜市油烟整治')
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer', `/matters/${id}?tab=document`)
  await page.getByRole('link', { name: /督查交办单$/ }).waitFor()
  const made = page.locator('li[data-made="true"]')
  await expect.poll(() => made.count()).toBeGreaterThan(0)
  const [red] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: /督办红单$/ }).click(),
  ])
  await red.getByText('预览', { exact: true }).waitFor()
  await red.getByText('这里只是预览').waitFor()
})
