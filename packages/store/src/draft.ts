import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** The language model that drafts texts for a district. */
export interface DraftModel {
  readonly isOn: boolean
  readonly address: string
  readonly model: string
  /** Sealed with the key of the installation. */
  readonly secret: string | undefined
  readonly seconds: number
  readonly changedAt: Instant
}

/** What is kept of one; without `secret` the one before stays, null takes it away. */
export type DraftModelChange = Omit<DraftModel, 'secret' | 'changedAt'> & {
  readonly secret?: string | null
  readonly now: Instant
}

/** The model of a district; undefined when none was set. */
export async function readDraftModel(
  queryable: Queryable,
  district: DistrictId,
): Promise<DraftModel | undefined> {
  const [row] = await queryable.query<ModelRow>(readModelStatement, [district])
  if (row === undefined) return undefined
  const { is_on: isOn, address, model, secret, seconds, changed_at } = row
  return { isOn, address, model, secret: secret ?? undefined, seconds, changedAt: instantOf(changed_at) }
}

/** Keeps the setting of a district; the key stays as it was unless a new one is given. */
export async function keepDraftModel(
  queryable: Queryable,
  district: DistrictId,
  { isOn, address, model, seconds, secret, now }: DraftModelChange,
): Promise<void> {
  const isRenewed = secret !== undefined
  await queryable.execute(keepModelStatement, [
    district,
    isOn,
    address,
    model,
    seconds,
    toTimestamp(now),
    isRenewed,
    secret ?? null,
  ])
}

/** Forgets the model and its key. @returns false when there was none */
export async function removeDraftModel(queryable: Queryable, district: DistrictId): Promise<boolean> {
  return (await queryable.execute(removeModelStatement, [district])) === 1
}

/** A draft that came: for which field of which matter, and for whom. The text is not kept. */
export interface NewDraft {
  readonly matter: MatterId
  readonly field: string
  readonly kind: 'reply' | 'summary' | 'title'
  readonly person: string
}

/** Keeps that a draft was written. @returns its id */
export async function addDraft(
  queryable: Queryable,
  district: DistrictId,
  { matter, field, kind, person, now, random }: NewDraft & Making,
): Promise<string> {
  const id = uuidOf(now, random(10))
  await queryable.execute(addDraftStatement, [district, id, matter, field, kind, person, toTimestamp(now)])
  return id
}

/** A draft that was taken over. */
export interface TakenDraft extends Omit<NewDraft, 'matter' | 'person'> {
  readonly matter: string
  /** Taken over now, and not before. */
  readonly isFirst: boolean
}

/** Keeps that who asked for a draft took it over; again it changes nothing. @returns undefined when it is not theirs */
export async function takeDraft(
  queryable: Queryable,
  district: DistrictId,
  { id, person, now }: { readonly id: string; readonly person: string; readonly now: Instant },
): Promise<TakenDraft | undefined> {
  const [row] = await queryable.query<TakenRow>(takeDraftStatement, [district, id, person, toTimestamp(now)])
  if (row === undefined) return undefined
  const { matter_id: matter, field, kind, is_first: isFirst } = row
  return { matter, field, kind, isFirst }
}

interface ModelRow {
  readonly is_on: boolean
  readonly address: string
  readonly model: string
  readonly secret: string | null
  readonly seconds: number
  readonly changed_at: number
}

interface TakenRow {
  readonly matter_id: string
  readonly field: string
  readonly kind: NewDraft['kind']
  readonly is_first: boolean
}

const readModelStatement: Statement = {
  name: 'read_draft_model',
  text: `select is_on, address, model, secret, seconds, changed_at
from draft_model
where district_id = $1`,
}

const keepModelStatement: Statement = {
  name: 'keep_draft_model',
  text: `insert into draft_model (district_id, is_on, address, model, seconds, changed_at, secret)
values ($1, $2, $3, $4, $5, $6, $8)
on conflict (district_id) do update
set is_on = excluded.is_on,
  address = excluded.address,
  model = excluded.model,
  seconds = excluded.seconds,
  changed_at = excluded.changed_at,
  secret = case when $7::boolean then excluded.secret else draft_model.secret end`,
}

const removeModelStatement: Statement = {
  name: 'remove_draft_model',
  text: `delete from draft_model
where district_id = $1`,
}

const addDraftStatement: Statement = {
  name: 'add_draft',
  text: `insert into draft (district_id, draft_id, matter_id, field, kind, person_id, written_at)
values ($1, $2, $3::uuid, $4, $5, $6, $7)`,
}

const takeDraftStatement: Statement = {
  name: 'take_draft',
  text: `with found as (
  select draft_id, taken_at
  from draft
  where district_id = $1
    and draft_id = $2::uuid
    and person_id = $3
  for update
)
update draft
set taken_at = coalesce(draft.taken_at, greatest($4, draft.written_at))
from found
where draft.district_id = $1
  and draft.draft_id = found.draft_id
returning draft.matter_id, draft.field, draft.kind, found.taken_at is null as is_first`,
}

/** For review: `packages/store/emitted`. */
export const draftStatements: readonly Statement[] = [
  readModelStatement,
  keepModelStatement,
  removeModelStatement,
  addDraftStatement,
  takeDraftStatement,
]
