import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { CommandKind, Entry, MatterData } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import { parseBody } from './entry.ts'
import type { Sight } from './matter-filter.ts'
import { toTimestamp } from './parameter.ts'
import { parseData } from './transition.ts'

/** A reply as it was sent. */
export interface SentReply {
  readonly matter: MatterId
  readonly seq: number
  readonly field: string
  /** Of its entry in the record. */
  readonly position: number
  readonly office: string | undefined
  readonly at: Instant
  /** 32 bytes by which replies with the same words are known; undefined for one of no words. */
  readonly fingerprint: Uint8Array | undefined
  /** Kinds of findings, each once. */
  readonly findings: readonly string[]
}

/** An entry in which a reply may have been sent, with its matter as it is now. */
export interface ReplyEntry {
  readonly position: number
  readonly matter: MatterId
  readonly seq: number
  readonly kind: CommandKind
  readonly at: Instant
  readonly actor: Entry['actor']
  readonly input: Entry['input']
  /** Hash of the procedure of its matter. */
  readonly procedure: string
  readonly data: MatterData
}

/** Up to where the entries were looked through; 0 before the first time. */
export async function readReplyProgress(queryable: Queryable, district: DistrictId): Promise<number> {
  const rows = await queryable.query<{ readonly position: number }>(readProgressStatement, [district])
  return rows[0]?.position ?? 0
}

/**
 * Entries by which people told something, and whose text names a field, in the order of the record.
 * @param fields names of the fields that are replies
 */
export async function readReplyEntries(
  queryable: Queryable,
  district: DistrictId,
  {
    after,
    bound,
    fields,
    limit,
  }: {
    readonly after: number
    readonly bound: number
    readonly fields: readonly string[]
    readonly limit: number
  },
): Promise<readonly ReplyEntry[]> {
  const names = fields.map((field) => `"${field}":`)
  const rows = await queryable.query<EntryRow>(readEntriesStatement, [district, after, bound, names, limit])
  return rows.map(({ position, matter_id, seq, kind, recorded_at, body, procedure, data }) => {
    const { actor, input } = parseBody(body)
    const at = instantOf(recorded_at)
    const matter = parseMatterId(matter_id)
    return {
      position,
      matter,
      seq,
      kind,
      at,
      actor,
      input,
      procedure,
      data: data === null ? {} : parseData(data),
    }
  })
}

/** A reply that is looked for among those of other matters. */
export interface WantedReply {
  readonly fingerprint: Uint8Array
  /** The matter whose own replies do not count. */
  readonly matter: MatterId
  /** Only those before it. */
  readonly position: number
}

/** For each of some replies whether another matter was answered with the same words before. */
export async function findRepeatedReplies(
  queryable: Queryable,
  district: DistrictId,
  wanted: readonly WantedReply[],
): Promise<readonly boolean[]> {
  if (wanted.length === 0) return []
  const rows = await queryable.query<{ readonly number: number }>(findRepeatedStatement, [
    district,
    wanted.map(({ fingerprint }) => fingerprint),
    wanted.map(({ matter }) => matter),
    wanted.map(({ position }) => position),
  ])
  const repeated = new Set(rows.map(({ number }) => number))
  return wanted.map((_, index) => repeated.has(index + 1))
}

/** A matter that was answered with the same words, as somebody may see it. */
export interface SameReply {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly isSeen: boolean
}

/** Another matter that was answered with these words: one of the newest, one that may be seen before others. */
export async function findSameReply(
  queryable: Queryable,
  district: DistrictId,
  { fingerprint, matter, sight }: Omit<WantedReply, 'position'> & { readonly sight: Sight },
): Promise<SameReply | undefined> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const [row] = await queryable.query<SameRow>(findSameStatement, [district, fingerprint, matter, keys])
  if (row === undefined) return undefined
  const { matter_id, number, title, is_seen: isSeen } = row
  return { matter: parseMatterId(matter_id), number, title, isSeen }
}

/** Keeps replies, and up to where the record was looked through. What is kept already stays as it is. */
export async function keepReplies(
  queryable: Queryable,
  district: DistrictId,
  { replies, position }: { readonly replies: readonly SentReply[]; readonly position: number },
): Promise<void> {
  await queryable.execute(keepStatement, [
    district,
    replies.map(({ matter }) => matter),
    replies.map(({ seq }) => seq),
    replies.map(({ field }) => field),
    replies.map((reply) => reply.position),
    replies.map(({ office }) => office ?? null),
    replies.map(({ at }) => toTimestamp(at)),
    replies.map(({ fingerprint }) => fingerprint ?? null),
    // A list of lists of different lengths is none to PostgreSQL; kinds have no blanks.
    replies.map(({ findings }) => findings.join(' ')),
    position,
  ])
}

