import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles, readManifests, readText, root as rootFolder } from './repository.ts'

test('every workspace is type-checked: the root tsconfig references all of them and the tools', () => {
  const folders = readManifests()
    .map((manifest) => manifest.folder)
    .filter((folder) => folder !== '.')
  const root: { readonly references: readonly { readonly path: string }[] } = JSON.parse(
    readText('tsconfig.json'),
  )
  // A workspace may have a second configuration, for its tests.
  const referenced = root.references.map(({ path }) => path.replace(/\/tsconfig[^/]*$/, ''))
  expect([...new Set(referenced)].toSorted()).toEqual([...folders, 'tools'].toSorted())
})

test('our own packages ask for each other in the one version they all have', () => {
  const manifests = readManifests()
  const own = new Set(manifests.map((manifest) => manifest.name))
  const asked = manifests.flatMap((one) => [...one.dependencies].filter(([name]) => own.has(name)))
  expect(new Set(asked.map(([, version]) => version))).toEqual(new Set(['0.1.0']))
})

test('every relative link in a document leads to a file or folder of the repository', () => {
  const dead = listFiles('*.md', 'docs/**/*.md', 'packs/**/*.md').flatMap((path) =>
    [...readText(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map((found) => join(dirname(path), found[1] ?? ''))
      .filter((target) => !existsSync(`${rootFolder}${target}`))
      .map((target) => `${path}: ${target}`),
  )
  expect(dead).toEqual([])
})
