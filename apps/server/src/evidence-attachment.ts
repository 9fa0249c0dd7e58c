import { AppError } from '@duibiao/base'
import type { Command, NamedEvidence } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { listEvidence, offerEvidence, sealValue } from '@duibiao/store'
import type { Evidence, PersonalValue } from '@duibiao/store'
import type { AccessibleMatter } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { levelNumbers } from './personal-field.ts'
import type { Tenant } from './tenant.ts'

/** A note of a person, which names evidence by its ids. */
export interface GivenNote {
  readonly text: string
  readonly evidence: readonly string[]
  readonly person: string
}

/**
 * A note with what the record keeps of its evidence. Names that may say whose a file is are sealed: they can be erased.
 * @throws AppError `evidence_unknown` for one that the person did not upload
 */
export async function nameEvidence(
  tenant: Tenant,
  { text, evidence, person }: GivenNote,
): Promise<{
  readonly command: Extract<Command, { readonly kind: 'note' }>
  readonly personal: readonly PersonalValue[]
}> {
  const { named, personal } = await nameUploads(tenant, evidence, person)
  return { command: { kind: 'note', text, evidence: named }, personal }
}

/** What a matter is opened with: its variables, and what was uploaded for it besides. */
export interface GivenStart {
  readonly pack: Pack
  readonly values: Readonly<Record<string, unknown>>
  readonly evidence: readonly string[]
  readonly person: string
}

/**
 * What the record keeps of the evidence that comes with the start of a matter: named by itself, or in fields of files.
 * @throws AppError `evidence_unknown` for one that the person did not upload
 */
export function nameStartEvidence(tenant: Tenant, given: GivenStart): Promise<NamedUploads> {
  const { pack, values, evidence, person } = given
  const fields = new Set([...pack.forms.values()].flatMap((form) => fileFields(form).map(({ name }) => name)))
  const named = [...fields].flatMap((field) => textsIn(values[field]))
  return nameUploads(tenant, [...evidence, ...named], person)
}

function fileFields({ fields }: Form): Form['fields'] {
  return fields.filter(({ widget }) => widget === 'files' || widget === 'photos')
}

interface NamedUploads {
  readonly named: readonly NamedEvidence[]
  readonly personal: readonly PersonalValue[]
}

async function nameUploads(tenant: Tenant, ids: readonly string[], person: string): Promise<NamedUploads> {
  if (ids.length === 0) return { named: [], personal: [] }
  const now = tenant.now()
  const offer = { ids, uploader: person, now }
  const found = new Map(
    (await offerEvidence(tenant.database, tenant.district, offer)).map((one) => [one.id, one]),
  )
  const personal: PersonalValue[] = []
  function mention(id: string): NamedEvidence {
    const evidence = found.get(id)
    if (evidence === undefined) throw new AppError('evidence_unknown', { id: id.slice(0, 100) })
    const { digest, name, media, bytes } = evidence
    if (!isNamePersonal(evidence)) return { id, digest, name, media, bytes }
    const sealed = sealValue(name, levelNumbers.important, { now, random: tenant.random })
    personal.push(sealed.personal)
    return { id, digest, name: sealed.commitment, media, bytes }
  }
  return { named: [...new Set(ids)].map(mention), personal }
}

function isNamePersonal({ level, isResident }: Evidence): boolean {
  return isResident || level >= levelNumbers.sensitive
}

/**
 * Files that a form names must belong to the matter, and whoever fills it in must have uploaded them, unless the matter names
 * them in that field already.
 * @throws AppError `evidence_unattached`
 */
export async function requireAttached(
  { database, district }: Tenant,
  { found }: Pick<AccessibleMatter, 'found'>,
  { form, values, person }: FilledForm,
): Promise<void> {
  const named = fileFields(form).flatMap(({ name: field }) =>
    textsIn(values[field]).map((id) => ({ field, id })),
  )
  if (named.length === 0) return
  const attached = new Map((await listEvidence(database, district, found.matter)).map((one) => [one.id, one]))
  const standing = ownVariables(found.data)
  for (const { field, id } of named) {
    const isOwn = attached.get(id)?.uploader === person
    const isStanding = attached.has(id) && textsIn(standing[field]).includes(id)
    if (!isOwn && !isStanding) throw new AppError('evidence_unattached', { field, id: id.slice(0, 100) })
  }
}

/** A form as it was filled in, and by whom. */
export interface FilledForm {
  readonly form: Form
  readonly values: Readonly<Record<string, unknown>>
  readonly person: string
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
