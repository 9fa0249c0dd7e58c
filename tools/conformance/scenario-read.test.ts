import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { listScenarioFiles } from './material.ts'
import { readScenario, ScenarioError } from './scenario-read.ts'

const shared = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url))

function textOf(change: { readonly [name: string]: unknown } = {}): string {
  return JSON.stringify({
    id: 'own/x',
    models: ['own/models/x.bpmn'],
    steps: [{ expect: 'ended', of: 'p' }],
    ...change,
  })
}

describe('reading a scenario', () => {
  test('fills in what may be left out', () => {
    const steps = [
      { do: 'complete', task: 'Check' },
      { expect: 'tasks', names: [] },
      { do: 'return', from: 'a', to: ['b'], of: 'p' },
    ]
    expect(readScenario(textOf({ steps }))).toEqual({
      id: 'own/x',
      models: ['own/models/x.bpmn'],
      clock: '2026-01-05T09:00:00+08:00',
      steps: [
        {
          kind: 'action',
          action: { do: 'complete', target: { by: 'task', value: 'Check', index: 0 }, variables: {} },
          mayFail: false,
        },
        { kind: 'expectation', expectation: { expect: 'tasks', by: 'names', values: [] } },
        {
          kind: 'action',
          action: { do: 'return', from: ['a'], to: ['b'], of: 'p', variables: {} },
          mayFail: false,
        },
      ],
    })
  })

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no id', JSON.stringify({ models: [], steps: [{ expect: 'refused' }] })],
    ['no steps', textOf({ steps: [] })],
    ['an unknown step', textOf({ steps: [{ do: 'fly' }] })],
    ['a step named like a property of every object', textOf({ steps: [{ do: 'constructor' }] })],
    ['an unknown expectation', textOf({ steps: [{ expect: 'joy' }] })],
    ['a start of nothing', textOf({ steps: [{ do: 'start', as: 'p' }] })],
    ['a count that is none', textOf({ steps: [{ expect: 'timers', count: -1 }] })],
    ['an end of nobody', textOf({ steps: [{ expect: 'ended' }] })],
  ])('refuses %s', (_what, text) => {
    expect(() => readScenario(text)).toThrow(ScenarioError)
  })
})

describe.skipIf(!existsSync(shared))(
  'the shared suites (skipped: ../shared/conformance is not there)',
  () => {
    test.each([
      ['betsy', 339],
      ['flowable', 167],
      ['camunda', 93],
    ])('every scenario of %s can be read', (suite, count) => {
      const files = listScenarioFiles(`${shared}${suite}`)
      const ids = files.map(({ text }) => readScenario(text).id)
      expect(new Set(ids).size).toBe(count)
    })
  },
)
