import { AppError, isAppError } from '@duibiao/base'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { FieldFault } from './asking.ts'
import { languageOf, problemOf, retryAfterOf } from './problem.ts'

/** Answers with a problem; every error has a code of the catalogue by now. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, known: AppError): void {
  const language = languageOf(request.headers['accept-language'])
  const seconds = retryAfterOf(known)
  if (seconds !== undefined) void reply.header('retry-after', String(seconds))
  if (known.code === 'session_missing') void reply.header('www-authenticate', 'Bearer')
  void reply
    .code(known.status)
    .type('application/problem+json')
    .send({
      ...problemOf(known, { language, request: request.id }),
      ...(known instanceof FieldFault && { findings: known.findings }),
    })
}

/** Errors of the database and of the HTTP library in words a client can act on; what nobody foresaw is a fault of ours. */
export function appErrorOf(error: unknown, request: FastifyRequest): AppError {
  if (isAppError(error))
    return isPassing(error) ? new AppError('server_busy', { seconds: 2 }, { cause: error }) : error
  const code = codeOf(error)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limit = request.routeOptions.bodyLimit ?? 0
    return new AppError('request_too_large', { limit }, { cause: error })
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('media_type_unsupported', { type: mediaTypeOf(request) }, { cause: error })
  }
  const isUnreadable =
    code.startsWith('FST_ERR_CTP') || unreadableAddresses.has(code) || error instanceof SyntaxError
  return isUnreadable
    ? new AppError(
        'request_malformed',
        { reason: 'the body or the address cannot be read' },
        { cause: error },
      )
    : new AppError('server_fault', { request: request.id }, { cause: error })
}

const unreadableAddresses: ReadonlySet<string> = new Set(['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH'])

/** The same request may do better in a moment. */
function isPassing({ code }: AppError): boolean {
  return ['database_unavailable', 'statement_timeout', 'database_conflict'].includes(code)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

function mediaTypeOf({ headers }: FastifyRequest): string {
  return (headers['content-type'] ?? '').slice(0, 100)
}
