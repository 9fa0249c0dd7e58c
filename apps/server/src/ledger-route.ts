import { AppError, formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { proveMatter, readCheckpoint, readMatterProcedure } from '@duibiao/contract'
import { formatHead, headOf, listTasks, placeOfToken } from '@duibiao/kernel'
import type { Entry, Procedure } from '@duibiao/kernel'
import { proveSealed, readEntries, readKeys, readLastCheckpoint, sha256 } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { accessMatter, isInformerHidden, matterIdIn, viewOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { wordingOf } from './matter-page.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What shows how a matter went and that its record is whole. */
export const ledgerRoutes: readonly Route[] = [
  route(readMatterProcedure, async ({ tenant, caller, params }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
    const entries = await readEntries(tenant.database, tenant.district, access.found.matter)
    const hashes = proceduresOf(access)
    return { value: { rows: hashes.map((hash) => procedureLine(tenant, access, { hash, entries })) } }
  }),
  route(proveMatter, async ({ tenant, caller, params, query }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
    requireWhole(tenant, caller, access)
    const { matter, revision } = access.found
    if (params.seq > revision) throw new AppError('resource_missing')
    const proof = await proveSealed(tenant.database, tenant.district, { matter, seq: params.seq, ...query })
    if (proof === undefined) throw new AppError('entry_not_sealed')
    return { value: { ...proof, path: [...proof.path] } }
  }),
  route(readCheckpoint, async ({ tenant }) => {
    const { database, district } = tenant
    const keys = (await readKeys(database, district)).map((key) => ({ ...key }))
    const last = await readLastCheckpoint(database, district)
    if (last === undefined) return { value: { keys } }
    const { checkpoint } = last
    return { value: { head: formatHead(headOf(checkpoint, sha256.digest)), checkpoint, keys } }
  }),
]

/** An entry holds what was filled in as it was filled in: it is for those only from whom nothing of it is kept. */
function requireWhole(tenant: Tenant, caller: Caller, access: AccessibleMatter): void {
  const { internal, sensitive } = viewOf(tenant, caller, access)
  const isWhole = internal === 'clear' && sensitive === 'clear' && !isInformerHidden(tenant, caller, access)
  if (!isWhole) throw new AppError('permission_missing')
}

/** The procedures of a matter: its own first, which it keeps when it has ended, and those it calls now. */
function proceduresOf({ found }: AccessibleMatter): readonly string[] {
  const called = Object.values(found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  return [...new Set([found.procedure, ...called])]
}

function procedureLine(
  tenant: Tenant,
  { found }: AccessibleMatter,
  { hash, entries }: { readonly hash: string; readonly entries: readonly Entry[] },
) {
  const pack = tenant.packs.ofProcedure(hash)
  const { find } = tenant.engine.workshop.around
  const procedure = find(hash)
  const file = pack?.logic.models.find(({ elements }) =>
    elements.some(({ type, id }) => type === 'Process' && id === procedure.id),
  )?.file
  const bytes = file === undefined ? undefined : pack?.source.files.get(file)
  if (pack === undefined || bytes === undefined) throw new AppError('resource_missing')
  const isLate = overdueContainers(found.state.clocks, tenant.now())
  const tasks = new Set(listTasks(found.state, find).map(({ token }) => token))
  const tokens = Object.keys(found.state.tokens).map((token) => ({
    token: Number(token),
    place: placeOfToken(found.state, Number(token), find),
  }))
  const here = Map.groupBy(
    tokens.filter(({ place }) => place.procedure === hash),
    ({ place }) => place.element,
  )
  return {
    procedure: procedure.id,
    name: wordingOf(pack, 'procedure', { id: procedure.id, name: procedure.id }),
    hash,
    pack: pack.manifest.name,
    version: pack.manifest.version,
    bpmn: new TextDecoder().decode(bytes),
    positions: [...here].map(([element, standing]) => ({
      element,
      name: nameOf(tenant, procedure, element),
      tokens: standing.length,
      tasks: standing.filter(({ token }) => tasks.has(token)).length,
      is_overdue: standing.some(({ token }) => isLate(token, element)),
    })),
    visited: visitsOf(procedure, entries),
  }
}

type Clocks = AccessibleMatter['found']['state']['clocks']

/** A clock of the whole matter marks whatever is open; one of a call or an instance marks that. */
function overdueContainers(clocks: Clocks, now: Instant): (token: number, element: string) => boolean {
  const late = Object.values(clocks).filter(
    ({ status, dueAt }) => status === 'running' && dueAt !== undefined && now >= dueAt,
  )
  return (token) => late.some(({ owner }) => owner === 0 || owner === token)
}

function nameOf(tenant: Tenant, { hash, nodes }: Procedure, element: string) {
  const node = nodes.find(({ id }) => id === element)
  const kind = node?.kind === 'user' ? 'task' : 'node'
  return wordingOf(tenant.packs.ofProcedure(hash), kind, { id: element, name: node?.name ?? element })
}

/** How often each element was gone through, and when last: from the record, which is the only history there is. */
function visitsOf({ nodes }: Procedure, entries: readonly Entry[]) {
  const own = new Set(nodes.map(({ id }) => id))
  const visits = new Map<string, { times: number; at: Instant }>()
  for (const { at, facts } of entries) {
    for (const fact of facts) {
      if (fact.kind !== 'passed') continue
      if (own.has(fact.element))
        visits.set(fact.element, { times: (visits.get(fact.element)?.times ?? 0) + 1, at })
    }
  }
  return [...visits].map(([element, { times, at }]) => ({ element, times, last_at: formatInstant(at) }))
}
