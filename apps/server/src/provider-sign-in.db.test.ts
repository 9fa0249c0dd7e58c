import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { addAccounts, changeAccount, findAccount, listAuditEvents } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { externalIdOf } from './provider-sign-in.ts'
import { openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import type { TestBrowser } from './test-browser.ts'
import { startCertifiedProvider, startForgingProvider, testClient } from './test-provider.ts'
import type { Forgery, ForgingProvider, TestProvider } from './test-provider.ts'

const publicAddress = 'https://duibiao.example'
const callback = `${publicAddress}/api/v1/provider-sign-ins/callback`
const transit = '__Host-duibiao-transit'

function settingsOf(issuer: string, others: Readonly<Record<string, string>> = {}) {
  return {
    DUIBIAO_PUBLIC_ADDRESS: publicAddress,
    DUIBIAO_PROVIDER: issuer,
    DUIBIAO_PROVIDER_CLIENT: testClient.clientId,
    DUIBIAO_PROVIDER_SECRET: testClient.clientSecret,
    ...others,
  }
}

async function start(browser: TestBrowser, return_to?: string): Promise<string> {
  const body = return_to === undefined ? {} : { return_to }
  const begun = await browser.call('provider_sign_in.start', { body })
  if (!begun.ok) throw new Error(begun.problem.code)
  return begun.value.address
}

function comeBack(browser: TestBrowser, { pathname, search }: URL) {
  return browser.inject({ url: `${pathname}${search}` })
}

describeOnBoth('signing in at a certified provider', (open) => {
  let provider: TestProvider
  let service: SignInService
  let clock: FixedClock
  let database: Database

  beforeAll(async () => {
    ;({ database } = await open())
    clock = makeFixedClock()
    provider = await startCertifiedProvider(callback, { subject: 'u-17', name: '孙丽' })
    service = await openSignInService(database, clock, { environment: settingsOf(provider.issuer) })
  }, 60_000)

  afterAll(async () => {
    await service.close()
    await provider.close()
  })

  /** Follows the redirects of the provider until it sends the browser back. */
  async function signInThere(address: string): Promise<URL> {
    const cookies = new Map<string, string>()
    for (let next = new URL(address); ;) {
      if (next.href.startsWith(callback)) return next
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`the provider answered ${answer.status} ${await answer.text()}`)
      next = new URL(location, next)
    }
  }

  test('opens a session for the account of issuer and subject, once [V10.2.1, V10.4.6, V10.5.2, V6.8.1]', async () => {
    const { tenant } = service
    const externalId = externalIdOf(provider.issuer, 'u-17')
    const account = { name: 'sunli', person: 'p-sunli', displayName: '孙丽', roles: ['analyst'], externalId }
    await addAccounts(database, tenant.district, {
      accounts: [account],
      now: clock.now(),
      random: tenant.random,
    })
    const browser = openBrowser(service.application)
    const address = await start(browser, '/matters?open=1')
    const asked = new URL(address).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(asked.get('redirect_uri')).toBe(callback)
    const back = await signInThere(address)
    const kept = browser.cookies.get(transit) ?? ''
    const answer = await comeBack(browser, back)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/matters?open=1')
    expect(await browser.call('me.read', {})).toMatchObject({
      value: { account: 'sunli', roles: ['analyst'] },
    })
    expect(browser.cookies.has(transit)).toBe(false)
    // The same answer again, even in the same browser: the provider gave out its code once.
    browser.cookies.set(transit, kept)
    expect((await comeBack(browser, back)).statusCode).toBe(401)
    const [row] = await listAuditEvents(database, tenant.district, {
      kind: 'session.opened',
      outcome: 'done',
    })
    expect(row).toMatchObject({ actorName: 'sunli', detail: '{"means":"provider"}' })
  })

  test('is refused to whom no account belongs, and makes one, without roles, only where that is set', async () => {
    const stranger = await startCertifiedProvider(callback, { subject: 'u-99', name: '何人' })
    const closed = await openSignInService(database, clock, { environment: settingsOf(stranger.issuer) })
    const making = await openSignInService(database, clock, {
      environment: settingsOf(stranger.issuer, { DUIBIAO_PROVIDER_ACCOUNTS: 'on' }),
    })
    try {
      const refused = openBrowser(closed.application)
      const answer = await comeBack(refused, await signInThere(await start(refused)))
      expect(answer.json()).toMatchObject({ status: 403, code: 'identity_unknown' })
      for (const browser of [openBrowser(making.application), openBrowser(making.application)]) {
        expect((await comeBack(browser, await signInThere(await start(browser)))).statusCode).toBe(303)
        expect(await browser.call('me.read', {})).toMatchObject({ value: { roles: [] } })
      }
    } finally {
      await closed.close()
      await making.close()
      await stranger.close()
    }
  }, 60_000)

  test('needs no second factor of ours, and ends with the account [V6.3.3, V7.4.2]', async () => {
    const environment = settingsOf(provider.issuer, {
      DUIBIAO_SECOND_FACTOR: 'on',
      DUIBIAO_PROVIDER_ACCOUNTS: 'on',
    })
    const strict = await openSignInService(database, clock, { environment })
    try {
      const browser = openBrowser(strict.application)
      expect((await comeBack(browser, await signInThere(await start(browser)))).statusCode).toBe(303)
      expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
      const { district } = strict.tenant
      const account = await findAccount(database, district, {
        externalId: externalIdOf(provider.issuer, 'u-17'),
      })
      const change = { disabledAt: clock.now() }
      await changeAccount(database, district, { id: account?.id ?? '', change, now: clock.now() })
      expect(await browser.call('me.read', {})).toMatchObject({ status: 401 })
      const again = await comeBack(browser, await signInThere(await start(browser)))
      expect(again.json()).toMatchObject({ code: 'sign_in_refused' })
    } finally {
      await strict.close()
    }
  }, 60_000)
})

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
    const address = await start(browser)
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
    ['a token without a signature [V9.1.1, V9.1.2]', { header: { alg: 'none' }, signature: 'none' }],
    ['a token that only says it is signed [V9.1.1]', { signature: 'none' }],
    [
      'a token signed with the public key as a shared secret [V9.1.2]',
      { header: { alg: 'HS256' }, signature: 'public_key_as_secret' },
    ],
    [
      'a token signed with the secret of the client [V9.1.2]',
      { header: { alg: 'HS256' }, signature: 'client_secret' },
    ],
    ['a token changed after it was signed [V9.1.1]', { signature: 'broken' }],
    ['a token signed with a key of somebody else [V9.1.3]', { signature: 'stranger' }],
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

  test('refuses an answer in another browser, later than ten minutes, or with a cookie made up [V10.2.1]', async () => {
    provider.forge({})
    const browser = openBrowser(service.application)
    const back = provider.returnFrom(await start(browser))
    const victim = openBrowser(service.application)
    expect((await comeBack(victim, back)).json()).toMatchObject({ code: 'provider_refused' })
    victim.cookies.set(transit, 'made-up')
    expect((await comeBack(victim, back)).json()).toMatchObject({ code: 'provider_refused' })
    // One that began a sign-in of its own does not end that of the other.
    const own = openBrowser(service.application)
    await start(own)
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

  test('comes back to a page of ours only', async () => {
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
