import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A file that somebody uploaded (证据). Its content lies outside the database, under its digest. */
export interface Evidence {
  readonly id: string
  /** SHA-256 of the content, 64 hex digits. */
  readonly digest: string
  readonly bytes: number
  readonly media: string
  readonly name: string
  /** The person. */
  readonly uploader: string
  /** Uploaded by somebody who does not work for the district. */
  readonly isResident: boolean
  /** 1 to 4, the most sensitive last. */
  readonly level: number
  readonly uploadedAt: Instant
}

/** Evidence of a matter. */
export interface AttachedEvidence extends Evidence {
  /** The entry that names it first. */
  readonly seq: number
  readonly attachedAt: Instant
}

export type NewEvidence = Omit<Evidence, 'id' | 'uploadedAt'>

/** Keeps that somebody uploaded a file. The same file uploaded again by the same person under the same name is the same evidence. */
export async function addEvidence(
  queryable: Queryable,
  district: DistrictId,
  { digest, bytes, media, name, uploader, isResident, level, now, random }: NewEvidence & Making,
): Promise<Evidence> {
  const given = [digest, bytes, media, name, uploader, isResident, level, toTimestamp(now)]
  const parameters = [district, uuidOf(now, random(10)), ...given]
  const [row] = await queryable.query<EvidenceRow>(addEvidenceStatement, parameters)
  if (row === undefined) throw new TypeError('what was inserted comes back')
  return parseEvidence(row)
}

/** What somebody has uploaded and no matter has yet. */
export async function tallyOffered(
  queryable: Queryable,
  district: DistrictId,
  uploader: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const [row] = await queryable.query<{ readonly files: number; readonly bytes: number }>(
    tallyOfferedStatement,
    [district, uploader],
  )
  return { files: row?.files ?? 0, bytes: row?.bytes ?? 0 }
}

/** Evidence that somebody uploaded themselves; from now on it is kept for another day. What is not theirs is left out. */
export async function offerEvidence(
  queryable: Queryable,
  district: DistrictId,
  {
    ids,
    uploader,
    now,
  }: { readonly ids: readonly string[]; readonly uploader: string; readonly now: Instant },
): Promise<readonly Evidence[]> {
  const parameters = [district, ids, uploader, toTimestamp(now)]
  const rows = await queryable.query<EvidenceRow>(offerEvidenceStatement, parameters)
  return rows.map(parseEvidence)
}

/** The evidence of a matter, in the order in which it was attached. */
export async function listEvidence(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<readonly AttachedEvidence[]> {
  const rows = await queryable.query<AttachedRow>(listEvidenceStatement, [district, matter])
  return rows.map((row) => ({
    ...parseEvidence(row),
    seq: row.seq,
    attachedAt: instantOf(row.attached_at),
  }))
}

/** Forgets evidence that no matter has and that was not offered since. @returns the digests of what was forgotten */
export async function clearEvidence(
  queryable: Queryable,
  district: DistrictId,
  before: Instant,
): Promise<readonly string[]> {
  const parameters = [district, toTimestamp(before)]
  const rows = await queryable.query<{ readonly digest: string }>(clearEvidenceStatement, parameters)
  return [...new Set(rows.map(({ digest }) => digest))]
}

/** Of some digests those that some evidence still has. */
export async function findKeptDigests(
  queryable: Queryable,
  district: DistrictId,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await queryable.query<{ readonly digest: string }>(keptDigestsStatement, [district, digests])
  return new Set(rows.map(({ digest }) => digest))
}

interface EvidenceRow {
  readonly evidence_id: string
  readonly digest: string
  readonly bytes: number
  readonly media: string
  readonly name: string
  readonly uploader: string
  readonly is_resident: boolean
  readonly level: number
  readonly uploaded_at: number
}

interface AttachedRow extends EvidenceRow {
  readonly seq: number
  readonly attached_at: number
}

function parseEvidence(row: EvidenceRow): Evidence {
  const { digest, bytes, media, name, uploader, level } = row
  const { evidence_id: id, is_resident: isResident, uploaded_at: uploadedAt } = row
  return { id, digest, bytes, media, name, uploader, isResident, level, uploadedAt: instantOf(uploadedAt) }
}

const columns = `evidence.evidence_id, digest, bytes, media, name, uploader, is_resident, level, uploaded_at`

const addEvidenceStatement: Statement = {
  name: 'add_evidence',
  text: `insert into evidence (district_id, evidence_id, digest, bytes, media, name, uploader, is_resident, level, uploaded_at,
  offered_at)
values ($1, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $10)
on conflict (district_id, uploader, digest, name, level) do update
  set offered_at = greatest(evidence.offered_at, excluded.offered_at)
returning ${columns}`,
}

const tallyOfferedStatement: Statement = {
  name: 'tally_offered_evidence',
  text: `select count(*)::int as files, coalesce(sum(bytes), 0)::float8 as bytes
from evidence
where district_id = $1
  and uploader = $2
  and not exists (
    select
    from matter_evidence as attached
    where attached.district_id = $1
      and attached.evidence_id = evidence.evidence_id
  )`,
}

const offerEvidenceStatement: Statement = {
  name: 'offer_evidence',
  text: `update evidence
set offered_at = greatest(offered_at, $4::timestamptz)
where district_id = $1
  and evidence_id = any($2::uuid[])
  and uploader = $3
returning ${columns}`,
}

const listEvidenceStatement: Statement = {
  name: 'list_evidence',
  text: `select ${columns}, seq, attached_at
from matter_evidence as attached
join evidence on evidence.district_id = $1
  and evidence.evidence_id = attached.evidence_id
where attached.district_id = $1
  and attached.matter_id = $2::uuid
order by seq, evidence.evidence_id`,
}

const clearEvidenceStatement: Statement = {
  name: 'clear_evidence',
  text: `delete from evidence
where district_id = $1
  and offered_at < $2::timestamptz
  and not exists (
    select
    from matter_evidence as attached
    where attached.district_id = $1
      and attached.evidence_id = evidence.evidence_id
  )
returning digest`,
}

const keptDigestsStatement: Statement = {
  name: 'find_kept_digests',
  text: `select distinct digest
from evidence
where district_id = $1
  and digest = any($2::text[])`,
}

/** For review: `packages/store/emitted`. */
export const evidenceStatements: readonly Statement[] = [
  addEvidenceStatement,
  tallyOfferedStatement,
  offerEvidenceStatement,
  listEvidenceStatement,
  clearEvidenceStatement,
  keptDigestsStatement,
]
