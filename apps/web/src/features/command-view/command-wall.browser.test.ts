import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'

/** Waits until map and numbers are there. */
async function untilDrawn(page: Page): Promise<void> {
  await page.locator('.command-tile strong').first().filter({ hasText: /\d/ }).waitFor()
  await page.locator('.command-foot').waitFor()
}

/** What is larger than the room it has, and so would have to be scrolled. */
function findScrolling(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one)
        const mayScroll = [overflowX, overflowY].some((value) => value === 'auto' || value === 'scroll')
        return mayScroll && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      })
      .map((one) => one.className),
  )
}

test.each([
  { width: 1920, height: 1080, wall: 'night' },
  { width: 3840, height: 2160, wall: 'day' },
] as const)(
  'a wall of $width × $height by $wall shows all of it without scrolling',
  async ({ width, height, wall }) => {
    await using browser = await openBrowser({ width, height })
    const page = await signIn(browser, 'leader', `/command?wall=${wall}`)
    await untilDrawn(page)
    await page.locator('.area-map canvas').waitFor()
    await page.locator('.chart-frame canvas').waitFor()
    await expect.poll(() => findScrolling(page)).toEqual([])
    const root = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    ])
    expect(root.slice(0, 2)).toEqual([width, height])
    // Letters grow with the wall: they are read from the same distance.
    expect(root[2]).toBeGreaterThan(height / 72)
    await expectAccessible(page)
    if (wall === 'night') {
      // The same in small: a wall is drawn to its size.
      await page.setViewportSize({ width: 1120, height: 630 })
      await page.reload()
      await untilDrawn(page)
      await page.locator('.area-map-frame[aria-busy="false"]').waitFor()
      await page.locator('.chart-frame canvas').waitFor()
      await screenshot(page, 'command-wall')
    }
    await page.keyboard.press('w')
    await page.getByRole('navigation').first().waitFor()
  },
)

test('in English, in the dark and on a telephone', async () => {
  await using browser = await openBrowser({ language: 'en', mode: 'dark', width: 1280, height: 800 })
  const page = await signIn(browser, 'analyst', '/command')
  await untilDrawn(page)
  await expectAccessible(page)
  await screenshot(page, 'command-view-en')
  await using small = await openBrowser({ ...telephone, size: 'care' })
  const phone = await signIn(small, 'supervision-officer', '/command')
  await untilDrawn(phone)
  await expectNoSideways(phone)
  await expectAccessible(phone)
  await screenshot(phone, 'command-view-phone')
})
