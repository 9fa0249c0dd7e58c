import { describe, expect, test } from 'vitest'
import { findFaults, idleFields } from './schema-fault.ts'
import type { FormSchema } from './schema-fault.ts'

/** As the hotline asks an office how it handled a matter. */
const handling: FormSchema = {
  type: 'object',
  properties: {
    outcome: { type: 'string', enum: ['done', 'shelve'] },
    measures: { type: 'string', minLength: 1, maxLength: 10 },
    evidence: { type: 'array', maxItems: 2 },
    ground: { type: 'string', enum: ['funds', 'history'] },
    review_in_days: { type: 'integer', minimum: 1, maximum: 184 },
  },
  required: ['outcome', 'measures'],
  allOf: [
    {
      if: { properties: { outcome: { const: 'shelve' } }, required: ['outcome'] },
      then: { required: ['ground', 'review_in_days'] },
    },
  ],
}

describe('answers to a form', () => {
  test('that are whole have no fault', () => {
    expect(findFaults(handling, { outcome: 'done', measures: '已清掏' })).toEqual([])
  })
  test('are told all their faults at once, one for each field', () => {
    const answers = { outcome: 'shelve', measures: '', evidence: ['a', 'b', 'c'], review_in_days: 200 }
    expect(findFaults(handling, answers)).toEqual([
      { field: 'measures', key: 'fault.required' },
      { field: 'evidence', key: 'fault.many', limit: 2 },
      { field: 'review_in_days', key: 'fault.most', limit: 184 },
      { field: 'ground', key: 'fault.required' },
    ])
  })
  test('are counted in characters as people see them', () => {
    expect(findFaults(handling, { outcome: 'done', measures: '😀'.repeat(10) })).toEqual([])
    expect(findFaults(handling, { outcome: 'done', measures: '😀'.repeat(11) })).toHaveLength(1)
  })
  test('are asked for what a condition asks for only when it holds', () => {
    expect([...idleFields(handling, { outcome: 'done' })]).toEqual(['ground', 'review_in_days'])
    expect([...idleFields(handling, { outcome: 'shelve' })]).toEqual([])
  })
})
