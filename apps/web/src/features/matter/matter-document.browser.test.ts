import { expect, test } from 'vitest'
import { openBrowser, signIn } from '../../browser-test/browser.ts'
import { makeHandling } from '../../browser-test/made-matter.ts'
import { readGlyphs } from '../../browser-test/pdf-text.ts'
import type { Glyph } from '../../browser-test/pdf-text.ts'

/** The lines of a page, each from left to right; the number of the page, which stands below the text, is left out. */
function linesOf(page: readonly Glyph[]): readonly (readonly Glyph[])[] {
  const text = page.filter(({ y }) => y < 297 - 35)
  const lines = Map.groupBy(text, ({ y }) => Math.round(y))
  return [...lines].toSorted(([one], [other]) => one - other).map(([, glyphs]) => glyphs)
}

/** Prints the order of a matter whose text fills several pages. */
async function printOrder(): Promise<Buffer> {
  const { id } = await makeHandling({ body: '管网修复情况核查记录'.repeat(300) })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.goto(`/api/v1/matters/${id}/documents/work-order`)
  return await page.pdf({ preferCSSPageSize: true })
}

const point = 25.4 / 72
/** Text begins here and goes on for so long, millimetres. */
const block = { left: 28, top: 37, width: 156, height: 225 }
const pitch = block.height / 22

function rightOf({ x, size }: Glyph): number {
  return x + size
}

function onlyOf<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('the page is empty')
  return item
}

test('a form prints to the geometry of GB/T 9704: A4, its margins, 22 lines of 28 characters', async () => {
  const pdf = await printOrder()
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? []
  expect(box.slice(1).map((one) => Math.round(Number(one) * point))).toEqual([210, 297])
  const [title, text] = readGlyphs(pdf)
  // The second page is all text, without title or table.
  const lines = linesOf(onlyOf(text)).map((line) => ({
    line,
    left: onlyOf(line[0]),
    right: onlyOf(line.at(-1)),
  }))
  expect(lines.map(({ line }) => line.length)).toEqual(Array.from({ length: 22 }, () => 28))
  for (const { left, right } of lines) {
    expect(Math.abs(left.x - block.left)).toBeLessThan(1)
    expect(Math.abs(rightOf(right) - (block.left + block.width))).toBeLessThan(1)
  }
  // From the first baseline to the last are 21 lines; all of them stand in the block.
  const [first, last] = [onlyOf(lines[0]).left, onlyOf(lines.at(-1)).left]
  expect(Math.abs(last.y - first.y - 21 * pitch)).toBeLessThan(1)
  expect(first.y).toBeGreaterThan(block.top)
  expect(first.y).toBeLessThan(block.top + pitch)
  expect(last.y).toBeLessThan(block.top + block.height)
  // The number of the page stands at the foot, in size 4, which is 14 point; the title is in size 2, in the middle.
  const foot = onlyOf(text).filter(({ y }) => y >= block.top + block.height)
  expect(onlyOf(foot[0]).size).toBeCloseTo(14 * point, 1)
  const head = onlyOf(title).filter(({ size }) => Math.abs(size - 22 * point) < 0.1)
  expect(head.length).toBe('工作流转单'.length)
  const centre = (onlyOf(head[0]).x + rightOf(onlyOf(head.at(-1)))) / 2
  expect(Math.abs(centre - (block.left + block.width / 2))).toBeLessThan(1)
})
