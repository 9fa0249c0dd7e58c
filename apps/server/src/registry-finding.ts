import { addDays } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { FindingKind } from '@duibiao/contract'
import { idsOfPath, isValidOn, itemVersionOn, postsByPerson } from '@duibiao/registry'
import type { DutyRow, Office, RegistryPart, RegistryState } from '@duibiao/registry'
import { tableOf } from './posted-grid.ts'

/** Something in the registry that needs somebody. */
export interface Finding {
  readonly kind: FindingKind
  readonly part: RegistryPart | 'pack_post'
  readonly subject: string
  readonly name: string
  readonly office?: string | undefined
  readonly tasks?: number | undefined
  readonly on?: LegalDate | undefined
}

/** The registry on a day, with what else is known of it. */
export interface FindingScene {
  readonly state: RegistryState
  readonly on: LegalDate
  /** How many open tasks people have in hand. */
  readonly tasks: ReadonlyMap<string, number>
  /** Posts of packs that nobody holds. */
  readonly vacant: readonly { readonly pack: string; readonly post: string; readonly name: string }[]
}

interface Sight extends FindingScene {
  /** Posts in which somebody may act. */
  readonly filled: ReadonlySet<string>
  readonly offices: readonly Office[]
}

/** How long before its end an area or office without a successor is told, days. */
const endingSoon = 30

/** What needs somebody, the most pressing kind first; nothing is asked of the database. */
export function findFindings(scene: FindingScene): readonly Finding[] {
  const { state, on } = scene
  const actors = [...postsByPerson(tableOf(state), on).values()].flat()
  const sight: Sight = {
    ...scene,
    filled: new Set(actors.map(({ post }) => post)),
    offices: [...state.office.values()].filter((office) => isValidOn(office, on)),
  }
  return [
    ...leftWithWork(sight),
    ...sight.vacant.map(({ pack, post, name }): Finding => ({
      kind: 'pack_post_vacant',
      part: 'pack_post',
      subject: `${pack}/${post}`,
      name,
    })),
    ...vacantPosts(sight),
    ...emptyOffices(sight),
    ...gridsWithoutWorker(sight),
    ...shiftsOfLeft(sight),
    ...dutiesAstray(sight),
    ...listsMissing(sight),
    ...areasWithout(sight),
    ...ending(sight),
  ]
}

function leftWithWork({ state, on, tasks }: Sight): readonly Finding[] {
  return [...state.person.values()].flatMap(({ id, name, office, left }): readonly Finding[] => {
    const held = tasks.get(id)
    if (held === undefined || left === undefined || on < left) return []
    return [{ kind: 'left_with_work', part: 'person', subject: id, name, office, tasks: held, on: left }]
  })
}

/** Posts without a role open nothing, so that nobody waits for them. */
function vacantPosts({ state, on, filled }: Sight): readonly Finding[] {
  return [...state.post.values()]
    .filter((post) => post.role !== undefined && isValidOn(post, on) && !filled.has(post.id))
    .filter(({ office }) => state.office.get(office) !== undefined)
    .map(({ id, name, office }): Finding => ({
      kind: 'post_vacant',
      part: 'post',
      subject: id,
      name,
      office,
    }))
}

/** Offices where nobody works: neither there, nor below, nor in the one that they are a section of. */
function emptyOffices({ state, offices, filled }: Sight): readonly Finding[] {
  const staffed = new Set(
    [...state.post.values()].filter(({ id }) => filled.has(id)).map(({ office }) => office),
  )
  const above = new Set([...staffed].flatMap((id) => idsOfPath(state.office.get(id)?.path ?? '')))
  return offices
    .filter(({ id, path, parent }) => {
      if (above.has(id) || parent === undefined) return false
      return !idsOfPath(path)
        .slice(1)
        .some((one) => staffed.has(one))
    })
    .map(({ id, name, parent }): Finding => ({
      kind: 'office_empty',
      part: 'office',
      subject: id,
      name,
      office: parent,
    }))
}

/** Grids for which nobody walks: no office for them or for an area above has a grid worker. */
function gridsWithoutWorker({ state, on, offices, filled }: Sight): readonly Finding[] {
  const working = new Set(
    [...state.post.values()]
      .filter(({ id, role }) => role === 'grid_worker' && filled.has(id))
      .map(({ office }) => office),
  )
  const walked = new Set(offices.filter(({ id }) => working.has(id)).map(({ area }) => area))
  return [...state.area.values()]
    .filter((area) => area.level === 'grid' && isValidOn(area, on))
    .filter(({ path }) => !idsOfPath(path).some((id) => walked.has(id)))
    .map(({ id, name }): Finding => ({ kind: 'grid_without_worker', part: 'area', subject: id, name }))
}

