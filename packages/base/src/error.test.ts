import { describe, expect, test } from 'vitest'
import { AppError, assert, assertNever, errors, formatError, isAppError } from './index.ts'

describe('the catalogue', () => {
  test.each(Object.entries(errors))(
    '%s is thing_problem and says the same in both languages',
    (code, row) => {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)+$/)
      expect(row.zh).toMatch(/\p{Script=Han}/u)
      expect(row.en).not.toMatch(/\p{Script=Han}/u)
      const placeholders = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).toSorted()
      expect(new Set(placeholders(row.zh))).toEqual(new Set(placeholders(row.en)))
      expect(row.status).toBeGreaterThanOrEqual(400)
    },
  )
})

describe('an error', () => {
  const cause = new Error('socket closed')
  const error = new AppError('instant_malformed', { text: 'soon' }, { cause })

  test('keeps code, parameters, status and cause', () => {
    expect(error).toMatchObject({ code: 'instant_malformed', params: { text: 'soon' }, status: 400, cause })
    expect(error.message).toMatch(/^instant_malformed: "soon" is not/)
    expect(isAppError(error)).toBe(true)
    expect(isAppError(error, 'date_malformed')).toBe(false)
    expect(isAppError(cause)).toBe(false)
  })

  test('is told in either language', () => {
    expect(formatError(error, 'zh')).toMatch(/^“soon”不是有效的时刻/)
    expect(formatError(error, 'en')).toMatch(/^"soon" is not a valid instant/)
  })

  test('a placeholder in a value is not filled again', () => {
    expect(formatError(new AppError('money_malformed', { text: '{text}' }), 'en')).toContain('"{text}"')
  })
})

test('a bug is no AppError', () => {
  expect(() => assert(false, 'two tokens on one flow')).toThrow('bug: two tokens on one flow')
  expect(() => assertNever('x' as never)).toThrow('unexpected value "x"')
})
