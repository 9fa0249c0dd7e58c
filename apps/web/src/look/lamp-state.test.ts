import { describe, expect, test } from 'vitest'
import { lampStateOf } from './lamp-state.ts'

const now = Date.UTC(2026, 10, 22, 8)

describe('a lamp', () => {
  test('says how long is left', () => {
    const state = lampStateOf({ lamp: 'yellow', dueAt: '2026-11-22T10:00:00Z' }, now)
    expect(state).toEqual({ colour: 'yellow', key: 'lamp.left', span: 2 * 3_600_000, parts: [] })
  })
  test('is red as soon as its clock has run out, whatever the last answer said', () => {
    const state = lampStateOf({ lamp: 'green', dueAt: '2026-11-22T07:59:00Z' }, now)
    expect(state).toEqual({ colour: 'red', key: 'lamp.over', span: 60_000, parts: [] })
  })
  test('counts in working days where its clock does', () => {
    const remaining = { kind: 'running', parts: [{ unit: 'working_day', amount: 2 }] } as const
    const state = lampStateOf({ lamp: 'green', dueAt: '2026-11-25T16:00:00Z', remaining }, now)
    expect(state.parts).toEqual(remaining.parts)
  })
  test('is out while the matter is suspended and after it ended', () => {
    const dueAt = '2026-11-20T00:00:00Z'
    expect(lampStateOf({ lamp: 'red', dueAt, status: 'suspended' }, now)).toMatchObject({
      colour: 'none',
      key: 'lamp.suspended',
    })
    expect(lampStateOf({ lamp: 'red', dueAt, status: 'completed' }, now).key).toBe('lamp.ended')
  })
})
