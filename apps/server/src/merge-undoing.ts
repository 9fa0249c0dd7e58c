import { parseMatterId } from '@duibiao/base'
import type { Actor, Effect, Value, Variables } from '@duibiao/kernel'
import { addNotifications, findMatter, receiptOf } from '@duibiao/store'
import type { CloudEvent, FoundMatter, Json } from '@duibiao/store'
import { reportersOf } from './notification-audience.ts'
import { unmergeNumber } from './notification-number.ts'
import { wordsOf } from './notification-words.ts'
import type { Tenant } from './tenant.ts'

type MergeTenant = Pick<Tenant, 'district' | 'database' | 'now' | 'random' | 'packs' | 'engine'>

/** A matter that is to go on by itself, as the surviving one says. */
interface Freed {
  readonly matter: string
  readonly reason: string
  readonly actor: Actor
}

/**
 * Carries out the service by which a matter that was merged goes on by itself: because somebody undid the merge, or because it
 * came when those who reported the surviving one had been answered. Again it changes nothing.
 * @returns whether the service was this one
 */
export async function freeMerged(
  tenant: MergeTenant,
  { service, input }: Pick<Extract<Effect, { readonly kind: 'call_service' }>, 'service' | 'input'>,
  event: CloudEvent,
): Promise<boolean> {
  const into = await findMatter(tenant.database, tenant.district, event.subject)
  const rule = into && tenant.packs.ofProcedure(into.procedure)?.manifest.report?.merge
  if (into === undefined || rule === undefined || rule.service !== service) return false
  const [undone, late] = [freedIn(input['leaving']), freedIn(input['merged_from'])]
  if (undone !== undefined) await free(tenant, { freed: undone, into, event })
  else if (late !== undefined) await free(tenant, { freed: late, into: undefined, event })
  return true
}

/** A merge whose surviving matter had ended when the message came: it goes on by itself. */
export async function returnMerged(tenant: MergeTenant, name: string, event: CloudEvent): Promise<void> {
  const found = await findMatter(tenant.database, tenant.district, event.subject)
  const report = found && tenant.packs.ofProcedure(found.procedure)?.manifest.report
  if (found === undefined || report?.merge === undefined || report.join !== name) return
  await free(tenant, { freed: { matter: found.matter, ...tooLate }, into: undefined, event })
}

const tooLate = { reason: '并入时主案已经答复或者结束', actor: { system: 'delivery' } } as const

function freedIn(value: Value | undefined): Freed | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = new Map<string, Value>(Object.entries(value))
  function textOf(name: string): string | undefined {
    const text = fields.get(name)
    return typeof text === 'string' && text !== '' ? text : undefined
  }
  const [matter, reason, person, post] = [
    textOf('matter'),
    textOf('reason'),
    textOf('person'),
    textOf('post'),
  ]
  if (matter === undefined) return undefined
  if (reason === undefined || person === undefined) return { matter, ...tooLate }
  return { matter, reason, actor: { person, ...(post !== undefined && { post }) } }
}

interface Freeing {
  readonly freed: Freed
  /** The surviving matter, where its reporters are told as well. */
  readonly into: FoundMatter | undefined
  readonly event: CloudEvent
}

async function free(tenant: MergeTenant, { freed, into, event }: Freeing): Promise<void> {
  const { database, district, engine, packs } = tenant
  const matter = parseMatterId(freed.matter)
  const found = await findMatter(database, district, matter)
  const rule = found && packs.ofProcedure(found.procedure)?.manifest.report?.merge
  if (found === undefined || rule === undefined) return
  const { endedAt } = found
  if (endedAt !== undefined) {
    const cleared: Variables = Object.fromEntries(
      [...Object.keys(rule.when), rule.into].map((name) => [name, null]),
    )
    const answer = await engine.act(
      matter,
      { kind: 'reopen', to: rule.to, endedAt, reason: freed.reason, variables: cleared },
      { key: `merge:${event.id}`, actor: freed.actor },
    )
    receiptOf(answer)
  }
  await tell(tenant, { about: found, key: 'notification.separated', event })
  if (into !== undefined) await tell(tenant, { about: into, key: 'notification.parted', event })
}

interface Told {
  readonly about: FoundMatter
  readonly key: string
  readonly event: CloudEvent
}

/** Those who reported a matter hear of it once, however often the event comes. */
async function tell(tenant: MergeTenant, { about, key, event }: Told): Promise<void> {
  const { database, district, now, random, packs } = tenant
  const [, seq = '1', number = '0'] = event.id.split('/')
  const words = wordsOf(packs, about, {})
  const textValues: Readonly<Record<string, Json>> = {
    number: words.number,
    pack_name: words.pack_name,
    pack: { ...words.pack },
  }
  await addNotifications(database, district, {
    recipients: reportersOf(packs, about),
    place: { matter: about.matter, seq: Number(seq), number: unmergeNumber(Number(number)) },
    kind: 'copy',
    textKey: key,
    textValues,
    now: now(),
    random,
  })
}