/** Replies of an office with a kind of finding; `finding` is undefined for all of them, empty for those without any. */
export interface ReplyTally {
  readonly office: string | undefined
  readonly finding: string | undefined
  readonly replies: number
}

/** Replies of a time in matters that somebody may see, by office and kind of finding. */
export async function tallyReplies(
  queryable: Queryable,
  district: DistrictId,
  { sight, from, to }: { readonly sight: Sight; readonly from?: Instant; readonly to?: Instant },
): Promise<readonly ReplyTally[]> {
  const rows = await queryable.query<TallyRow>(tallyStatement, [
    district,
    sight.kind === 'district' ? null : sight.keys,
    from === undefined ? null : toTimestamp(from),
    to === undefined ? null : toTimestamp(to),
  ])
  return rows.map(({ office_id, finding, replies }) => ({
    office: office_id ?? undefined,
    finding: finding ?? undefined,
    replies,
  }))
}

interface EntryRow {
  readonly position: number
  readonly matter_id: string
  readonly seq: number
  readonly kind: CommandKind
  readonly recorded_at: number
  readonly body: string
  readonly procedure: string
  readonly data: string | null
}

interface SameRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly is_seen: boolean
}

interface TallyRow {
  readonly office_id: string | null
  readonly finding: string | null
  readonly replies: number
}

const readProgressStatement: Statement = {
  name: 'read_reply_progress',
  text: `select position
from reply_progress
where district_id = $1`,
}

const readEntriesStatement: Statement = {
  name: 'read_reply_entries',
  text: `select entry.position, entry.matter_id, entry.seq, entry.kind, entry.recorded_at, entry.body, matter.procedure,
  matter_data.data
from entry
join matter on matter.district_id = $1
  and matter.matter_id = entry.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = entry.matter_id
where entry.district_id = $1
  and entry.position > $2
  and entry.position <= $3
  and entry.kind in ('completeTask', 'deliverMessage')
  and exists (
    select
    from unnest($4::text[]) as named(field)
    where strpos(entry.body, named.field) > 0
  )
order by entry.position
limit $5`,
}

const findRepeatedStatement: Statement = {
  name: 'find_repeated_replies',
  text: `select wanted.number
from unnest($2::bytea[], $3::uuid[], $4::bigint[]) with ordinality
  as wanted(fingerprint, matter_id, position, number)
where exists (
  select
  from reply
  where reply.district_id = $1
    and reply.fingerprint = wanted.fingerprint
    and reply.position < wanted.position
    and reply.matter_id <> wanted.matter_id
)`,
}

/** Of replies with the same words, how many of the newest are looked at for one that may be seen. */
const lookedAt = 50

const findSameStatement: Statement = {
  name: 'find_same_reply',
  text: `select matter.matter_id, matter.number, matter.title,
  ($4::text[] is null or listing.sights && $4::text[]) as is_seen
from (
  select matter_id, position
  from reply
  where district_id = $1
    and fingerprint = $2
    and matter_id <> $3::uuid
  order by position desc
  limit ${lookedAt}
) as same
join matter on matter.district_id = $1
  and matter.matter_id = same.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = same.matter_id
order by is_seen desc, same.position desc
limit 1`,
}

const keepStatement: Statement = {
  name: 'keep_replies',
  text: `with kept as (
  insert into reply (district_id, matter_id, seq, field, position, office_id, sent_at, fingerprint, findings)
  select $1, matter_id, seq, field, position, office_id, sent_at, fingerprint, string_to_array(findings, ' ')
  from unnest($2::uuid[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[], $8::bytea[], $9::text[])
    as given(matter_id, seq, field, position, office_id, sent_at, fingerprint, findings)
  on conflict (district_id, matter_id, seq, field) do nothing
)
insert into reply_progress (district_id, position)
values ($1, $10::bigint)
on conflict (district_id) do update
set position = greatest(reply_progress.position, excluded.position)`,
}

const tallyStatement: Statement = {
  name: 'tally_replies',
  text: `with seen as (
  select reply.office_id, reply.findings
  from reply
  join matter_listing as listing on listing.district_id = $1
    and listing.matter_id = reply.matter_id
  where reply.district_id = $1
    and ($2::text[] is null or listing.sights && $2::text[])
    and ($3::timestamptz is null or reply.sent_at >= $3::timestamptz)
    and ($4::timestamptz is null or reply.sent_at < $4::timestamptz)
)
select office_id, null as finding, count(*)::int as replies
from seen
group by office_id
union all
select office_id, coalesce(finding, '') as finding, count(*)::int as replies
from seen
left join lateral unnest(findings) as finding on true
group by office_id, coalesce(finding, '')
order by office_id nulls last, finding nulls first`,
}

/** For review: `packages/store/emitted`. */
export const replyStatements: readonly Statement[] = [
  readProgressStatement,
  readEntriesStatement,
  findRepeatedStatement,
  findSameStatement,
  keepStatement,
  tallyStatement,
]
