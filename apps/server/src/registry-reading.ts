import { createHash } from 'node:crypto'
import { dateAt, parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { RegistryPart, RegistryState } from '@duibiao/registry'
import type { Tenant } from './tenant.ts'

/** The registry as it is answered from: brought up to date, on a day, with the tag of what was asked. */
export interface RegistryReading {
  readonly state: RegistryState
  readonly on: LegalDate
  readonly tag: string
}

/** What an answer from the registry depends on. */
export interface ReadingWish {
  readonly parts: readonly RegistryPart[]
  /** The day asked about; today when not said. */
  readonly on?: string | undefined
  /** What else the answer differs by: level of data, language. */
  readonly variant?: string
}

/**
 * Reads the registry as it stands, also when another process has changed it. The tag is that of the parts an answer is made
 * of: as long as none of them was changed, what was answered before still holds.
 */
export async function readForAnswer(
  tenant: Pick<Tenant, 'district' | 'registry' | 'now' | 'calendar'>,
  { parts, on: day, variant = '' }: ReadingWish,
): Promise<RegistryReading> {
  const { district, registry } = tenant
  await registry.refresh()
  const on = day === undefined ? todayOf(tenant) : parseLegalDate(day)
  const versions = registry.versions()
  const numbers = parts.map((part) => versions.get(part) ?? 0)
  const text = [district, parts.join('-'), numbers.join('-'), on, variant].join(' ')
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`
  return { state: registry.state(), on, tag }
}

/** The day it is in the zone of the district. */
export function todayOf({ now, calendar }: Pick<Tenant, 'now' | 'calendar'>): LegalDate {
  return dateAt(now(), calendar())
}
