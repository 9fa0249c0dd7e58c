import { expect, test } from 'vitest'
import { groupStages, planStages } from './test-stage.ts'

function stageOf(name: string, present: readonly string[]) {
  const stages = planStages((pattern) => present.filter((path) => path === pattern || matches(pattern, path)))
  return stages.find((stage) => stage.name === name)
}

function matches(pattern: string, path: string): boolean {
  const [before, after] = pattern.split('*')
  return after !== undefined && path.startsWith(before ?? '') && path.endsWith(after)
}

test('conformance is skipped with its reason when the suites are not beside the repository', () => {
  expect(stageOf('conformance', ['tools/conformance/main.ts'])?.absent).toMatch(/suites/)
  expect(
    stageOf('conformance', ['../shared/conformance', 'tools/conformance/main.ts'])?.absent,
  ).toBeUndefined()
})

test('a stage over files gets them in order, and is skipped when there are none', () => {
  const second = 'packages/store/migrations/0002-matter.sql'
  const first = 'packages/store/migrations/0001-district.sql'
  expect(stageOf('squawk', [second, first])?.command.slice(1)).toEqual([first, second])
  expect(stageOf('squawk', [])?.absent).toMatch(/no migrations/)
})

test('the cheap checks come before the tests and the suites come last', () => {
  const names = planStages(() => []).map((stage) => stage.name)
  expect(names.slice(0, 3)).toEqual(['node', 'format', 'markdown'])
  expect(names.indexOf('types')).toBeLessThan(names.indexOf('tests'))
  expect(names.slice(-2)).toEqual(['conformance', 'tck'])
})

test('what counts for itself stands alone, and all others beside those around them', () => {
  const groups = groupStages(planStages(() => ['there'])).map((group) => group.map(({ name }) => name))
  expect(groups.filter((group) => group.length === 1)).toEqual([
    ['tests'],
    ['web'],
    ['browser'],
    ['conformance'],
    ['tck'],
  ])
  expect(groups[0]).toContain('types')
  expect(groups.flat()).toEqual(planStages(() => ['there']).map(({ name }) => name))
})
