import { expect, test } from 'vitest'
import type { FormAnswer } from '../../form/form-definition.ts'
import { counterForm, linkField, placeIn, titleOf } from './counter-form.ts'

function field(name: string, widget: string) {
  return { name, widget, order: 1, level: 'internal' as const, choices: [] }
}

const form: FormAnswer = {
  id: 'counter',
  schema: {},
  fields: [field('description', 'textarea'), field('linked_case', 'matter')],
  texts: {},
}

test('which open matter it is the same as is asked beside the form, and answered in its field', () => {
  expect(counterForm(form).fields.map(({ name }) => name)).toEqual(['description'])
  expect(linkField(form, 'AJ-2026-000007')).toEqual({ linked_case: 'AJ-2026-000007' })
  expect(linkField(counterForm(form), 'AJ-2026-000007')).toEqual({})
})

test('nearby is asked for around a point only', () => {
  expect(placeIn({ longitude: 119.5, latitude: 29.5, place: '菜场' })).toEqual({
    longitude: 119.5,
    latitude: 29.5,
  })
  expect(placeIn({ place: '菜场' })).toBeUndefined()
})

test('a report is called by its subject, else by how its description begins', () => {
  expect(titleOf({ subject: '路灯', description: '不亮' })).toBe('路灯')
  expect(titleOf({ description: '长'.repeat(80) })).toBe('长'.repeat(60))
  expect(titleOf({})).toBe('')
})
