import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import { sampleRequest } from './test-sample.ts'

describeOnBoth('the ways in', (open) => {
  let service: SignInService

  beforeAll(async () => {
    const { database } = await open()
    service = await openSignInService(database, makeFixedClock())
  }, 60_000)

  afterAll(() => service.close())

  // Before any account is made.
  test('are closed at first: no account comes with the product, under whatever name [V6.3.2]', async () => {
    const rows = await service.tenant.database.query('select name from account', [])
    expect(rows).toEqual([])
    for (const account of ['admin', 'administrator', 'root', 'sa', 'duibiao', 'test', 'guest', 'system']) {
      for (const password of ['admin', 'password', 'duibiao', '123456', account]) {
        const browser = openBrowser(service.application, {
          address: `203.0.113.${account.length + password.length}`,
        })
        const answer = await browser.call('session.open', { body: { account, password } })
        expect(answer).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/^sign_in_/) } })
      }
    }
  }, 60_000)

  test('are those of the document and no others: of all that nobody has to be signed in for, nothing else opens a session [V6.3.4] [V6.1.3]', async () => {
    const document = readFileSync(new URL('../../../docs/reference/sign-in.md', import.meta.url), 'utf8')
    const ways = ['session.open', 'session.open_by_phone', 'provider_sign_in.finish']
    for (const id of ways) expect(document).toContain(`\`${id}\``)
    const opening: string[] = []
    for (const operation of operations.filter(({ id }) => !ways.includes(id))) {
      if (operation.answer.kind === 'events') continue
      const { path: url, query, body } = sampleRequest(operation)
      const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
      const headers = {
        'idempotency-key': 'pathway-1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }
      const answer = await service.application.inject({
        method: operation.method,
        url,
        query,
        headers,
        ...payload,
      })
      if (answer.cookies.some(({ name, value }) => name === '__Host-duibiao' && value !== ''))
        opening.push(operation.id)
    }
    expect(opening).toEqual([])
  }, 60_000)

  test('take no token of somebody else: what another system signed opens nothing here [V10.3.1]', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { iss: 'https://id.example', sub: '1', aud: 'duibiao', exp: 4_000_000_000, scope: '*' }
    const { session } = await openSignedIn(service, ['analyst'])
    for (const token of [
      `${part({ alg: 'none' })}.${part(claims)}.`,
      `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part(claims)}.AAAA`,
      // The secret of a session is no token, nor with the mark of one.
      session(),
      `dbk_${session()}`,
    ]) {
      const client = openBrowser(service.application, { token })
      expect(await client.call('me.read', {})).toMatchObject({ status: 401 })
    }
  })

  test('begin with somebody who wants to come in: no other page and no picture on it signs a browser in [V7.6.2]', async () => {
    const browser = openBrowser(service.application)
    for (const url of ['/api/v1/sessions', '/api/v1/provider-sign-ins', '/api/v1/phone-sessions']) {
      expect((await browser.inject({ method: 'GET', url })).statusCode).toBeGreaterThanOrEqual(400)
      const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const answer = await browser.inject({ method: 'POST', url, headers, payload: {} })
      expect(answer.json()).toMatchObject({ code: 'permission_missing' })
    }
    expect(browser.cookies.size).toBe(0)
  })
})
