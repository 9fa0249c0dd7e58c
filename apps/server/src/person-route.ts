import { AppError } from '@duibiao/base'
import { listPeople, readPerson, revealContact } from '@duibiao/contract'
import type { PersonLine } from '@duibiao/contract'
import { actorsOfPost, contactKinds, isBelow, maskContact, postsByPerson } from '@duibiao/registry'
import type { ContactKind, DataLevel, Person } from '@duibiao/registry'
import type { Static } from 'typebox'
import { recordAudit } from './audit.ts'
import { clearanceOf, revealLimitOf } from './contact-policy.ts'
import { orderRows, readPage } from './list-page.ts'
import { makeAreaTest } from './office-route.ts'
import { tableOf } from './posted-grid.ts'
import { pathOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import type { RegistryReading } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'

const parts = ['person', 'contact', 'post', 'holding', 'deputy', 'office', 'area'] as const

/** People of the offices. How they are reached is masked above the level of the asker. */
export const personRoutes: readonly Route[] = [
  route(listPeople, async ({ tenant, caller, query }) => {
    const clearance = clearanceOf(caller)
    const reading = await readForAnswer(tenant, { parts, on: query.on, variant: String(clearance) })
    const { state, on, tag } = reading
    const { office, post, name, in_area: inArea, has_left: hasLeft = false } = query
    const within = inArea === undefined ? undefined : makeAreaTest(state, inArea)
    const path = office === undefined ? '' : pathOf(state.office, office)
    const holders =
      post === undefined
        ? undefined
        : new Set(actorsOfPost(tableOf(state), post, on).map((actor) => actor.person))
    const { rows, ...rest } = readPage<Person>({
      rows: orderRows(state.person, ({ id }) => id),
      keyOf: ({ id }) => id,
      accepts: (person) =>
        (person.left !== undefined && person.left <= on) === hasLeft &&
        (office === undefined || isInOffice(person, path, reading)) &&
        (holders === undefined || holders.has(person.id)) &&
        (within === undefined || isWithin(person, within, state)) &&
        (name === undefined || person.name.includes(name) || person.id === name),
      after: query.after,
      limit: query.limit,
    })
    const posts = postsByPerson(tableOf(state), on)
    const lines = rows.map((person) => personLine(person, posts, { state, clearance }))
    return { value: { rows: lines, ...rest }, tag }
  }),
  route(readPerson, async ({ tenant, caller, params }) => {
    const clearance = clearanceOf(caller)
    const reading = await readForAnswer(tenant, { parts, variant: String(clearance) })
    const person = reading.state.person.get(params.person)
    if (person === undefined) throw new AppError('resource_missing')
    const { state, on, tag } = reading
    const posts = postsByPerson(tableOf(state), on)
    return { value: personLine(person, posts, { state, clearance }), tag }
  }),
  route(revealContact, async (asking) => ({ value: { value: await reveal(asking) } })),
]

function isWithin(
  { office }: Person,
  within: ReturnType<typeof makeAreaTest>,
  state: RegistryReading['state'],
): boolean {
  const own = office === undefined ? undefined : state.office.get(office)
  return own !== undefined && within(own)
}

function isInOffice({ office }: Person, path: string | undefined, { state }: RegistryReading): boolean {
  const own = office === undefined ? undefined : state.office.get(office)?.path
  return own !== undefined && path !== undefined && isBelow(own, path)
}

function personLine(
  { id, name, office, left }: Person,
  acting: ReturnType<typeof postsByPerson>,
  { state, clearance }: Pick<RegistryReading, 'state'> & { readonly clearance: DataLevel },
): Static<typeof PersonLine> {
  const held = (acting.get(id) ?? []).map(({ post }) => post)
  return {
    id,
    name,
    ...(office !== undefined && { office }),
    ...(left !== undefined && { left }),
    posts: held,
    post_names: held.map((post) => state.post.get(post)?.name ?? post),
    contacts: contactKindsInOrder.flatMap((kind) => {
      const contact = state.contact.get(`${id} ${kind}`)
      if (contact === undefined) return []
      return [{ kind, value: maskContact(contact, clearance), is_masked: contact.level > clearance }]
    }),
  }
}

const contactKindsInOrder: readonly ContactKind[] = Object.keys(contactKinds) as ContactKind[]

/** Shows a contact in clear. Who saw it, and why, is kept before it is shown (个人信息保护法 51). */
async function reveal(asking: Asking<typeof revealContact>): Promise<string> {
  const { tenant, caller, params, body } = asking
  const { state } = await readForAnswer(tenant, { parts: ['contact'] })
  const contact = state.contact.get(`${params.person} ${body.contact}`)
  if (contact === undefined) throw new AppError('resource_missing')
  const detail = { contact: body.contact, level: contact.level, reason: body.reason }
  const isOpen = contact.level <= revealLimitOf(caller)
  await recordAudit(asking, {
    kind: 'personal_data.revealed',
    outcome: isOpen ? 'done' : 'refused',
    subject: params.person,
    detail,
  })
  if (!isOpen) throw new AppError('permission_missing')
  return contact.value
}
