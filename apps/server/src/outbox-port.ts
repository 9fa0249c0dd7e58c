import { AppError, assert, dateAt, parseMatterId } from '@duibiao/base'
import type { Effect } from '@duibiao/kernel'
import { addDeliveries, addNotifications, fanOut, findMatter, listConnectors, topicsOf } from '@duibiao/store'
import type {
  CloudEvent,
  EffectPlace,
  FoundMatter,
  Json,
  NotificationKind,
  OutboxPort,
  Recipient,
} from '@duibiao/store'
import { freeMerged, returnMerged } from './merge-undoing.ts'
import { peopleOf, recipientsOf, reportersOf } from './notification-audience.ts'
import { answerNumber } from './notification-number.ts'
import type { Bilingual, NotificationWords } from './notification-text.ts'
import { wordsOf } from './notification-words.ts'
import type { Tenant } from './tenant.ts'

type OutboxTenant = Pick<
  Tenant,
  'district' | 'database' | 'now' | 'random' | 'packs' | 'registry' | 'roleOf' | 'calendar' | 'engine'
>
type Notify = Extract<Effect, { readonly kind: 'notify' }>

/**
 * Where the effects of a district go: every receiver gets a delivery of its own, and only then the effect leaves the
 * outbox. Whatever is asked for twice is made once.
 * @param sendsMail whether there is a mail server
 */
export function makeOutboxPort(
  tenant: OutboxTenant,
  { sendsMail }: { readonly sendsMail: boolean },
): OutboxPort {
  const { district, database, now } = tenant
  return {
    async callService({ service, token, element, input }, event) {
      if (await freeMerged(tenant, { service, input }, event)) return []
      await answerReporters(tenant, { service, element }, event)
      const [connector] = await listConnectors(database, district, { service })
      if (connector === undefined) throw new AppError('connector_missing', { service })
      await addDeliveries(database, district, {
        kind: 'connector',
        receivers: [service],
        place: placeOf(event),
        body: JSON.stringify(event),
        now: now(),
        isByHand: connector.kind === 'manual',
        ...(token !== undefined && { token }),
      })
      // The answer comes by itself, with the delivery or later.
      return []
    },
    async notify(effect, event) {
      await tellPeople(tenant, effect, { event, sendsMail })
      await publish(tenant, event)
    },
    publish: async (event) => (await publish(tenant, event)) > 0,
    returned: ({ name }, event) => returnMerged(tenant, name, event),
  }
}

function publish({ district, database, now }: OutboxTenant, event: CloudEvent): Promise<number> {
  const body = JSON.stringify(event)
  return fanOut(database, district, { place: placeOf(event), body, topics: topicsOf(event), now: now() })
}

/** The effect an event was made of, from its id. */
function placeOf({ id }: CloudEvent): EffectPlace {
  const [matter = '', seq, number] = id.split('/')
  return { matter: parseMatterId(matter), seq: Number(seq), number: Number(number) }
}

async function tellPeople(
  tenant: OutboxTenant,
  effect: Notify,
  { event, sendsMail }: { readonly event: CloudEvent; readonly sendsMail: boolean },
): Promise<void> {
  const { district, database, registry, roleOf, calendar } = tenant
  const found = await findSubject(tenant, event)
  const words = wordsOf(tenant.packs, found, effect)
  const people = reportersOf(tenant.packs, found)
  const recipients = recipientsOf(effect.to, {
    roleOf: (post) => roleOf(words.pack_name, post),
    reporter: people.slice(0, 1),
  })
  const told = { event, kind: effect.reason, recipients, words }
  await tell(tenant, told)
  // Who joined is not asked, but learns that there is an answer.
  if (effect.reason === 'ask') await tell(tenant, { ...told, kind: 'answer', recipients: people.slice(1) })
  if (!sendsMail) return
  // What a colleague wrote may name others: it stays inside.
  const { text: _text, ...open } = words
  const body = JSON.stringify({ key: textKeyOf(effect.reason), words: open })
  const now = tenant.now()
  const receivers = peopleOf(recipients, registry.state(), dateAt(now, calendar()))
  await addDeliveries(database, district, { kind: 'email', receivers, place: placeOf(event), body, now })
}

/**
 * Those who reported a matter are told when it is answered, whatever the service does besides. That it was merged into another is
 * no answer: they get that with the other.
 */
async function answerReporters(
  tenant: OutboxTenant,
  { service, element }: { readonly service: string; readonly element: string },
  event: CloudEvent,
): Promise<void> {
  const found = await findSubject(tenant, event)
  const { answers = [], merge } = tenant.packs.ofProcedure(found.procedure)?.manifest.report ?? {}
  if (!answers.includes(service)) return
  const words = wordsOf(tenant.packs, found, {})
  const recipients = reportersOf(tenant.packs, found)
  if (merge?.told === element) {
    return tell(tenant, { event, kind: 'copy', textKey: 'notification.merged', recipients, words })
  }
  await tell(tenant, { event, kind: 'answer', recipients, words })
}

async function findSubject(
  { database, district }: OutboxTenant,
  { subject }: CloudEvent,
): Promise<FoundMatter> {
  const found = await findMatter(database, district, subject)
  assert(found !== undefined, 'an effect comes from a matter')
  return found
}

interface Told {
  readonly event: CloudEvent
  readonly kind: NotificationKind
  readonly recipients: readonly Recipient[]
  readonly words: NotificationWords
  /** That of the kind when not said. */
  readonly textKey?: string
}

function tell(
  { database, district, random, now }: OutboxTenant,
  { event, kind, recipients, words, textKey = textKeyOf(kind) }: Told,
): Promise<void> {
  return addNotifications(database, district, {
    recipients,
    place: { ...placeOf(event), ...(kind === 'answer' && { number: answerNumber }) },
    kind,
    textKey,
    textValues: asJson(words),
    now: now(),
    random,
  })
}

function textKeyOf(kind: NotificationKind): string {
  return `notification.${kind}`
}

function asJson(words: NotificationWords): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]: [string, string | Bilingual]) => [
      name,
      typeof value === 'string' ? value : { ...value },
    ]),
  )
}
