import { instantOf, millisecondsPerDay } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Open311ServiceBody } from '@duibiao/contract'
import { makeOutboxPort, plainOutbox } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { keepConnector, keepOpen311Service, listConnectors, listOpen311Services } from '@duibiao/store'
import type { OutboxPort } from '@duibiao/store'
import type { Category } from '../minghu/category.ts'

/** Days before the end of the history of which people still have their notices. */
const noticeDays = 3

/**
 * Where the effects of the history go: services are taken to have been done, and of the last days people have their notices, as if
 * they had not been there since. Residents, who come seldom, have all they were asked.
 */
export function makePastOutbox(tenant: Tenant, until: Instant): OutboxPort {
  const port = makeOutboxPort(tenant, { sendsMail: false })
  const since = instantOf(until - noticeDays * millisecondsPerDay)
  return {
    ...plainOutbox,
    async callService(call, event) {
      if (tenant.now() >= since) await port.callService(call, event)
      return plainOutbox.callService(call, event)
    },
    async notify(effect, event) {
      if (tenant.now() >= since || effect.reason === 'ask') await port.notify(effect, event)
    },
  }
}

/**
 * Connects the demonstration with the world: every service that a pack calls is one that people answer by hand, so that no call is
 * left without anybody, and the commonest city cases are offered over Open311.
 */
export async function connectOutside(tenant: Tenant, categories: Iterable<Category>): Promise<void> {
  const { database, district, now } = tenant
  const known = new Set((await listConnectors(database, district)).map(({ service }) => service))
  for (const service of calledServices(tenant)) {
    if (!known.has(service)) await keepConnector(database, district, { service, now: now() })
  }
  if ((await listOpen311Services(database, district)).length > 0) return
  for (const { code, body } of offeredServices(categories)) {
    const kept = { pack: 'city-events', isPublic: true, shows: 'place', now: now() } as const
    await keepOpen311Service(database, district, {
      ...kept,
      code,
      category: code,
      body: JSON.stringify(body),
    })
  }
}

/** What the procedures of all packs call. */
function calledServices({ packs }: Pick<Tenant, 'packs'>): readonly string[] {
  const nodes = packs
    .list()
    .flatMap(({ logic }) => [...logic.procedures.values()].flatMap((one) => one.nodes))
  return [...new Set(nodes.flatMap((node) => (node.kind === 'service' ? [node.service] : [])))].toSorted()
}

/** A kind of Open311 request for each kind of event that residents write about. */
function offeredServices(
  categories: Iterable<Category>,
): readonly { readonly code: string; readonly body: Open311ServiceBody }[] {
  const byEvent = new Map<string, Category>()
  for (const category of categories) {
    const { event } = category
    if (event !== undefined && !byEvent.has(event)) byEvent.set(event, category)
  }
  return [...byEvent].map(([code, { name, className }]) => ({
    code,
    body: {
      name,
      description: { zh: `反映${name.zh}问题`, en: `Report a problem: ${name.en}` },
      keywords: [className],
      variables: { kind: 'event', code },
      fields: {
        description: 'description',
        address: 'place',
        longitude: 'longitude',
        latitude: 'latitude',
        grid: 'grid',
        phone: 'reporter_phone',
      },
      attributes: [],
    },
  }))
}
