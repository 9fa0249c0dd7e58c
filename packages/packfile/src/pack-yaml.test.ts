import { describe, expect, test } from 'vitest'
import { lineAt, readYaml } from './pack-yaml.ts'

function read(text: string) {
  return readYaml(new TextEncoder().encode(text), 'a.yaml')
}

test('values come with the line they stand on', () => {
  const found = read('a:\n  - b: 2026-03-02\n    c: [1, two, true, null]\n')
  expect(found.value).toEqual({ a: [{ b: '2026-03-02', c: [1, 'two', true, null] }] })
  expect([
    lineAt(found, '/a/0/b'),
    lineAt(found, '/a/0/c/3'),
    lineAt(found, '/a/0/b/none'),
    lineAt(found, '/none'),
  ]).toEqual([2, 3, 2, 1])
})

describe('refused', () => {
  test.each([
    ['an anchor', 'a: &x 1\nb: 2', 'yaml_alias', 1],
    ['an alias bomb', 'a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]', 'yaml_alias', 1],
    ['a tag', 'a: !!binary aGk=', 'yaml_value', 1],
    ['an own tag', 'a: !run x', 'yaml_tag', 1],
    ['a doubled key', 'a: 1\nb: 2\na: 3', 'yaml_key_twice', 3],
    ['a key that is no text', '? [1, 2]\n: 3', 'yaml_key', 0],
    ['the prototype', '__proto__: 1', 'yaml_key', 1],
    ['a number beyond numbers', 'a: .inf', 'yaml_value', 1],
    ['deep brackets', `a: ${'['.repeat(1000)}`, 'yaml_too_deep', 1],
    ['deep dashes', `${'- '.repeat(1000)}a`, 'yaml_too_deep', 1],
    ['nothing', '', 'yaml_empty', 0],
    ['a broken text', 'a: "b', 'yaml_malformed', 1],
  ])('%s', (...[, text, code, line]) => {
    const found = read(text)
    expect(found.value).toBeUndefined()
    expect(found.findings[0]).toMatchObject({ file: 'a.yaml', code, line })
  })

  test('what is not UTF-8', () => {
    expect(readYaml(Uint8Array.of(0x61, 0xff, 0xfe), 'a.yaml').findings).toMatchObject([
      { code: 'yaml_encoding' },
    ])
  })
})
