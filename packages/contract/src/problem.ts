import { errors } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import { Type } from 'typebox'

/**
 * A refusal as RFC 9457 has it. `code` is a row of the error catalogue and never changes its meaning; `title` and `detail`
 * are sentences in the language of `Accept-Language`.
 */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:duibiao:problem: and the code' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    code: Type.String(),
    /** By which the log finds it again. */
    request: Type.String(),
    findings: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }), {
        description: 'Every fault of the request, all at once',
      }),
    ),
  },
  { $id: 'Problem' },
)

/** What any operation may answer with: about the request itself, the session, the policy and the state of the server. */
export const generalErrors = [
  'request_malformed',
  'session_missing',
  'permission_missing',
  'request_too_large',
  'requests_too_many',
  'server_busy',
  'server_fault',
] as const satisfies readonly ErrorCode[]

/** The HTTP statuses of some codes, each once, in order. */
export function statusesOf(codes: readonly ErrorCode[]): readonly number[] {
  return [...new Set(codes.map((code) => errors[code].status))].toSorted((one, other) => one - other)
}
