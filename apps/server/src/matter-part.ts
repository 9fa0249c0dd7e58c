import { formatInstant } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { listParts } from '@duibiao/contract'
import type { Entry, Node, Variables } from '@duibiao/kernel'
import { readEntries, readSealedValues } from '@duibiao/store'
import type { StoredValue } from '@duibiao/store'
import { defined } from './defined.ts'
import { dueSceneOf } from './due-line.ts'
import { nameOfActor } from './entry-name.ts'
import { accessMatter, matterIdIn, packOf, viewOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { describeDetails } from './matter-detail.ts'
import { dueOfTask, wordingOf } from './matter-page.ts'
import { showVariables } from './personal-field.ts'
import type { LevelView } from './personal-field.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What each office did and has to do in a matter, read from its record. */
export const matterPartRoutes: readonly Route[] = [
  route(listParts, async ({ tenant, caller, params, language }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
    const { database, district } = tenant
    const { matter } = access.found
    const entries = await readEntries(database, district, matter)
    const stored = await readSealedValues(database, district, matter)
    const place = { access, language, stored, view: viewOf(tenant, caller, access) }
    const pieces = [
      ...entries.flatMap((entry) => donePiece(tenant, entry, place)),
      ...access.tasks.map((task) => openPiece(tenant, { task, entries }, place)),
    ]
    const { office: offices } = tenant.registry.state()
    const rows = [...Map.groupBy(pieces, ({ office }) => office)].map(([office, own]) => ({
      ...defined({ office, office_name: office && offices.get(office)?.name }),
      is_lead: office !== undefined && office === access.listed.office,
      tasks: own.map(({ task }) => task),
    }))
    return { value: { rows: rows.toSorted((one, other) => Number(other.is_lead) - Number(one.is_lead)) } }
  }),
]

interface Place {
  readonly access: AccessibleMatter
  readonly language: Language
  readonly stored: readonly StoredValue[]
  readonly view: LevelView
}

/** A task as it was completed: by the office of the post in which that was done. */
function donePiece(tenant: Tenant, { kind, at, actor, input, facts }: Entry, place: Place) {
  const done = facts.find((fact) => fact.kind === 'task_completed')
  if (kind !== 'completeTask' || done?.kind !== 'task_completed') return []
  const { post: posts, person: people } = tenant.registry.state()
  const node = nodeOf(tenant, place.access, done.element)
  const pack = packOf(tenant, place.access)
  const task = {
    task: done.token,
    element: done.element,
    name: wordingOf(pack, 'task', { id: done.element, name: node?.name ?? done.element }),
    state: 'done' as const,
    done_at: formatInstant(at),
    lamp: 'none' as const,
    ...defined({ person_name: actor.person && people.get(actor.person)?.name }),
    answers: answersOf(tenant, { node, given: input, place }),
  }
  return [{ office: actor.post === undefined ? undefined : posts.get(actor.post)?.office, task }]
}

interface OpenPiece {
  readonly task: AccessibleMatter['tasks'][number]
  readonly entries: readonly Entry[]
}

function openPiece(tenant: Tenant, { task: open, entries }: OpenPiece, place: Place) {
  const { access } = place
  const { person, office } = open.task
  const { person: people } = tenant.registry.state()
  const task = {
    task: open.token,
    element: open.element,
    name: wordingOf(packOf(tenant, access), 'task', { id: open.element, name: open.name }),
    state: person === undefined ? ('untaken' as const) : ('held' as const),
    ...defined({ person_name: person && people.get(person)?.name }),
    ...dueOfTask(access.found.state, open.token, dueSceneOf(tenant)),
    ...defined({ asked: askedFor(tenant, { element: open.element, entries }, place) }),
    answers: [],
  }
  return { office: office ?? (person && people.get(person)?.office), task }
}

/** What was asked for last by the event that begins the sub-process where a task lies, such as an extension. */
function askedFor(
  tenant: Tenant,
  { element, entries }: { readonly element: string; readonly entries: readonly Entry[] },
  place: Place,
) {
  const parent = nodeOf(tenant, place.access, element)?.parent ?? -1
  if (parent < 0) return undefined
  const began = entries.findLast(
    (entry) => entry.kind === 'deliverMessage' && eventOf(tenant, entry, { parent, place }) !== undefined,
  )
  const node = began && eventOf(tenant, began, { parent, place })
  if (began === undefined || node === undefined) return undefined
  return {
    ...defined({ by: nameOfActor(tenant, began.actor) }),
    at: formatInstant(began.at),
    name: wordingOf(packOf(tenant, place.access), 'node', { id: node.id, name: node.name }),
    answers: answersOf(tenant, { node, given: began.input, place }),
  }
}

/** The event that a message began, in one sub-process. */
function eventOf(
  tenant: Tenant,
  { facts }: Entry,
  { parent, place }: { readonly parent: number; readonly place: Place },
): Node | undefined {
  return facts
    .flatMap((fact) => (fact.kind === 'passed' ? (nodeOf(tenant, place.access, fact.element) ?? []) : []))
    .find((node) => node.kind === 'start' && node.parent === parent && node.asking !== undefined)
}

/** A step of the procedures of a matter, those it called as well. */
function nodeOf({ engine }: Tenant, { found }: AccessibleMatter, element: string): Node | undefined {
  const called = Object.values(found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  return [...new Set([found.procedure, ...called])]
    .flatMap((hash) => engine.workshop.around.find(hash).nodes)
    .find(({ id }) => id === element)
}

interface Answered {
  readonly node: Node | undefined
  readonly given: unknown
  readonly place: Place
}

/** What was filled in with a command, in the words of the form of its step. */
function answersOf(tenant: Tenant, { node, given, place }: Answered) {
  const { access, language, stored, view } = place
  const pack = packOf(tenant, access)
  if (pack === undefined) return []
  const { variables } = showVariables(variablesIn(given), { pack, stored, view })
  const form = node?.kind === 'user' ? node.form : node?.kind === 'start' ? node.asking?.form : undefined
  const first = form === undefined ? [] : [form]
  const details = describeDetails(tenant, { pack, variables, language, first })
  return details.map(({ name, label, text }) => ({ name, label, text }))
}

/** The input of an entry is what the command held when it was written. */
function variablesIn(input: unknown): Variables {
  const found: unknown = new Map<string, unknown>(Object.entries(Object(input))).get('variables')
  return typeof found === 'object' && found !== null ? (found as Variables) : {}
}
