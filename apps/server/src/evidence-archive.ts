import type { FileView } from './evidence-view.ts'

/** How much an archive, which a document of an office program is, may hold (ASVS V5.2.3). */
const most = { entries: 5_000, unpacked: 512 * 1024 * 1024, ratio: 200, directory: 8 * 1024 * 1024 }

/** Programs and archives that no document has to carry. */
const inside =
  /\.(?:exe|dll|scr|com|bat|cmd|js|jse|vbs|vbe|ps1|hta|lnk|msi|jar|zip|rar|7z)$|vbaproject|activex/i

/**
 * What is wrong with the inside of a document that is an archive, as its directory tells; nothing is unpacked and no path of
 * it is ever used (ASVS V5.3.3).
 * @returns undefined when nothing is
 */
export async function findArchiveFault(view: FileView, extension: string): Promise<string | undefined> {
  const entries = await readDirectory(view)
  if (entries === undefined) return 'directory'
  const names = entries.map(({ name }) => name)
  if (new Set(names).size < names.length) return 'names'
  const isWhole = extension === 'ofd' ? names.includes('OFD.xml') : names.includes('[Content_Types].xml')
  if (!isWhole) return 'content'
  let packed = 0
  let unpacked = 0
  for (const entry of entries) {
    const fault = findEntryFault(entry)
    if (fault !== undefined) return `${fault}: ${entry.name.slice(0, 80)}`
    packed += entry.packed
    unpacked += entry.unpacked
  }
  // Entries that lie over each other claim more than the file has: the bombs without a ratio.
  if (packed > view.size || unpacked > most.unpacked) return 'size'
  return unpacked > 10_000_000 && unpacked > packed * most.ratio ? 'ratio' : undefined
}

interface ArchiveEntry {
  readonly name: string
  readonly packed: number
  readonly unpacked: number
  readonly isLink: boolean
  readonly isLocked: boolean
}

function findEntryFault({ name, isLink, isLocked }: ArchiveEntry): string | undefined {
  if (isLink) return 'link'
  if (isLocked) return 'locked'
  const isOutside = /^[/\\]|^[a-z]:|\\|\0/i.test(name) || name.split('/').includes('..')
  if (isOutside) return 'path'
  return inside.test(name) ? 'program' : undefined
}

/** The directory at the end (APPNOTE 6.3). What needs the forms for more than 4 GB is no document. */
async function readDirectory(view: FileView): Promise<readonly ArchiveEntry[] | undefined> {
  const tail = await view.read(Math.max(0, view.size - 65_557), 65_557)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > tail.length) return undefined
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ]
  if (count === 0 || count > most.entries || length > most.directory) return undefined
  const directory = await view.read(start, length)
  const entries: ArchiveEntry[] = []
  let at = 0
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return undefined
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      isLocked: (directory.readUInt16LE(at + 8) & 1) !== 0,
      // Mode of Unix in the upper half: 12 is a symbolic link.
      isLink: directory.readUInt32LE(at + 38) >>> 28 === 0xa,
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
