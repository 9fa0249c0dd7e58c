import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A provider of single sign-on on this machine, for tests. */
export interface TestProvider {
  readonly issuer: string
  readonly close: () => Promise<void>
}

export const testClient = { clientId: 'duibiao', clientSecret: 'a-secret-of-the-tests-only' } as const

/** What a forging provider puts into a token. */
export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  /** With what it signs; its own key when not said. */
  readonly signature?: 'own' | 'none' | 'stranger' | 'public_key_as_secret' | 'client_secret' | 'broken'
  /** What it sends back with the code. */
  readonly callback?: Readonly<Record<string, string>>
  /** Metadata that differ. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

export interface ForgingProvider extends TestProvider {
  /** What it does from now on. */
  forge: (forgery: Forgery) => void
  /** The answer of its page of sign-in: where the browser is sent back to. */
  readonly returnFrom: (address: string) => URL
  /** Verifiers of PKCE it was shown. */
  readonly verifiers: string[]
}

/** Starts a provider that does what no certified one does. */
export async function startForgingProvider(): Promise<ForgingProvider> {
  const server = createServer()
  const issuer = await listen(server)
  const own = makeKey()
  const verifiers: string[] = []
  let forgery: Forgery = {}
  let asked = new URLSearchParams()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then((value) => {
      response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value ?? {}))
    })
  })

  async function answerToken(request: IncomingMessage): Promise<object> {
    const form = new URLSearchParams(await readText(request))
    verifiers.push(form.get('code_verifier') ?? '')
    const token = makeToken({ forgery, own, issuer, nonce: asked.get('nonce') ?? '' })
    return { access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: token }
  }

  async function answer(request: IncomingMessage): Promise<object | undefined> {
    if (request.url === '/.well-known/openid-configuration')
      return { ...metadataOf(issuer), ...forgery.metadata }
    if (request.url === '/jwks') {
      return { keys: [{ ...own.publicKey.export({ format: 'jwk' }), use: 'sig', kid: 'k1' }] }
    }
    return request.url === '/token' ? answerToken(request) : undefined
  }

  return {
    issuer,
    verifiers,
    forge: (next) => void (forgery = next),
    returnFrom(address) {
      asked = new URL(address).searchParams
      const back = new URL(asked.get('redirect_uri') ?? '')
      const given = { code: 'c1', state: asked.get('state') ?? '', iss: issuer, ...forgery.callback }
      back.search = new URLSearchParams(given).toString()
      return back
    },
    close: () => close(server),
  }
}

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: true,
  }
}

interface TokenParts {
  readonly forgery: Forgery
  readonly own: ReturnType<typeof makeKey>
  readonly issuer: string
  readonly nonce: string
}

function makeToken({ forgery, own, issuer, nonce }: TokenParts): string {
  const now = Math.floor((performance.timeOrigin + performance.now()) / 1000)
  const header = { alg: 'RS256', kid: 'k1', typ: 'JWT', ...forgery.header }
  const usual = { iss: issuer, aud: testClient.clientId, sub: 's1', nonce, iat: now, exp: now + 300 }
  const claims = Object.fromEntries(
    Object.entries({ ...usual, ...forgery.claims }).map(([name, value]: [string, unknown]) => [
      name,
      // Times are given from now on.
      ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number' && value < now / 2
        ? now + value
        : value,
    ]),
  )
  const body = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${body}.${signatureOf(body, forgery.signature ?? 'own', own)}`
}

function signatureOf(
  body: string,
  kind: NonNullable<Forgery['signature']>,
  { privateKey, publicKey }: ReturnType<typeof makeKey>,
): string {
  switch (kind) {
    case 'own':
      return sign('sha256', Buffer.from(body), privateKey).toString('base64url')
    case 'stranger':
      return sign('sha256', Buffer.from(body), makeKey().privateKey).toString('base64url')
    case 'broken':
      return sign('sha256', Buffer.from(`${body}x`), privateKey).toString('base64url')
    case 'public_key_as_secret':
      return keyedDigest(body, createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })))
    case 'client_secret':
      return createHmac('sha256', testClient.clientSecret).update(body).digest('base64url')
    case 'none':
      return ''
  }
}

function keyedDigest(body: string, key: KeyObject): string {
  return createHmac('sha256', key.export({ type: 'spki', format: 'pem' }))
    .update(body)
    .digest('base64url')
}

/** A key pair to sign tokens with. */
export function makeKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

/** Lets a server listen on this machine alone. @returns its address */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  return `http://127.0.0.1:${address.port}`
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
