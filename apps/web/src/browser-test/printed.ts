import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readWords } from './pdf-text.ts'
import type { WordLine } from './pdf-text.ts'

/** The words of a page as the browser prints it on A4, page by page. */
export async function printed(page: Page): Promise<readonly (readonly WordLine[])[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? []
  expect([width, height].map((one) => Math.round((Number(one) * 25.4) / 72))).toEqual([210, 297])
  return readWords(pdf).map((lines) => lines.map((line) => ({ ...line, text: plainOf(line.text) })))
}

/**
 * Fonts draw some characters and their radicals by one glyph, and the table of the PDF may name the radical: ⼀ for 一, ⻔ for 门.
 * Kangxi radicals are compatible characters (NFKC), those of the supplement are not.
 */
const radicals = [
  '⺠民',
  '⻄西',
  '⻅见',
  '⻉贝',
  '⻋车',
  '⻓长',
  '⻔门',
  '⻘青',
  '⻚页',
  '⻛风',
  '⻜飞',
  '⻝食',
  '⻢马',
  '⻥鱼',
  '⻦鸟',
  '⻰龙',
]
const plain = new Map(radicals.map(([radical = '', character = '']) => [radical, character]))

function plainOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\u2e80-\u2eff]/g, (one) => plain.get(one) ?? one)
}

export function wordsOf(lines: readonly WordLine[] = []): string {
  return lines.map(({ text }) => text).join('\n')
}

/** A file that a press brings. */
export async function readDownload(
  page: Page,
  press: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  return { name: download.suggestedFilename(), bytes: new Uint8Array(Buffer.concat(chunks)) }
}
