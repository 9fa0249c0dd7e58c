import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import type { TestBrowser } from './test-browser.ts'

describeOnBoth('one’s own sessions', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  /** Signs in at so many browsers with the account of the first. */
  async function openBrowsers(
    count: number,
  ): Promise<readonly [Awaited<ReturnType<typeof openSignedIn>>, ...TestBrowser[]]> {
    const first = await openSignedIn(service)
    const others: TestBrowser[] = []
    for (let number = 1; number < count; number += 1) {
      const browser = openBrowser(service.application)
      await browser.call('session.open', { body: { account: first.name, password: testPassword } })
      others.push(browser)
    }
    return [first, ...others]
  }

  async function statusOf(browser: TestBrowser | undefined): Promise<number | undefined> {
    return (await browser?.call('me.read', {}))?.status
  }

  async function listed(browser: TestBrowser) {
    const list = await browser.call('session.list', {})
    if (!list.ok) throw new Error(list.problem.code)
    return list.value.rows
  }

  test('are seen, with where and when they were opened, and each of them is ended from any other [V7.5.2]', async () => {
    const [first, second, third] = await openBrowsers(3)
    const rows = await listed(first)
    expect(rows).toHaveLength(3)
    expect(rows.filter(({ is_current }) => is_current)).toHaveLength(1)
    expect(rows[0]).toMatchObject({ address: '127.0.0.1', means: 'password' })
    const [own] = (await listed(second ?? first)).filter(({ is_current }) => is_current)
    const closed = await first.call('session.close', { params: { session: own?.session ?? '' } })
    expect(closed).toMatchObject({ status: 204 })
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([200, 401, 200])
  })

  test('end all at once but the one that asks [V7.5.2]', async () => {
    const [first, second, third] = await openBrowsers(3)
    expect(await first.call('session.close', { params: { session: 'others' } })).toMatchObject({
      status: 204,
    })
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual([200, 401, 401])
    expect(await first.call('session.close', { params: { session: 'others' } })).toMatchObject({
      status: 204,
    })
  })

  test('of other browsers are ended only after a fresh proof; one’s own is left at any time [V7.5.2]', async () => {
    const [first, second] = await openBrowsers(2)
    clock.jumpTo(instantOf(clock.now() + 5 * 60_000))
    const other = (await listed(first)).find(({ is_current }) => !is_current)?.session ?? ''
    for (const session of [other, 'others', '00000000-0000-7000-8000-000000000000']) {
      expect(await first.call('session.close', { params: { session } })).toMatchObject({
        problem: { code: 'reauthentication_required' },
      })
    }
    expect(await statusOf(second)).toBe(200)
    await first.call('session.confirm', { body: { password: testPassword } })
    expect(await first.call('session.close', { params: { session: other } })).toMatchObject({ status: 204 })
    expect(await statusOf(second)).toBe(401)
    clock.jumpTo(instantOf(clock.now() + 5 * 60_000))
    expect(await first.call('session.close', { params: { session: 'current' } })).toMatchObject({
      status: 204,
    })
  })

  test('take along what the browser kept when they end: its cookie, its cache and its storage [V14.3.1] [V7.4.1]', async () => {
    const browser = await openSignedIn(service)
    const answer = await browser.inject({ method: 'DELETE', url: '/api/v1/sessions/current' })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-duibiao=; .*(?:Max-Age=0|Expires=Thu, 01 Jan 1970)/,
    )
    expect(browser.cookies.size).toBe(0)
  })
})
