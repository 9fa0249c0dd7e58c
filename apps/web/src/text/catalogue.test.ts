import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

/** Every key of a catalogue with its text, `a.b.c`. */
function flatten(value: unknown, before = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[before, value]]
  return Object.entries(value ?? {}).flatMap(([key, inner]: [string, unknown]) =>
    flatten(inner, before === '' ? key : `${before}.${key}`),
  )
}

const catalogues = new Map(
  globSync('**/text.*.json', { cwd: root }).map((file) => {
    const [, folder = '', language = ''] =
      /([^/]+)\/text\.(\w+)\.json$/.exec(file.replaceAll('\\', '/')) ?? []
    const texts: unknown = JSON.parse(read(file))
    return [`${language}/${folder}`, new Map(flatten(texts))] as const
  }),
)
const folders = [...new Set([...catalogues.keys()].map((key) => key.split('/')[1] ?? ''))]

/** Plurals are one key: English tells one from many, Chinese does not. */
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|other)$/, '')
}

function keysOf(language: string, folder: string): ReadonlySet<string> {
  return new Set([...(catalogues.get(`${language}/${folder}`)?.keys() ?? [])].map(withoutPlural))
}

test.each(folders)('the texts of %s have the same keys and the same places in both languages', (folder) => {
  expect([...keysOf('zh', folder)].toSorted()).toEqual([...keysOf('en', folder)].toSorted())
  const zh = catalogues.get(`zh/${folder}`)
  const en = catalogues.get(`en/${folder}`)
  for (const [key, text] of en ?? []) {
    const own = zh?.get(key) ?? zh?.get(`${withoutPlural(key)}_other`) ?? ''
    const places = (words: string) =>
      [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).toSorted()
    expect({ key, places: places(text) }).toEqual({ key, places: places(own) })
    expect({ key, isEmpty: text.trim() === '' && text !== ' ' }).toEqual({ key, isEmpty: false })
  }
})

const sources = globSync('**/*.{ts,tsx}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/\.test\.ts$|^browser-test\//.test(file))

interface Plain {
  readonly type?: string
  readonly name?: unknown
  readonly value?: unknown
  readonly callee?: Plain
  readonly arguments?: readonly Plain[]
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[]
}

/** Attributes that people see or hear. */
const seen = /^(title|alt|label|placeholder|aria-label|aria-description|content|description)$/

/** Words that stand in a source instead of in the catalogue, and keys that are asked for. */
function readSource(file: string) {
  const words: string[] = []
  const keys: string[] = []
  const starts: string[] = []
  const text = read(file)
  const spaces = [...text.matchAll(/useTranslation\('([\w-]+)'\)/g)].map(([, space = '']) => space)
  new Visitor({
    JSXText: ({ value }) => {
      if (/\p{L}/u.test(value)) words.push(value.trim())
    },
    JSXAttribute: (node) => {
      const { name, value } = node as { readonly name: Plain; readonly value: Plain | null }
      if (!seen.test(String(name.name)) || typeof value?.value !== 'string') return
      if (/\p{L}/u.test(value.value)) words.push(value.value)
    },
    Literal: ({ value }) => {
      if (typeof value === 'string' && /\p{Script=Han}/u.test(value)) words.push(value)
    },
    CallExpression: (node) => {
      const { callee, arguments: given = [] } = node as Plain
      if (callee?.name !== 't') return
      const [key] = given
      if (typeof key?.value === 'string') keys.push(key.value)
      const start = key?.type === 'TemplateLiteral' ? key.quasis?.[0]?.value.cooked : undefined
      if (typeof start === 'string' && start !== '') starts.push(start)
    },
  }).visit(parseSync(file, text).program)
  return { words, keys, starts, spaces }
}

/** Names that are read before the texts of a feature are loaded, and faces of fonts. */
const wordsAllowed = /(^|\/)feature\.ts$/

test.each(sources)('%s has no words of its own, and asks for texts that there are', (file) => {
  const { words, keys, starts, spaces } = readSource(file)
  if (!wordsAllowed.test(file)) expect(words).toEqual([])
  const known = spaces.flatMap((space) => [...keysOf('zh', space)])
  expect(keys.filter((key) => !known.includes(key))).toEqual([])
  expect(starts.filter((start) => !known.some((key) => key.startsWith(start)))).toEqual([])
})
