import { expect, test } from 'vitest'
import { formOf, knownAnswers, movesOf, sentFor } from './move.ts'

const form = {
  id: 'dispatch',
  schema: {
    type: 'object',
    properties: { action: { type: 'string' }, unit: { type: 'string' }, return_reason: { type: 'string' } },
    allOf: [{ if: {}, then: { required: ['action'] } }],
  },
  fields: ['action', 'unit', 'return_reason'].map((name, index) => ({
    name,
    order: index + 1,
    widget: 'text',
    level: 'internal' as const,
    choices: [],
  })),
  texts: {},
}

test('a move asks for its part of the form and answers the rest itself', () => {
  const [dispatch, back] = movesOf('city-events', 'dispatch')
  if (dispatch === undefined || back === undefined) throw new Error('no moves')
  expect(formOf(form, back)).toMatchObject({
    schema: { required: ['return_reason'], properties: { return_reason: { type: 'string' } } },
    fields: [{ name: 'return_reason', order: 1 }],
  })
  expect(sentFor(back, { return_reason: '不属实' })).toEqual({
    return_reason: '不属实',
    action: 'dispatch_return',
  })
  expect(sentFor(dispatch, { unit: 'gas' })).toEqual({ unit: 'gas', action: 'dispatch' })
})

test('a hotline order names the chosen office as the one of the directory', () => {
  const [dispatch] = movesOf('hotline', 'accept')
  expect(dispatch && sentFor(dispatch, { unit: 'gas' })).toEqual({ unit: 'gas', units: ['gas'] })
})

test('what is known stands in the form, what is masked does not, and what is usual only where nothing is known', () => {
  const matter = { variables: { urgency: 'urgent', unit: 'g＊s' }, masked: ['unit'] }
  expect(knownAnswers(['urgency', 'unit', 'kind'], matter, { urgency: 'ordinary', kind: 'help' })).toEqual({
    urgency: 'urgent',
    kind: 'help',
  })
})

test('a form that no move is known for is asked for as a whole, and a task without a form has none', () => {
  expect(movesOf('hotline', 'call-back').map(({ kind }) => kind)).toEqual(['whole'])
  expect(movesOf('hotline', undefined)).toEqual([])
})

test('the way of emergencies is there where the pack has one, and answers what the pack says', () => {
  const route = { emergency: true, urgency: 'urgent' }
  const way = movesOf('hotline', 'accept', route).find(({ kind }) => kind === 'emergency')
  expect(way && sentFor(way, { channel_in: 'phone', demand_type: 'help' })).toEqual({
    channel_in: 'phone',
    demand_type: 'help',
    ...route,
  })
  expect(movesOf('hotline', 'accept').map(({ kind }) => kind)).not.toContain('emergency')
})
