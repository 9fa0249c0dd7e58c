import { shippedPack } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { nameIn } from './pack-name.ts'
import { readPackFiles, type Pack } from './pack.ts'

const source = shippedPack('hotline')

type Change = readonly [file: string, from: string | RegExp, to: string]

function read(...changes: readonly Change[]) {
  const files = new Map(source.files)
  for (const [file, from, to] of changes) {
    const text = new TextDecoder().decode(files.get(file))
    const next = text.replace(from, to)
    if (next === text) throw new Error(`${file} no longer says ${String(from)}`)
    files.set(file, new TextEncoder().encode(next))
  }
  return readPackFiles({ ...source, files })
}

function soundPack(...changes: readonly Change[]): Pack {
  const { pack, findings } = read(...changes)
  if (pack === undefined) throw new Error(JSON.stringify(findings))
  return pack
}

const accept = { kind: 'task', id: 'accept', name: '受理登记' } as const

describe('a name', () => {
  test('is that of the file in Chinese, and that of en.yaml in English', () => {
    const { texts } = soundPack()
    expect(nameIn(texts, accept, 'zh')).toBe('受理登记')
    expect(nameIn(texts, accept, 'en')).toBe('Intake')
  })
  test('may be put otherwise in zh.yaml', () => {
    const { texts } = soundPack(['text/zh.yaml', /$/, 'task.accept: 登记\n'])
    expect(nameIn(texts, accept, 'zh')).toBe('登记')
  })
  test('of a pack that is gone is that of the file, and without one the id', () => {
    expect(nameIn(undefined, accept, 'en')).toBe('受理登记')
    expect(nameIn(undefined, { ...accept, name: '' }, 'zh')).toBe('accept')
  })
})

describe('names that are missing', () => {
  test.each([
    ['procedure', 'hotline'],
    ['task', 'accept'],
    ['node', 'route'],
    ['clock', 'handle'],
    ['decision', 'list-check'],
  ])('in English: %s.%s', (kind, id) => {
    const key = `${kind}.${id}`
    const { findings } = read(['text/en.yaml', new RegExp(`^${key}:.*\\n`, 'm'), ''])
    expect(findings).toMatchObject([{ file: 'text/en.yaml', code: 'text_missing', severity: 'error' }])
    expect(findings[0]?.en).toContain(`text ${key} is missing`)
    expect(findings[0]?.zh).toMatch(/见 (procedures\/hotline\.bpmn:\d+|decisions\/)/)
  })
  test('in Chinese: a task that no file calls anything', () => {
    const { findings } = read(['procedures/hotline.bpmn', 'id="accept" name="受理登记"', 'id="accept"'])
    expect(findings.map(({ file, code }) => [file, code])).toEqual([['text/zh.yaml', 'text_missing']])
  })
  test('a gateway without a name needs none', () => {
    soundPack(
      ['procedures/hotline.bpmn', 'id="route" name="如何处理"', 'id="route"'],
      ['text/en.yaml', /^node\.route:.*\n/m, ''],
    )
  })
  test('words of forms must stand in both files', () => {
    const { findings } = read(
      ['text/zh.yaml', /^form\.reply:.*\n/m, ''],
      ['text/en.yaml', /^form\.reply:.*\n/m, ''],
    )
    expect(findings.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'text/en.yaml text_missing',
      'text/zh.yaml text_missing',
    ])
  })
  test("a text of the pack's own in one language only", () => {
    const { findings } = read(['text/en.yaml', /^tell\.answer:.*\n/m, ''])
    expect(findings).toMatchObject([{ file: 'text/en.yaml', code: 'text_missing' }])
  })
})

describe('a name that nothing bears', () => {
  test('is told with its line', () => {
    const { findings } = read(['text/en.yaml', /^/, 'node.rout: How\n'])
    expect(findings).toMatchObject([{ file: 'text/en.yaml', line: 1, code: 'text_unknown' }])
  })
  test('is not told while a faulty file may bear it', () => {
    const { findings } = read(['decisions/judge.dmn', '<text>&gt;= 2</text>', '<text>&gt;= </text>'])
    expect(findings.map(({ file }) => file)).not.toContain('text/en.yaml')
  })
})
