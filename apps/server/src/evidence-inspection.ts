import { AppError } from '@duibiao/base'
import { fileTypeFromFile } from 'file-type'
import { findArchiveFault } from './evidence-archive.ts'
import { readImageSize } from './evidence-image.ts'
import { evidenceKinds } from './evidence-kind.ts'
import type { EvidenceKind } from './evidence-kind.ts'
import { viewFile } from './evidence-view.ts'
import type { FileView } from './evidence-view.ts'

/** Pixels of a picture at most: more than any telephone takes, and 400 MB unpacked. */
const mostPixels = 100_000_000

/**
 * The kind of an uploaded file, by its content and by its extension, which have to agree (ASVS V5.2.2).
 * @param name readable, for the refusal
 * @throws AppError `evidence_empty`, `evidence_type_refused`, `evidence_type_mismatch`, `evidence_image_too_large`,
 * `evidence_archive_refused`
 */
export async function inspectEvidence(
  path: string,
  { name, extension }: { readonly name: string; readonly extension: string },
): Promise<EvidenceKind> {
  const kind = evidenceKinds.find(({ extensions }) => extensions.includes(extension))
  if (kind === undefined) throw new AppError('evidence_type_refused', { type: extension })
  return viewFile(path, async (view) => {
    if (view.size === 0) throw new AppError('evidence_empty', { name })
    const found = (await fileTypeFromFile(path))?.mime
    const isExpected =
      kind.found === undefined ? found === undefined : kind.found.some((one) => one === found)
    const isSound = isExpected && !(await hidesPage(view, kind)) && (await isText(view, kind))
    if (!isSound) throw new AppError('evidence_type_mismatch', { name, type: found ?? '?' })
    await requireImage(view, { kind, name })
    if (kind.form === 'archive') {
      const problem = await findArchiveFault(view, extension)
      if (problem !== undefined) throw new AppError('evidence_archive_refused', { name, problem })
    }
    return kind
  })
}

const images: ReadonlySet<EvidenceKind['form']> = new Set(['jpeg', 'png', 'gif', 'webp', 'heif'])

async function requireImage(
  view: FileView,
  { kind, name }: { readonly kind: EvidenceKind; readonly name: string },
): Promise<void> {
  if (!images.has(kind.form)) return
  const size = await readImageSize(view, kind.form)
  if (size === undefined) throw new AppError('evidence_type_mismatch', { name, type: kind.media })
  const { width, height } = size
  if (width * height > mostPixels) {
    throw new AppError('evidence_image_too_large', { width, height, limit: mostPixels })
  }
}

const page = /<(?:script|\?php|html|svg|iframe|!doctype)[\s>]/i

/** Whether a picture, film or text holds what a browser might take for a page, at its beginning or end. */
async function hidesPage(view: FileView, { form }: EvidenceKind): Promise<boolean> {
  if (form === 'archive' || form === 'pdf') return false
  const ends = [await view.read(0, 65_536), await view.read(Math.max(0, view.size - 65_536), 65_536)]
  return ends.some((end) => page.test(end.toString('latin1')))
}

/** A text has no characters of control besides those that part lines and columns, in UTF-8 or GB 18030. */
async function isText(view: FileView, { form }: EvidenceKind): Promise<boolean> {
  if (form !== 'text') return true
  const head = await view.read(0, 65_536)
  return !head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))
}
