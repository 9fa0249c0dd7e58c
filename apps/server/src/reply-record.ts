import type { Variables } from '@duibiao/kernel'
import { checkReply, replyFingerprint } from '@duibiao/triage'
import { findRepeatedReplies, keepReplies, readReplyEntries, readReplyProgress } from '@duibiao/store'
import type { Database, ReplyEntry, SentReply } from '@duibiao/store'
import { messageOf, replyFields } from './composed-field.ts'
import { ownVariables } from './matter-description.ts'
import { makeSettledEdge } from './settled-edge.ts'
import type { Tenant } from './tenant.ts'

/** Entries read at once, for others want the processor too, and positions that one statement goes through at most. */
const batch = 100
const stretch = 50_000

/**
 * Keeps the replies that people sent, with what the check found in them, by going through the record: whoever sent one, on
 * whichever way, it is counted once, and what was sent before the district had the check is counted too.
 * @param database its statements may take as long as those of reports
 */
export function makeReplyRecord(tenant: Tenant, database: Database): { readonly run: () => Promise<void> } {
  const { district } = tenant
  const findEdge = makeSettledEdge({ database, district })
  async function run(): Promise<void> {
    const fields = replyNames(tenant)
    if (fields.length === 0) return
    const { settled = 0 } = await findEdge()
    for (let after = await readReplyProgress(database, district); after < settled;) {
      const bound = Math.min(settled, after + stretch)
      const entries = await readReplyEntries(database, district, { after, bound, fields, limit: batch })
      after = entries.length === batch ? (entries.at(-1)?.position ?? bound) : bound
      const replies = await checkAll(
        { tenant, database },
        entries.flatMap((entry) => repliesIn(tenant, entry)),
      )
      await keepReplies(database, district, { replies, position: after })
    }
  }
  return { run }
}

/** Names of the fields that are replies, of every pack of the district. */
function replyNames({ packs }: Tenant): readonly string[] {
  const names = packs.list().flatMap((pack) => [...replyFields(packs, pack).keys()])
  return [...new Set(names)].toSorted()
}

/** A reply as an entry holds it. */
interface WrittenReply {
  readonly entry: ReplyEntry
  readonly field: string
  readonly text: string
  /** What it answers, as the matter holds it by now. */
  readonly message: string
}

function repliesIn({ packs }: Tenant, entry: ReplyEntry): readonly WrittenReply[] {
  const pack = packs.ofProcedure(entry.procedure)
  if (pack === undefined) return []
  const given = variablesIn(entry.input)
  return [...replyFields(packs, pack)].flatMap(([field, composed]) => {
    const text = given[field]
    if (typeof text !== 'string' || text.trim() === '') return []
    return [{ entry, field, text, message: messageOf(composed, ownVariables(entry.data)) }]
  })
}

interface Place {
  readonly tenant: Tenant
  readonly database: Database
}

/** Checks replies that follow each other; those before them are known by their fingerprints. */
async function checkAll(
  { tenant, database }: Place,
  written: readonly WrittenReply[],
): Promise<readonly SentReply[]> {
  const marked = written.map((one) => ({ ...one, fingerprint: fingerprintOf(tenant, one.text) }))
  const wanted = marked.flatMap(({ entry: { matter, position }, fingerprint }) =>
    fingerprint === undefined ? [] : [{ fingerprint, matter, position }],
  )
  const found = await findRepeatedReplies(database, tenant.district, wanted)
  const repeated = new Set(wanted.filter((_, index) => found[index] === true).map(keyOf))
  // Of each text, the matters it answered in this very batch.
  const answered = new Map<string, Set<string>>()
  return marked.map(({ entry, field, text, message, fingerprint }) => {
    const { matter, seq, position, at } = entry
    const print = fingerprint === undefined ? '' : Buffer.from(fingerprint).toString('base64')
    const matters = answered.get(print) ?? new Set()
    const isRepeated =
      fingerprint !== undefined &&
      (repeated.has(keyOf({ fingerprint, position })) || [...matters].some((one) => one !== matter))
    answered.set(print, matters.add(matter))
    const earlier = new Map(isRepeated ? [[replyFingerprint(text), '']] : [])
    const kinds = checkReply({ message, reply: text, earlier }).map(({ kind }) => kind)
    const office = officeOf(tenant, entry)
    return { matter, seq, field, position, office, at, fingerprint, findings: [...new Set(kinds)] }
  })
}

function keyOf({ fingerprint, position }: { fingerprint: Uint8Array; position: number }): string {
  return `${position} ${Buffer.from(fingerprint).toString('base64')}`
}

/** The digest by which a reply is known again: nobody reads the words out of it. Undefined for one of no words. */
export function fingerprintOf({ secrets }: Pick<Tenant, 'secrets'>, reply: string): Uint8Array | undefined {
  const words = replyFingerprint(reply)
  return words === '' ? undefined : secrets.digest(words, 'reply')
}

/** The office of the post in which a reply was sent. */
function officeOf({ registry }: Tenant, { actor }: ReplyEntry): string | undefined {
  return actor.post === undefined ? undefined : registry.state().post.get(actor.post)?.office
}

/** The input of an entry is what the command held when it was written. */
function variablesIn(input: unknown): Variables {
  const found: unknown = new Map<string, unknown>(Object.entries(Object(input))).get('variables')
  return typeof found === 'object' && found !== null ? (found as Variables) : {}
}
