import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { assert, instantOf, parseLegalDate } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { emptyRegistry, planEntries } from '@duibiao/registry'
import type { RegistryEntry } from '@duibiao/registry'
import { addAccounts, addToken, applyRegistryChanges } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import { tokenPrefix } from './authentication.ts'
import { digestSecret, makeSecret } from './sign-in-secret.ts'
import type { Tenant } from './tenant.ts'
import { addTestWebhook, closeReceivers, connectService, openReceiver } from './test-receiver.ts'
import { openTestService } from './test-service.ts'

/** A database of the run, and a clock that the caller moves. */
export interface FaultGround {
  readonly database: Database
  readonly scheduler: Scheduler & { readonly advance: (milliseconds: number) => Promise<void> }
}

/** A district of the hotline that a process of the service finds ready. */
export interface FaultSite {
  /** Folder of keys and evidence. */
  readonly data: string
  readonly environment: Readonly<Record<string, string>>
  /** What those show who take matters in and those who handle them. */
  readonly dispatcher: string
  readonly handler: string
  /** The account of a key's owner stands before it in the record. */
  readonly accounts: readonly string[]
  /** Who is told of everything. */
  readonly receiver: { readonly bodies: readonly string[]; readonly close: () => void }
}

/** What only the service itself can do for a run of faults. */
export const faultPort = { makeFolder, prepare, finish }

/** Makes the folder of a site, with the packs it installs. */
function makeFolder(): string {
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-fault-'))
  const hotline = fileURLToPath(new URL('../../../packs/hotline', import.meta.url))
  mkdirSync(path.join(data, 'packs'))
  cpSync(hotline, path.join(data, 'packs', 'hotline'), { recursive: true })
  return data
}

/** Fills a database: offices, people who are signed in, and a receiver who is told of everything. */
async function prepare(ground: FaultGround, data: string): Promise<FaultSite> {
  let count = 0
  const receiver = await openReceiver((_, response) => {
    count += 1
    // One in ten is not taken, and comes again.
    response.writeHead(count % 10 === 0 ? 503 : 204).end()
  })
  const many = '10000000'
  const environment = {
    DUIBIAO_DATA: data,
    DUIBIAO_PACKS: path.join(data, 'packs'),
    DUIBIAO_REQUESTS_ANONYMOUS: many,
    DUIBIAO_REQUESTS_SIGNED_IN: many,
    DUIBIAO_OUTBOUND_ALLOWED: `127.0.0.1:${receiver.port}`,
  }
  const service = await openTestService(ground, { environment })
  try {
    const [tenant] = service.tenants.values()
    assert(tenant !== undefined, 'a district was opened')
    await fillRegistry(tenant)
    const accounts = await addAccounts(tenant.database, tenant.district, {
      accounts: staff.map(({ person }) => ({ name: person, person, displayName: person, roles: [] })),
      now: tenant.now(),
      random: tenant.random,
    })
    const [dispatcher = '', handler = ''] = await Promise.all(accounts.map((one) => makeToken(tenant, one)))
    await addTestWebhook(tenant, receiver)
    await connectService(tenant, receiver, 'issue_order')
    // From here on the receiver is told of entries.
    await ground.scheduler.advance(3_000)
    const { bodies } = receiver
    return {
      data,
      environment,
      dispatcher,
      handler,
      accounts,
      receiver: { bodies, close: () => closeReceivers([receiver]) },
    }
  } finally {
    await service.close()
  }
}

/** Opens the service once more in this process, an hour later, and lets it finish whatever waits. */
async function finish(ground: FaultGround, { environment }: Pick<FaultSite, 'environment'>): Promise<void> {
  const service = await openTestService(ground, { environment })
  try {
    // What a process had taken that died is taken by another when its time is over; then the ledger is sealed.
    for (let round = 0; round < 20_000; round += 1) {
      await ground.scheduler.advance(1_000)
      // The embedded database works in this very thread: what is on its way over sockets needs its turn as well.
      await setTimeout(5)
      for (const job of service.jobs.states()) assert(job.failures === 0, `the job ${job.name} failed`)
      if ((await countWaiting(ground.database)) === 0) break
    }
    await ground.scheduler.advance(60_000)
  } finally {
    await service.close()
  }
}

async function countWaiting(database: Database): Promise<number> {
  const [row] = await database.query<{ readonly waiting: number }>(
    `select (select count(*) from outbox where district_id = 1)::int
       + (select count(*) from delivery where district_id = 1 and delivered_at is null)::int as waiting`,
  )
  return row?.waiting ?? 0
}

const staff = [
  { person: 'zhou', role: 'district_dispatcher', office: 'centre' },
  { person: 'wu', role: 'department_handler', office: 'water' },
] as const satisfies readonly { readonly person: string; readonly role: Role; readonly office: string }[]

async function fillRegistry({ database, district, now }: Tenant): Promise<void> {
  const base = { district, validFrom: parseLegalDate('2020-01-01') }
  const root = { ...base, id: 'root', level: 'district', name: '样例区', path: '/root/' } as const
  const government = {
    ...base,
    id: 'government',
    name: '区政府',
    kind: 'department',
    path: '/government/',
  } as const
  const entries: RegistryEntry[] = [
    { part: 'area', row: root },
    { part: 'office', row: government },
  ]
  for (const { person, role, office } of staff) {
    const path = `/government/${office}/`
    const row = { ...base, id: office, name: office, kind: 'department', parent: 'government', path } as const
    entries.push(
      { part: 'office', row },
      { part: 'person', row: { district, id: person, name: person, office } },
      { part: 'post', row: { ...base, id: `post-${person}`, office, name: role, role } },
      { part: 'holding', row: { post: `post-${person}`, person, validFrom: base.validFrom } },
    )
  }
  const changes = planEntries(entries, emptyRegistry)
  const deed = { at: now(), by: 'test' }
  await applyRegistryChanges(database, district, { changes, versions: new Map(), deed })
}

async function makeToken({ database, district, now, random }: Tenant, account: string): Promise<string> {
  const secret = makeSecret({ district, random })
  await addToken(database, district, {
    account,
    name: 'fault',
    digest: digestSecret(secret),
    scopes: ['matter.*', 'feed.*'],
    endsAt: instantOf(now() + 24 * 3_600_000),
    most: 5,
    now: now(),
    random,
  })
  return `Bearer ${tokenPrefix}${secret}`
}
