import cookie from '@fastify/cookie'
import { AppError, assert, isAppError } from '@duibiao/base'
import { operations } from '@duibiao/contract'
import type { Operation } from '@duibiao/contract'
import Fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { sendAnswer } from './answer.ts'
import { credentialsOf, makeValidators, readAsking, requireSameSite } from './asking.ts'
import { takeSelection } from './field-selection.ts'
import type { Credentials, Identified } from './identity.ts'
import type { Caller } from './caller.ts'
import type { Limits } from './limit.ts'
import { readForm } from './form.ts'
import { sendOpen311Fault } from './open311-fault.ts'
import { appErrorOf, sendProblem } from './refusal.ts'
import type { Route } from './route.ts'
import { securityHeaders } from './security-header.ts'
import type { Tenant } from './tenant.ts'
import { tlsRule } from './tls-rule.ts'
import type { WebPages } from './web-page.ts'

/** What the HTTP part of the service is put together from; everything behind it comes in here. */
export interface ApplicationParts {
  /** What is offered; the table of the contract when not said. */
  readonly operations?: readonly Operation[]
  readonly routes: readonly Route[]
  /** Who asks; anonymous when nothing is shown. @throws AppError `session_missing` when what is shown is not valid, `requests_too_many` */
  readonly authenticate: (credentials: Credentials, operation: Operation) => Promise<Identified>
  /** Lets a request in; everybody when not said. @returns what is called when it is over. @throws AppError `server_busy` */
  readonly enter?: (operation: Operation) => (() => void) | undefined
  /** Aborted when the service closes: from then on each answer is the last on its connection. */
  readonly closing?: AbortSignal
  /** @throws AppError `session_missing` or `permission_missing` when no role of the caller may ask for the operation */
  readonly permit: (caller: Caller, operation: Operation) => void
  /** Told of every answer, for metrics and the audit. */
  readonly observe: (seen: Observation) => void
  /** The web application; without it only the interface is served. */
  readonly pages?: WebPages
  readonly limits: Limits
  readonly logger: FastifyBaseLogger
  readonly makeRequestId: () => string
  /** Proxies whose word on the address of a client is taken; none when not said. */
  readonly trustedProxies?: readonly string[]
  /** Key and certificate, PEM; plain HTTP without. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer }
}

/** What came of a request, without anything personal. */
export interface Observation {
  /** Undefined for an address that is none of ours. */
  readonly operation: Operation | undefined
  readonly caller: Caller | undefined
  /** The district of the caller. */
  readonly tenant: Tenant | undefined
  readonly address: string
  /** Id of the matter it was about, where its path names one. */
  readonly matter: string | undefined
  readonly status: number
  /** Of the catalogue, when it was refused. */
  readonly code: string | undefined
  readonly request: string
  readonly milliseconds: number
}

/**
 * The service over HTTP. Every operation of the contract has exactly one route, and there is no other.
 * @throws AssertionError when an operation has no route, or a route no operation
 */
export async function makeApplication(parts: ApplicationParts): Promise<FastifyInstance> {
  const { limits, observe } = parts
  const inner: InnerParts = { ...parts, seen: new WeakMap() }
  const application = Fastify({
    loggerInstance: parts.logger,
    genReqId: parts.makeRequestId,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMilliseconds,
    trustProxy: parts.trustedProxies === undefined ? false : [...parts.trustedProxies],
    https: parts.tls === undefined ? null : { ...parts.tls, ...tlsRule },
    // Who is let in while it closes is decided where all others are: in so many words, with when to come again.
    return503OnClosing: false,
    // An address that cannot be read gets no further than here, where none of the hooks below runs.
    frameworkErrors(error, request, reply) {
      void reply.headers(securityHeaders)
      sendProblem(request, reply, appErrorOf(error, request))
    },
    routerOptions: { maxParamLength: 200, caseSensitive: true },
  })
  await application.register(cookie)
  application.setErrorHandler((error, request, reply) => {
    const known = appErrorOf(error, request)
    if (known.code === 'server_fault') parts.logger.error({ request: request.id, error }, 'a request failed')
    const seen = inner.seen.get(request)
    if (seen !== undefined) seen.code = known.code
    if (seen?.operation?.faults === 'open311') sendOpen311Fault(request, reply, known)
    else sendProblem(request, reply, known)
  })
  application.setNotFoundHandler((request, reply) => {
    if (parts.pages?.send(request, reply) !== true) sendProblem(request, reply, new AppError('route_unknown'))
    return reply
  })
  application.addHook('onResponse', async (request, reply) => {
    const { operation, identified, code } = inner.seen.get(request) ?? unseen
    const { caller, tenant } = identified ?? nobody
    const { ip: address, id } = request
    const milliseconds = reply.elapsedTime
    const matter = matterOf(request.params)
    const { statusCode: status } = reply
    observe({ operation, caller, tenant, address, matter, status, code, request: id, milliseconds })
  })
  application.addHook('onSend', async (_, reply) => {
    // A handler may ask for a stricter one, as for files of others.
    for (const [name, value] of Object.entries(securityHeaders)) {
      if (!reply.hasHeader(name)) void reply.header(name, value)
    }
    if (parts.closing?.aborted === true) void reply.header('connection', 'close')
  })
  application.addContentTypeParser('application/octet-stream', (_, payload, done) => done(null, payload))
  application.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_, text, done) => done(null, readForm(String(text))),
  )
  requireEveryOperation(parts.routes, parts.operations ?? operations)
  for (const route of parts.routes) addRoute(application, inner, route)
  return application
}

