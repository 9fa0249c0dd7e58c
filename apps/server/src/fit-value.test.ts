import { expect, test } from 'vitest'
import { findUnfit } from './fit-value.ts'

test('texts that no database takes are found wherever they stand [V2.2.1]', () => {
  const value = { a: 'good', b: ['x\0y', { c: '\uD800' }], 'k\0': 1 }
  expect(
    findUnfit(value, '/body')
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(['/body', '/body/b/0', '/body/b/1/c'])
  expect(findUnfit({ a: '事项 😀 \u202E', b: [1, null, true] }, '/body')).toEqual([])
})

test('values nested without end are refused before anything walks through them [V15.2.2]', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(findUnfit({ deep }, '/body')).toMatchObject([{ code: 'depth' }])
})
