import type { LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { resolveTarget } from './outbound-target.ts'
import type { OutboundTarget, TargetRule } from './outbound-target.ts'

/** What is sent to another system. */
export interface OutboundRequest {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface OutboundAnswer {
  readonly status: number
  /** The body, of an answer that says it was taken. */
  readonly text: string
  /** Seconds, when the other system says when to come again. */
  readonly retryAfter: number | undefined
}

export interface OutboundRule extends TargetRule {
  /** From the beginning to the last byte of the answer. */
  readonly milliseconds: number
  /** Most of an answer that is read, bytes. */
  readonly answerBytes: number
}

/** How long others may take, and how much they may answer. */
export const outboundLimits = { milliseconds: 10_000, answerBytes: 64 * 1024 } as const

/** Sends something. @throws AppError `address_refused`; errors of the connection, and when a limit is passed */
export type Post = (sending: OutboundRequest) => Promise<OutboundAnswer>

/**
 * Sends to addresses that may be sent to. The connection is made to the very address that was checked, so that a name
 * cannot change its mind in between; redirects are not followed.
 */
export function makePost(rule: OutboundRule): Post {
  return async ({ address, headers, body }) => {
    const target = await resolveTarget(address, rule)
    const dispatcher = new Agent({
      connect: { lookup: lookupOf(target), timeout: rule.milliseconds },
      maxResponseSize: rule.answerBytes,
      pipelining: 0,
    })
    try {
      const signal = AbortSignal.timeout(rule.milliseconds)
      const answer = await request(target.url, { method: 'POST', headers, body, dispatcher, signal })
      const after = Number(answer.headers['retry-after'])
      const isTaken = answer.statusCode >= 200 && answer.statusCode < 300
      // What comes with a refusal is not ours to read, however long it is.
      const text = isTaken ? await answer.body.text() : ''
      return { status: answer.statusCode, text, retryAfter: after > 0 ? after : undefined }
    } finally {
      await dispatcher.destroy()
    }
  }
}

/** Answers every question for the host with the address that was checked. */
function lookupOf({ address, family }: OutboundTarget): LookupFunction {
  return (_host, options, answer) => {
    if (options.all === true) answer(null, [{ address, family }])
    else answer(null, address, family)
  }
}
