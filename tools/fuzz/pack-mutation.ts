import type { PackSource } from '@duibiao/packfile'
import type { Random } from '@duibiao/testkit'
import { mutateXml, mutateYaml } from './form-mutation.ts'
import { mutateBytes, mutateText } from './text-mutation.ts'

/** A pack with some of its files missing, renamed, cut short, exchanged, doubled, replaced by noise or changed inside. */
export function mutatePack(random: Random, pack: PackSource): PackSource {
  const files = new Map(pack.files)
  for (let changes = random.integer(1, 4); changes > 0 && files.size > 0; changes -= 1)
    changeFiles(random, files)
  return { name: random.next() < 0.1 ? 'other' : pack.name, files }
}

function changeFiles(random: Random, files: Map<string, Uint8Array>): void {
  const path = random.pick([...files.keys()])
  const bytes = files.get(path) ?? new Uint8Array()
  const other = random.pick([...files.keys()])
  switch (random.integer(0, 8)) {
    case 0:
      files.delete(path)
      return
    case 1:
      files.delete(path)
      files.set(rename(random, path), bytes)
      return
    case 2:
      files.set(path, bytes.subarray(0, random.integer(0, bytes.length)))
      return
    case 3:
      files.set(path, files.get(other) ?? bytes)
      files.set(other, bytes)
      return
    case 4:
      files.set(rename(random, path), bytes)
      return
    case 5:
      files.set(
        path,
        Uint8Array.from({ length: random.integer(0, 3000) }, () => random.integer(0, 255)),
      )
      return
    case 6:
      files.set(path, mutateBytes(random, bytes))
      return
    default:
      files.set(path, mutateInside(random, path, { bytes, donor: files.get(other) ?? bytes }))
  }
}

function rename(random: Random, path: string): string {
  return random.pick([
    path.replace(/\.[a-z]+$/u, '.txt'),
    path.replace(/[^/]+\//u, ''),
    `extra/${path}`,
    path.toUpperCase(),
    path.replace(/([^/]+)$/u, 'copy-$1'),
    'pack.yaml',
    'procedures/.bpmn',
  ])
}

function mutateInside(
  random: Random,
  path: string,
  { bytes, donor }: { readonly bytes: Uint8Array; readonly donor: Uint8Array },
): Uint8Array {
  const [text, other] = [Buffer.from(bytes).toString('utf8'), Buffer.from(donor).toString('utf8')]
  if (random.next() < 0.3) return mutateText(random, text, other)
  return Buffer.from(
    /\.(bpmn|dmn)$/u.test(path) ? mutateXml(random, text, other) : mutateYaml(random, text, other),
  )
}
