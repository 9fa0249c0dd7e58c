import { makeClient } from '@duibiao/contract'
import type { Client, WireRequest } from '@duibiao/contract'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { sessionCookie } from './session-cookie.ts'
import { payloadOf } from './test-desk.ts'

/** A browser of a test: it keeps its cookies, and asks the service without a socket. */
export interface TestBrowser extends Client {
  readonly cookies: Map<string, string>
  /** The secret of the session; empty when there is none. */
  readonly session: () => string
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>
}

/** Opens a browser at an address, or another client that shows a token. */
export function openBrowser(
  application: FastifyInstance,
  { address = '127.0.0.1', token }: { readonly address?: string; readonly token?: string } = {},
): TestBrowser {
  const cookies = new Map<string, string>()
  async function inject(request: InjectOptions): Promise<LightMyRequestResponse> {
    const shown = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      ...request.headers,
      ...(shown !== '' && { cookie: shown }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const answer = await application.inject({ remoteAddress: address, ...request, headers })
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  async function send({ method, path: url, headers, body }: WireRequest) {
    // What the contract has as methods, the injected request has too.
    const verb = method as NonNullable<InjectOptions['method']>
    const given = { method: verb, url, headers, ...(body !== undefined && { payload: payloadOf(body) }) }
    const answer = await inject(given)
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      ),
      text: answer.body,
    }
  }
  return { ...makeClient(send), cookies, session: () => cookies.get(sessionCookie.name) ?? '', inject }
}
