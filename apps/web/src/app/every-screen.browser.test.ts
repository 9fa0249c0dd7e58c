import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { millisecondsPerMinute } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
} from '../browser-test/browser.ts'
import type { Account } from '../browser-test/browser.ts'
import { findRawKeys } from '../browser-test/raw-key.ts'
import { features } from './feature-list.ts'
import { allRoles, entriesFor } from './feature.ts'

/** The screens of the navigation, each once, with a role that has it. */
const screens = new Map<string, Role>(
  allRoles.flatMap((role) => entriesFor(features, [role]).map(({ path }) => [path, role] as const)),
)
const byRole = Map.groupBy(screens, ([, role]) => role)

/** Widths: of a desk, of the same at twice the size (WCAG 1.4.4), and of 320 px (1.4.10). */
const looks = [
  { language: 'en', width: 1440, height: 900 },
  { language: 'zh', width: 720, height: 450 },
  { language: 'zh', width: 320, height: 640 },
] as const

/** One role has a dozen screens, each looked at three times. */
const patience = 10 * millisecondsPerMinute

test.each([...byRole])(
  'every screen of the navigation is fit for everybody, in both languages: %s',
  { timeout: patience },
  async (role, own) => {
    for (const look of looks) {
      await using browser = await openBrowser(look)
      const page = await signIn(browser, role.replaceAll('_', '-') as Account)
      for (const [path] of own) {
        await page.goto(path)
        await untilShown(page, path)
        const found = await expectFit(page, look.language).catch((error: unknown) => error)
        expect(found, `${path}, ${look.language}, ${look.width} px`).toBeUndefined()
        if (look.width === 1440) await screenshot(page, nameOf(path, look.language))
      }
    }
  },
)

async function untilShown(page: Page, path: string): Promise<void> {
  await page.locator('.shell main h1').waitFor()
  if (path === '/command') await page.locator('.area-map canvas').waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}

async function expectFit(page: Page, language: 'zh' | 'en'): Promise<void> {
  const title = (await page.locator('.shell main h1').textContent()) ?? ''
  expect(/\p{Script=Han}/u.test(title), title).toBe(language === 'zh')
  expect(await findRawKeys(page)).toEqual([])
  await expectAccessible(page)
  await expectNoSideways(page)
}

/** `/registry/areas` is kept as `registry-areas-desk`, in English as `registry-areas-desk-en`. */
function nameOf(path: string, language: 'zh' | 'en'): string {
  return `${path.slice(1).replaceAll('/', '-')}-desk${language === 'en' ? '-en' : ''}`
}

/** Those that the README shows in Chinese; others have pictures of their own tests. */
const pictured = ['/command', '/dispatch', '/supervision']

test.each([...screens].filter(([path]) => pictured.includes(path)))(
  'the screen of the README in Chinese: %s',
  async (path, role) => {
    await using browser = await openBrowser()
    const page = await signIn(browser, role.replaceAll('_', '-') as Account, path)
    await untilShown(page, path)
    await screenshot(page, nameOf(path, 'zh'))
    await expectFit(page, 'zh')
  },
)

test.each(['en', 'zh'] as const)('a matter shows no key of a text: %s', async (language) => {
  await using browser = await openBrowser({ language })
  const page = await signIn(browser, 'department-handler')
  await page.locator('.list-table a[href*="task="]').first().click()
  await page.getByRole('button', { name: language === 'en' ? /^Submit:/ : /^提交：/ }).waitFor()
  await page
    .getByText(language === 'en' ? 'Why this date' : '为什么是这一天')
    .first()
    .waitFor()
  await screenshot(page, nameOf('/matter', language))
  expect(await findRawKeys(page)).toEqual([])
})
