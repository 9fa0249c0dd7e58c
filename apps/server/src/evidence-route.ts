import { AppError, formatInstant } from '@duibiao/base'
import { addEvidence, listEvidence, readEvidence } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Evidence } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { rolesOf } from './caller.ts'
import type { Config } from './config.ts'
import { levelOf, showEvidence } from './evidence-access.ts'
import type { ShownEvidence } from './evidence-access.ts'
import { openEvidenceFiles } from './evidence-file.ts'
import type { EvidenceFiles } from './evidence-file.ts'
import { inspectEvidence } from './evidence-inspection.ts'
import { stripMetadata } from './evidence-metadata.ts'
import { attachmentHeader, readEvidenceName } from './evidence-name.ts'
import { accessMatter, matterIdIn } from './matter-access.ts'
import { levelNumbers } from './personal-field.ts'
import { route } from './route.ts'
import type { Asking, Reply, Route } from './route.ts'
import { readUpload } from './upload.ts'

/** What the routes of evidence are made with. */
export interface EvidenceRouteParts {
  readonly config: Pick<Config, 'data'> & { readonly limits: Pick<Config['limits'], 'fileBytes'> }
}

/** Files that belong to matters: uploaded, listed, downloaded. A note attaches them. */
export function makeEvidenceRoutes({ config }: EvidenceRouteParts): readonly Route[] {
  const files = openEvidenceFiles(config.data)
  const { fileBytes: limit } = config.limits
  return [
    route(addEvidence, async (asking) => ({ value: evidenceLine(await take(asking, files, limit)) })),
    route(listEvidence, async ({ tenant, caller, params }) => {
      const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
      const all = await store.listEvidence(tenant.database, tenant.district, access.found.matter)
      const shown = all.flatMap((evidence) => showEvidence(evidence, { tenant, caller, access }) ?? [])
      return { value: { rows: shown.map(attachedLine) } }
    }),
    route(readEvidence, (asking) => download(asking, files, limit)),
  ]
}

/** What somebody may have uploaded that no matter has (ASVS V5.2.4). */
const quota = { files: 200, bytes: 1024 * 1024 * 1024 }

async function take(
  { tenant, caller, query, body }: Asking<typeof addEvidence>,
  files: EvidenceFiles,
  limit: number,
): Promise<Evidence> {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const { database, district, now, random } = tenant
  const { person: uploader } = caller
  const { name, extension } = readEvidenceName(query.name)
  const offered = await store.tallyOffered(database, district, uploader)
  if (offered.files >= quota.files || offered.bytes >= quota.bytes) {
    const megabytes = Math.ceil(offered.bytes / 1024 / 1024)
    throw new AppError('evidence_quota_reached', { files: offered.files, megabytes })
  }
  const isResident = rolesOf(caller).every((role) => role === 'resident')
  const level = levelNumbers[query.level ?? (isResident ? 'sensitive' : 'internal')]
  const taken = await files.take(body, { limit, name })
  try {
    const { media } = await inspectEvidence(taken.path, { name, extension })
    const { digest, bytes } = taken
    const given = { digest, bytes, media, name, uploader, isResident, level, now: now(), random }
    // The row first: whoever clears contents that nothing has sees it before the content is there.
    const evidence = await store.addEvidence(database, district, given)
    await taken.keep(district)
    return evidence
  } catch (error) {
    await taken.drop()
    throw error
  }
}

function evidenceLine({ id, digest, name, media, bytes, level, uploadedAt }: Evidence) {
  const file = { id, digest, name, media, bytes }
  return { ...file, level: levelOf(level), uploaded_at: formatInstant(uploadedAt) }
}

function attachedLine({ evidence, name, needsReason, isStripped, isUploaderShown }: ShownEvidence) {
  const { digest, ...line } = evidenceLine(evidence)
  const { uploader, seq, attachedAt } = evidence
  return {
    ...line,
    name,
    ...(!isStripped && { digest }),
    ...(isUploaderShown && { uploader }),
    seq,
    attached_at: formatInstant(attachedAt),
    needs_reason: needsReason,
  }
}

/** A file of a matter, always to be kept and never to be shown in place (ASVS V5.4.1, V5.4.2). */
async function download(
  asking: Asking<typeof readEvidence>,
  files: EvidenceFiles,
  limit: number,
): Promise<Reply<AsyncIterable<Uint8Array> | Uint8Array>> {
  const { tenant, caller, params, query } = asking
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const { matter } = access.found
  const all = await store.listEvidence(tenant.database, tenant.district, matter)
  const found = all.find(({ id }) => id === params.evidence)
  const shown = found && showEvidence(found, { tenant, caller, access })
  if (shown === undefined) throw new AppError('resource_missing')
  const { evidence, name, isStripped, needsReason, isRecorded } = shown
  if (needsReason && query.reason === undefined) throw new AppError('evidence_reason_missing')
  const content = await files.read(tenant.district, evidence.digest)
  const value = isStripped ? strip(await readUpload(content, limit), evidence) : content
  if (isRecorded || needsReason) {
    const detail = { evidence: evidence.id, ...(query.reason !== undefined && { reason: query.reason }) }
    await recordAudit(asking, { kind: 'evidence.read', subject: matter, detail })
  }
  const length = value instanceof Uint8Array ? value.length : evidence.bytes
  const headers = {
    'content-type': evidence.media,
    'content-length': String(length),
    'content-disposition': attachmentHeader(name),
    // It is kept as a file; should a browser show it after all, nothing of it runs or loads.
    'content-security-policy':
      "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  }
  return { value, headers }
}

/** @throws AppError `resource_missing` when it cannot be done: then nothing is shown */
function strip(bytes: Uint8Array, { media }: Evidence): Uint8Array {
  try {
    return stripMetadata(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), media)
  } catch (cause) {
    throw new AppError('resource_missing', {}, { cause })
  }
}
