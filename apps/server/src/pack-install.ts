import { formatInstant } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import type { PackFinding, PackReport } from '@duibiao/contract'
import { comparePacks, findVoid, openPack } from '@duibiao/packfile'
import type { Pack, PackChange } from '@duibiao/packfile'
import { countRunning, sha256 } from '@duibiao/store'
import type { InstalledPack } from '@duibiao/store'
import type { Static } from 'typebox'
import { newPackOf } from './district-pack.ts'
import type { CheckedPack } from './pack-archive.ts'
import { packLine } from './pack-view.ts'
import { standardHolder } from './post-holder.ts'
import type { HolderOfPost } from './post-holder.ts'
import { findVacantPosts } from './post-vacancy.ts'
import type { Tenant } from './tenant.ts'

/** A pack that can be installed, and what that would do. */
export interface PackPlan {
  readonly report: Static<typeof PackReport>
  /** Undefined when there are errors. */
  readonly pack: Pack | undefined
}

/** What installing a checked pack would do. Nothing is written. */
export async function planPack(tenant: Tenant, { source, findings }: CheckedPack): Promise<PackPlan> {
  const { library, packs, now } = tenant
  await library.refresh()
  await tenant.registry.refresh()
  const told = { findings: findings.map(findingLine), looked_at: formatInstant(now()), is_applied: false }
  if (findings.some(({ severity }) => severity === 'error')) return { report: told, pack: undefined }
  const pack = openPack(source)
  const { name, version, title } = pack.manifest
  const known = library.packs.find(pack.hash)
  const newest = library.packs.newest(name)
  const described = {
    name,
    version,
    title: { ...title },
    hash: pack.hash,
    digest: sha256.digest(`${pack.hash} ${newest?.hash ?? ''}`),
    is_known: known !== undefined,
    number: known?.number ?? (newest?.number ?? 0) + 1,
    is_newest: known === undefined || known.hash === newest?.hash,
    ...(newest !== undefined && { newest: packLine(tenant, newest) }),
    changes: newest === undefined ? [] : comparePacks(packs.open(newest.hash), pack).map(changeLine),
    running: await runningOf(tenant, name),
    without_effect: findVoid(pack.parameters, packs.choiceAt(name, now())).map((one) => one.name),
    vacant_posts: [
      ...findVacantPosts(pack, holdersOf(tenant, pack), { registry: tenant.registry, at: now() }),
    ],
  }
  return { report: { ...told, pack: described }, pack }
}

/** Installs a pack whole; what is installed already is left as it is. */
export async function carryOutPack({ library, now }: Tenant, pack: Pack, by: string): Promise<void> {
  await library.installPacks([newPackOf(pack)], { at: now(), by })
  await library.refresh()
}

/** Matters under way on a version. */
export async function countOn(
  { database, district, library }: Pick<Tenant, 'database' | 'district' | 'library'>,
  { hash }: InstalledPack,
): Promise<number> {
  return sumOn(library, hash, await countRunning(database, district))
}

export function changeLine({ part, name, kind, details }: PackChange) {
  return { part, name, kind, details: [...details] }
}

export function findingLine({ file, line, code, severity, zh, en }: Finding): Static<typeof PackFinding> {
  return { file, line, code, severity, message: { zh, en } }
}

async function runningOf({ database, district, library }: Tenant, name: string) {
  const counts = await countRunning(database, district)
  return library.packs
    .list()
    .filter((pack) => pack.name === name)
    .map(({ hash, number, version }) => ({ number, version, matters: sumOn(library, hash, counts) }))
    .filter(({ matters }) => matters > 0)
}

function sumOn(library: Tenant['library'], hash: string, counts: ReadonlyMap<string, number>): number {
  return library
    .list()
    .filter(({ packHash }) => packHash === hash)
    .reduce((sum, procedure) => sum + (counts.get(procedure.hash) ?? 0), 0)
}

/** Who would hold the posts: as it is settled, and of new posts as the pack says. */
function holdersOf({ holderOf }: Tenant, { manifest }: Pack): HolderOfPost {
  return (name, post) => {
    const rule = manifest.posts[post]
    return holderOf(name, post) ?? (rule && standardHolder(rule))
  }
}
