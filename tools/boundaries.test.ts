import { describe, expect, test } from 'vitest'
import { findUnseen } from './boundaries.ts'
import { findCycles } from './boundary/cycle.ts'
import { parts } from './boundary/part.ts'
import { findViolations } from './boundary/rule.ts'
import { readSource } from './boundary/source-file.ts'

const manifests = {
  '.': new Set(['vitest', 'yaml']),
  'packages/base': new Set<string>(),
  'packages/kernel': new Set(['@duibiao/base', 'pg']),
  'packages/store': new Set(['@duibiao/base', '@duibiao/kernel', 'pg']),
  'packages/packfile': new Set(['@duibiao/base', 'feelin']),
  'packages/testkit': new Set(['@duibiao/store', 'pg']),
}

function check(path: string, text: string): readonly string[] {
  return findViolations([readSource(path, text)], manifests)
}

describe('an arrow that points the wrong way is refused, however it is written', () => {
  const forms = [
    `import { a } from '@duibiao/store'`,
    `import type { A } from '@duibiao/store'`,
    `import '@duibiao/store'`,
    `export { a } from '@duibiao/store'`,
    `export * from '@duibiao/store'`,
    `export const a = import('@duibiao/store')`,
    `export type A = import('@duibiao/store').A`,
    `export type A = typeof import('@duibiao/store')`,
  ]
  test.each(forms)('%s', (form) => {
    expect(check('packages/kernel/src/matter.ts', `// first line\n${form}\n`)).toEqual([
      'packages/kernel/src/matter.ts:2 @duibiao/store: kernel may import base',
    ])
  })
  test.each(forms)('and the same is allowed in a test: %s', (form) => {
    expect(check('packages/kernel/src/matter.test.ts', form)).toEqual([])
  })
})

test('an arrow up the list is allowed', () => {
  expect(check('packages/store/src/ledger.ts', `import { a } from '@duibiao/kernel'`)).toEqual([])
})

test('base imports nothing of ours', () => {
  expect(check('packages/base/src/fen.ts', `import { a } from '@duibiao/kernel'`)).toEqual([
    'packages/base/src/fen.ts:1 @duibiao/kernel: base may import nothing',
  ])
})

test('inner files of a package are refused by name and by path, in tests too', () => {
  expect(check('packages/store/src/a.ts', `import '@duibiao/kernel/src/decide.ts'`)).toHaveLength(1)
  expect(check('packages/store/src/a.ts', `import '../../kernel/src/decide.ts'`)).toHaveLength(1)
  expect(check('packages/store/src/a.test.ts', `import '../../kernel/src/decide.ts'`)).toHaveLength(1)
  expect(check('packages/store/src/a.ts', `import './ledger.ts'`)).toEqual([])
})

test('an undeclared dependency is refused even when hoisting would find it', () => {
  expect(check('packages/packfile/src/a.ts', `import 'yaml'`)).toEqual([
    'packages/packfile/src/a.ts:1 yaml: yaml is not in packages/packfile/package.json',
  ])
  expect(check('packages/packfile/src/a.ts', `import { a } from '@duibiao/registry'`)).toHaveLength(1)
  expect(check('packages/packfile/src/a.ts', `import { test } from 'vitest'`)).toHaveLength(1)
  expect(check('packages/packfile/src/a.test.ts', `import { test } from 'vitest'`)).toEqual([])
  expect(check('packages/testkit/src/a.ts', `import { test } from 'vitest'`)).toEqual([])
  expect(check('tools/a.ts', `import 'csv-parse/sync'`)).toEqual([
    'tools/a.ts:1 csv-parse/sync: csv-parse is not in package.json',
  ])
})

test('the driver stays in store and FEEL in packfile, even where they are declared', () => {
  expect(check('packages/kernel/src/a.ts', `import 'pg'`)).toEqual([
    'packages/kernel/src/a.ts:1 pg: only store may import it',
  ])
  expect(check('packages/store/src/a.ts', `import 'pg'`)).toEqual([])
  expect(check('packages/store/src/a.ts', `import 'feelin'`)).toEqual([
    'packages/store/src/a.ts:1 feelin: only packfile may import it',
  ])
  expect(check('packages/testkit/src/a.ts', `import 'pg'`)).toEqual([])
})

test('testkit is imported by tests and tools only', () => {
  const line = `import { aMatter } from '@duibiao/testkit'`
  expect(check('packages/store/src/a.ts', line)).toHaveLength(1)
  expect(check('packages/store/src/a.test.ts', line)).toEqual([])
  expect(check('tools/bench/main.ts', line)).toEqual([])
})

