import { AppError, parseLegalDate } from '@duibiao/base'
import { listDutyTimes, listHoldings, listServedPosts } from '@duibiao/contract'
import type { DutyTimeLine, HoldingLine, ServedPost } from '@duibiao/contract'
import { isValidOn } from '@duibiao/registry'
import type { Deputy, DutyTime, Holding, RegistryState } from '@duibiao/registry'
import type { Static } from 'typebox'
import type { HeldPost } from './caller.ts'
import { defined } from './defined.ts'
import { isWanted, orderRows, readPage } from './list-page.ts'
import { isHeldBy } from './post-holder.ts'
import { validityOf } from './registry-line.ts'
import { readForAnswer } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** Who has which posts from when to when, who is on duty, and what packs ask of an office. */
export const holdingRoutes: readonly Route[] = [
  route(listHoldings, async ({ tenant, query }) => {
    const parts = ['holding', 'deputy', 'post', 'person', 'office'] as const
    const { state, tag } = await readForAnswer(tenant, { parts })
    const { post, person, office, kind } = query
    const on = query.on === undefined ? undefined : parseLegalDate(query.on)
    const { rows, ...rest } = readPage<Appointment>({
      rows: appointmentsOf(state),
      keyOf: keyOfAppointment,
      accepts: (row) =>
        isWanted(post, row.post) &&
        (person === undefined || row.person === person || deputisedIn(row) === person) &&
        (office === undefined || state.post.get(row.post)?.office === office) &&
        (kind === undefined || (kind === 'deputy') === isDeputy(row)) &&
        (on === undefined || isValidOn(row, on)),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map((row) => holdingLine(state, row)), ...rest }, tag }
  }),
  route(listDutyTimes, async ({ tenant, query }) => {
    const parts = ['duty_time', 'person', 'office'] as const
    const { state, on, tag } = await readForAnswer(tenant, { parts, on: query.on })
    const { office, person } = query
    const { rows, ...rest } = readPage<DutyTime>({
      rows: orderRows(state.duty_time, ({ id }) => id),
      keyOf: ({ id }) => id,
      accepts: (shift) =>
        isWanted(office, shift.office) &&
        isWanted(person, shift.person) &&
        // What is over is history; what is to come belongs to the plan.
        (shift.kind === 'rostered'
          ? on <= shift.on
          : shift.validUntil === undefined || on < shift.validUntil),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map((row) => dutyTimeLine(state, row)), ...rest }, tag }
  }),
  route(listServedPosts, async ({ tenant, params }) => {
    await Promise.all([tenant.registry.refresh(), tenant.library.refresh()])
    if (!tenant.registry.state().office.has(params.office)) throw new AppError('resource_missing')
    return { value: { rows: [...servedPosts(tenant, params.office)] } }
  }),
]

type Appointment = Holding | Deputy

function isDeputy(row: Appointment): row is Deputy {
  return 'deputyFor' in row
}

function deputisedIn(row: Appointment): string | undefined {
  return isDeputy(row) ? row.deputyFor : undefined
}

function keyOfAppointment(row: Appointment): string {
  return [row.post, row.validFrom, row.person, deputisedIn(row) ?? ''].join(' ')
}

const ordered = new WeakMap<RegistryState, readonly Appointment[]>()

/** Holdings and deputies in one order, sorted once for each state of the registry. */
function appointmentsOf(state: RegistryState): readonly Appointment[] {
  const known = ordered.get(state)
  if (known !== undefined) return known
  const rows = [...state.holding.values(), ...state.deputy.values()].toSorted((one, other) =>
    keyOfAppointment(one) < keyOfAppointment(other) ? -1 : 1,
  )
  ordered.set(state, rows)
  return rows
}

function holdingLine(state: RegistryState, row: Appointment): Static<typeof HoldingLine> {
  const deputyFor = deputisedIn(row)
  return {
    kind: deputyFor === undefined ? 'holding' : 'deputy',
    ...placeOf(state, row.post),
    person: row.person,
    name: state.person.get(row.person)?.name ?? '',
    ...(deputyFor !== undefined && {
      deputy_for: deputyFor,
      deputy_for_name: state.person.get(deputyFor)?.name ?? '',
    }),
    ...validityOf(row),
  }
}

function placeOf(state: RegistryState, post: string) {
  const found = state.post.get(post)
  const office = state.office.get(found?.office ?? '')
  return {
    post,
    post_name: found?.name ?? post,
    ...defined({ office: office?.id, office_name: office?.name }),
  }
}

function dutyTimeLine(state: RegistryState, shift: DutyTime): Static<typeof DutyTimeLine> {
  const { id, office, person, kind, from, to } = shift
  return {
    id,
    office,
    office_name: state.office.get(office)?.name ?? '',
    person,
    name: state.person.get(person)?.name ?? '',
    kind,
    from,
    to,
    ...(shift.kind === 'rostered' ? { on: shift.on } : { days: shift.days, ...validityOf(shift) }),
  }
}

/** The posts of installed packs that people of the office may act in by what they hold there. */
function servedPosts(tenant: Tenant, office: string): readonly Static<typeof ServedPost>[] {
  const { packs, registry, holderOf, now } = tenant
  const at = now()
  const held = registry.holders(at).flatMap((person): readonly (HeldPost & { readonly person: string })[] =>
    registry
      .postsOf(person, at)
      .filter((post) => post.office === office)
      .map((post) => ({ ...post, person })),
  )
  return packs.list().flatMap(({ manifest }) =>
    Object.entries(manifest.posts).flatMap(([post, { zh, en }]): readonly Static<typeof ServedPost>[] => {
      const holder = holderOf(manifest.name, post)
      const people = new Set(
        held.filter((one) => holder !== undefined && isHeldBy(holder, one)).map(({ person }) => person),
      )
      if (holder === undefined || people.size === 0) return []
      const { title, name: pack } = manifest
      const said = defined({ role: holder.role, within: holder.within })
      return [{ pack, title: { ...title }, post, name: { zh, en }, ...said, people: people.size }]
    }),
  )
}
