import { AppError } from '@duibiao/base'
import * as oidc from 'openid-client'

/** Algorithms of signatures that a provider may be set to. Symmetric ones and `none` are not among them (ASVS V9.1.2). */
export const providerAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const

/** A provider of single sign-on (OpenID Connect), as the settings name it. */
export interface ProviderSetting {
  /** Its address, exactly as it names itself (ASVS V10.5.3). */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Full address of `provider_sign_in.finish`, as it is entered at the provider. */
  readonly callback: string
  /** With what its tokens are signed; no other is taken (ASVS V9.1.2). */
  readonly algorithm: (typeof providerAlgorithms)[number]
  /** Of `acr` or `amr` what shows two factors; with any here, a token that has none of them is refused (ASVS V6.8.4). */
  readonly strength: readonly string[]
  /** Whoever the provider knows has an account made at first use, without roles; otherwise only who has one already comes in. */
  readonly makesAccounts: boolean
}

/** Who somebody is at a provider. The subject is never given to another person (ASVS V10.5.2). */
export interface ProviderIdentity {
  readonly issuer: string
  readonly subject: string
  /** As the provider calls them; empty when it does not say. */
  readonly name: string
}

/** What must be known again when the browser comes back. */
export interface ProviderExpectation {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636). */
  readonly verifier: string
}

/** A provider of single sign-on. */
export interface SignInProvider {
  readonly setting: ProviderSetting
  /** Where the browser goes, and what is expected of it when it comes back. @throws AppError `server_busy` */
  readonly begin: () => Promise<{ readonly address: string; readonly expected: ProviderExpectation }>
  /**
   * Who came back.
   * @param query of the callback
   * @throws AppError `provider_refused` when anything of the answer or its tokens is not as expected, `server_busy`
   */
  readonly finish: (query: URLSearchParams, expected: ProviderExpectation) => Promise<ProviderIdentity>
}

/** Seconds that the provider has for an answer. */
const timeout = 10

/** A provider; it is asked for its metadata at the first use, and again when that failed. */
export function makeSignInProvider(setting: ProviderSetting): SignInProvider {
  let known: Promise<oidc.Configuration> | undefined
  async function discover(): Promise<oidc.Configuration> {
    known ??= readMetadata(setting)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw new AppError('server_busy', { seconds: 30 }, { cause: error })
    }
  }
  return {
    setting,
    async begin() {
      const configuration = await discover()
      const expected = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const address = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: setting.callback,
        scope: 'openid profile',
        state: expected.state,
        nonce: expected.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(expected.verifier),
        code_challenge_method: 'S256',
        ...(setting.strength.length > 0 && { acr_values: setting.strength.join(' ') }),
      })
      return { address: address.href, expected }
    },
    async finish(query, { state, nonce, verifier }) {
      const configuration = await discover()
      const address = new URL(setting.callback)
      address.search = query.toString()
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }
      try {
        return identityOf(await oidc.authorizationCodeGrant(configuration, address, checks), setting)
      } catch (error) {
        throw new AppError('provider_refused', {}, { cause: error })
      }
    },
  }
}

function readMetadata({ issuer, clientId, clientSecret, algorithm }: ProviderSetting) {
  const server = new URL(issuer)
  const metadata = { client_secret: clientSecret, id_token_signed_response_alg: algorithm }
  const isLocal = server.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(server.hostname)
  // The signature is checked although the token comes straight from the provider (ASVS V6.8.2, V9.1.1).
  const execute = [oidc.enableNonRepudiationChecks, ...(isLocal ? [oidc.allowInsecureRequests] : [])]
  return oidc.discovery(server, clientId, metadata, undefined, { execute, timeout })
}

function identityOf(
  answer: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
  { strength }: ProviderSetting,
): ProviderIdentity {
  const claims = answer.claims()
  if (claims === undefined) throw new TypeError('there is no ID token')
  const { iss: issuer, sub: subject, name, acr, amr } = claims
  const stated: readonly unknown[] = [acr, ...(Array.isArray(amr) ? amr : [])]
  if (strength.length > 0 && !strength.some((one) => stated.includes(one))) {
    throw new TypeError('the ID token does not state the strength that is asked for')
  }
  return { issuer, subject, name: typeof name === 'string' ? name : '' }
}
