import { AppError, dateAt } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { Delivery } from '@duibiao/store'
import { createTransport } from 'nodemailer'
import { isEmailAddress } from './email-address.ts'
import { emailOf } from './notification-audience.ts'
import { sayNotification } from './notification-text.ts'
import type { NotificationWords } from './notification-text.ts'
import { isLoopbackHost } from './setting-risk.ts'
import type { Tenant } from './tenant.ts'

/** The mail server of the installation. */
export interface MailSetting {
  /** `smtp://` or `smtps://`, with account and password when it asks for them. */
  readonly server: string
  /** Address that e-mails come from. */
  readonly from: string
  readonly language: Language
}

/** An e-mail of plain text. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same at each attempt, so that one who gets it twice can tell. */
  readonly id: string
}

/** The line to a mail server. */
export interface Mailer {
  /** @throws errors of the connection, AppError `address_refused` for what is no single address */
  readonly send: (mail: Mail) => Promise<void>
  readonly close: () => void
}

/** How long the mail server may take, milliseconds. */
const patience = 15_000

export function openMailer({ server, from }: Pick<MailSetting, 'server' | 'from'>): Mailer {
  const transport = createTransport({
    url: server,
    // Nothing goes over the net in clear: a server elsewhere that offers no encryption gets nothing (ASVS V12.3.1).
    requireTLS: !isLoopbackHost(new URL(server).hostname),
    pool: true,
    maxConnections: 2,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // Nothing of ours is a file or a page that the library would read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, id }) {
      if (!isEmailAddress(to)) throw new AppError('address_refused', { address: to.slice(0, 100) })
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject: oneLine(subject),
        text,
        messageId: `<${id}@duibiao>`,
        headers: { 'auto-submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}

/** Writes and sends the e-mail of a notification. Somebody without an address gets none. */
export function makeNotificationMail(
  tenant: Pick<Tenant, 'registry' | 'packs' | 'calendar' | 'now' | 'name'>,
  mailer: Mailer,
  {
    language,
    publicAddress,
  }: Pick<MailSetting, 'language'> & {
    /** By which people reach the service. */ readonly publicAddress: string
  },
): (delivery: Delivery) => Promise<void> {
  return async ({ id, receiver, matter, body }) => {
    const { registry, packs, calendar, now, name } = tenant
    const to = emailOf(receiver, registry.state(), dateAt(now(), calendar()))
    if (to === undefined) return
    // Written by the port of the outbox.
    const { key, words } = JSON.parse(body) as MailBody
    const sentence = sayNotification(key, words, {
      language,
      offsetMinutes: calendar().utcOffsetMinutes,
      texts: packs.find(words.pack_name)?.texts[language],
    })
    const closing =
      language === 'zh' ? '本邮件由系统自动发送，请勿回复。' : 'Sent by the system; please do not reply.'
    const text = [sentence, `${publicAddress}/matters/${matter}`, `${closing} ${name[language]}`].join('\n\n')
    await mailer.send({ to, subject: sentence, text, id })
  }
}

interface MailBody {
  readonly key: string
  readonly words: NotificationWords
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200)
}
