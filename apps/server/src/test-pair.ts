import { assert, parseDistrictId, parseLegalDate, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import { emptyRegistry, planEntries } from '@duibiao/registry'
import type { RegistryEntry } from '@duibiao/registry'
import { applyRegistryChanges, enterDistrict, findMatter, receiptOf } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import type { LogTarget } from './log.ts'
import { takePersonal } from './matter-act.ts'
import type { Tenant } from './tenant.ts'
import { openPeople, placed } from './test-pair-people.ts'
import type { PairPerson } from './test-pair-people.ts'
import { attachText, sealRecord } from './test-pair-record.ts'
import { openTestService } from './test-service.ts'

/** One of two districts that hold the same ids, and words of their own that no answer to the other may hold. */
export interface PairDistrict {
  readonly tenant: Tenant
  /** Stands in every text of this district: names, titles, reports. */
  readonly mark: string
  /** In the texts of the matter that is secret, and nowhere else. */
  readonly secretMark: string
  readonly people: readonly PairPerson[]
  /** Reported by `li`, in the eastern street, with the water office. */
  readonly matter: MatterId
  /** As `matter`, but its reporter asked for secrecy. */
  readonly secret: MatterId
  /** Number of the open task of `matter`. */
  readonly task: number
  /** A file with the mark that the reporter added to `matter`. The record of both matters is sealed with it. */
  readonly evidence: string
  /** As `evidence`, of the matter that is secret. */
  readonly secretEvidence: string
}

/** A service with two districts, whose areas, offices, people, accounts and matters have the same ids. */
export interface DistrictPair {
  readonly application: FastifyInstance
  readonly one: PairDistrict
  readonly other: PairDistrict
  readonly logged: readonly string[]
  readonly close: () => Promise<void>
}

const matterIds = ['0195a000-0000-7000-8000-000000000001', '0195a000-0000-7000-8000-000000000002'].map(
  parseMatterId,
)
const validFrom = parseLegalDate('2020-01-01')

/** Opens the service and fills both districts. @param opened a database that was migrated, and a clock */
export async function openPair(opened: {
  readonly database: Database
  readonly scheduler: Scheduler
  /** Where the lines of the log go; into `logged` when not said. */
  readonly logTarget?: LogTarget
}): Promise<DistrictPair> {
  const { database } = opened
  const districts = [1, 2].map(parseDistrictId)
  for (const district of districts) {
    await enterDistrict(database, { district, code: `99010${district}`, name: `${markOf(district)}区` })
    await fillRegistry(database, district, opened.scheduler.now())
  }
  const many = '1000000'
  const environment = {
    DUIBIAO_REQUESTS_ANONYMOUS: many,
    DUIBIAO_REQUESTS_SIGNED_IN: many,
    DUIBIAO_SIGN_IN_ATTEMPTS: '100',
    DUIBIAO_SESSIONS_AT_ONCE: '20',
  }
  const { logTarget } = opened
  const service = await openTestService(opened, { environment, ...(logTarget && { logTarget }) })
  const filled: PairDistrict[] = []
  for (const district of districts) {
    const tenant = service.tenants.get(district)
    assert(tenant !== undefined, 'both districts were opened')
    filled.push(await fillDistrict(service.application, tenant))
  }
  const [one, other] = filled
  assert(one !== undefined && other !== undefined, 'there are two')
  return {
    application: service.application,
    one,
    other,
    logged: service.logged,
    close: () => service.close(),
  }
}

function markOf(district: DistrictId): string {
  return district === 1 ? 'CANARYONE' : 'CANARYTWO'
}

async function fillRegistry(database: Database, district: DistrictId, at: Instant): Promise<void> {
  const mark = markOf(district)
  const base = { district, validFrom }
  const root = '/990101/'
  function area(id: string, level: 'street' | 'grid', path: string): RegistryEntry {
    const parent = path.split('/').at(-3) ?? ''
    return { part: 'area', row: { ...base, id, level, name: `${id} ${mark}`, path, parent } }
  }
  function office(
    id: string,
    kind: 'department' | 'street_office' | 'community',
    place?: string,
  ): RegistryEntry {
    const below =
      id === 'government' ? { path: '/government/' } : { path: `/government/${id}/`, parent: 'government' }
    const row = { ...base, id, kind, name: `${id} ${mark}`, ...below, ...(place && { area: place }) }
    return { part: 'office', row }
  }
  const entries: RegistryEntry[] = [
    { part: 'area', row: { ...base, id: '990101', level: 'district', name: mark, path: root } },
    area('east', 'street', `${root}east/`),
    area('west', 'street', `${root}west/`),
    area('east-grid', 'grid', `${root}east/east-grid/`),
    area('west-grid', 'grid', `${root}west/west-grid/`),
    office('government', 'department'),
    office('centre', 'department'),
    office('water', 'department'),
    office('parks', 'department'),
    office('east', 'street_office', 'east'),
    office('west', 'street_office', 'west'),
    office('east-grid', 'community', 'east-grid'),
    office('west-grid', 'community', 'west-grid'),
  ]
  for (const [role, ...offices] of placed) {
    for (const at of offices) {
      if (at === undefined) continue
      const id = `${role}.${at}`
      entries.push(
        { part: 'person', row: { district, id, name: `${role} ${mark}`, office: at } },
        { part: 'contact', row: { district, person: id, kind: 'mobile', value: `138${mark}`, level: 3 } },
        { part: 'post', row: { ...base, id, office: at, name: role, role } },
        { part: 'holding', row: { post: id, person: id, validFrom } },
      )
    }
  }
  const changes = planEntries(entries, emptyRegistry)
  await applyRegistryChanges(database, district, { changes, versions: new Map(), deed: { at, by: 'test' } })
}

async function fillDistrict(application: FastifyInstance, tenant: Tenant): Promise<PairDistrict> {
  const mark = markOf(tenant.district)
  const secretMark = `SECRET${mark.slice(6)}`
  const [matter, secret] = matterIds
  assert(matter !== undefined && secret !== undefined, 'two ids')
  const task = await openMatter(tenant, { id: matter, words: mark, isSecret: false })
  await openMatter(tenant, { id: secret, words: secretMark, isSecret: true })
  const people = await openPeople(tenant, mark)
  const reporter = people.find(({ isReporter }) => isReporter)
  assert(reporter !== undefined, 'somebody reported the matters')
  const evidence = await attachText(application, reporter, { matter, words: `RX-${mark}` })
  const secretEvidence = await attachText(application, reporter, { matter: secret, words: secretMark })
  await sealRecord(tenant)
  return { tenant, mark, secretMark, people, matter, secret, task, evidence, secretEvidence }
}

/** A report that was taken in and sent to the water office. @returns the number of its open task */
async function openMatter(
  tenant: Tenant,
  { id, words, isSecret }: { readonly id: MatterId; readonly words: string; readonly isSecret: boolean },
): Promise<number> {
  const { engine, packs, database, district } = tenant
  const pack = packs.newest('hotline')
  // A secret matter has a title like any other; only who reported it, and in what words, is not to be known.
  const title = isSecret ? '积水' : words
  const opening = {
    kind: 'start',
    procedure: 'hotline',
    variables: { subject: title, body: words, reporter_id: 'li' },
  } as const
  const begun = takePersonal(opening, pack, tenant)
  const started = await engine.start({
    procedure: 'hotline',
    id,
    number: isSecret ? 'RX-2' : `RX-${words}`,
    title,
    key: `pair ${id}`,
    actor: { person: 'li' },
    personal: begun.personal,
    variables: opening.variables,
  })
  receiptOf(started)
  const accepted = {
    channel_in: 'phone',
    demand_type: 'complaint',
    urgency: 'ordinary',
    grid: 'east-grid',
    units: ['water'],
    unit: 'water',
    receiver_kind: 'utility',
    keep_secret: isSecret,
    reporter_name: words,
    reporter_phone: `139${words}`,
  }
  const command = { kind: 'completeTask', task: await openTask(tenant, id), variables: accepted } as const
  const taken = takePersonal(command, pack, tenant)
  const actor = { person: 'district_dispatcher.centre', post: 'district_dispatcher.centre' }
  receiptOf(
    await engine.act(id, taken.command, { key: `pair accept ${id}`, actor, personal: taken.personal }),
  )
  assert((await findMatter(database, district, id)) !== undefined, 'the matter is there')
  return openTask(tenant, id)
}

async function openTask({ database, district }: Tenant, matter: MatterId): Promise<number> {
  const statement =
    'select task_id from task where district_id = $1 and matter_id = $2::uuid order by task_id'
  const rows = await database.query<{ readonly task_id: number }>(statement, [district, matter])
  return rows[0]?.task_id ?? 0
}
