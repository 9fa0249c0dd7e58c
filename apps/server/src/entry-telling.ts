import { formatInstant } from '@duibiao/base'
import {
  entryEventType,
  readFeed,
  readFeedMatters,
  readWebhookProgress,
  resetWebhookProgress,
  tellEntries,
  toTimestamp,
} from '@duibiao/store'
import type { FeedLine, FeedMatter, ToldEntry } from '@duibiao/store'
import { makeSettledEdge } from './settled-edge.ts'
import type { Tenant } from './tenant.ts'

/** Tells webhooks of entries, in the order of the record. */
export interface EntryTelling {
  /** Tells what is new and settled. */
  readonly run: () => Promise<void>
}

/** Entries told at once. */
const batch = 500

/**
 * What webhooks hear of a matter beside what its procedure sends: that an entry was written, of which kind, and how the
 * matter stands. While no webhook hears entries nothing is read; the first that does hears what comes from then on.
 */
export function makeEntryTelling({
  database,
  district,
}: Pick<Tenant, 'database' | 'district'>): EntryTelling {
  const findEdge = makeSettledEdge({ database, district })
  async function run(): Promise<void> {
    const { isHeard, position } = await readWebhookProgress(database, district)
    if (!isHeard) {
      if (position !== undefined) await resetWebhookProgress(database, district, undefined)
      return
    }
    const { settled } = await findEdge()
    if (settled === undefined) return
    if (position === undefined) return resetWebhookProgress(database, district, settled)
    for (let after = position; after < settled;) {
      const lines = await readFeed(database, district, { after, bound: settled, limit: batch })
      after = lines.length === batch ? (lines.at(-1)?.position ?? settled) : settled
      const abouts = await readFeedMatters(database, district, [
        ...new Set(lines.map(({ matter }) => matter)),
      ])
      const entries = lines.flatMap((line) => {
        const about = abouts.get(line.matter)
        return about === undefined ? [] : [entryOf(district, line, about)]
      })
      await tellEntries(database, district, { entries, position: after })
    }
  }
  return { run }
}

function entryOf(district: number, { matter, seq, kind, at }: FeedLine, about: FeedMatter): ToldEntry {
  const { number, status, dueAt, area, office } = about
  const event = {
    specversion: '1.0',
    id: `${matter}/${seq}`,
    source: `/districts/${district}`,
    type: entryEventType,
    subject: matter,
    time: formatInstant(at),
    datacontenttype: 'application/json',
    sequence: `${String(seq).padStart(10, '0')}`,
    data: {
      kind,
      number,
      // As it stands when it is told: entries that follow each other closely tell the same.
      status,
      ...(dueAt !== undefined && { due_at: formatInstant(dueAt) }),
      ...(area !== undefined && { area }),
      ...(office !== undefined && { office }),
    },
  }
  return { matter, seq, kind, body: JSON.stringify(event), at: toTimestamp(at) }
}
