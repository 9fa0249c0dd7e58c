import type { Queryable } from '@duibiao/store'
import type { ServiceLoadLog } from './service-load.ts'
import { checkRecord } from './record-check.ts'
import type { RecordCheck } from './record-check.ts'

/** What reached the receiver that is told of everything. */
export interface DeliveryLog {
  /** CloudEvents as JSON, each time that one came. */
  readonly bodies: readonly string[]
}

/** What the record holds against what people were told. */
export interface ServiceFaultCheck extends RecordCheck {
  /** Events that reached the receiver, and how many of them more than once. */
  readonly events: number
  readonly repeated: number
}

/**
 * Checks a district after people worked on it over HTTP: the record itself; that every key has one entry and what was answered
 * is there; that nothing was begun under a key that nobody gave; and that every effect and every entry reached the receiver.
 * @param accounts whose keys they are: the first opened the matters, each may have acted on them
 */
export async function checkServiceFaults(
  queryable: Queryable,
  log: ServiceLoadLog,
  { accounts, received }: { readonly accounts: readonly string[]; readonly received: DeliveryLog },
): Promise<ServiceFaultCheck> {
  const receipts = await queryable.query<ReceiptRow>(
    `select key, matter_id, seq from receipt where district_id = 1 order by key`,
  )
  // A key counts together with the account that gave it.
  const given = receipts.flatMap(({ key, matter_id: matter, seq }) => {
    const [account = '', name = ''] = key.split(/:(.*)/s)
    return accounts.includes(account) ? [{ key, name, matter, seq }] : []
  })
  const names = new Map(given.map(({ key, name }) => [name, key]))
  const acknowledged = new Map(
    [...log.acknowledged].map(([name, receipt]) => [names.get(name) ?? `lost ${name}`, receipt]),
  )
  const check = await checkRecord(queryable, acknowledged)
  const faults = [...log.faults, ...check.faults]
  if (names.size !== given.length) faults.push(`${given.length} entries under ${names.size} keys`)
  for (const name of names.keys()) if (!log.begun.has(name)) faults.push(`nobody gave ${name}`)
  for (const name of log.begun) if (!log.acknowledged.has(name)) faults.push(`${name} was never answered`)
  const opened = given.filter(({ seq }) => seq === 1).length
  if (opened !== check.matters) faults.push(`${check.matters} matters of ${opened} commands`)
  faults.push(...(await numberFaults(queryable, log)))
  const told = await deliveryFaults(queryable, received)
  return { ...check, ...told, faults: [...faults, ...told.faults] }
}

interface ReceiptRow {
  readonly key: string
  readonly matter_id: string
  readonly seq: number
}

async function numberFaults(queryable: Queryable, { numbers }: ServiceLoadLog): Promise<readonly string[]> {
  const rows = await queryable.query<{ readonly matter_id: string; readonly number: string }>(
    'select matter_id, number from matter where district_id = 1',
  )
  const known = new Map(rows.map((row) => [row.matter_id, row.number]))
  return [...numbers].flatMap(([matter, number]) =>
    known.get(matter) === number ? [] : [`${matter} is called ${known.get(matter)}, not ${number}`],
  )
}

interface DeliveryRow {
  readonly id: string
  readonly is_delivered: boolean
}

async function deliveryFaults(
  queryable: Queryable,
  { bodies }: DeliveryLog,
): Promise<Pick<ServiceFaultCheck, 'faults' | 'events' | 'repeated'>> {
  const rows = await queryable.query<DeliveryRow>(
    `select matter_id || '/' || seq || case when number < 0 then '' else '/' || number end as id,
       delivered_at is not null as is_delivered
     from delivery where district_id = 1`,
  )
  const entries = await queryable.query<{ readonly id: string }>(
    `select matter_id || '/' || seq as id from entry where district_id = 1`,
  )
  const left = await queryable.execute('select from outbox where district_id = 1')
  const ids = bodies.map(eventIdIn)
  const heard = new Set(ids)
  const made = new Set(rows.map(({ id }) => id))
  const faults = [
    ...(left === 0 ? [] : [`${left} effects wait in the outbox`]),
    ...rows.flatMap(({ id, is_delivered: isDelivered }) => (isDelivered ? [] : [`${id} was not delivered`])),
    ...rows.flatMap(({ id }) => (heard.has(id) ? [] : [`${id} never reached the receiver`])),
    ...entries.flatMap(({ id }) => (made.has(id) ? [] : [`nobody was told of the entry ${id}`])),
    ...[...heard].flatMap((id) =>
      made.has(id) ? [] : [`the receiver was told of ${id}, which nobody made`],
    ),
  ]
  const counts = Map.groupBy(ids, (id) => id)
  const repeated = [...counts.values()].filter((times) => times.length > 1).length
  return { faults, events: heard.size, repeated }
}

function eventIdIn(body: string): string {
  const event: { readonly id?: string } = JSON.parse(body)
  return event.id ?? ''
}
