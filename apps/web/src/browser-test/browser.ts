import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { expect, inject, onTestFailed } from 'vitest'
import { millisecondsPerMinute } from '@duibiao/base'
import { flags } from './chromium.ts'

/** How the browser of a test is. */
export interface BrowserWish {
  /** 1440 × 900 when not said; a telephone is 360 × 740. */
  readonly width?: number
  readonly height?: number
  readonly language?: 'zh' | 'en'
  readonly mode?: 'light' | 'dark'
  readonly size?: 'plain' | 'care'
}

/** A browser of its own for one test: nobody is signed in. */
export interface TestBrowser extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  /** What went wrong in the pages: errors of scripts, styles and scripts that the policy refused. */
  readonly faults: readonly string[]
  /** What the page asked of the service, each with the status of its answer; `…` while there is none. */
  readonly asked: ReadonlyMap<Request, string>
}

export const telephone = { width: 360, height: 740 } as const

/** How long a page may take to stand still or to say how it looks, milliseconds: one that draws no frames, or holds a movement back, is looked at as it is. */
const patience = 5000

let started: Promise<Browser> | undefined

/** One browser for a file; a test has a context of its own in it. */
async function startBrowser(): Promise<Browser> {
  const { program: executablePath, environment } = inject('chromium')
  started ??= chromium.launch({ executablePath, args: [...flags], env: { ...process.env, ...environment } })
  return started
}

/** Opens a browser at the address of the district. Its end is where faults of the pages fail the test. */
export async function openBrowser(wish: BrowserWish = {}): Promise<TestBrowser> {
  const { width = 1440, height = 900, language = 'zh', mode = 'light', size = 'plain' } = wish
  const browser = await startBrowser()
  const context = await browser.newContext({
    baseURL: inject('address'),
    viewport: { width, height },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    colorScheme: mode,
    reducedMotion: 'reduce',
  })
  await context.addInitScript((stored) => {
    // A page that is sandboxed, such as a form to print, has no storage.
    if (origin !== 'null') localStorage.setItem('duibiao.appearance', stored)
  }, `${mode} ${size}`)
  // A loaded machine is slow, and what never comes is told a minute later.
  context.setDefaultTimeout(millisecondsPerMinute)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // What the service refuses is told by the page; the browser's own line about it is not a fault.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(message.text())
    }
  })
  const asked = new Map<Request, string>()
  page.on('request', (request) => asked.set(request, '…'))
  page.on('response', (response) => asked.set(response.request(), String(response.status())))
  page.on('requestfailed', (request) => asked.set(request, request.failure()?.errorText ?? 'failed'))
  let last = ''
  onTestFailed(({ task }) => {
    // That of this try is the last of them.
    const error = task.result?.errors?.at(-1)
    if (error !== undefined) error.message += `\n${last}`
  })
  return {
    context,
    page,
    faults,
    asked,
    async [Symbol.asyncDispose]() {
      last = await tellPage(page, asked)
      // What a test answers in place of the service may be under way.
      for (const one of context.pages()) await one.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
      expect(faults).toEqual([])
    },
  }
}

/** What a page looked like at the end, for whoever reads of a test that waited in vain. What was typed is no text of it. */
async function tellPage(page: Page, asked: TestBrowser['asked']): Promise<string> {
  const looks = page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>(
      'input:not([type="password"], [type="checkbox"], [type="radio"]), textarea',
    )
    const typed = [...fields].map(({ value }) => value).filter((value) => value !== '')
    const focus = document.activeElement?.outerHTML.slice(0, 200)
    return `focus in ${focus}\ntyped: ${typed.join(' | ')}\n${document.body.innerText.slice(0, 2000)}`
  })
  const silence = wait(patience, 'a page without an answer', { ref: false })
  const told = await Promise.race([looks, silence]).catch(() => silence)
  const requests = [...asked].map(([request, status]) => `${status} ${request.method()} ${request.url()}`)
  return [page.url(), told, ...requests.slice(-20)].join('\n')
}

/** Ends the browser of a file; called in `afterAll` of `browser-test/ending.ts`. */
export async function closeBrowser(): Promise<void> {
  await (await started)?.close()
  started = undefined
}

/** The accounts of the demonstration, one for each role. */
export type Account =
  | 'resident'
  | 'grid-worker'
  | 'community-clerk'
  | 'street-dispatcher'
  | 'district-dispatcher'
  | 'department-handler'
  | 'department-head'
  | 'window-clerk'
  | 'supervision-officer'
  | 'leader'
  | 'analyst'
  | 'auditor'
  | 'administrator'
  | 'security-administrator'

/** An account that a test opened for itself (made-account.ts). */
export type MadeAccount = `made-${string}`

export const password = 'lantern-heron-paper-lake'

/** Signs in as people do, and waits for the screen they land on, or the one of `path`. */
export async function signIn(
  { page }: TestBrowser,
  account: Account | MadeAccount,
  path = '/',
): Promise<Page> {
  const landed = page.locator('.shell main h1, .shell main h2').first()
  await page.goto(`/sign-in?return_to=${encodeURIComponent(path)}`)
  await page.locator('#field-account').fill(account)
  await page.locator('#field-password').fill(password)
  await page.locator('.sign-in-form button[type="submit"]').click()
  await landed.waitFor()
  return page
}

/** Asks the service itself in the session of a page, to make or look up what a test needs; waits while it is busy. */
export async function ask(page: Page, path: string, body?: unknown): Promise<unknown> {
  return page.evaluate(
    async ([address, given]) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify(given),
      }
      for (let attempt = 0; ; attempt += 1) {
        const answer = await fetch(address, given === undefined ? {} : init)
        if (answer.status !== 503 || attempt > 30) return answer.json() as Promise<unknown>
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    },
    [path, body] as const,
  )
}

const screens = fileURLToPath(new URL('../../../../docs/screens/', import.meta.url))

/** Waits until nothing is loading any more. The live feed never ends, so the network is no measure of it. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.fonts.status === 'loaded' && document.querySelector('[aria-busy="true"]') === null,
  )
}

/** Keeps a picture in docs/screens when SCREENS=write; else only waits until the page is quiet. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await settle(page)
  if (process.env['SCREENS'] !== 'write') return
  mkdirSync(screens, { recursive: true })
  await page.screenshot({ path: path.join(screens, `${name}.png`), animations: 'disabled', caret: 'hide' })
}

/**
 * Waits until nothing changes its looks: on the way from one state to another, the colour of the words of a
 * button may still be that of the first and the ground already that of the second.
 */
async function standStill(page: Page): Promise<void> {
  await page.evaluate(async (limit) => {
    const moving = document
      .getAnimations()
      .filter(
        ({ effect, playState }) =>
          playState === 'running' && Number.isFinite(Number(effect?.getComputedTiming().endTime)),
      )
    const frames = Promise.allSettled(moving.map(({ finished }) => finished)).then(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    await Promise.race([frames, new Promise((resolve) => setTimeout(resolve, limit))])
  }, patience)
}

const criteria = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** No violation of WCAG 2.2 A and AA that axe finds, on what the page shows when it stands still. */
export async function expectAccessible(page: Page): Promise<void> {
  await standStill(page)
  // Our pages hold no frames of others, so no page is opened for axe to put answers of frames together.
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: criteria, resultTypes: ['violations'] })
    .setLegacyMode()
    .analyze()
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id}: ${target.join(' ')} ${failureSummary.split('\n')[1] ?? ''}`,
    ),
  )
  expect(told).toEqual([])
}

/** Nothing stands out to the side: a person need not scroll in two directions (WCAG 1.4.10). */
export async function expectNoSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
}
