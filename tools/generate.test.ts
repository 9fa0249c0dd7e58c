import { expect, test } from 'vitest'
import { findDependencyFaults, readNotes } from './dependency.ts'
import { writeErrorsPage } from './errors-doc.ts'
import { compareFiles } from './generate.ts'
import type { Manifest } from './repository.ts'

test('a file that is missing, out of date or no longer written is told', () => {
  expect(compareFiles({ a: '1', b: '2', c: '3' }, { a: '1', b: 'old', d: '4' })).toEqual([
    'b is out of date',
    'c is missing',
    'd is not written by any generator any more',
  ])
  expect(compareFiles({ a: '1' }, { a: '1' })).toEqual([])
})

test('the error page lists codes by name and keeps the table whole', () => {
  const page = writeErrorsPage({
    matter_closed: {
      status: 409,
      what: { zh: '事项已办结', en: 'closed | done' },
      next: { zh: '请走复议', en: 'ask for a review' },
    },
    clock_paused: {
      status: 409,
      what: { zh: '时限已暂停', en: 'paused' },
      next: { zh: '请恢复', en: 'resume it' },
    },
  })
  expect(page.indexOf('clock_paused')).toBeLessThan(page.indexOf('matter_closed'))
  expect(page).toContain(
    '| `matter_closed` | 409 | 事项已办结 | 请走复议 | closed \\| done | ask for a review |',
  )
})

function aManifest(name: string, dependencies: Readonly<Record<string, string>>): Manifest {
  return {
    path: `${name}/package.json`,
    folder: name,
    name,
    dependencies: new Map(Object.entries(dependencies)),
  }
}

test('dependencies with a line, pinned and in one version pass; our own packages need no line', () => {
  const manifests = [aManifest('one', { pg: '8.0.0', two: '0.1.0' }), aManifest('two', { pg: '8.0.0' })]
  expect(findDependencyFaults(manifests, readNotes('pg: { for: driver, why: protocol }'))).toEqual([])
})

test('a dependency without a line, with a range or in two versions is refused, and so is a line for nothing', () => {
  const manifests = [aManifest('one', { pg: '^8.0.0', ajv: '8.0.0' }), aManifest('two', { ajv: '8.0.1' })]
  const notes = readNotes('ajv: { for: forms, why: standard }\npg: { for: driver }\ngone: { for: a, why: b }')
  expect(findDependencyFaults(manifests, notes)).toEqual([
    'pg: has no line with "for" and "why" in docs/reference/dependencies.yaml',
    'pg: ^8.0.0 is not an exact version',
    'ajv: in two versions, 8.0.0 and 8.0.1',
    'gone: stands in docs/reference/dependencies.yaml and in no package.json',
  ])
})
