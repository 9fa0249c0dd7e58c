import { expect, test } from 'vitest'
import { readHead, writeHead } from './noted-head.ts'

const head = { seq: 1234, hash: '9f'.repeat(32) }

test('a head is read as it was written, also with the blanks and colons that paper brings', () => {
  expect(readHead(writeHead(head))).toEqual(head)
  expect(readHead(` 1234\uFF1A${'9f'.repeat(16)} ${'9f'.repeat(16)}\n`)).toEqual(head)
})

test.each(['', '1234', 'x:1', `0:${'9f'.repeat(32)}`, `1:${'9F'.repeat(32)}`, `1:${'9f'.repeat(31)}`])(
  '%j is no head',
  (text) => expect(readHead(text)).toBeUndefined(),
)
