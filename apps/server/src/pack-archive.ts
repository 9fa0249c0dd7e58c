import { AppError, isAppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { packLimits, readPackFiles, readYaml } from '@duibiao/packfile'
import type { PackSource } from '@duibiao/packfile'
import { openZip, writeZip } from '@duibiao/sheet'

/** A file that is to be installed. */
export interface ArchiveFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the checks found in the files of a pack. */
export interface CheckedPack {
  readonly source: PackSource
  /** With an error among them it is no pack. */
  readonly findings: readonly Finding[]
}

/**
 * Unpacks a compressed pack and checks all of it. A folder around the whole is taken off, and what systems add to archives by
 * themselves is passed over.
 * @throws AppError `archive_unreadable`
 */
export async function checkArchive({ name, bytes }: ArchiveFile): Promise<CheckedPack> {
  const { source, findings } = await unpackSource(name, bytes)
  const { findings: more } = readPackFiles(source)
  return { source, findings: [...findings, ...more] }
}

/** The files of a pack as an archive; the same files give the same bytes. */
export function packArchive({ files }: Pick<PackSource, 'files'>): Promise<Uint8Array> {
  return writeZip([...files].map(([name, bytes]) => ({ name, text: [bytes] })))
}

// As in the folders of packs: names that mean the same on every system.
const safePart = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u
const added = /(^|\/)(__MACOSX\/|\.(?!\.?(\/|$))|Thumbs\.db$)/u

async function unpackSource(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly source: PackSource; readonly findings: readonly Finding[] }> {
  const zip = openArchive(name, bytes)
  const names = zip.names().filter((one) => !one.endsWith('/') && !added.test(one))
  const around = folderAround(names)
  const findings: Finding[] = []
  const files = new Map<string, Uint8Array>()
  for (const one of names.toSorted()) {
    const path = one.slice(around.length)
    const parts = path.split('/')
    if (!parts.every((part) => safePart.test(part)) || parts.length > packLimits.depth) {
      findings.push(unsafe(path))
      continue
    }
    const content = await readPart(zip, one, name)
    if (content.length > packLimits.fileBytes) findings.push(tooLarge(path, content.length))
    else files.set(path, content)
  }
  return { source: { name: nameIn(files), files }, findings }
}

/** Of an archive nobody minds how the folder is called: the pack has the name that its manifest gives. */
function nameIn(files: ReadonlyMap<string, Uint8Array>): string {
  const bytes = files.get('pack.yaml')
  const { value } = bytes === undefined ? { value: undefined } : readYaml(bytes, 'pack.yaml')
  const name: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'name') : undefined
  return typeof name === 'string' ? name : ''
}

type Zip = ReturnType<typeof openZip>

function openArchive(file: string, bytes: Uint8Array): Zip {
  try {
    return openZip(bytes, { parts: 2 * packLimits.files, unpacked: packLimits.totalBytes })
  } catch (error) {
    throw unreadable(file, error)
  }
}

async function readPart(zip: Zip, name: string, file: string): Promise<Uint8Array> {
  try {
    return await zip.bytes(name)
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): unknown {
  if (!isAppError(error)) return error
  return new AppError('archive_unreadable', { file, reason: error.message }, { cause: error })
}

/** `hotline/` when everything lies in one folder of that name and no manifest beside it. */
function folderAround(names: readonly string[]): string {
  const [first = ''] = names
  const folder = first.slice(0, first.indexOf('/') + 1)
  return folder !== '' &&
    names.every((name) => name.startsWith(folder)) &&
    names.includes(`${folder}pack.yaml`)
    ? folder
    : ''
}

function unsafe(file: string): Finding {
  const zh = '文件名只能用字母、数字、点、横线和下划线，文件夹不得过深'
  const en = 'file names may hold letters, digits, dots, dashes and underscores only, in folders not too deep'
  return { file, line: 0, code: 'pack_path_unsafe', severity: 'error', zh, en }
}

function tooLarge(file: string, size: number): Finding {
  const zh = `文件过大（${size} 字节）`
  const en = `the file is too large (${size} bytes)`
  return { file, line: 0, code: 'pack_file_too_large', severity: 'error', zh, en }
}
