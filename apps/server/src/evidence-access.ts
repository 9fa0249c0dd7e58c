import type { AttachedEvidence } from '@duibiao/store'
import type { FieldLevel } from '@duibiao/packfile'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { strippedMedia } from './evidence-metadata.ts'
import { isInformerHidden, viewOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { levelNumbers } from './personal-field.ts'
import type { Tenant } from './tenant.ts'

/** Evidence of a matter in the form in which somebody may see it. */
export interface ShownEvidence {
  readonly evidence: AttachedEvidence
  readonly level: FieldLevel
  readonly name: string
  readonly isUploaderShown: boolean
  /** Shown with a reason only. */
  readonly needsReason: boolean
  /** That it was shown is kept. */
  readonly isRecorded: boolean
  /** Shown without what a picture says of place, time and device. */
  readonly isStripped: boolean
}

/**
 * How somebody sees evidence of a matter that is open to them; undefined when they do not. The levels are those of the fields
 * of its forms. Beyond them: who sees a matter of their own sees pictures of others without metadata, and from whoever may not
 * learn who reported it, name and metadata of what the reporter sent are kept (F7).
 */
export function showEvidence(
  evidence: AttachedEvidence,
  {
    tenant,
    caller,
    access,
  }: { readonly tenant: Tenant; readonly caller: Caller; readonly access: AccessibleMatter },
): ShownEvidence | undefined {
  const level = levelOf(evidence.level)
  const isOwn = caller.kind === 'person' && caller.person === evidence.uploader
  const shown = { evidence, level, isRecorded: level === 'important' && !isOwn, name: evidence.name }
  if (isOwn) return { ...shown, isUploaderShown: true, needsReason: false, isStripped: false }
  const view = viewOf(tenant, caller, access)[level]
  if (view === 'hidden') return undefined
  const needsReason = view === 'masked' || level === 'important'
  const isGuarded = evidence.isResident && isInformerHidden(tenant, caller, access)
  const isPublic = rolesOf(caller).every((role) => role === 'resident')
  if (!isGuarded && !isPublic) return { ...shown, isUploaderShown: true, needsReason, isStripped: false }
  const isStripped = strippedMedia.includes(evidence.media)
  if (!isStripped && mayTell(evidence, isGuarded)) return undefined
  const name = isGuarded ? plainName(evidence) : evidence.name
  return { ...shown, name, isUploaderShown: false, needsReason, isStripped }
}

/** The name of a level. */
export function levelOf(number: number): FieldLevel {
  const levels = ['public', 'internal', 'sensitive', 'important'] as const
  return levels.find((level) => levelNumbers[level] === number) ?? 'important'
}

/** Of a reporter any file may tell who they are; pictures and films tell where they were taken. */
function mayTell({ media }: AttachedEvidence, isGuarded: boolean): boolean {
  return isGuarded || (/^(?:image|video|audio)\//.test(media) && media !== 'image/gif')
}

function plainName({ seq, id, name }: AttachedEvidence): string {
  return `${seq}-${id.slice(-6)}.${name.split('.').at(-1) ?? 'bin'}`
}
