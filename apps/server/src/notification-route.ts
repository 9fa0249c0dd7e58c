import { formatInstant } from '@duibiao/base'
import { countNotifications, listNotifications, readNotifications } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Json } from '@duibiao/store'
import { readersOf } from './notification-audience.ts'
import { sayNotification } from './notification-text.ts'
import type { NotificationWords } from './notification-text.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** What somebody is told inside the application. Nobody sees what is for others: the keys come from who asks. */
export const notificationRoutes: readonly Route[] = [
  route(listNotifications, async ({ tenant, caller, query }) => {
    const { after, is_unread: isUnread = false, limit = 50 } = query
    const found = await store.listNotifications(tenant.database, tenant.district, {
      recipients: readersOf(requirePerson(caller)),
      isUnread,
      limit,
      ...(after !== undefined && { after }),
    })
    const last = found.length === limit ? found.at(-1) : undefined
    const rows = found.map((one) => notificationRow(tenant, one))
    return { value: { rows, ...(last !== undefined && { next: last.id }) } }
  }),
  route(countNotifications, async ({ tenant, caller }) => {
    const recipients = readersOf(requirePerson(caller))
    const counts = await store.countUnread(tenant.database, tenant.district, recipients)
    const unread = [...counts.values()].reduce((sum, count) => sum + count, 0)
    function countOf(kind: store.NotificationKind): number {
      return counts.get(kind) ?? 0
    }
    const kinds = {
      urge: countOf('urge'),
      copy: countOf('copy'),
      warn: countOf('warn'),
      breach: countOf('breach'),
      offer: countOf('offer'),
      return: countOf('return'),
      ask: countOf('ask'),
      answer: countOf('answer'),
    }
    return { value: { unread, kinds } }
  }),
  route(readNotifications, async ({ tenant, caller, body }) => {
    const { database, district, now } = tenant
    const count = await store.markRead(database, district, {
      recipients: readersOf(requirePerson(caller)),
      now: now(),
      ...(body.notifications !== undefined && { ids: body.notifications }),
    })
    return { value: { count } }
  }),
]

function notificationRow(
  { calendar, packs }: Tenant,
  { id, matter, kind, recipient, ...rest }: store.Notification,
) {
  const words = wordsIn(rest.textValues)
  const texts = packs.find(words.pack_name)?.texts
  const offsetMinutes = calendar().utcOffsetMinutes
  return {
    notification: id,
    matter,
    number: words.number,
    kind,
    sentence: {
      zh: sayNotification(rest.textKey, words, { language: 'zh', offsetMinutes, texts: texts?.zh }),
      en: sayNotification(rest.textKey, words, { language: 'en', offsetMinutes, texts: texts?.en }),
    },
    ...(words.text !== undefined && { text: words.text }),
    ...(words.issue !== undefined && { issue: words.issue }),
    ...(words.search !== undefined && { search: words.search }),
    is_shared: !recipient.startsWith('person:'),
    created_at: formatInstant(rest.createdAt),
    ...(rest.readAt !== undefined && { read_at: formatInstant(rest.readAt) }),
  }
}

/** Written by the port of the outbox. */
function wordsIn(values: Readonly<Record<string, Json>>): NotificationWords {
  return values as unknown as NotificationWords
}
