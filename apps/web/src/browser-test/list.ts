import type { Page } from 'playwright-core'

/** How many rows a list says that it has, once what it asked for has come: only those in sight are in the page. */
export async function countListed(page: Page): Promise<number> {
  const list = page.locator('.list-page[aria-busy="false"]')
  const told = await list.locator('.list-foot, .screen-note').innerText()
  return Number(/[\d,]+/.exec(told)?.[0].replaceAll(',', '') ?? 0)
}
