import type { Language } from '@duibiao/base'
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '@duibiao/contract'
import type { Caller } from './caller.ts'
import type { Tenant } from './tenant.ts'

/** What a handler is given. It never sees the raw request: whatever it may use has a name here. */
export interface Asking<Asked extends Operation = Operation> {
  readonly params: ParamsOf<Asked>
  readonly query: QueryOf<Asked>
  readonly body: BodyOf<Asked>
  readonly caller: Caller
  /** The district of the caller. */
  readonly tenant: Tenant
  readonly language: Language
  /** Id of the request, by which the log finds it again. */
  readonly request: string
  /** The idempotency key, bound to its caller; there when the operation is keyed. */
  readonly key: string
  /** The tag the asker last saw, from `If-Match`. */
  readonly ifMatch: string | undefined
  /** Of a stream of events the last one heard, from `Last-Event-ID`. */
  readonly lastEvent: string | undefined
  /** What a reply before it left in the browser as `transit`. */
  readonly transit: string | undefined
  /** Address and agent of the asker, for sign-in limits and the audit. */
  readonly origin: { readonly address: string; readonly agent: string }
}

/** What a handler answers. */
export interface Reply<Value> {
  readonly value: Value
  /** For `ETag`. */
  readonly tag?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A cookie to set; null takes it away. */
  readonly session?: string | null
  /** What the browser keeps for ten minutes, for a sign-in that goes by way of another site; null takes it away. */
  readonly transit?: string | null
}

export type Handler<Asked extends Operation> = (asking: Asking<Asked>) => Promise<Reply<AnswerOf<Asked>>>

/** An operation and what carries it out. */
export interface Route {
  readonly operation: Operation
  readonly handle: (asking: Asking) => Promise<Reply<unknown>>
}

/** Binds a handler to an operation, whose schemas give it its types. */
export function route<const Asked extends Operation>(operation: Asked, handle: Handler<Asked>): Route {
  // The request was checked against the schemas of this very operation before it gets here.
  return { operation, handle: handle as unknown as Route['handle'] }
}
