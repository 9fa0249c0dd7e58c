import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { GrantContext } from 'oidc-provider'
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
import { callback, comeBack, settingsOf, startAtProvider, transit } from './test-provider-sign-in.ts'
import { close, listen, makeKey, testClient } from './test-provider.ts'
import type { TestProvider } from './test-provider.ts'

/** Starts oidc-provider, which is certified, with one person who is signed in as soon as they come. */
async function startCertifiedProvider(
  callback: string,
  person: { readonly subject: string; readonly name: string },
): Promise<TestProvider> {
  const server = createServer()
  const issuer = await listen(server)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: testClient.clientId,
        client_secret: testClient.clientSecret,
        redirect_uris: [callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['a key of the tests'] },
    jwks: {
      keys: [{ ...makeKey().privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'k1' }],
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    interactions: { url: () => '/interaction' },
    findAccount: (_: unknown, subject: string) => ({
      accountId: subject,
      claims: () => ({ sub: subject, name: person.name }),
    }),
    async loadExistingGrant({ oidc }: GrantContext) {
      const { clientId } = oidc.client
      const grant = new provider.Grant({ clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction') !== true) answer(request, response)
    else void provider.interactionFinished(request, response, { login: { accountId: person.subject } })
  })
  return { issuer, close: () => close(server) }
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

  test('opens a session for the account of issuer and subject, once; its tokens stay with us [V10.1.1, V10.2.1, V10.4.6, V10.5.2, V6.8.1]', async () => {
    const { tenant } = service
    const externalId = externalIdOf(provider.issuer, 'u-17')
    const account = { name: 'sunli', person: 'p-sunli', displayName: '孙丽', roles: ['analyst'], externalId }
    await addAccounts(database, tenant.district, {
      accounts: [account],
      now: clock.now(),
      random: tenant.random,
    })
    const browser = openBrowser(service.application)
    const address = await startAtProvider(browser, '/matters?open=1')
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
    // Tokens of the provider are JSON in base64: the browser gets none, and none is kept.
    expect(`${JSON.stringify(answer.headers)}${answer.body}`).not.toMatch(/eyJ|access_token|id_token/)
    const kinds = await database.query<{ readonly session: string }>(
      'select s::text as session from session s',
      [],
    )
    expect(JSON.stringify(kinds)).not.toMatch(/eyJ/)
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
      const answer = await comeBack(refused, await signInThere(await startAtProvider(refused)))
      expect(answer.json()).toMatchObject({ status: 403, code: 'identity_unknown' })
      for (const browser of [openBrowser(making.application), openBrowser(making.application)]) {
        expect((await comeBack(browser, await signInThere(await startAtProvider(browser)))).statusCode).toBe(
          303,
        )
        expect(await browser.call('me.read', {})).toMatchObject({ value: { roles: [] } })
      }
    } finally {
      await closed.close()
      await making.close()
      await stranger.close()
    }
  }, 60_000)

  test('ends with the account, and nobody comes back without one [V7.4.2, V7.6.1]', async () => {
    const environment = settingsOf(provider.issuer, { DUIBIAO_PROVIDER_ACCOUNTS: 'on' })
    const strict = await openSignInService(database, clock, { environment })
    try {
      const browser = openBrowser(strict.application)
      expect((await comeBack(browser, await signInThere(await startAtProvider(browser)))).statusCode).toBe(
        303,
      )
      expect(await browser.call('token.list', {})).toMatchObject({ status: 200 })
      // Whatever the provider thinks, unused for fifteen minutes it is over, and begins there anew.
      clock.jumpTo(instantOf(clock.now() + 15 * 60_000 + 1))
      expect(await browser.call('me.read', {})).toMatchObject({ status: 401 })
      expect((await comeBack(browser, await signInThere(await startAtProvider(browser)))).statusCode).toBe(
        303,
      )
      const { district } = strict.tenant
      const account = await findAccount(database, district, {
        externalId: externalIdOf(provider.issuer, 'u-17'),
      })
      const change = { disabledAt: clock.now() }
      await changeAccount(database, district, { id: account?.id ?? '', change, now: clock.now() })
      expect(await browser.call('me.read', {})).toMatchObject({ status: 401 })
      const again = await comeBack(browser, await signInThere(await startAtProvider(browser)))
      expect(again.json()).toMatchObject({ code: 'sign_in_refused' })
    } finally {
      await strict.close()
    }
  }, 60_000)
})
