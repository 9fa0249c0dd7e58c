import type { Holding, Person, Post } from '@duibiao/registry'
import type { StaffRole } from './written-office.ts'

/** A staff while it is being made. */
export interface StaffDraft {
  readonly people: (Person & { readonly english: string; readonly office: string })[]
  readonly posts: Map<string, Post & { readonly role: StaffRole }>
  readonly holdings: Holding[]
}
