import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Narrows the pool by keyboard to what has these words or this number. */
export async function narrowPool(page: Page, words: string): Promise<void> {
  await page.locator('.dispatch-rows').waitFor()
  // A page that is still busy hears no key.
  await expect
    .poll(async () => {
      await page.keyboard.press('/')
      return page.locator('.dispatch-search input:focus').count()
    })
    .toBe(1)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}
