import { expect, test } from 'vitest'
import { findProofs, writeAsvsPage } from './asvs-doc.ts'

const table = {
  version: '5.0.0',
  beyond: ['V1.1.3'],
  sections: {
    'V1.1': { zh: '甲', en: 'one', levels: [1, 2, 3, 3] },
    'V2.1': { zh: '乙', en: 'two', levels: [1], apart: { zh: '没有', en: 'none' } },
    'V3.1': { zh: '丙', en: 'three', levels: [1, 2, 2] },
  },
  documents: { 'V3.1.1': 'docs/x.md#part' },
  aside: { 'V3.1.2': { zh: '无此功能', en: 'there is none' } },
  open: { 'V3.1.3': { zh: '缺页面', en: 'lacks a page' } },
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

test('the page counts what is aimed at by what shows it, and says what is open', () => {
  const page = writeAsvsPage(table, findProofs('x.test.ts', `test('a [V1.1.1]', f)`))
  expect(page).toContain('**Of 6 aimed at, 1 are named by a test, 1 are met by a document, 1 do not concern')
  expect(page).toContain('and 3 are open.')
  expect(page).toContain('| 2 | 3 | 0 | 0 | 1 | 2 |')
  expect(page).toContain('| V3.1.1 | 1 | [docs/x.md#part](../x.md#part) |')
  expect(page).toContain('| V3.1.2 | 2 | 无此功能 there is none |')
  expect(page).toContain('| V3.1.3 | 2 | 缺页面 lacks a page |')
  expect(page).toContain('| V1.1.2 | 2 | 甲 one |')
  expect(page).not.toContain('V1.1.4')
  expect(page).toContain('没有 none')
})

test('what is shown by now is not left aside or open as well', () => {
  for (const id of ['V3.1.2', 'V3.1.3'])
    expect(() => writeAsvsPage(table, findProofs('x.test.ts', `test('a [${id}]', f)`))).toThrow(id)
})

test('a title that names a requirement there is not is a mistake', () => {
  expect(() => writeAsvsPage(table, findProofs('x.test.ts', `test('a [V1.1.9]', f)`))).toThrow(
    /V1\.1\.9 in x\.test\.ts/,
  )
})
