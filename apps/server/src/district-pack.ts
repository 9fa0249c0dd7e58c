import { AppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Procedure } from '@duibiao/kernel'
import { choiceAt, compilePack, openPack } from '@duibiao/packfile'
import type { CompiledPack, Pack, PackChoice } from '@duibiao/packfile'
import type {
  InstalledPack,
  InstalledProcedure,
  NewPack,
  PackSetting,
  PackShelf,
  ProcedureLibrary,
} from '@duibiao/store'

/** The packs that a district has installed, opened when first asked for. No folder is needed. */
export interface DistrictPacks {
  /** The version that new matters begin with. @throws AppError `pack_not_installed` */
  newest(name: string): Pack
  /** The newest version of every pack. */
  list(): readonly Pack[]
  /** As `newest`; undefined when the pack is not installed. */
  find(name: string): Pack | undefined
  /** A version by its hash. @throws AppError `pack_version_unknown`, `pack_damaged` */
  open(hash: string): Pack
  /** The pack that serves an installed procedure: the version it was installed with, for ever. */
  ofProcedure(hash: string): Pack | undefined
  compiledOf(procedure: string): CompiledPack | undefined
  /** What the district has settled for a pack, as it stands at an instant. */
  choiceAt(name: string, at: Instant): PackChoice
  /** Everything it has settled for it, in the order of recording. */
  settings(name: string): readonly PackSetting[]
}

/** Opens installed versions, each once. */
export interface PackReader {
  open(shelf: PackShelf, hash: string): Pack
  compile(shelf: PackShelf, hash: string): CompiledPack
  /** The executable form of an installed procedure. @throws AppError `procedure_unknown` */
  procedure(shelf: PackShelf, installed: InstalledProcedure): Procedure
}

export function makePackReader(): PackReader {
  const packs = new Map<string, Pack>()
  const compiled = new Map<string, CompiledPack>()
  const reader: PackReader = {
    open(shelf, hash) {
      const pack = packs.get(hash) ?? openInstalled(shelf, hash)
      packs.set(hash, pack)
      return pack
    },
    compile(shelf, hash) {
      const pack = reader.open(shelf, hash)
      const { name } = pack.manifest
      const one = compiled.get(hash) ?? compilePack(pack, (at) => choiceAt(shelf.settings(name), at))
      compiled.set(hash, one)
      return one
    },
    procedure(shelf, { hash, process, packHash }) {
      const pack = packHash === undefined ? undefined : reader.compile(shelf, packHash)
      const found = pack?.procedures.find((procedure) => procedure.hash === hash)
      if (found === undefined) throw new AppError('procedure_unknown', { procedure: process })
      return found
    },
  }
  return reader
}

/** The packs of a library, read by the same reader as its procedures. */
export function makeDistrictPacks(library: ProcedureLibrary, reader: PackReader): DistrictPacks {
  const { packs: shelf } = library
  const byProcedure = new Map<string, string | undefined>()
  function hashOf(procedure: string): string | undefined {
    const known = byProcedure.get(procedure)
    if (known !== undefined) return known
    const found = library.list().find(({ hash }) => hash === procedure)?.packHash
    if (found !== undefined) byProcedure.set(procedure, found)
    return found
  }
  function find(name: string): Pack | undefined {
    const installed = shelf.newest(name)
    return installed && reader.open(shelf, installed.hash)
  }
  return {
    list: () => [...new Set(shelf.list().map(({ name }) => name))].flatMap((name) => find(name) ?? []),
    find,
    newest(name) {
      const pack = find(name)
      if (pack === undefined) throw new AppError('pack_not_installed', { pack: name })
      return pack
    },
    open: (hash) => reader.open(shelf, hash),
    ofProcedure(procedure) {
      const hash = hashOf(procedure)
      return hash === undefined ? undefined : reader.open(shelf, hash)
    },
    compiledOf(procedure) {
      const hash = hashOf(procedure)
      return hash === undefined ? undefined : reader.compile(shelf, hash)
    },
    choiceAt: (name, at) => choiceAt(shelf.settings(name), at),
    settings: (name) => shelf.settings(name),
  }
}

/** A checked pack as the store installs it, whole. */
export function newPackOf(pack: Pack): NewPack {
  const { name, version, hash, procedures } = compilePack(pack)
  return {
    hash,
    name,
    version,
    files: pack.source.files,
    procedures: procedures.map((procedure) => ({ hash: procedure.hash, process: procedure.id })),
  }
}

/** An installed version as people call it: `hotline@2`. */
export function referenceOf({ name, number }: InstalledPack): string {
  return `${name}@${number}`
}

/**
 * The installed version that a person means: a name (its newest version), name@number, or the first characters of a hash.
 * @throws AppError `pack_not_installed`, `pack_version_unknown`
 */
export function findInstalled(shelf: PackShelf, reference: string): InstalledPack {
  const newest = shelf.newest(reference)
  if (newest !== undefined) return newest
  const found = shelf
    .list()
    .filter((pack) => referenceOf(pack) === reference || isPrefix(reference, pack.hash))
  if (found.length === 1 && found[0] !== undefined) return found[0]
  const isName = /^[a-z][a-z0-9-]*$/.test(reference) && !/^[0-9a-f]{6,}$/.test(reference)
  throw isName
    ? new AppError('pack_not_installed', { pack: reference })
    : new AppError('pack_version_unknown', { version: reference })
}

function isPrefix(text: string, hash: string): boolean {
  return text.length >= 6 && hash.startsWith(text)
}

function openInstalled(shelf: PackShelf, hash: string): Pack {
  const name = shelf.find(hash)?.name ?? ''
  const pack = openPack({ name, files: shelf.files(hash) })
  if (pack.hash !== hash) throw new AppError('pack_damaged', { pack: name })
  return pack
}
