import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Goes on with the tabulator until something has the focus, as somebody does who has no mouse. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let step = 0; step < 80; step += 1) {
    if (
      (await target.count()) > 0 &&
      (await target.first().evaluate((one) => one === document.activeElement))
    )
      return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}

/** Goes there and presses a key on it. */
export async function pressOn(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Closes a dialog by Escape: one that is still coming up does not hear it. */
export async function closeByKey(page: Page, dialog: Locator): Promise<void> {
  await expect
    .poll(async () => {
      if (await dialog.isVisible()) await page.keyboard.press('Escape')
      return dialog.isVisible()
    })
    .toBe(false)
}
