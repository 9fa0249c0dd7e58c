import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import { comeBack, settingsOf, startAtProvider, transit } from './test-provider-sign-in.ts'
import { startForgingProvider } from './test-provider.ts'
import type { Forgery, ForgingProvider } from './test-provider.ts'

describeOnBoth('signing in at a provider that forges', (open) => {
  let provider: ForgingProvider
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    provider = await startForgingProvider()
    const environment = settingsOf(provider.issuer, { DUIBIAO_PROVIDER_ACCOUNTS: 'on' })
    service = await openSignInService(database, clock, { environment })
  }, 60_000)

  afterAll(async () => {
    await service.close()
    await provider.close()
  })

  async function attempt(forgery: Forgery) {
    provider.forge(forgery)
    const browser = openBrowser(service.application)
    const address = await startAtProvider(browser)
    return { browser, answer: await comeBack(browser, provider.returnFrom(address)) }
  }

  test('succeeds while it does not forge: what follows is refused for the forgery alone', async () => {
    const { browser, answer } = await attempt({})
    expect(answer.statusCode).toBe(303)
    expect(provider.verifiers.at(-1)).toMatch(/^[\w-]{43,}$/)
    expect(await browser.call('me.read', {})).toMatchObject({ status: 200 })
  })

  const forgeries: readonly (readonly [string, Forgery])[] = [
    ['a token of another issuer [V9.2.2, V10.5.3]', { claims: { iss: 'http://127.0.0.1:1' } }],
    ['a token for another client [V9.2.3, V10.5.4]', { claims: { aud: 'somebody-else' } }],
    ['a token for two clients, issued to the other', { claims: { aud: ['duibiao', 'other'], azp: 'other' } }],
    ['a token that has ended [V9.2.1]', { claims: { iat: -600, exp: -300 } }],
    ['a token that holds only from later on [V9.2.1]', { claims: { nbf: 600 } }],
    ['a token of another sign-in, by its nonce [V10.5.1]', { claims: { nonce: 'another' } }],
    ['a token without a nonce [V10.5.1]', { claims: { nonce: undefined } }],
    ['a token without a subject', { claims: { sub: undefined } }],
    ['a token without a signature [V6.8.2] [V9.1.1, V9.1.2]', { header: { alg: 'none' }, signature: 'none' }],
    ['a token that only says it is signed [V6.8.2] [V9.1.1]', { signature: 'none' }],
    [
      'a token signed with the public key as a shared secret [V9.1.2]',
      { header: { alg: 'HS256' }, signature: 'public_key_as_secret' },
    ],
    [
      'a token signed with the secret of the client [V9.1.2]',
      { header: { alg: 'HS256' }, signature: 'client_secret' },
    ],
    ['a token changed after it was signed [V6.8.2] [V9.1.1]', { signature: 'broken' }],
    ['a token signed with a key of somebody else [V6.8.2] [V9.1.3]', { signature: 'stranger' }],
    [
      'a token signed with a key that has gone from the list [V9.1.3]',
      { header: { kid: 'old' }, signature: 'stranger' },
    ],
    [
      'a token that brings its own key [V9.1.3]',
      { header: { jwk: { kty: 'oct', k: 'AAAA' }, jku: 'http://127.0.0.1:1/' }, signature: 'stranger' },
    ],
    ['an answer with another state [V10.2.1]', { callback: { state: 'another' } }],
    ['an answer of another provider: mix-up [V10.2.2]', { callback: { iss: 'http://127.0.0.1:1' } }],
    ['an answer that says it was refused', { callback: { error: 'access_denied' } }],
  ]
  test.each(forgeries)('refuses %s', async (_, forgery) => {
    const { browser, answer } = await attempt(forgery)
    expect(answer.json()).toMatchObject({ status: 401, code: 'provider_refused' })
    expect(await browser.call('me.read', {})).toMatchObject({ status: 401 })
  })

  test('refuses an answer in another browser, later than ten minutes, or with a cookie made up [V10.1.2] [V7.6.2] [V10.2.1]', async () => {
    provider.forge({})
    const browser = openBrowser(service.application)
    const back = provider.returnFrom(await startAtProvider(browser))
    const victim = openBrowser(service.application)
    expect((await comeBack(victim, back)).json()).toMatchObject({ code: 'provider_refused' })
    victim.cookies.set(transit, 'made-up')
    expect((await comeBack(victim, back)).json()).toMatchObject({ code: 'provider_refused' })
    // One that began a sign-in of its own does not end that of the other.
    const own = openBrowser(service.application)
    await startAtProvider(own)
    expect((await comeBack(own, back)).json()).toMatchObject({ code: 'provider_refused' })
    clock.jumpTo(instantOf(clock.now() + 600_001))
    expect((await comeBack(browser, back)).json()).toMatchObject({ code: 'provider_refused' })
    const { database, district } = service.tenant
    const [last] = await listAuditEvents(database, district, { kind: 'session.opened', outcome: 'refused' })
    expect(last?.detail).toBe('{"code":"provider_refused","factor":"provider"}')
  })

  test('begins nothing where the provider names itself otherwise [V10.5.3]', async () => {
    provider.forge({ metadata: { issuer: 'https://accounts.example' } })
    const { database } = service.tenant
    const other = await openSignInService(database, clock, { environment: settingsOf(provider.issuer) })
    try {
      const browser = openBrowser(other.application)
      expect(await browser.call('provider_sign_in.start', { body: {} })).toMatchObject({
        problem: { code: 'server_busy' },
      })
      provider.forge({})
      expect(await browser.call('provider_sign_in.start', { body: {} })).toMatchObject({ status: 200 })
    } finally {
      await other.close()
    }
  }, 60_000)

  test('comes back to a page of ours only [V3.7.2]', async () => {
    const browser = openBrowser(service.application)
    for (const return_to of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'evil',
      '/a\r\nx: y',
      '/ ',
    ]) {
      expect(await browser.call('provider_sign_in.start', { body: { return_to } })).toMatchObject({
        status: 400,
      })
    }
  })

  test('is not there where no provider is set', async () => {
    const { database } = service.tenant
    const plain = await openSignInService(database, clock)
    try {
      const browser = openBrowser(plain.application)
      expect(await browser.call('provider_sign_in.start', { body: {} })).toMatchObject({ status: 404 })
      expect((await browser.inject({ url: '/api/v1/provider-sign-ins/callback?code=1' })).statusCode).toBe(
        404,
      )
    } finally {
      await plain.close()
    }
  }, 60_000)
})
