import { describe, expect, test } from 'vitest'
import { AppError, assert, assertNever, errors, formatError, isAppError } from './index.ts'

describe('the catalogue', () => {
  const languages = ['zh', 'en'] as const
  const parts = ['what', 'next'] as const

  test.each(Object.entries(errors))(
    '%s is thing_problem and says in both languages what is wrong and what to do next',
    (code, row) => {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)+$/)
      expect(row.status).toBeGreaterThanOrEqual(400)
      for (const part of parts) {
        expect(row[part].zh.trim()).toMatch(/\p{Script=Han}/u)
        expect(row[part].en.trim()).toMatch(/^[^\p{Script=Han}]*[a-z]{2}[^\p{Script=Han}]*$/u)
        // A colon joins the parts, and nothing follows them.
        for (const language of languages) expect(row[part][language]).not.toMatch(/[.。:：]$/)
        expect(paramsOf(row[part].zh)).toEqual(paramsOf(row[part].en))
      }
    },
  )
})

/** The placeholders of a text, each once. */
function paramsOf(text: string): readonly string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()
}

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
    expect(formatError(error, 'zh')).toMatch(/^“soon”不是有效的时刻：请写成 /)
    expect(formatError(error, 'en')).toMatch(/^"soon" is not a valid instant: write it as /)
  })

  test('a placeholder in a value is not filled again', () => {
    expect(formatError(new AppError('money_malformed', { text: '{text}' }), 'en')).toContain('"{text}"')
  })
})

test('a bug is no AppError', () => {
  expect(() => assert(false, 'two tokens on one flow')).toThrow('bug: two tokens on one flow')
  expect(() => assertNever('x' as never)).toThrow('unexpected value "x"')
})
