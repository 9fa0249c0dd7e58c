import { compilePack, readPack } from '@duibiao/packfile'
import type { MatterState } from '@duibiao/kernel'
import { expect, test } from 'vitest'
import { namesOfMatter } from './matter-name.ts'
import type { ProcedureSource } from './matter-name.ts'

const { pack } = readPack(new URL('../../../packs/city-events', import.meta.url).pathname)
if (pack === undefined) throw new TypeError('the pack city-events is faulty')
const { procedures, entry } = compilePack(pack)

/** A matter of the pack's entry, installed from the pack or from one that is gone. */
function namesOf(language: 'zh' | 'en', { isGone = false } = {}) {
  const source: ProcedureSource = {
    packs: { ofProcedure: () => (isGone ? undefined : pack) },
    library: { find: (hash) => procedures.find((procedure) => procedure.hash === hash) ?? entry },
  }
  return namesOfMatter(state, source, language)
}

const state: MatterState = {
  status: 'open',
  next: 1,
  scopes: { 0: { kind: 'process', procedure: entry.hash } },
  tokens: {},
  timers: {},
  subscriptions: {},
  clocks: {},
}

test.each([
  { language: 'zh', said: ['城市事件六步', '核查', '立案结果', '处置时限', '处置时限', '值班长'] },
  {
    language: 'en',
    said: [
      'City events in six steps',
      'Inspect',
      'Result of the filing',
      'Handling',
      'Handling',
      'Duty chief',
    ],
  },
] as const)('procedure, task, gateway, clock and post in $language', ({ language, said }) => {
  const { procedure, element, clock, post } = namesOf(language)
  const names = [element('inspect'), element('registered'), clock('handle'), clock('handle@12')]
  expect([procedure, ...names, post('duty-chief')]).toEqual(said)
})

test('tasks of the pack’s other procedures are named too: a matter may have called them', () => {
  expect(namesOf('en').element('file_appeal')).toBe('File the appeal')
})

test('what nobody knows keeps its id, and a pack that is gone leaves the names of its files', () => {
  const { element, clock, post } = namesOf('en')
  expect([element('nowhere'), clock('none'), post('nobody')]).toEqual(['nowhere', 'none', 'nobody'])
  expect(namesOf('en', { isGone: true }).element('inspect')).toBe('核查')
})
