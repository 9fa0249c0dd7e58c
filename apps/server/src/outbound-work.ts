import type { OutboxPort } from '@duibiao/store'
import type { Config } from './config.ts'
import { makeCourier } from './courier.ts'
import type { Courier } from './courier.ts'
import type { Log } from './log.ts'
import { makeNotificationMail, openMailer } from './mail.ts'
import { makePost, outboundLimits } from './outbound.ts'
import { makeOutboxPort } from './outbox-port.ts'
import type { Tenant } from './tenant.ts'

/** What brings the effects of districts out of the installation. */
export interface Outbound {
  readonly outbox: (tenant: Tenant) => OutboxPort
  readonly courier: (tenant: Tenant) => Courier
  /** Closes the line to the mail server. */
  readonly close: () => void
}

/** @param log told of what keeps a lane from its work */
export function openOutbound(
  { mail, allowedTargets: allowed, listen }: Pick<Config, 'mail' | 'allowedTargets' | 'listen'>,
  log: Pick<Log, 'error'>,
): Outbound {
  const mailer = mail && openMailer(mail)
  const { publicAddress } = listen
  return {
    outbox: (tenant) => makeOutboxPort(tenant, { sendsMail: mailer !== undefined }),
    courier(tenant) {
      const { district, random } = tenant
      return makeCourier({
        tenant,
        post: makePost({ district, allowed, ...outboundLimits }),
        // Without a mail server none was handed over; what is left of an earlier one is no failure.
        sendMail:
          mailer === undefined || mail === undefined
            ? async () => {}
            : makeNotificationMail(tenant, mailer, { language: mail.language, publicAddress }),
        jitter: () => (random(1)[0] ?? 0) / 255,
        onFault: (error) => log.error({ job: 'courier', district, error }, 'a delivery failed'),
      })
    },
    close: () => mailer?.close(),
  }
}
