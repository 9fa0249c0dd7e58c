import { AppError, formatInstant } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import {
  findInOneNet,
  listSearchNotices,
  notifyOfSearch,
  searchKinds,
  unnotifyOfSearch,
} from '@duibiao/contract'
import type { AnswerOf, SearchKind, SearchRow } from '@duibiao/contract'
import { listViewNotices, setViewNotice } from '@duibiao/store'
import type { Static } from 'typebox'
import type { Config } from './config.ts'
import { defined } from './defined.ts'
import { mayAsk } from './permit.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { explainMatters, explainThing } from './search-explanation.ts'
import { readLandmarks } from './search-landmark.ts'
import { findMatters, isWorthSearching } from './search-matter.ts'
import type { FoundHere, MatterFindings } from './search-matter.ts'
import { narrowingOf } from './search-narrowing.ts'
import { rankMatters } from './search-rank.ts'
import { coreOf, readQuery } from './search-query.ts'
import { reachOf } from './search-reach.ts'
import type { SearchQuery } from './search-query.ts'
import { listThings } from './search-thing.ts'
import type { Landmark, SearchThing } from './search-thing.ts'
import { makeThingIndex, matchThing } from './search-thing-index.ts'
import type { ThingIndex, ThingMatch } from './search-thing-index.ts'
import { watcherOf } from './matter-query.ts'
import type { Caller } from './caller.ts'
import type { Tenant } from './tenant.ts'

type Row = Static<typeof SearchRow>
type Answer = AnswerOf<typeof findInOneNet>

/** The most of one kind that a search goes through; whoever wants others narrows it. */
const mostSearched = 100

/** One-net search (一网速查), and which saved searches notify. */
export function makeSearchRoutes({ config }: { readonly config: Pick<Config, 'data'> }): readonly Route[] {
  const indexes = new WeakMap<object, KeptIndex>()
  return [
    route(findInOneNet, async (asking) => {
      const landmarks = await readLandmarks(config, asking.tenant)
      const index = await indexOf(asking.tenant, landmarks, indexes)
      return { value: await find(asking, index) }
    }),
    route(listSearchNotices, async ({ tenant, caller }) => {
      const notices = await listViewNotices(tenant.database, tenant.district, watcherOf(caller))
      const rows = notices.map(({ view, notice, lookedAt }) => ({
        view,
        notice,
        ...defined({ looked_at: lookedAt && formatInstant(lookedAt) }),
      }))
      return { value: { rows } }
    }),
    route(notifyOfSearch, async ({ tenant, caller, params, body }) => {
      const view = { person: watcherOf(caller), view: params.view, notice: body.notice, now: tenant.now() }
      const isThere = await setViewNotice(tenant.database, tenant.district, view)
      if (!isThere) throw new AppError('resource_missing')
      return { value: undefined }
    }),
    route(unnotifyOfSearch, async ({ tenant, caller, params }) => {
      const view = { person: watcherOf(caller), view: params.view, now: tenant.now() }
      await setViewNotice(tenant.database, tenant.district, view)
      return { value: undefined }
    }),
  ]
}

interface KeptIndex {
  readonly on: LegalDate
  readonly packs: string
  readonly landmarks: readonly Landmark[]
  readonly index: ThingIndex
}

/** Made again when the registry, the packs, the landmarks or the day are others. */
async function indexOf(
  tenant: Tenant,
  landmarks: readonly Landmark[],
  kept: WeakMap<object, KeptIndex>,
): Promise<ThingIndex> {
  const { state: registry, on } = await readForAnswer(tenant, { parts: [] })
  const packs = tenant.packs.list()
  const versions = packs.map(({ hash }) => hash).join(' ')
  const known = kept.get(registry)
  if (known?.on === on && known.packs === versions && known.landmarks === landmarks) return known.index
  const index = makeThingIndex(listThings({ registry, packs, landmarks, on }))
  kept.set(registry, { on, packs: versions, landmarks, index })
  return index
}

/** What of the other kinds somebody may look up at all. */
function mayFind(caller: Caller, { sort }: SearchThing): boolean {
  switch (sort) {
    case 'person':
      return mayAsk(caller, 'person.list')
    case 'duty':
      return mayAsk(caller, 'duty.list')
    case 'item':
      return mayAsk(caller, 'item.list')
    case 'procedure':
    case 'document':
      return mayAsk(caller, 'pack.list')
    case 'parameter':
      return mayAsk(caller, 'parameter.list')
    case 'area':
      return mayAsk(caller, 'area.list')
    case 'landmark':
      return mayAsk(caller, 'map.ground')
    case 'office':
      return mayAsk(caller, 'office.list')
    case 'matter':
      return false
  }
}

