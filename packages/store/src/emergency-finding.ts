import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A matter in whose words danger was found when it was opened (紧急情形). */
export interface EmergencyFinding {
  readonly matter: MatterId
  readonly pack: string
  readonly dangers: readonly string[]
  readonly foundAt: Instant
}

/** Keeps a finding, before its matter is opened; again it changes nothing. */
export async function addEmergencyFinding(
  queryable: Queryable,
  district: DistrictId,
  { matter, pack, dangers, foundAt }: EmergencyFinding,
): Promise<void> {
  await queryable.execute(addStatement, [district, matter, pack, dangers, toTimestamp(foundAt)])
}

/** Takes away the finding of a matter that was not opened after all. */
export async function dropEmergencyFinding(
  queryable: Queryable,
  district: DistrictId,
  matter: MatterId,
): Promise<void> {
  await queryable.execute(dropStatement, [district, matter])
}

/** Keeps that somebody decided on a finding; what was decided first stays. */
export async function settleEmergencyFinding(
  queryable: Queryable,
  district: DistrictId,
  {
    matter,
    isConfirmed,
    at,
  }: { readonly matter: MatterId; readonly isConfirmed: boolean; readonly at: Instant },
): Promise<void> {
  await queryable.execute(settleStatement, [district, matter, isConfirmed, toTimestamp(at)])
}

/** Findings on open matters that nobody has decided on, the oldest first. */
export async function listEmergencyFindings(
  queryable: Queryable,
  district: DistrictId,
  limit: number,
): Promise<readonly (EmergencyFinding & { readonly sights: readonly string[] })[]> {
  const rows = await queryable.query<FindingRow>(listStatement, [district, limit])
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    pack: row.pack,
    dangers: row.dangers,
    foundAt: instantOf(row.found_at),
    sights: row.sights,
  }))
}

interface FindingRow {
  readonly matter_id: string
  readonly pack: string
  readonly dangers: readonly string[]
  readonly found_at: number
  readonly sights: readonly string[]
}

const addStatement: Statement = {
  name: 'add_emergency_finding',
  text: `insert into emergency_finding (district_id, matter_id, pack, dangers, found_at)
values ($1, $2::uuid, $3, $4::text[], $5)
on conflict (district_id, matter_id) do nothing`,
}

const dropStatement: Statement = {
  name: 'drop_emergency_finding',
  text: `delete from emergency_finding
where district_id = $1
  and matter_id = $2::uuid`,
}

const settleStatement: Statement = {
  name: 'settle_emergency_finding',
  text: `update emergency_finding
set settled_at = $4,
  is_confirmed = $3
where district_id = $1
  and matter_id = $2::uuid
  and settled_at is null`,
}

const listStatement: Statement = {
  name: 'list_emergency_findings',
  text: `select finding.matter_id, finding.pack, finding.dangers, finding.found_at, listing.sights
from emergency_finding as finding
join matter on matter.district_id = $1
  and matter.matter_id = finding.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = finding.matter_id
where finding.district_id = $1
  and finding.settled_at is null
  and matter.ended_at is null
order by finding.matter_id
limit $2`,
}

/** For review: `packages/store/emitted`. */
export const emergencyFindingStatements: readonly Statement[] = [
  addStatement,
  dropStatement,
  settleStatement,
  listStatement,
]
