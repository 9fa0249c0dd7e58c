import { changePack, replaceText, shippedPack } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { readPackFiles } from './pack.ts'

test.each([
  ['text: [subject, body]', 'text: [subject, boddy]', 'variable boddy'],
  ['list: category', 'list: categories', 'code list categories'],
  ['after: triage_after', 'after: triage_afer', 'parameter triage_afer'],
  ['category: category,', '', 'field of lists listing/category'],
])('a pack whose rule of learning says %s as %s is refused with file and line', (from, to, what) => {
  const changed = changePack(shippedPack('hotline'), { 'pack.yaml': replaceText(from, to) })
  const [finding] = readPackFiles(changed).findings
  expect(finding).toMatchObject({
    file: 'pack.yaml',
    code: 'triage_name_unknown',
    en: expect.stringContaining(what),
  })
  expect(finding?.line).toBeGreaterThan(1)
})
