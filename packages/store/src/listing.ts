import type { MatterData } from '@duibiao/kernel'

/** What lists show and filter by of a matter besides its own row, and whom it concerns (docs/decisions/0030). */
export interface Listing {
  readonly pack: string
  /** Id of the procedure. */
  readonly process: string
  readonly category?: string
  readonly urgency?: string
  /** The smallest area known that its place lies in. */
  readonly area?: string
  /** The office that leads the work. */
  readonly office?: string
  /** Degrees, CGCS2000. */
  readonly place?: { readonly longitude: number; readonly latitude: number }
  /** The colour that a decision of its pack gave it; no lamp. */
  readonly colour?: string
  /** Keys of sight, made by the functions below; those of offices that have tasks are added by the store. */
  readonly sights: readonly string[]
}

/**
 * Says what is listed of a matter, from its procedure and its variables alone: a rebuild asks the same again.
 * @param procedure content hash
 */
export type DescribeMatter = (procedure: string, data: MatterData) => Listing

/** Seen by those whose area this is, or lies below. */
export function areaSight(area: string): string {
  return `a:${area}`
}

/** Seen by those of an office. */
export function officeSight(office: string): string {
  return `o:${office}`
}

/** Seen by a person: the reporter, an applicant. */
export function personSight(person: string): string {
  return `p:${person}`
}

/** Whether a key of sight is that of a person. */
export function isPersonSight(key: string): boolean {
  return key.startsWith('p:')
}

/** Keys of sight hold no blanks; a value of a variable that does is no id of anything. */
function isSight(key: string): boolean {
  return /^[aop]:[^\s]+$/.test(key)
}

/** The keys of a listing and of offices that had tasks, each once. */
export function sightsOf(listing: Listing, offices: ReadonlySet<string>): readonly string[] {
  const keys = [...listing.sights, ...[...offices].map(officeSight)]
  return [...new Set(keys.filter(isSight))].toSorted()
}