interface Ranked {
  readonly score: number
  readonly kind: SearchKind
  readonly hit: ThingMatch | FoundHere
}

async function find(
  { tenant, caller, query, language }: Asking<typeof findInOneNet>,
  index: ThingIndex,
): Promise<Answer> {
  const wanted = readQuery(query.text)
  const { kind, page = 1, limit = 20 } = query
  if (wanted.whole.length === 0) return { ...nothing, note: 'nothing_to_find' }
  if (!isWorthSearching(wanted)) return { ...nothing, note: 'one_character' }
  const things = thingsFor(caller, { wanted, query, index })
  const matters = await mattersFor({ tenant, caller, query }, wanted)
  const ranked = [
    ...things.map((hit): Ranked => ({ hit, score: hit.score, kind: hit.thing.kind })),
    ...rankMatters(wanted, matters.found).map(({ hit, score }): Ranked => ({ hit, score, kind: 'matter' })),
  ]
  const rows =
    kind === undefined ? blend(ranked) : ranked.filter((one) => one.kind === kind).toSorted(byScore)
  const shown = rows.slice((page - 1) * limit, page * limit)
  const explained = await explainAll({ tenant, wanted, language }, shown)
  return {
    rows: explained,
    counts: searchKinds.map((one) => ({
      kind: one,
      count: ranked.filter((hit) => hit.kind === one).length,
      is_at_least: one === 'matter' && matters.isAtLeast,
    })),
    has_more: rows.length > page * limit,
  }
}

const nothing: Answer = {
  rows: [],
  counts: searchKinds.map((kind) => ({ kind, count: 0, is_at_least: false })),
  has_more: false,
}

type Query = Asking<typeof findInOneNet>['query']

/** What is about matters alone leaves nothing of the other kinds. */
function thingsFor(
  caller: Caller,
  {
    wanted,
    query,
    index,
  }: { readonly wanted: SearchQuery; readonly query: Query; readonly index: ThingIndex },
): readonly ThingMatch[] {
  const { area, office, status, opened_from: from, opened_until: until } = query
  if ((status ?? from ?? until) !== undefined) return []
  const core = coreOf(query.text)
  const near = new Set([...index.near(wanted), ...(core === undefined ? [] : index.near(core))])
  const found = [...near].flatMap((thing) => {
    const isIn =
      (area === undefined || thing.areas.includes(area)) &&
      (office === undefined || thing.offices.includes(office))
    return isIn && mayFind(caller, thing) ? (matchThing(wanted, thing, core) ?? []) : []
  })
  // Where something has the very words, what has them in another order and apart is not meant.
  const best = Math.max(0, ...found.map(({ score }) => score))
  return found.filter(({ score }) => score >= best - 50).toSorted(byScore)
}

async function mattersFor(
  { tenant, caller, query }: Pick<Asking<typeof findInOneNet>, 'tenant' | 'caller' | 'query'>,
  wanted: SearchQuery,
): Promise<MatterFindings> {
  if (!mayAsk(caller, 'matter.list')) return { found: [], isAtLeast: false }
  return findMatters(wanted, {
    tenant,
    reaches: reachOf(caller),
    narrowing: narrowingOf(query),
    most: mostSearched,
  })
}

function byScore(one: { readonly score: number }, other: { readonly score: number }): number {
  return other.score - one.score
}

/**
 * All kinds in one list. Each further one of a kind stands back a little behind the first of the others, and each further one of a
 * name a good deal, so that twenty matters do not hide the office of that name, nor ten grids the matter.
 */
function blend(ranked: readonly Ranked[]): readonly Ranked[] {
  const kinds = new Map<string, number>()
  const names = new Map<string, number>()
  return ranked
    .toSorted(byScore)
    .map((one) => {
      const { kind, hit } = one
      const name = 'matter' in hit ? hit.title : hit.thing.name
      const [ofKind, ofName] = [countOne(kinds, kind), countOne(names, name)]
      return { ...one, score: one.score - Math.min(ofKind, 6) * 9 - Math.min(ofName, 2) * 30 }
    })
    .toSorted(byScore)
}

/** How many there were before. */
function countOne(counts: Map<string, number>, key: string): number {
  const before = counts.get(key) ?? 0
  counts.set(key, before + 1)
  return before
}

async function explainAll(
  scene: { readonly tenant: Tenant; readonly wanted: SearchQuery; readonly language: 'zh' | 'en' },
  shown: readonly Ranked[],
): Promise<Row[]> {
  const matters = await explainMatters(
    scene,
    shown.flatMap(({ hit }) => ('matter' in hit ? [hit] : [])),
  )
  return shown.flatMap(({ hit }) => ('matter' in hit ? (matters.get(hit.matter) ?? []) : [explainThing(hit)]))
}
