import type { Language } from '@duibiao/base'
import type { DestinationStream } from 'pino'

/** Sends codes to telephones. An installation brings its own, such as that of the operator it has a contract with. */
export interface CodeSender {
  /** Gives the code on; returns when it was taken over, not when it arrived. */
  readonly send: (message: CodeMessage) => Promise<void>
}

export interface CodeMessage {
  /** Eleven digits. */
  readonly phone: string
  readonly code: string
  readonly language: Language
}

/**
 * Writes codes to the log, for a demonstration without telephones. It goes past the fields of the log on purpose, which hold
 * nothing personal: never where real people are served.
 */
export function makeDemonstrationSender(target: DestinationStream): CodeSender {
  return {
    async send({ phone, code }) {
      target.write(`${JSON.stringify({ level: 'info', demonstration: 'phone_code', phone, code })}\n`)
    },
  }
}

/** Sends nothing: where no sender is set up, nobody signs in by telephone, and nothing tells strangers so. */
export const noSender: CodeSender = { send: async () => {} }
