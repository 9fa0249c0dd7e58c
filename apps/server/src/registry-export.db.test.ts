import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService, testPassword } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import type { TestBrowser } from './test-browser.ts'

describeOnBoth('an export of the registry', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  function upload(browser: TestBrowser, payload: Buffer, digest = '') {
    const url = `/api/v1/registry/imports?kind=offices&name=offices.csv${digest === '' ? '' : `&digest=${digest}`}`
    return browser.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    })
  }

  test('of more than a thousand rows asks who it is once more; a small one does not [V7.5.3]', async () => {
    const browser = await openSignedIn(service, ['administrator'])
    const rows = Array.from({ length: 1001 }, (_, index) => `o${index},水务${index}所,部门,2020-01-01`)
    const file = Buffer.from(`编号,名称,类型,生效日期\r\n${rows.join('\r\n')}\r\n`)
    const planned = await upload(browser, file)
    expect((await upload(browser, file, planned.json().digest)).json()).toMatchObject({ is_applied: true })
    clock.jumpTo(instantOf(clock.now() + 5 * 60_000))
    const url = '/api/v1/registry/exports/offices?format=csv'
    expect((await browser.inject({ url })).json()).toMatchObject({
      status: 401,
      code: 'reauthentication_required',
    })
    expect((await browser.inject({ url: `${url}&name=水务7所` })).statusCode).toBe(200)
    await browser.call('session.confirm', { body: { password: testPassword } })
    expect((await browser.inject({ url })).statusCode).toBe(200)
  }, 60_000)
})
