import { instantOf, parseMatterId } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'

/** A matter among others that somebody looks at, who may have nothing to do with it. */
export interface ShownMatter {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly pack: string
  readonly category: string | undefined
  readonly openedAt: Instant
  /** How many people reported it. */
  readonly reporters: number
  /** Whether the person who asks is one of them. */
  readonly isOwn: boolean
}

export interface ShownMatterRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly pack: string
  readonly category: string | null
  readonly opened_at: number
  readonly reporters: number
  readonly is_own: boolean
}

export function parseShownMatter(row: ShownMatterRow): ShownMatter {
  return {
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    status: row.status,
    pack: row.pack,
    category: row.category ?? undefined,
    openedAt: instantOf(row.opened_at),
    reporters: row.reporters,
    isOwn: row.is_own,
  }
}
