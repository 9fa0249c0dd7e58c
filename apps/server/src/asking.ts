import { AppError } from '@duibiao/base'
import type { Operation } from '@duibiao/contract'
import type { FastifyRequest } from 'fastify'
import type { Credentials, Identified } from './identity.ts'
import { languageOf } from './problem.ts'
import type { FieldFinding } from './problem.ts'
import type { Asking } from './route.ts'
import { sessionCookie, transitCookie } from './session-cookie.ts'
import { makeValidator } from './validation.ts'
import type { Validator } from './validation.ts'

/** Of each part of the requests of an operation. */
export interface Validators {
  readonly params: Validator | undefined
  readonly query: Validator | undefined
  readonly body: Validator | undefined
}

export function makeValidators({ params, query, body, media }: Operation): Validators {
  return {
    params: params && makeValidator(params, 'text'),
    query: query && makeValidator(query, 'text'),
    body: body && makeValidator(body, media === 'form' ? 'text' : 'body'),
  }
}

export function credentialsOf(request: FastifyRequest): Credentials {
  const bearer = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  const isForwarded = ['forwarded', 'x-forwarded-for'].some((name) => request.headers[name] !== undefined)
  return { cookie: request.cookies[sessionCookie.name], bearer, address: request.ip, isForwarded }
}

/**
 * A request of a browser that changes something comes from our own pages (ASVS V3.5.1). That holds without a cookie too, or
 * the page of somebody else could sign a browser in under another name. Forms of Open311 and whoever shows a token may come
 * from anywhere.
 */
export function requireSameSite(request: FastifyRequest, { method, media }: Operation): void {
  if (method === 'GET') return
  requireMedia(request, media)
  const { authorization } = request.headers
  const hasCookie = request.cookies[sessionCookie.name] !== undefined
  if (!hasCookie && (media === 'form' || authorization !== undefined)) return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const isOwn =
    site === undefined || site === 'same-origin'
      ? origin === undefined || origin === `${request.protocol}://${request.host}`
      : false
  if (!isOwn) throw new AppError('permission_missing')
}

/** A form is what pages of others can send without being asked: only where an operation says so it is taken. */
function requireMedia({ headers }: FastifyRequest, media: Operation['media']): void {
  const type = headers['content-type'] ?? ''
  if (media !== 'form' && type.startsWith('application/x-www-form-urlencoded')) {
    throw new AppError('media_type_unsupported', { type: 'application/x-www-form-urlencoded' })
  }
}

/** The parts of a request, checked; every fault of them at once. */
export function readAsking(
  request: FastifyRequest,
  {
    operation,
    validators,
    identified,
  }: {
    operation: Operation
    validators: Validators
    identified: Identified
  },
): Asking {
  const parts = { params: request.params ?? {}, query: request.query ?? {}, body: request.body }
  const findings = (['params', 'query', 'body'] as const).flatMap((name) =>
    (validators[name]?.check(parts[name]) ?? []).map((finding) => ({
      ...finding,
      path: `/${name}${finding.path === '/' ? '' : finding.path}`,
    })),
  )
  if (findings.length > 0) throw new FieldFault(findings)
  const { ifMatch, key } = readHeaders(request, operation)
  return {
    // Checked just above against the schemas that give them their types.
    params: parts.params as never,
    query: parts.query as never,
    body: parts.body as never,
    ...identified,
    language: languageOf(request.headers['accept-language']),
    request: request.id,
    key,
    ifMatch,
    lastEvent: headerOf(request, 'last-event-id'),
    transit: request.cookies[transitCookie.name],
    origin: { address: request.ip, agent: (request.headers['user-agent'] ?? '').slice(0, 200) },
  }
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function readHeaders(
  request: FastifyRequest,
  { isKeyed }: Operation,
): { readonly key: string; readonly ifMatch: string | undefined } {
  const given = request.headers['idempotency-key']
  const key = typeof given === 'string' ? given : ''
  if (isKeyed === true && !/^[\x21-\x7e]{8,100}$/.test(key)) throw new AppError('key_missing')
  return { key, ifMatch: request.headers['if-match'] }
}

/** A request whose fields are wrong, with a finding for each. */
export class FieldFault extends AppError {
  readonly findings: readonly FieldFinding[]

  constructor(findings: readonly FieldFinding[]) {
    const reason = findings.map(({ path, message }) => `${path} ${message}`).join('; ')
    super('request_malformed', { reason: reason.slice(0, 500) })
    this.findings = findings
  }
}
