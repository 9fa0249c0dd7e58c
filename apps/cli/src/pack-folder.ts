import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Finding } from '@duibiao/base'
import { readPack } from '@duibiao/packfile'
import type { PackRead } from '@duibiao/packfile'
import type { Terminal } from './terminal.ts'

/** Reads and checks the pack in a folder; a folder of packs is told as one. */
export function readPackFolder(folder: string, terminal: Terminal): PackRead {
  const place = path.resolve(terminal.folder, folder)
  const inside = packsInside(place)
  if (inside.length === 0) return readPack(place)
  const names = inside.map((name) => path.join(folder, name)).join(' ')
  const told: Finding = {
    file: '',
    line: 0,
    code: 'pack_folder_of_packs',
    severity: 'error',
    zh: `这是存放治理包的目录：请写出其中的治理包，如 ${names}`,
    en: `this is a folder of packs: name the packs inside, such as ${names}`,
  }
  return { pack: undefined, findings: [told] }
}

/** True for a folder that holds a pack. */
export function isPackFolder(folder: string, terminal: Terminal): boolean {
  return isPack(path.resolve(terminal.folder, folder))
}

/** Findings name files inside the pack; a person needs the way to them. */
export function placedFindings(folder: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, file: path.join(folder, finding.file) }))
}

function isPack(place: string): boolean {
  return existsSync(path.join(place, 'pack.yaml'))
}

/** The packs in a folder that is none itself. */
function packsInside(place: string): readonly string[] {
  if (!existsSync(place) || isPack(place)) return []
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isPack(path.join(place, entry.name)))
    .map(({ name }) => name)
    .toSorted()
}
