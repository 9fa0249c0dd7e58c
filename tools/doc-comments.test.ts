import { expect, test } from 'vitest'
import { findUndocumented } from './doc-comments.ts'

const index = 'packages/p/src/index.ts'

/** What is found in a package of these sources. */
function found(sources: { readonly [file: string]: string }): readonly string[] {
  return findUndocumented(index, (path) => {
    const text = sources[path.replace('packages/p/src/', '')]
    if (text === undefined) throw new Error(`there is no ${path}`)
    return text
  })
}

test('a function that is given out by name, as another name or with all of its file needs a doc comment', () => {
  const bare = 'export function one(): void {}\n\nexport const two = (): void => {}\n'
  const where = (name: string, line: number) => `packages/p/src/a.ts:${line} ${name} has no doc comment`
  expect(found({ 'index.ts': "export * from './a.ts'", 'a.ts': bare })).toEqual([
    where('one', 1),
    where('two', 3),
  ])
  expect(found({ 'index.ts': "export { two as second } from './a.ts'", 'a.ts': bare })).toEqual([
    where('two', 3),
  ])
  expect(
    found({
      'index.ts': "export { last } from './b.ts'",
      'b.ts': "export { one as last } from './a.ts'",
      'a.ts': bare,
    }),
  ).toEqual([where('one', 1)])
})

test('a doc comment counts only right before the function', () => {
  const apart = '/** Of the type. */\nexport type T = string\nexport function one(): void {}\n'
  expect(found({ 'index.ts': "export * from './a.ts'", 'a.ts': apart })).toHaveLength(1)
  expect(found({ 'index.ts': '// A line.\nexport function one(): void {}\n' })).toHaveLength(1)
  expect(found({ 'index.ts': '/* No doc. */\nexport function one(): void {}\n' })).toHaveLength(1)
  expect(found({ 'index.ts': '/** Does. */\nexport function one(): void {}\n' })).toEqual([])
})

test('of several signatures one says it for all', () => {
  const overloaded =
    '/** Does. */\nexport function one(a: string): void\nexport function one(a: number): void\nexport function one(): void {}\n'
  expect(found({ 'index.ts': overloaded })).toEqual([])
})

test('what is not given out, is no function or comes from another package is free', () => {
  const free =
    'export function inner(): void {}\nexport const three = 3\nexport type T = string\nfunction own(): void {}\n'
  expect(
    found({
      'index.ts':
        "export { three } from './a.ts'\nexport type { T } from './a.ts'\nexport { x } from '@duibiao/base'",
      'a.ts': free,
    }),
  ).toEqual([])
})