test('what tests are set up with may import testkit, and only tests import it', () => {
  expect(check('packages/store/src/test-desk.ts', `import { aMatter } from '@duibiao/testkit'`)).toEqual([])
  const line = `import { openDesk } from './test-desk.ts'`
  expect(check('packages/store/src/a.ts', line)).toEqual([
    'packages/store/src/a.ts:1 ./test-desk.ts: what tests are set up with is for tests',
  ])
  expect(check('packages/store/src/a.test.ts', line)).toEqual([])
  expect(check('packages/store/src/test-report.ts', line)).toEqual([])
  expect(check('packages/testkit/src/a.ts', `import './test-database.ts'`)).toEqual([])
})

test('pure packages know no Node, their tests do', () => {
  expect(check('packages/kernel/src/a.ts', `import 'node:fs'`)).toEqual([
    'packages/kernel/src/a.ts:1 node:fs: kernel is pure and knows no Node',
  ])
  expect(check('packages/kernel/src/a.test.ts', `import 'node:fs'`)).toEqual([])
  expect(check('packages/store/src/a.ts', `import 'node:fs'`)).toEqual([])
})

describe('time and chance are arguments', () => {
  const calls = [
    'Date.now()',
    `Date['now']()`,
    'globalThis.Date.now()',
    'new Date()',
    'Date()',
    'Math.random()',
    'Temporal.Now.instant()',
  ]
  test.each(calls)('%s is refused in a package and allowed in the main file of an app', (call) => {
    const text = `export const at = ${call}`
    expect(check('packages/kernel/src/a.ts', text)).toHaveLength(1)
    expect(check('packages/store/src/a.ts', text)).toHaveLength(1)
    expect(check('apps/cli/src/main.ts', text)).toEqual([])
    expect(check('tools/bench/main.ts', text)).toEqual([])
  })
  test('a date made from an argument is fine', () => {
    expect(check('packages/kernel/src/a.ts', 'export const at = new Date(0)')).toEqual([])
  })
})

test('a workspace that is not in the table, a drawer and a second index are refused', () => {
  expect(check('packages/oddments/src/index.ts', '')).toHaveLength(1)
  expect(check('packages/kernel/src/utils.ts', '')).toHaveLength(1)
  expect(check('packages/kernel/src/bpmn/index.ts', '')).toHaveLength(1)
})

test('nothing imports tools, and a computed import() cannot hide', () => {
  expect(check('packages/store/src/a.ts', `import '../../../tools/test.ts'`)).toHaveLength(1)
  expect(check('packages/store/src/a.ts', `export const a = (b: string) => import(b)`)).toHaveLength(1)
})

test('a source that does not parse is a violation, not a source without imports', () => {
  expect(check('packages/store/src/a.ts', `import { from 'pg'`)[0]).toMatch(/does not parse/)
})

test('rings are found once, those of types and across packages too', () => {
  const files = [
    readSource('packages/base/src/a.ts', `import type { B } from './b.ts'`),
    readSource('packages/base/src/b.ts', `export type C = import('./c.ts').C`),
    readSource('packages/base/src/c.ts', `import { a } from './a.ts'`),
    readSource('packages/base/src/index.ts', `import { k } from '@duibiao/kernel'`),
    readSource('packages/kernel/src/index.ts', `import { b } from '@duibiao/base'`),
    readSource('packages/kernel/src/alone.ts', `import { b } from '@duibiao/base'`),
  ]
  expect(findCycles(files)).toEqual([
    'packages/base/src/a.ts > packages/base/src/b.ts > packages/base/src/c.ts > packages/base/src/a.ts',
    'packages/base/src/index.ts > packages/kernel/src/index.ts > packages/base/src/index.ts',
  ])
})

test('a walk that sees fewer files than git is a failure', () => {
  expect(findUnseen(['a.ts'], ['a.ts', 'b.ts'])).toEqual(['b.ts:1 was not read'])
  expect(findUnseen(['a.ts', 'new.ts'], ['a.ts'])).toEqual([])
  expect(findUnseen(['a.ts'], undefined)).toEqual([])
})

test('the table itself has no ring: every arrow of a part goes up the list or to nothing below it', () => {
  const order = ['base', 'registry', 'kernel', 'measures', 'triage', 'packfile', 'store', 'contract']
  for (const [name, part] of Object.entries(parts)) {
    const rank = order.indexOf(name)
    for (const target of part.mayImport) {
      if (rank >= 0) expect(order.indexOf(target)).toBeLessThan(rank)
      expect(parts[target]).toBeDefined()
    }
  }
})
