import type { DistrictId } from '@duibiao/base'
import { enterDistrict, listDistricts, makeEngine } from '@duibiao/store'
import type { Database, Engine, OutboxPort, Signer } from '@duibiao/store'
import type { HeldPost } from './caller.ts'
import type { Config } from './config.ts'
import type { Courier } from './courier.ts'
import { openEvidenceFiles } from './evidence-file.ts'
import type { JobBoard } from './job.ts'
import type { Metrics } from './metrics.ts'
import { readPackFolder } from './pack-folder.ts'
import type { SecretBox } from './secret-box.ts'
import { listTenantJobs } from './tenant-job.ts'
import { openTenant } from './tenant.ts'
import type { Tenant } from './tenant.ts'
import type { WorkingDatabase } from './working-database.ts'

/** The districts at work in this process. */
export interface Tenants {
  readonly list: ReadonlyMap<DistrictId, Tenant>
  /** The posts a person may act in now. */
  readonly postsOf: (tenant: Tenant, person: string) => Promise<readonly HeldPost[]>
}

/** What districts are opened with. */
export interface TenantListParts {
  readonly config: Config
  readonly ports: Pick<Tenant, 'random'> & { readonly scheduler: { readonly now: Tenant['now'] } }
  readonly working: WorkingDatabase
  readonly secrets: SecretBox
  readonly jobs: JobBoard
  readonly metrics: Metrics
  readonly outbox: (tenant: Tenant) => OutboxPort
  readonly courier: (tenant: Tenant) => Courier
  readonly signer: () => Signer
}

/** Opens every district that was entered, with its jobs; one that is entered later is found within a minute. */
export async function openTenants(parts: TenantListParts): Promise<Tenants> {
  const { config, working, jobs } = parts
  const { database } = working
  await enterHome(database, config.district)
  const list = new Map<DistrictId, Tenant>()
  async function openNew(): Promise<void> {
    for (const district of await listDistricts(database)) {
      const known = list.get(district)
      // Another process may have changed its code or its names.
      if (known !== undefined) await known.reloadDistrict()
      else list.set(district, await openWithJobs(parts, district))
    }
  }
  await openNew()
  jobs.add({ name: 'districts', district: undefined, interval: 60_000, run: openNew })
  return { list, postsOf: async ({ registry, now }, person) => registry.postsOf(person, now()) }
}

/** Until districts are entered by their administrators, the one of the settings has a code that no other has. */
export function enterHome(database: Database, district: DistrictId): Promise<void> {
  const code = String(district).padStart(6, '0').slice(-6)
  return enterDistrict(database, { district, code, name: '样例区', nameEn: 'Sample district' })
}

async function openWithJobs(parts: TenantListParts, district: DistrictId): Promise<Tenant> {
  const { config, ports, working, secrets, jobs, metrics, outbox, courier, signer } = parts
  const { database, patient } = working
  const tenant = await openTenant({
    district,
    database,
    now: () => ports.scheduler.now(),
    random: ports.random,
    secrets,
    signIn: config.signIn,
    firstPacks: () => readPackFolder(config.packs),
  })
  const engine = enginePatient(tenant.engine, patient.forDistrict(district))
  const evidence = openEvidenceFiles(config.data)
  const parting = { outbox: outbox(tenant), courier: courier(tenant) }
  const work = { tenant, engine, ...parting, signer, metrics, evidence, retention: config.retention }
  for (const job of listTenantJobs(work)) jobs.add(job)
  return tenant
}

/** The same engine on a database whose statements may take longer. */
function enginePatient(engine: Engine, database: Database): Engine {
  return engine.setting.database === database ? engine : makeEngine({ ...engine.setting, database })
}
