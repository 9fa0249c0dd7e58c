import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import { readPack } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'

/** Every pack of a folder. @throws AppError `pack_missing` when it holds none, `pack_faulty` */
export function readPackFolder(folder: string): readonly Pack[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
    : []
  if (names.length === 0) throw new AppError('pack_missing', { pack: '*', folder })
  return names.toSorted().map((name) => {
    const { pack, findings } = readPack(path.join(folder, name))
    if (pack !== undefined) return pack
    const count = findings.filter((finding) => finding.severity === 'error').length
    throw new AppError('pack_faulty', { pack: path.join(folder, name), count })
  })
}
