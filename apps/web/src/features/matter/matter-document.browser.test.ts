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

test('a form prints to the geometry of GB/T 9704: A4, its margins, 22 lines of 28 characters', async () => {
  const { id } = await makeHandling({ body: '管网修复情况核查记录'.repeat(300) })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.goto(`/api/v1/matters/${id}/documents/work-order`)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const [box] = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  const [width = 0, height = 0] = (box ?? []).slice(1).map((one) => (Number(one) * 25.4) / 72)
  expect([Math.round(width), Math.round(height)]).toEqual([210, 297])
  const pages = readGlyphs(pdf)
  expect(pages.length).toBeGreaterThan(3)
  // The second page is all text, without title or table.
  const lines = linesOf(pages[1] ?? [])
  expect(lines.length).toBe(22)
  const first = lines[0]?.[0]
  const last = lines.at(-1)?.[0]
  if (first === undefined || last === undefined) throw new Error('the page is empty')
  for (const line of lines) {
    const [left, right] = [line[0], line.at(-1)]
    expect(line.length).toBe(28)
    expect(Math.abs((left?.x ?? 0) - 28)).toBeLessThan(1)
    expect(Math.abs((right?.x ?? 0) + (right?.size ?? 0) - (28 + 156))).toBeLessThan(1)
  }
  // From the first baseline to the last are 21 lines of 225/22 mm; the first line begins 37 mm below the edge of the paper.
  const pitch = 225 / 22
  expect(Math.abs(last.y - first.y - 21 * pitch)).toBeLessThan(1)
  expect(first.y).toBeGreaterThan(37)
  expect(first.y).toBeLessThan(37 + pitch)
  expect(last.y).toBeLessThan(37 + 225)
  // The number of the page stands at the foot, in size 4, which is 14 point.
  const foot = (pages[1] ?? []).filter(({ y }) => y >= 297 - 35)
  expect(foot.length).toBeGreaterThan(2)
  expect(Math.abs((foot[0]?.size ?? 0) - (14 * 25.4) / 72)).toBeLessThan(0.1)
  const title = (pages[0] ?? []).filter(({ size }) => Math.abs(size - (22 * 25.4) / 72) < 0.1)
  expect(title.length).toBe('工作流转单'.length)
  const centre = ((title[0]?.x ?? 0) + (title.at(-1)?.x ?? 0) + (title.at(-1)?.size ?? 0)) / 2
  expect(Math.abs(centre - (28 + 156 / 2))).toBeLessThan(1)
})
