import { AppError } from '@duibiao/base'
import type { ErrorCode, ErrorParams } from '@duibiao/base'
import type { Operation } from '@duibiao/contract'
import type { FastifyRequest } from 'fastify'
import { findUnfit } from './fit-value.ts'
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
  const named = request.headers['duibiao-district']
  const districtCode = typeof named === 'string' ? named : undefined
  const cookie = request.cookies[sessionCookie.name]
  return { cookie, bearer, address: request.ip, districtCode, isForwarded }
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

/** In which form a body comes, by what its operation says. */
const mediaTypes = {
  json: ['application/json'],
  form: ['application/x-www-form-urlencoded', 'application/json'],
  bytes: ['application/octet-stream'],
} as const

/**
 * A body comes in the form of its operation and in no other: a form is what pages of others can send without being asked, and
 * a stream or a text is no value that a schema has checked.
 */
function requireMedia({ headers }: FastifyRequest, media: keyof typeof mediaTypes = 'json'): void {
  const given = headers['content-type']
  if (given === undefined) return
  const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (mediaTypes[media].some((known) => known === type)) return
  throw new AppError('media_type_unsupported', { type: type.slice(0, 100) })
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
  const unfit = (['params', 'query', 'body'] as const).flatMap((name) => findUnfit(parts[name], `/${name}`))
  if (unfit.length > 0) throw new FieldFault(unfit)
  const findings = (['params', 'query', 'body'] as const).flatMap((name) =>
    (validators[name]?.check(parts[name]) ?? []).map((finding) => ({
      ...finding,
      path: `/${name}${finding.path === '/' ? '' : finding.path}`,
    })),
  )
  if (findings.length > 0) throw new FieldFault(findings)
  if (operation.media === 'bytes') requireBytes(request)
  if (operation.media === 'bytes' && !isStream(request.body)) {
    throw new AppError('request_malformed', { reason: '/body' })
  }
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

/** @throws AppError `media_type_unsupported` when the body did not come as the bytes of a file */
function requireBytes({ body, headers }: FastifyRequest): void {
  const isStream = typeof body === 'object' && body !== null && Symbol.asyncIterator in body
  if (!isStream) throw new AppError('media_type_unsupported', { type: headers['content-type'] ?? '' })
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
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

  /** @param refusal what else than `request_malformed` is said of them */
  constructor(
    findings: readonly FieldFinding[],
    refusal?: { readonly code: ErrorCode; readonly params: ErrorParams },
  ) {
    const reason = findings.map(({ path, message }) => `${path} ${message}`).join('; ')
    super(refusal?.code ?? 'request_malformed', refusal?.params ?? { reason: reason.slice(0, 500) })
    this.findings = findings
  }
}
