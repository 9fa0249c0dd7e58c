/** How the inside of a kind of file is looked at. */
type EvidenceForm = 'jpeg' | 'png' | 'gif' | 'webp' | 'heif' | 'archive' | 'film' | 'pdf' | 'text'

/** A kind of file that is accepted as evidence. */
export interface EvidenceKind {
  /** Media type it is kept and answered as. */
  readonly media: string
  /** What the content shows it to be; undefined for text, which has no mark. */
  readonly found: readonly string[] | undefined
  readonly extensions: readonly string[]
  readonly form: EvidenceForm
}

const office = 'application/vnd.openxmlformats-officedocument'
const officeMedia = {
  docx: 'wordprocessingml.document',
  xlsx: 'spreadsheetml.sheet',
  pptx: 'presentationml.presentation',
} as const

/**
 * What is accepted: photos, films and recordings of telephones, and documents that no program runs (ASVS V5.2.2). Drawings of
 * SVG, pages of HTML, scripts, archives, documents with macros and the older forms of office programs are not.
 */
export const evidenceKinds: readonly EvidenceKind[] = [
  { media: 'image/jpeg', found: ['image/jpeg'], extensions: ['jpg', 'jpeg'], form: 'jpeg' },
  { media: 'image/png', found: ['image/png'], extensions: ['png'], form: 'png' },
  { media: 'image/gif', found: ['image/gif'], extensions: ['gif'], form: 'gif' },
  { media: 'image/webp', found: ['image/webp'], extensions: ['webp'], form: 'webp' },
  { media: 'image/heic', found: ['image/heic', 'image/heif'], extensions: ['heic', 'heif'], form: 'heif' },
  { media: 'video/mp4', found: ['video/mp4', 'video/x-m4v'], extensions: ['mp4', 'm4v'], form: 'film' },
  { media: 'video/quicktime', found: ['video/quicktime'], extensions: ['mov'], form: 'film' },
  { media: 'video/3gpp', found: ['video/3gpp', 'video/3gpp2'], extensions: ['3gp'], form: 'film' },
  { media: 'audio/mpeg', found: ['audio/mpeg'], extensions: ['mp3'], form: 'film' },
  { media: 'audio/mp4', found: ['audio/mp4', 'audio/x-m4a'], extensions: ['m4a'], form: 'film' },
  { media: 'audio/amr', found: ['audio/amr'], extensions: ['amr'], form: 'film' },
  { media: 'audio/wav', found: ['audio/wav', 'audio/vnd.wave'], extensions: ['wav'], form: 'film' },
  { media: 'application/pdf', found: ['application/pdf'], extensions: ['pdf'], form: 'pdf' },
  { media: 'application/ofd', found: ['application/zip'], extensions: ['ofd'], form: 'archive' },
  ...(['docx', 'xlsx', 'pptx'] as const).map((extension): EvidenceKind => {
    const media = `${office}.${officeMedia[extension]}`
    return { media, found: [media], extensions: [extension], form: 'archive' }
  }),
  { media: 'text/plain', found: undefined, extensions: ['txt'], form: 'text' },
  { media: 'text/csv', found: undefined, extensions: ['csv'], form: 'text' },
]
