import { formatInstant, instantOf } from '@duibiao/base'
import { listConnectors, listWebhooks } from '@duibiao/store'
import type { Delivery } from '@duibiao/store'
import { defined } from './defined.ts'
import type { Tenant } from './tenant.ts'

/** What an administrator sees of the request of a delivery: where it goes and which event it is, nothing that the event says. */
export async function requestOf(tenant: Pick<Tenant, 'database' | 'district'>, delivery: Delivery) {
  const bytes = Buffer.byteLength(delivery.body)
  if (delivery.kind === 'email') return { bytes }
  const address = await addressOf(tenant, delivery)
  return { bytes, ...defined({ address, event: readHead(delivery.body) }) }
}

async function addressOf(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  { kind, receiver }: Delivery,
): Promise<string | undefined> {
  if (kind === 'webhook') return (await listWebhooks(database, district, { id: receiver }))[0]?.address
  const [connector] = await listConnectors(database, district, { service: receiver })
  return connector?.kind === 'http' ? connector.address : undefined
}

/** The head of a CloudEvent, without its data but for the name of a message, a signal or a service. */
function readHead(body: string) {
  const event: Readonly<Record<string, unknown>> = JSON.parse(body)
  const { id, type, source, time, data } = event
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  if (typeof id !== 'string' || typeof type !== 'string' || typeof source !== 'string' || Number.isNaN(at))
    return undefined
  return { id, type, source, time: formatInstant(instantOf(at)), ...defined({ name: nameIn(data) }) }
}

function nameIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const name: unknown = Reflect.get(data, 'name') ?? Reflect.get(data, 'service')
  return typeof name === 'string' && name !== '' ? name.slice(0, 200) : undefined
}
