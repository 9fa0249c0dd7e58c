import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { applyChanges, emptyRegistry, planEntries, planImport } from '@duibiao/registry'
import type { RegistryEntry, RegistryState } from '@duibiao/registry'
import { aSheet, registrySheets, sampleDay } from '@duibiao/testkit'
import { findFindings } from './registry-finding.ts'

const setting = { district: 1, on: sampleDay }

function imported(...sheets: typeof registrySheets): RegistryState {
  return [...registrySheets, ...sheets].reduce<RegistryState>(
    (state, [kind, records]) => applyChanges(state, planImport(kind, records, { state, setting }).changes),
    emptyRegistry,
  )
}

function changed(state: RegistryState, entries: readonly RegistryEntry[]): RegistryState {
  return applyChanges(state, planEntries(entries, state))
}

function told(state: RegistryState, tasks: ReadonlyMap<string, number> = new Map(), on = sampleDay) {
  return findFindings({ state, on, tasks, vacant: [] }).map(({ kind, subject }) => `${kind} ${subject}`)
}

test('a registry in order needs only what it truly lacks', () => {
  // One of its two streets has no office; all else is there.
  expect(told(imported())).toEqual(['area_without_office 990101002'])
})

test('somebody who left with work, their shift and the post they leave empty are told', () => {
  const left = parseLegalDate('2026-03-01')
  const person = { district: 1, id: '0001', name: '李明', left } as const
  const shift = {
    district: 1,
    id: 'S1',
    office: 'DH',
    person: '0001',
    kind: 'recurring',
    days: 'every_day',
    from: '18:00',
    to: '08:00',
    validFrom: parseLegalDate('2026-01-01'),
  } as const
  const state = changed(imported(), [
    { part: 'person', row: person },
    { part: 'duty_time', row: shift },
  ])
  const found = told(state, new Map([['0001', 3]]))
  expect(found).toContain('left_with_work 0001')
  expect(found).toContain('post_vacant P1')
  expect(found).toContain('shift_of_left S1')
  expect(told(state, new Map(), parseLegalDate('2026-02-28'))).not.toContain('left_with_work 0001')
})

test('an office where nobody works, a grid that nobody walks and a row about an office that is no more are told', () => {
  const state = imported(
    ['offices', aSheet('编号|名称|类型|上级|生效日期|失效日期', 'OLD|旧局|部门|GOV|2020-01-01|2026-03-20')],
    ['duties', aSheet('编号|事项|名称|清单|类别|牵头部门|配合内容', 'D2|A1|旧局配合|社区|配合|OLD|劝导')],
    [
      'areas',
      aSheet(
        '代码|名称|层级|生效日期',
        '990101001001|云湖社区|社区|2020-01-01',
        '990101001001001|一格|网格|2020-01-01',
      ),
    ],
  )
  const found = told(state)
  expect(found).toContain('office_empty OLD')
  expect(found).toContain('ending_soon OLD')
  expect(found).toContain('grid_without_worker 990101001001001')
  expect(found).toContain('area_without_shape 990101001001')
  const later = told(state, new Map(), parseLegalDate('2026-03-21'))
  expect(later).toContain('duty_astray D2')
  expect(later).not.toContain('office_empty OLD')
})
