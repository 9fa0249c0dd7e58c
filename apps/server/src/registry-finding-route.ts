import { findingKinds, listFindings } from '@duibiao/contract'
import { tallyHolders } from '@duibiao/store'
import { defined } from './defined.ts'
import { readPage } from './list-page.ts'
import { findVacantPosts } from './post-vacancy.ts'
import { findFindings } from './registry-finding.ts'
import type { Finding } from './registry-finding.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What in the registry needs somebody: the first thing that its keepers see. */
export const findingRoutes: readonly Route[] = [
  route(listFindings, async ({ tenant, query, language }) => {
    const { database, district } = tenant
    const [{ state, on }, tasks] = await Promise.all([
      readForAnswer(tenant, { parts: [] }),
      tallyHolders(database, district),
      tenant.library.refresh(),
    ])
    const found = findFindings({ state, on, tasks, vacant: vacantPackPosts(tenant, language) }).map(
      (finding, place) => ({ finding, key: String(place).padStart(7, '0') }),
    )
    const { rows, ...rest } = readPage({
      rows: found,
      keyOf: ({ key }) => key,
      accepts: ({ finding }) => query.kind === undefined || finding.kind === query.kind,
      after: query.after,
      limit: query.limit,
    })
    const counts = Map.groupBy(found, ({ finding }) => finding.kind)
    return {
      value: {
        rows: rows.map(({ finding }) => lineOf(finding, state.office)),
        counts: findingKinds.flatMap((kind) => {
          const count = counts.get(kind)?.length ?? 0
          return count === 0 ? [] : [{ kind, count }]
        }),
        ...rest,
      },
    }
  }),
]

function vacantPackPosts({ packs, holderOf, registry, now }: Tenant, language: 'zh' | 'en') {
  const at = now()
  return packs.list().flatMap((pack) => {
    const { name, title, posts } = pack.manifest
    return findVacantPosts(pack, holderOf, { registry, at }).map((post) => ({
      pack: name,
      post,
      name: `${title[language]} · ${posts[post]?.[language] ?? post}`,
    }))
  })
}

function lineOf(
  { kind, part, subject, name, office, tasks, on }: Finding,
  offices: ReadonlyMap<string, { readonly name: string }>,
) {
  const officeName = offices.get(office ?? '')?.name
  return { kind, part, subject, name, ...defined({ office, office_name: officeName, tasks, on }) }
}