function shiftsOfLeft({ state, on }: Sight): readonly Finding[] {
  return [...state.duty_time.values()].flatMap((shift): readonly Finding[] => {
    const left = state.person.get(shift.person)?.left
    const isOver =
      shift.kind === 'rostered' ? shift.on < on : shift.validUntil !== undefined && shift.validUntil <= on
    if (isOver || left === undefined || on < left) return []
    const name = state.person.get(shift.person)?.name ?? shift.person
    return [
      { kind: 'shift_of_left', part: 'duty_time', subject: shift.id, name, office: shift.office, on: left },
    ]
  })
}

/** Rows of duty lists whose item is in no catalogue, or whose offices are no more. */
function dutiesAstray({ state, on }: Sight): readonly Finding[] {
  const items = Map.groupBy(state.item.values(), ({ code }) => code)
  function isAstray(row: DutyRow): boolean {
    const named = [row.office, row.kind === 'basic' ? undefined : row.leadOffice]
    const isGone = named.some((id) => {
      const office = id === undefined ? undefined : state.office.get(id)
      return id !== undefined && (office === undefined || !isValidOn(office, on))
    })
    return isGone || itemVersionOn(items.get(row.item) ?? [], row.item, on) === undefined
  }
  return [...state.duty.values()]
    .filter((row) => isValidOn(row, on) && isAstray(row))
    .map(({ id, name, office }): Finding => ({
      kind: 'duty_astray',
      part: 'duty',
      subject: id,
      name,
      office,
    }))
}

const listOf: Partial<Readonly<Record<Office['kind'], DutyRow['list']>>> = {
  street_office: 'street',
  community: 'community',
}

/** Streets and communities that no row of a duty list binds: nothing may be sent to them. */
function listsMissing({ state, on, offices }: Sight): readonly Finding[] {
  const rows = [...state.duty.values()].filter((row) => isValidOn(row, on))
  const common = new Set(rows.filter(({ office }) => office === undefined).map(({ list }) => list))
  const bound = new Set(rows.map(({ office }) => office))
  return offices
    .filter(({ kind, path }) => {
      const list = listOf[kind]
      return list !== undefined && !common.has(list) && !idsOfPath(path).some((one) => bound.has(one))
    })
    .map(({ id, name }): Finding => ({ kind: 'list_missing', part: 'office', subject: id, name }))
}

function areasWithout({ state, on, offices }: Sight): readonly Finding[] {
  const areas = [...state.area.values()].filter((area) => isValidOn(area, on))
  const served = new Set(offices.map(({ area }) => area))
  const drawn = areas.some(({ geometry }) => geometry !== undefined)
  return areas.flatMap(({ id, name, level, geometry }): readonly Finding[] => [
    ...((level === 'street' || level === 'community') && !served.has(id)
      ? [{ kind: 'area_without_office', part: 'area', subject: id, name } as const]
      : []),
    // A district that keeps no shapes at all works by names.
    ...(drawn && geometry === undefined
      ? [{ kind: 'area_without_shape', part: 'area', subject: id, name } as const]
      : []),
  ])
}

function ending({ state, on }: Sight): readonly Finding[] {
  const until = addDays(on, endingSoon)
  return (['area', 'office'] as const).flatMap((part) =>
    [...state[part].values()].flatMap((row): readonly Finding[] =>
      row.validUntil !== undefined &&
      on < row.validUntil &&
      row.validUntil <= until &&
      (row.successors ?? []).length === 0 &&
      !hasEndingParent(state[part], row)
        ? [{ kind: 'ending_soon', part, subject: row.id, name: row.name, on: row.validUntil }]
        : [],
    ),
  )
}

/** What ends together with what it lies in is told once. */
function hasEndingParent(
  nodes: ReadonlyMap<string, { readonly path: string; readonly validUntil?: LegalDate }>,
  { path, validUntil }: { readonly path: string; readonly validUntil?: LegalDate },
): boolean {
  const parent = nodes.get(idsOfPath(path).at(-2) ?? '')
  return parent !== undefined && parent.validUntil === validUntil
}
