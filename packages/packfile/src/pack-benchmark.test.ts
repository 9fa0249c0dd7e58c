import { changePack, replaceText, shippedPack } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { readPackFiles } from './pack.ts'

test('a procedure of visits that the pack does not have is told with its line', () => {
  const changed = changePack(shippedPack('benchmark'), {
    'pack.yaml': replaceText('visit: study-visit', 'visit: study-trip'),
  })
  expect(readPackFiles(changed).findings).toMatchObject([
    {
      file: 'pack.yaml',
      line: expect.any(Number),
      code: 'benchmark_name_unknown',
      en: 'there is no procedure study-trip',
    },
  ])
})
