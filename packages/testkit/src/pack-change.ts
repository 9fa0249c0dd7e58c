import { fileURLToPath } from 'node:url'
import { readPackFiles, readPackSource } from '@duibiao/packfile'
import type { Pack, PackSource } from '@duibiao/packfile'

/** What becomes of the text of a file; undefined takes the file away. */
export type PackChange = (text: string) => string | undefined

/** The files of a pack of this repository. */
export function shippedPack(name: string): PackSource {
  return readPackSource(fileURLToPath(new URL(`../../../packs/${name}`, import.meta.url))).source
}

/** A pack of this repository, read; with some files changed where a test says so. */
export function readShippedPack(name: string, changes: { readonly [file: string]: PackChange } = {}): Pack {
  const { pack, findings } = readPackFiles(changePack(shippedPack(name), changes))
  if (pack === undefined) throw new Error(findings.map(({ en }) => en).join('\n'))
  return pack
}

/** The pack with some files changed. */
export function changePack(source: PackSource, changes: { readonly [file: string]: PackChange }): PackSource {
  const files = new Map(source.files)
  for (const [file, change] of Object.entries(changes)) {
    const text = change(new TextDecoder().decode(files.get(file)))
    if (text === undefined) files.delete(file)
    else files.set(file, new TextEncoder().encode(text))
  }
  return { ...source, files }
}

/** Another text in place of one that must be there. */
export function replaceText(from: string, to: string): PackChange {
  return (text) => {
    if (!text.includes(from)) throw new Error(`the pack no longer says ${from}`)
    return text.replace(from, to)
  }
}
