import type { ErrorParams, Instant, MatterId } from '@duibiao/base'
import { AppError } from '@duibiao/base'
import type { Actor, Command, Refusal } from '@duibiao/kernel'

/** A command on its way to a matter. */
export interface Order {
  readonly matter: MatterId
  readonly command: Command
  readonly actor: Actor
  /** Idempotency key, unique in the district: whoever gives the command again with the same key gets the same receipt. */
  readonly key: string
  /** On the command that starts the matter. */
  readonly opening?: Opening
  /** Personal values whose commitments stand in the command; kept outside the entry, so that they can be erased. */
  readonly personal?: readonly PersonalValue[]
}

/** What people know a new matter by. It becomes part of its first entry. */
export interface Opening {
  readonly number: string
  readonly title: string
}

/** One personal value, to be written with the entry that commits to it. */
export interface PersonalValue {
  /** UUID that the commitment names. */
  readonly id: string
  /** 1 to 4, the most sensitive last. */
  readonly level: number
  /** 256 random bits in hex. */
  readonly salt: string
  /** The value as JSON text. */
  readonly value: string
}

/** Which entry a command made. */
export interface Receipt {
  readonly matter: MatterId
  readonly seq: number
  readonly at: Instant
}

/** What a command came to. */
export type Answer =
  { readonly ok: true; readonly receipt: Receipt } | { readonly ok: false; readonly refusal: Refusal }

/** The receipt of an answer. @throws AppError the refusal */
export function receiptOf(answer: Answer): Receipt {
  if (answer.ok) return answer.receipt
  throw new AppError(answer.refusal.code, answer.refusal.params)
}

export function refusalOf(code: AppError['code'], params: ErrorParams = {}): Answer {
  return { ok: false, refusal: { code, params } }
}
