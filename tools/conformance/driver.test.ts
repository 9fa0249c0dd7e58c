import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runScenarioFile } from './run.ts'

// Scenarios of our own, put beside the fixture's models: the path only says where to look for them.
const place = fileURLToPath(new URL('fixture/own/Basic/scenario.json', import.meta.url))

type Step = { readonly [field: string]: unknown }

/** How a scenario fails, undefined when it passes. */
function play(model: string, steps: readonly Step[]): string | undefined {
  const scenario = { id: 'own/Basic/scenario', models: [`own/models/${model}.bpmn`], steps }
  return runScenarioFile(place, JSON.stringify(scenario)).failure
}

const variables = { patience: 'PT1H', signers: ['a', 'b', 'c', 'd'], withdrawn: false }
const start = { do: 'start', process: 'approval', as: 'p', variables }

describe('a scenario with vendor expressions', () => {
  test('is played to its end', () => {
    const steps = [
      start,
      { expect: 'tasks', of: 'p', names: ['Check'] },
      { expect: 'timers', of: 'p', count: 1 },
      { do: 'advance', by: 'PT1H' },
      { expect: 'tasks', keys: ['check', 'remind'] },
      { do: 'complete', task: 'Check', of: 'p', variables: { approved: true } },
      { expect: 'active', of: 'p', activities: ['sign', 'sign', 'sign', 'sign', 'remind'] },
      { do: 'complete', key: 'sign', of: 'p', index: 3 },
      { expect: 'running', of: 'p' },
      { do: 'complete', key: 'sign', of: 'p' },
      { do: 'complete', key: 'remind', of: 'p' },
      { expect: 'ended', of: 'p' },
      { expect: 'variables', of: 'p', equals: { approved: true } },
      { expect: 'visited', of: 'p', activities: ['check', 'sign', 'sign', 'end'], ordered: true },
      { expect: 'notVisited', of: 'p', activities: ['broken'] },
      { do: 'complete', key: 'sign', of: 'p', mayFail: true },
      { expect: 'refused', why: 'the instance has ended' },
    ]
    expect(play('approval', steps)).toBeUndefined()
  })

  test('can go back, and signers can be added and taken away', () => {
    const steps = [
      start,
      { do: 'complete', task: 'Check', of: 'p', variables: { approved: true } },
      { do: 'addInstance', activity: 'sign', of: 'p', variables: { signer: 'e' } },
      { expect: 'tasks', of: 'p', keys: ['sign', 'sign', 'sign', 'sign', 'sign'] },
      { do: 'deleteInstance', activity: 'sign', of: 'p', index: 1 },
      { expect: 'tasks', of: 'p', keys: ['sign', 'sign', 'sign', 'sign'] },
      { do: 'return', from: ['sign'], to: 'check', of: 'p' },
      { expect: 'tasks', of: 'p', keys: ['check'] },
    ]
    expect(play('approval', steps)).toBeUndefined()
  })

  test.each<readonly [string, readonly Step[], string]>([
    [
      'tasks',
      [{ expect: 'tasks', of: 'p', names: ['Sign'] }],
      'step 2: expected task names [Sign], got [Check]',
    ],
    ['an end', [{ expect: 'ended', of: 'p' }], 'step 2: expected ended, got running at [check]'],
    ['timers', [{ expect: 'timers', count: 0 }], 'step 2: expected 0 timers, got 1'],
    [
      'a refusal',
      [
        { do: 'advance', by: 'PT1S' },
        { expect: 'refused', why: 'x' },
      ],
      'step 3: expected refused, got accepted',
    ],
    [
      'variables',
      [{ expect: 'variables', of: 'p', equals: { patience: 'PT2H' } }],
      'step 2: expected variables {"patience":"PT2H"}, got {"patience":"PT1H"}',
    ],
    ['visits', [{ expect: 'visited', of: 'p', activities: ['check'] }], 'step 2: expected visited [check]'],
    [
      'a step',
      [{ do: 'complete', task: 'Sign', of: 'p' }],
      'step 2: expected complete to be accepted, got no open task "Sign"',
    ],
    [
      'an instance',
      [{ expect: 'ended', of: 'q' }],
      'step 2: expected a result, got Error: there is no instance "q"',
    ],
  ])('fails by its step when %s differ', (_what, steps, failure) => {
    expect(play('approval', [start, ...steps])).toContain(failure)
  })
})

describe('scripts', () => {
  const begin = { do: 'start', process: 'scripted', as: 'p' }

  test('write a trace; slow ones hold their task for ten seconds', () => {
    const steps = [
      begin,
      { do: 'advance', by: 'PT9S' },
      { expect: 'subscriptions', of: 'p', count: 0 },
      { do: 'advance', by: 'PT1S' },
      { expect: 'subscriptions', of: 'p', name: 'note', count: 1 },
      { do: 'message', name: 'note' },
      { expect: 'ended', of: 'p' },
      { expect: 'trace', equals: ['MARKER_exists', 'SCRIPT_task1'], anyOrder: true },
      { do: 'message', name: 'note', mayFail: true },
      { expect: 'refused', why: 'nobody waits' },
    ]
    expect(play('scripted', steps)).toBeUndefined()
  })

  test('a trace is compared as a whole', () => {
    expect(play('scripted', [begin, { expect: 'trace', equals: [], anyOrder: true }])).toBe(
      'step 2: expected trace [], got [SCRIPT_task1]',
    )
  })
})

describe('deployment', () => {
  test('of a wrong model is refused where the scenario says so', () => {
    expect(play('broken', [{ expect: 'refused', why: 'a flow to nothing' }])).toBeUndefined()
    expect(play('scripted', [{ expect: 'refused', why: 'nothing is wrong' }])).toBe(
      'step 1: expected refused, got accepted',
    )
  })

  test('of a wrong model fails a scenario that does not expect it', () => {
    expect(play('broken', [{ do: 'start', process: 'broken', as: 'p' }])).toMatch(
      /^deployment: expected accepted, got /,
    )
  })

  test('of a model that is nowhere fails', () => {
    expect(play('lost', [{ expect: 'refused', why: 'x' }])).toMatch(
      /there is no model own\/models\/lost.bpmn/,
    )
  })
})
