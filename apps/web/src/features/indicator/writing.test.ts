import { expect, test } from 'vitest'
import { writeShare } from './writing.ts'

test('less than everything is never written as all, nor something as nothing', () => {
  expect([1, 0.9996, 0.9321, 0.0005, 0.0001, 0].map((share) => writeShare(share, 'en'))).toEqual([
    '100%',
    '99.9%',
    '93.2%',
    '0.1%',
    '<0.1%',
    '0%',
  ])
})
