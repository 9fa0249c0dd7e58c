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
import { peopleOf, recipientsOf, reportersOf } from './notification-audience.ts'
import type { Bilingual, NotificationWords } from './notification-text.ts'
import { wordsOf } from './notification-words.ts'
import type { Tenant } from './tenant.ts'

type OutboxTenant = Pick<
  Tenant,
  'district' | 'database' | 'now' | 'random' | 'packs' | 'registry' | 'roleOf' | 'calendar'
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
    async callService({ service, token }, event) {
      await answerReporters(tenant, service, event)
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

/** Those who reported a matter are told when it is answered, whatever the service does besides. */
async function answerReporters(tenant: OutboxTenant, service: string, event: CloudEvent): Promise<void> {
  const found = await findSubject(tenant, event)
  const answers = tenant.packs.ofProcedure(found.procedure)?.manifest.report?.answers ?? []
  if (!answers.includes(service)) return
  const words = wordsOf(tenant.packs, found, {})
  await tell(tenant, { event, kind: 'answer', recipients: reportersOf(tenant.packs, found), words })
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
}

function tell(
  { database, district, random, now }: OutboxTenant,
  { event, kind, recipients, words }: Told,
): Promise<void> {
  return addNotifications(database, district, {
    recipients,
    place: placeOf(event),
    kind,
    textKey: textKeyOf(kind),
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
