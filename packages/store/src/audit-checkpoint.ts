import { canonicalJson, instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { AuditHead } from './audit-chain.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import { verificationPort } from './signer.ts'
import type { Signer } from './signer.ts'

/** How far the chain of the audit was found whole, and when. */
export interface AuditCheckpoint extends AuditHead {
  readonly verifiedAt: Instant
}

/** Keeps, signed, how far the chain was found whole. Kept again for the same event it changes nothing. */
export async function keepAuditCheckpoint(
  queryable: Queryable,
  district: DistrictId,
  { signer, ...checkpoint }: AuditCheckpoint & { readonly signer: Signer },
): Promise<void> {
  const { seq, hash, verifiedAt } = checkpoint
  const signed = [signer.key.id, signer.sign(textOf(district, checkpoint))]
  const parameters = [district, seq, `\\x${hash}`, toTimestamp(verifiedAt), ...signed]
  await queryable.execute(keepAuditCheckpointStatement, parameters)
}

/**
 * The newest checkpoint that was signed with the key of this installation. What somebody wrote into the database without that
 * key is passed over, so that the chain is gone through from further back instead.
 */
export async function findAuditCheckpoint(
  queryable: Queryable,
  district: DistrictId,
  { key }: Pick<Signer, 'key'>,
): Promise<AuditCheckpoint | undefined> {
  const rows = await queryable.query<CheckpointRow>(findAuditCheckpointStatement, [district, key.id, tried])
  for (const row of rows) {
    const { hash, signature } = row
    const checkpoint = { seq: Number(row.seq), hash, verifiedAt: instantOf(row.verified_at) }
    if (verificationPort.verifySignature(textOf(district, checkpoint), signature, key)) return checkpoint
  }
  return undefined
}

/** Checkpoints that are tried before the chain is gone through from its beginning. */
const tried = 10

/** What is signed: it says what it is, so that no signature of the ledger passes for one of these. */
function textOf(district: DistrictId, { seq, hash, verifiedAt }: AuditCheckpoint): string {
  return canonicalJson({ kind: 'audit-checkpoint', district, seq, hash, verified_at: verifiedAt })
}

interface CheckpointRow {
  readonly seq: number
  readonly hash: string
  readonly verified_at: number
  readonly signature: string
}

const keepAuditCheckpointStatement: Statement = {
  name: 'keep_audit_checkpoint',
  text: `insert into audit_checkpoint (district_id, seq, hash, verified_at, key_id, signature)
values ($1, $2, $3, $4, $5, $6)
on conflict (district_id, seq, key_id) do nothing`,
}

const findAuditCheckpointStatement: Statement = {
  name: 'find_audit_checkpoint',
  text: `select seq, encode(hash, 'hex') as hash, verified_at, signature
from audit_checkpoint
where district_id = $1
  and key_id = $2
order by seq desc
limit $3`,
}

/** For review: `packages/store/emitted`. */
export const auditCheckpointStatements: readonly Statement[] = [
  keepAuditCheckpointStatement,
  findAuditCheckpointStatement,
]
