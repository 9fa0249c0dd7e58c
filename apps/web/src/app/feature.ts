import type { Role } from '@duibiao/contract'
import type { ComponentType } from 'react'
import type { Language } from '../text/language.ts'

export type Wording = Readonly<Record<Language, string>>

/** A part of the desk: its screens, where they are found, and who sees them. One stands in each `features/<feature>/feature.ts`. */
export interface Feature {
  /** The name of its folder, which is also the namespace of its texts. */
  readonly id: string
  /** Namespaces of other features whose parts its screens show; a test finds what is missing here. */
  readonly texts?: readonly string[]
  readonly routes: readonly FeatureRoute[]
  readonly entries?: readonly NavigationEntry[]
  readonly commands?: readonly PaletteCommand[]
}

export interface FeatureRoute {
  /** As react-router writes it, without the slash before: `matters/:matter`. */
  readonly path: string
  /** Loads the screen when its address is opened; the module exports it as `Screen`. */
  readonly screen: () => Promise<{ readonly Screen: ComponentType }>
}

/** A line of the navigation. Its name stands here, because it is read before the texts of the feature are loaded. */
export interface NavigationEntry {
  /** `/tasks` */
  readonly path: string
  readonly title: Wording
  readonly icon: ComponentType
  /** The part of the navigation it stands in. */
  readonly section: Section
  /** Place in the navigation, from small to large; the first that somebody sees is where they land after signing in. */
  readonly order: number
  readonly roles: readonly Role[]
  /** A number beside it, such as tasks that wait; undefined shows none. */
  readonly useCount?: () => number | undefined
}

export const sections = ['work', 'overview', 'administration'] as const
export type Section = (typeof sections)[number]

/** A command of Ctrl-K beside the entries of the navigation, which are all in it. */
export interface PaletteCommand {
  readonly title: Wording
  readonly roles: readonly Role[]
  /** Where it leads. */
  readonly path: string
}

/** All roles that work on matters; most screens of work are theirs. */
export const workingRoles = [
  'grid_worker',
  'community_clerk',
  'street_dispatcher',
  'district_dispatcher',
  'department_handler',
  'department_head',
  'window_clerk',
  'supervision_officer',
  'leader',
] as const satisfies readonly Role[]

/** Roles that look over a district or a street. */
export const overviewRoles = [
  'leader',
  'district_dispatcher',
  'street_dispatcher',
  'analyst',
  'supervision_officer',
] as const satisfies readonly Role[]

/** Everybody who signs in at the desk. */
export const allRoles = [
  ...workingRoles,
  'analyst',
  'auditor',
  'administrator',
  'security_administrator',
] as const satisfies readonly Role[]

/** Whether somebody with these roles sees it. */
export function isFor(
  roles: readonly Role[],
  { roles: wanted }: { readonly roles: readonly Role[] },
): boolean {
  return wanted.some((role) => roles.includes(role))
}

/** The entries that somebody sees, in their order. */
export function entriesFor(features: readonly Feature[], roles: readonly Role[]): readonly NavigationEntry[] {
  return features
    .flatMap(({ entries = [] }) => entries)
    .filter((entry) => isFor(roles, entry))
    .toSorted((one, other) => one.order - other.order)
}
