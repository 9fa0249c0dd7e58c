import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { features } from '../app/feature-list.ts'
import { publicRoutes } from '../public/route-list.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The modules of ours that a module loads, at once or later, and the namespaces it asks for texts of. */
function readModule(file: string) {
  const text = readFileSync(file, 'utf8')
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  const named = [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value ?? '')),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ]
  return {
    loads: named
      .filter((name) => /^\..*\.tsx?$/.test(name))
      .map((name) => path.resolve(path.dirname(file), name)),
    spaces: [...text.matchAll(/useTranslation\('([\w-]+)'\)/g)].map(([, space = '']) => space),
  }
}

/** Namespaces that anything asks for which is loaded from a module on. */
function spacesFrom(start: string): ReadonlySet<string> {
  const found = new Set([start])
  const spaces = new Set<string>()
  // A set is walked on to what is added on the way.
  for (const file of found) {
    const read = readModule(file)
    for (const other of read.loads) found.add(other)
    for (const space of read.spaces) spaces.add(space)
  }
  return spaces
}

/** What `openTexts` is given at the start of a page. */
function openedBy(main: string): readonly string[] {
  const [, list = ''] = /openTexts\(\[(.*)\]\)/.exec(readFileSync(path.join(root, main), 'utf8')) ?? []
  return [...list.matchAll(/'([\w-]+)'/g)].map(([, space = '']) => space)
}

test.each([...features])(
  'the screens of $id come with all their texts: none that comes later hides them again',
  ({ id, texts = [] }) => {
    const shown = spacesFrom(path.join(root, `features/${id}/feature.ts`))
    const known = new Set([...openedBy('main.tsx'), id])
    expect([...shown].filter((space) => !known.has(space)).toSorted()).toEqual([...texts].toSorted())
  },
)

// The list loads its pages in their order, and nothing else.
const pages = readModule(path.join(root, 'public/route-list.ts')).loads

test('the list of public pages loads a module for each', () => {
  expect(pages).toHaveLength(publicRoutes.length)
})

test.each([...publicRoutes.entries()])('public page %i comes with all its texts', (place, { texts }) => {
  const shown = spacesFrom(pages[place] ?? '')
  const known = new Set(openedBy('public-main.tsx'))
  expect([...shown].filter((space) => !known.has(space)).toSorted()).toEqual([...texts].toSorted())
})
