import { expect, test } from 'vitest'
import { knownAnswers } from './known-answer.ts'

const field = { order: 1, widget: 'text', level: 'internal' as const, choices: [] }
const form = {
  id: 'plan',
  schema: { 'x-duibiao': { keeps: true } },
  fields: [
    { ...field, name: 'topic' },
    { ...field, name: 'reason' },
  ],
  texts: {},
}
const variables = { topic: '按期处置', reason: null, other: '与表单无关' }

test('a form that keeps what is known begins with it, and with nothing else', () => {
  expect(knownAnswers(form, variables)).toEqual({ topic: '按期处置' })
})

test('any other form begins empty', () => {
  expect(knownAnswers({ ...form, schema: {} }, variables)).toEqual({})
})
