import { expect, test } from 'vitest'
import { findProofs, writeAsvsPage } from './asvs-doc.ts'

const table = {
  version: '5.0.0',
  beyond: ['V1.1.3'],
  sections: {
    'V1.1': { zh: '甲', en: 'one', levels: [1, 2, 3, 3] },
    'V2.1': { zh: '乙', en: 'two', levels: [1], apart: { zh: '没有', en: 'none' } },
  },
}

test('titles of tests name requirements, one or several', () => {
  const text = `test('a is b [V1.1.1] [V1.1.2]', () => {})\ntest.each(x)("c [V1.1.3, V1.1.4]", y)\ntest('d', z)`
  expect(findProofs('x.test.ts', text).map(({ id, title }) => `${id} ${title}`)).toEqual([
    'V1.1.1 a is b',
    'V1.1.2 a is b',
    'V1.1.3 c',
    'V1.1.4 c',
  ])
})

test('the page counts what is aimed at, and lists what no test names', () => {
  const page = writeAsvsPage(table, findProofs('x.test.ts', `test('a [V1.1.1]', f)`))
  expect(page).toContain('**1 of 3 aimed at are named by a test (33 %)')
  expect(page).toContain('V1.1.2 (2), V1.1.3 (3)')
  expect(page).not.toContain('V1.1.4 (3)')
  expect(page).toContain('没有 none')
})

test('a title that names a requirement there is not is a mistake', () => {
  expect(() => writeAsvsPage(table, findProofs('x.test.ts', `test('a [V1.1.9]', f)`))).toThrow(
    /V1\.1\.9 in x\.test\.ts/,
  )
})