function matterOf(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('matter' in params)) return undefined
  return typeof params.matter === 'string' ? params.matter : undefined
}

function requireEveryOperation(routes: readonly Route[], wanted: readonly Operation[]): void {
  const served = new Set(routes.map(({ operation }) => operation.id))
  const missing = wanted.filter(({ id }) => !served.has(id)).map(({ id }) => id)
  assert(missing.length === 0, `operations without a route: ${missing.join(', ')}`)
  assert(served.size === routes.length, 'an operation has two routes')
  assert(served.size === wanted.length, 'a route has no operation in the table')
}

/** What became known of a request on its way. */
interface Seen {
  readonly operation: Operation | undefined
  identified: Identified | undefined
  code: string | undefined
}

const nobody = { caller: undefined, tenant: undefined } as const
const unseen: Seen = { operation: undefined, identified: undefined, code: undefined }

interface InnerParts extends ApplicationParts {
  readonly seen: WeakMap<FastifyRequest, Seen>
}

function addRoute(application: FastifyInstance, parts: InnerParts, route: Route): void {
  const { operation, handle } = route
  const validators = makeValidators(operation)
  application.route({
    method: operation.method,
    url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
    exposeHeadRoute: false,
    // Before the body is read: what nobody may send is not worth reading.
    onRequest: async (request, reply) => {
      const seen: Seen = { operation, identified: undefined, code: undefined }
      parts.seen.set(request, seen)
      // What watches over the service is answered when all others are not.
      if (!operation.id.startsWith('health.')) {
        const leave = parts.enter?.(operation)
        if (leave !== undefined) reply.raw.once('close', leave).once('finish', leave)
      }
      seen.identified = await identify(parts, operation, credentialsOf(request))
      parts.permit(seen.identified.caller, operation)
      requireSameSite(request, operation)
    },
    handler: async (request, reply) => {
      const identified = parts.seen.get(request)?.identified
      assert(identified !== undefined, 'a request is handled after it was identified')
      const asked = readAsking(request, { operation, validators, identified })
      const { asking, select } = takeSelection(operation, asked)
      return sendAnswer(reply, operation, select(await handle(asking)))
    },
  })
}

/** Who asks. Credentials that open nothing any more keep nobody from what is open to all, such as signing in again. */
async function identify(
  parts: InnerParts,
  operation: Operation,
  credentials: Credentials,
): Promise<Identified> {
  try {
    return await parts.authenticate(credentials, operation)
  } catch (error) {
    if (!isAppError(error, 'session_missing')) throw error
    const without = { ...credentials, cookie: undefined, bearer: undefined }
    const anonymous = await parts.authenticate(without, operation)
    parts.permit(anonymous.caller, operation)
    return anonymous
  }
}
