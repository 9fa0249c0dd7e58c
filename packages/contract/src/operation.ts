import type { ErrorCode } from '@duibiao/base'
import type { Static, TObject, TSchema } from 'typebox'

/**
 * One thing that can be asked of the service. Routes, the OpenAPI document, the typed client and the matrix of permissions
 * are made from the table of these (docs/decisions/0030).
 */
export interface Operation {
  /** Resource and verb, such as `matter.list`; also the name by which the policy knows it. */
  readonly id: `${string}.${string}`
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in OpenAPI: parameters stand in braces. */
  readonly path: `/${string}`
  readonly summary: { readonly zh: string; readonly en: string }
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** How the body comes: JSON when not said; a form; or the bytes of a file, of which `body` says nothing. */
  readonly media?: 'form' | 'bytes'
  readonly answer: OperationAnswer
  /** Codes of the catalogue it may answer with, beyond those that any operation may. */
  readonly errors?: readonly ErrorCode[]
  /** In which form it refuses: problem+json when not said, or errors as Open311 has them. */
  readonly faults?: 'open311'
  /** It changes something and takes an `Idempotency-Key`: given again with the same key it has the same answer. */
  readonly isKeyed?: true
}

export type OperationAnswer =
  | { readonly kind: 'json'; readonly status: 200 | 201 | 202; readonly schema: TSchema }
  | { readonly kind: 'empty'; readonly status: 204 }
  /** A file, or a text of another kind; `media` says which. */
  | {
      readonly kind: 'bytes'
      readonly status: 200
      readonly media: string
      /** Other types it may come in, as the address asks for. */
      readonly also?: readonly string[]
    }
  /** On to another page of ours; the handler gives back its path. */
  | { readonly kind: 'redirect'; readonly status: 303 }
  /** Server-sent events; `schema` is that of the data of one event. */
  | { readonly kind: 'events'; readonly status: 200; readonly schema: TSchema }

/** Keeps the exact type of an operation, from which the types of its handler and its client follow. */
export function defineOperation<const Defined extends Operation>(operation: Defined): Defined {
  return operation
}

export type ParamsOf<Asked extends Operation> = Asked extends {
  readonly params: infer Schema extends TObject
}
  ? Static<Schema>
  : undefined

export type QueryOf<Asked extends Operation> = Asked extends { readonly query: infer Schema extends TObject }
  ? Static<Schema>
  : undefined

export type BodyOf<Asked extends Operation> = Asked extends { readonly media: 'bytes' }
  ? AsyncIterable<Uint8Array>
  : Asked extends { readonly body: infer Schema extends TSchema }
    ? Static<Schema>
    : undefined

/**
 * One event of a stream; `id` is what `Last-Event-ID` says when the asker comes back. Without data it only says that the
 * line is alive.
 */
export interface StreamEvent<Data> {
  readonly id: string
  readonly data: Data | undefined
}

/** What a handler gives back: the value of the answer's schema, a file's bytes, or a stream of events. */
export type AnswerOf<Asked extends Operation> = Asked['answer'] extends {
  readonly kind: 'json'
  readonly schema: infer Schema extends TSchema
}
  ? Static<Schema>
  : Asked['answer'] extends { readonly kind: 'redirect' }
    ? string
    : Asked['answer'] extends { readonly kind: 'bytes' }
      ? AsyncIterable<Uint8Array> | Uint8Array
      : Asked['answer'] extends { readonly kind: 'events'; readonly schema: infer Schema extends TSchema }
        ? AsyncIterable<StreamEvent<Static<Schema>>>
        : undefined
