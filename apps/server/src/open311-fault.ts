import { formatError } from '@duibiao/base'
import type { AppError } from '@duibiao/base'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { open311Media, writeOpen311 } from './open311-document.ts'
import type { Open311Format } from './open311-document.ts'
import { languageOf, retryAfterOf } from './problem.ts'

/**
 * Refuses as Open311 says: 404 for what does not exist, 403 for a wrong key, and 400 for whatever else is wrong with a
 * request. That there are too many, or that the service is busy, keeps its own status, since it says when to come again.
 */
export function sendOpen311Fault(request: FastifyRequest, reply: FastifyReply, known: AppError): void {
  const status = statusOf(known)
  const seconds = retryAfterOf(known)
  const format = formatIn(request)
  const language = languageOf(request.headers['accept-language'])
  if (seconds !== undefined) void reply.header('retry-after', String(seconds))
  const errors = [{ code: status, description: formatError(known, language) }]
  void reply
    .code(status)
    .type(open311Media[format])
    .send(writeOpen311({ root: 'errors', value: errors }, format))
}

function statusOf({ status }: AppError): number {
  if (status === 404 || status === 429 || status >= 500) return status
  return status === 401 || status === 403 ? 403 : 400
}

function formatIn({ params }: FastifyRequest): Open311Format {
  const given = typeof params === 'object' && params !== null && 'format' in params ? params.format : 'xml'
  return given === 'json' ? 'json' : 'xml'
}
