import { AppError, formatInstant } from '@duibiao/base'
import { findSimilarReports, listSimilarMatters } from '@duibiao/contract'
import { toCgcs2000 } from '@duibiao/registry'
import { findIssues, findSimilar, listNearby, personSight } from '@duibiao/store'
import type { SimilarMatter } from '@duibiao/store'
import type { Resembling } from '@duibiao/triage'
import { defined } from './defined.ts'
import { areApart, distanceOf, farApart } from './distance.ts'
import { accessMatter, packOf } from './matter-access.ts'
import { permissions } from './policy.ts'
import { reportBookOf } from './report-book.ts'
import { joinablePacks } from './report-route.ts'
import { incomingOf, textsOf } from './report-text.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import { sightOf } from './sight.ts'

/** Far more are compared than shown: of a hot issue most are closed, or not shown to whoever asks, and must not crowd out the rest. */
const compared = 500
/** Metres: around its place a matter is offered whatever its words, further off only when they are much alike, and beyond not at all. */
const near = 200
/** From so much likeness on the words alone are enough. */
const alike = 0.3
/** Metres by which a matter that resembles wholly counts as nearer. */
const nearerBy = 1000

/** What a report may repeat: before it is sent, and when it is looked at. */
export const similarRoutes: readonly Route[] = [
  route(findSimilarReports, async (asking) => ({ value: { rows: await findBefore(asking) } })),
  route(listSimilarMatters, async ({ tenant, caller, params, query }) => {
    const { database, district } = tenant
    const { person } = requirePerson(caller)
    const access = await accessMatter(tenant, caller, params.matter)
    const { found, listed } = access
    const { title, category, openedAt: at } = listed
    const message = incomingOf(packOf(tenant, access), { title, category, at, data: found.data })
    const neighbours = reportBookOf(tenant).resembling(message, compared)
    const likenesses = likenessesOf(neighbours)
    const shown = await findSimilar(database, district, {
      matters: neighbours.map(({ id }) => id).filter((id) => id !== found.matter),
      sight: sightOf(caller, permissions['matter.similar']),
      person: personSight(person),
    })
    const rows = shown
      .filter((one) => !areApart(listed, one, tenant.registry))
      .map((one) => similarLine(one, likenesses.get(one.matter) ?? 0, distanceOf(listed.place, one.place)))
      .toSorted((one, other) => other.likeness - one.likeness || (one.id < other.id ? -1 : 1))
      .slice(0, query.limit ?? 10)
    const issue = (await findIssues(database, district, [found.matter])).get(found.matter)?.issue
    return { value: { rows, ...defined({ issue }) } }
  }),
]

function likenessesOf(neighbours: readonly Resembling[]): ReadonlyMap<string, number> {
  return new Map(neighbours.map(({ id, likeness }) => [id, Math.min(1, Math.max(0, likeness))]))
}

function similarLine(one: SimilarMatter, likeness: number, distance: number | undefined) {
  const { matter: id, number, title, status, isOpen: is_open, pack, category, area, reporters } = one
  const opened_at = formatInstant(one.openedAt)
  return {
    id,
    number,
    title,
    status,
    is_open,
    pack,
    opened_at,
    reporters,
    likeness,
    ...defined({ category, area, distance }),
  }
}

/** Open matters of packs whose matters people may join: around the place, and alike in words. Of who reported them nothing is told. */
async function findBefore({ tenant, caller, body }: Asking<typeof findSimilarReports>) {
  const { pack: name, title = '', text = '', category, limit = 5 } = body
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const packs = joinablePacks(tenant).filter((one) => one === name)
  if (packs.length === 0) return []
  const place = placeIn(body)
  const sight = personSight(caller.person)
  const { database, district } = tenant
  const around =
    place === undefined
      ? []
      : await listNearby(database, district, { ...place, within: near, packs, limit: 20, sight })
  const texts = textsOf({ title, body: text, place: body.place ?? '' })
  const message = { texts, at: tenant.now(), ...defined({ category }) }
  const likenesses = likenessesOf(reportBookOf(tenant).resembling(message, compared))
  const found = await findSimilar(database, district, {
    matters: [...new Set([...likenesses.keys(), ...around.map(({ matter }) => matter)])],
    packs,
    person: sight,
  })
  return found
    .map((one) => ({ one, likeness: likenesses.get(one.matter), distance: distanceOf(place, one.place) }))
    .filter(isOffered)
    .toSorted(
      (first, second) => rankOf(first) - rankOf(second) || (first.one.matter < second.one.matter ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ one, likeness, distance }) => ({
      id: one.matter,
      number: one.number,
      title: one.title,
      status: one.status,
      pack: one.pack,
      opened_at: formatInstant(one.openedAt),
      reporters: one.reporters,
      is_own: one.isOwn,
      ...defined({ category: one.category, place: one.place && { ...one.place }, distance, likeness }),
    }))
}

interface Compared {
  readonly likeness: number | undefined
  readonly distance: number | undefined
}

function isOffered({ likeness = 0, distance }: Compared): boolean {
  if (distance !== undefined && distance <= near) return true
  return likeness >= alike && (distance === undefined || distance <= farApart)
}

/** Near and alike come first. */
function rankOf({ likeness = 0, distance = farApart }: Compared): number {
  return distance - nearerBy * likeness
}

function placeIn({ longitude, latitude, coordinates = 'wgs84' }: Asking<typeof findSimilarReports>['body']) {
  if (longitude === undefined || latitude === undefined) return undefined
  const [east, north] = toCgcs2000([longitude, latitude], coordinates)
  return { longitude: east, latitude: north }
}
