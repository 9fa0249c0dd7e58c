import type { Role } from '@duibiao/contract'

/**
 * How a role must stand to the matter that is asked for: it is their own (reporter, applicant); their office was
 * asked to act; its place lies in their area; or it is of their district. `any` where no matter is at hand.
 */
export type Relation = 'any' | 'own' | 'office' | 'area' | 'district'

/** Who may ask for an operation: those who are not signed in, everybody who is, or roles with a relation. */
export interface Permission {
  readonly anonymous?: true
  readonly everybody?: true
  /** Only within a session: no access token can ask for it. */
  readonly sessionOnly?: true
  readonly roles?: Partial<Readonly<Record<Role, Relation>>>
}

/**
 * Roles that work on matters, with the relation that lets them see one. The three separated administrations see none
 * (三员分立, 最小授权).
 */
export const readers = {
  resident: 'own',
  grid_worker: 'area',
  community_clerk: 'area',
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  department_handler: 'office',
  department_head: 'office',
  window_clerk: 'office',
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who acts on matters; leaders too, for packs offer them what they have to approve. */
const { analyst: _analyst, ...workers } = readers

/** Who reports, or takes reports in. */
export const reporters = {
  resident: 'any',
  grid_worker: 'any',
  community_clerk: 'any',
  street_dispatcher: 'any',
  district_dispatcher: 'any',
  window_clerk: 'any',
} as const satisfies Permission['roles']

/** Who sees to it that others handle it. */
export const dispatchers = {
  street_dispatcher: 'area',
  district_dispatcher: 'district',
} as const satisfies Permission['roles']
export const sorters = {
  ...dispatchers,
  community_clerk: 'area',
  window_clerk: 'office',
  department_head: 'office',
} as const satisfies Permission['roles']

/** Who takes reports in from others. */
const { resident: _reporter, ...counters } = reporters

/** Those who handle what their office or area was asked to do. */
const { resident: _own, ...handlers } = workers

/** Who may see a masked value in clear, with a reason that is kept: those who reach people, and who oversees them. */
const { leader: _leader, ...revealers } = handlers

/** Who works for the district, whatever they do: they may look things up in the registry and in the packs. */
const { resident: _resident, ...staffReaders } = readers
export const staff: Permission = {
  roles: { ...staffReaders, administrator: 'any', security_administrator: 'any', auditor: 'any' },
}
export const administration: Permission = { roles: { administrator: 'any' } }

/** Who may see the contact of a colleague in clear, with a reason that is kept. */
export const callers = {
  street_dispatcher: 'any',
  district_dispatcher: 'any',
  department_head: 'any',
  supervision_officer: 'any',
  administrator: 'any',
} as const satisfies Permission['roles']

export const exporters = {
  district_dispatcher: 'any',
  supervision_officer: 'any',
  leader: 'any',
  analyst: 'any',
  administrator: 'any',
} as const satisfies Permission['roles']

/** Who takes lists of matters along: of what they see of them. */
export const listExporters = {
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  department_head: 'office',
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who compares areas and offices by their sums. */
export const indicatorReaders: Permission = {
  roles: {
    street_dispatcher: 'any',
    district_dispatcher: 'any',
    department_head: 'any',
    supervision_officer: 'any',
    leader: 'any',
    analyst: 'any',
    administrator: 'any',
  },
}

/** Who looks at what the models of categories get right and wrong. */
export const modelReaders = {
  administrator: 'any',
  district_dispatcher: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who looks over the orders of the whole district. */
export const overseers = {
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who may speak for a zone of a race: those of the office that the zone names. */
export const raceVoices = {
  community_clerk: 'any',
  street_dispatcher: 'any',
  department_handler: 'any',
  department_head: 'any',
} as const satisfies Permission['roles']

/** Who looks over what many report. */
export const districtReaders = {
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who names issues and moves matters between them. */
export const issueSorters = {
  district_dispatcher: 'district',
  supervision_officer: 'district',
  leader: 'district',
} as const satisfies Permission['roles']

/** Who writes how areas and offices are compared, and computes it. */
export const recipeWriters = { analyst: 'district' } as const satisfies Permission['roles']

/** Who brings statistics of other places in. */
export const statisticians = { analyst: 'any', administrator: 'any' } as const satisfies Permission['roles']

/** Who lets a way of comparing stand; never who wrote it, see `recipe.approve`. */
export const recipeApprovers = { leader: 'district' } as const satisfies Permission['roles']

/** Who says by which formula issues are hot. */
export const rulers = {
  leader: 'district',
  supervision_officer: 'district',
} as const satisfies Permission['roles']

export { counters, handlers, revealers, staffReaders, workers }
