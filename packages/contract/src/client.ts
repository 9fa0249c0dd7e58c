import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from './operation.ts'
import type { OperationId, OperationOf } from './operation-table.ts'
import { findOperation } from './operation-table.ts'

/** What goes over the wire, without saying how: `fetch` in the browser, `inject` in tests. */
export interface WireRequest {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Text is JSON; bytes are a file, to be sent as they are. */
  readonly body: string | FileBytes | undefined
}

/** The bytes of a file, in memory of their own as `fetch` takes them. */
export type FileBytes = Uint8Array<ArrayBuffer>

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body; parsed as JSON here. */
  readonly text: string
}

export type Send = (request: WireRequest) => Promise<WireAnswer>

/** Only what the operation takes; fields that it does not take cannot be written. */
export type Given<Asked> = Pick<
  { readonly params: ParamsOfId<Asked>; readonly query: QueryOfId<Asked>; readonly body: BodyOfId<Asked> },
  NeededOf<Asked>
> & { readonly key?: string; readonly ifMatch?: string }

type ParamsOfId<Id> = Id extends OperationId ? ParamsOf<OperationOf<Id>> : never
type QueryOfId<Id> = Id extends OperationId ? Partial<NonNullable<QueryOf<OperationOf<Id>>>> : never
type BodyOfId<Id> = Id extends OperationId ? SentBody<OperationOf<Id>> : never
type SentBody<Asked extends Operation> = Asked extends { readonly media: 'bytes' } ? FileBytes : BodyOf<Asked>
type NeededOf<Id> = Id extends OperationId
  ? | (ParamsOf<OperationOf<Id>> extends undefined ? never : 'params')
    | (BodyOf<OperationOf<Id>> extends undefined ? never : 'body')
    | (QueryOf<OperationOf<Id>> extends undefined ? never : 'query')
  : never

/** What an operation came to. A refusal is an answer, not an exception: it has a code and a sentence for a person. */
export type Outcome<Value> =
  | { readonly ok: true; readonly status: number; readonly value: Value; readonly tag: string | undefined }
  | { readonly ok: false; readonly status: number; readonly problem: ProblemValue }

export interface ProblemValue {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly status: number
  readonly request: string
  /** Every fault of the request, all at once, each with the place it is in. */
  readonly findings?: readonly { readonly path: string; readonly code: string; readonly message: string }[]
}

/** Asks the service for operations, with the types of the table. */
export interface Client {
  call<Id extends OperationId>(id: Id, given: Given<Id>): Promise<Outcome<AnswerOf<OperationOf<Id>>>>
}

/** Where an operation is asked for. */
export interface OperationAddress {
  readonly method: string
  /** As in OpenAPI: parameters stand in braces. */
  readonly path: string
}

/** A client of the service. The connection itself may still fail: then `send` throws. */
export function makeClient(send: Send, headers: Readonly<Record<string, string>> = {}): Client {
  return makeClientOf(findOperation, send, headers)
}

/** A client that knows where operations are asked for otherwise than from the table, as a page does that is short of room. */
export function makeClientOf(
  find: (id: OperationId) => OperationAddress | undefined,
  send: Send,
  headers: Readonly<Record<string, string>> = {},
): Client {
  return {
    async call(id, given) {
      const address = find(id)
      if (address === undefined) throw new RangeError(`no operation ${id}`)
      const answer = await send(writeRequest(address, given, headers))
      const value: unknown = answer.text === '' ? undefined : JSON.parse(answer.text)
      if (answer.status < 400) {
        // The schema of the operation vouches for the shape: the server's answers are checked against it in tests.
        return { ok: true, status: answer.status, value: value as never, tag: answer.headers['etag'] }
      }
      return { ok: false, status: answer.status, problem: value as ProblemValue }
    },
  }
}

interface GivenFields {
  readonly params?: object | undefined
  readonly query?: object | undefined
  readonly body?: unknown
  readonly key?: string | undefined
  readonly ifMatch?: string | undefined
}

/** A request as it goes over the wire. */
function writeRequest(
  operation: OperationAddress,
  given: GivenFields,
  headers: Readonly<Record<string, string>>,
): WireRequest {
  const { params = {}, query = {}, body, key, ifMatch } = given
  const values = new Map<string, unknown>(Object.entries(params))
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => segmentOf(String(values.get(name))))
  const search = Object.entries(query)
    .filter(([, value]: [string, unknown]) => value !== undefined)
    .map(
      ([name, value]: [string, unknown]) =>
        `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    )
    .join('&')
  const isFile = isBytes(body)
  return {
    method: operation.method,
    path: search === '' ? path : `${path}?${search}`,
    headers: {
      ...headers,
      ...(body !== undefined && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    body: body === undefined || isFile ? body : JSON.stringify(body),
  }
}

/** Only files come as bytes: no JSON does. */
function isBytes(body: unknown): body is FileBytes {
  return body instanceof Uint8Array
}

/** A value as one segment of a path. Those two that lead elsewhere, encoded or not, are no value of anything (ASVS V1.2.2). */
function segmentOf(text: string): string {
  if (text === '.' || text === '..') throw new RangeError(`no segment of a path: ${text}`)
  return encodeURIComponent(text)
}
