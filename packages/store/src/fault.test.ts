import { expect, test } from 'vitest'
import { AppError } from '@duibiao/base'
import { sqlStateOf, toFault } from './fault.ts'

function driverError(code: string, message = 'it went wrong'): Error {
  return Object.assign(new Error(message), { code })
}

test.each([
  ['53100', 'database_full'],
  ['23505', 'row_exists'],
  ['57014', 'statement_timeout'],
  ['55P03', 'statement_timeout'],
  ['40P01', 'database_conflict'],
  ['40001', 'database_conflict'],
  ['57P01', 'database_unavailable'],
  ['08006', 'database_unavailable'],
  ['08P01', 'database_unavailable'],
  ['ECONNREFUSED', 'database_unavailable'],
  ['EPIPE', 'database_unavailable'],
])('%s of a driver is %s, with the cause kept', (state, code) => {
  const cause = driverError(state)
  expect(toFault(cause)).toMatchObject({ code, cause })
})

test.each([['42601'], ['42501'], ['23503'], ['P0001']])(
  '%s stays what it is: a mistake or a refusal',
  (state) => {
    const error = driverError(state)
    expect(toFault(error)).toBe(error)
    expect(sqlStateOf(error)).toBe(state)
  },
)

test('a connection that ended without a code is known by its text', () => {
  expect(toFault(new Error('Connection terminated unexpectedly'))).toMatchObject({
    code: 'database_unavailable',
  })
})

test('an error of ours is passed on, and its state found in its cause', () => {
  const error = new AppError('row_exists', { constraint: 'a' }, { cause: driverError('23505') })
  expect(toFault(error)).toBe(error)
  expect(sqlStateOf(error)).toBe('23505')
  expect(sqlStateOf(driverError('EPIPE'))).toBeUndefined()
})
