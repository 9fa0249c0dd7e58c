import { formatInstant } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Commitment, Value } from '@duibiao/kernel'
import { levelNumbers } from '@duibiao/server'
import { receiptOf, sealValue } from '@duibiao/store'
import type { PersonalValue } from '@duibiao/store'
import type { Installation } from './installation.ts'
import { maskPersonal } from './message.ts'
import type { Message } from './message.ts'
import { cut } from './text-width.ts'

/** The procedure that messages are taken into. */
const procedure = 'hotline'

/** A message as a matter. */
export interface TakenIn {
  readonly matter: MatterId
  /** False when the message had been taken in before. */
  readonly isNew: boolean
}

/**
 * Opens the matter of a message. Who sent it and its text are kept outside the record, which commits to them, so that
 * they can be erased; the subject stays, with numbers of persons masked. The same message is taken in once.
 */
export async function takeInMessage(
  { engine, now, nextNumber }: Pick<Installation, 'engine' | 'now' | 'nextNumber'>,
  message: Message,
  randomBytes: (count: number) => Uint8Array,
): Promise<TakenIn> {
  const personal: PersonalValue[] = []
  function seal(value: string, level: keyof typeof levelNumbers): Commitment {
    const made = sealValue(value, levelNumbers[level], { now: now(), random: randomBytes })
    personal.push(made.personal)
    return made.commitment
  }
  const subject = maskPersonal(message.subject)
  const variables: { [name: string]: Value } = {
    message_id: message.id,
    received_at: formatInstant(message.sentAt),
    subject,
    body: seal(message.body, 'sensitive'),
    ...(message.user !== '' && { reporter: seal(message.user, 'important') }),
  }
  const id = engine.makeId()
  const answer = await engine.start({
    procedure,
    variables,
    id,
    number: await nextNumber(procedure),
    title: cut(subject, 200),
    key: `message:${message.id}`,
    actor: { system: 'import' },
    personal,
  })
  const { matter } = receiptOf(answer)
  return { matter, isNew: matter === id }
}
