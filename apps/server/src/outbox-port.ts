import { AppError, assert, dateAt, parseMatterId } from '@duibiao/base'
import type { Effect } from '@duibiao/kernel'
import { addDeliveries, addNotifications, fanOut, findMatter, listConnectors, topicsOf } from '@duibiao/store'
import type { CloudEvent, EffectPlace, Json, OutboxPort } from '@duibiao/store'
import { peopleOf, recipientsOf } from './notification-audience.ts'
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
  const { district, database, random, registry, roleOf, calendar } = tenant
  const now = tenant.now()
  const found = await findMatter(database, district, event.subject)
  assert(found !== undefined, 'an effect comes from a matter')
  const words = wordsOf(tenant.packs, found, effect)
  const recipients = recipientsOf(effect.to, (post) => roleOf(words.pack_name, post))
  const place = placeOf(event)
  const textKey = `notification.${effect.reason}`
  await addNotifications(database, district, {
    recipients,
    place,
    kind: effect.reason,
    textKey,
    textValues: asJson(words),
    now,
    random,
  })
  if (!sendsMail) return
  // What a colleague wrote may name others: it stays inside.
  const { text: _text, ...open } = words
  const body = JSON.stringify({ key: textKey, words: open })
  const receivers = peopleOf(recipients, registry.state(), dateAt(now, calendar()))
  await addDeliveries(database, district, { kind: 'email', receivers, place, body, now })
}

function asJson(words: NotificationWords): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]: [string, string | Bilingual]) => [
      name,
      typeof value === 'string' ? value : { ...value },
    ]),
  )
}
