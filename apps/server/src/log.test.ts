import fc from 'fast-check'
import { AppError, assert } from '@duibiao/base'
import { describe, expect, test } from 'vitest'
import { makeLog } from './log.ts'
import type { Log } from './log.ts'

function openLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = []
  return { log: makeLog('debug', { write: (line) => void lines.push(line) }), lines }
}

describe('a line of the log', () => {
  test('holds the fields that are known, and no others [V16.2.4] [V16.2.5]', () => {
    const { log, lines } = openLog()
    const personal = { name: '王芳', phone: '13800138000', body: { text: '楼上漏水' }, req: { url: '/a' } }
    log.info({ request: 'r-1', operation: 'matter.read', status: 200, ...personal }, 'answered')
    log.child({ reqId: 'r-1', name: '王芳' }).warn({ district: 1, user: '王芳' }, 'warned')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        request: 'r-1',
        operation: 'matter.read',
        status: 200,
        msg: 'answered',
      },
      expect.objectContaining({ district: 1, msg: 'warned' }),
    ])
    expect(lines.join('')).not.toMatch(/王芳|13800138000|漏水/)
  })

  test('takes no text for a pattern to be filled in [V1.3.10]', () => {
    const { log, lines } = openLog()
    log.info({ request: '%s', code: '%j%o%d', matter: '{0}' }, '%s %d %j %O %%')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: '%s %d %j %O %%' })
    expect(lines[0]).not.toContain('{0}')
  })

  test('cannot be forged or broken by a value, whatever it holds [V16.4.1]', () => {
    const { log, lines } = openLog()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        lines.length = 0
        log.info({ request: text, matter: text, code: `x\n{"level":"error"}${text}` }, 'answered')
        expect(lines).toHaveLength(1)
        expect(lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
        expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'answered' })
      }),
    )
  })

  test('tells an error by its name, code and place, never by a message that may quote somebody [V16.2.5]', () => {
    const { log, lines } = openLog()
    const cause = Object.assign(new Error('Key (phone)=(13800138000) already exists'), { code: '23505' })
    log.error(
      { error: new AppError('row_exists', { constraint: 'account 王芳' }, { cause }) },
      'a job failed',
    )
    log.error(new Error('王芳'))
    log.error({ err: new Error('王芳') }, '王芳')
    expect(lines.join('')).not.toMatch(/王芳|13800138000/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: { name: 'AppError', code: 'row_exists', state: '23505', at: expect.any(Array) },
    })
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ msg: 'a library failed', error: { name: 'Error' } })
  })

  test('keeps the sentence of an assertion, which we wrote', () => {
    const { log, lines } = openLog()
    try {
      assert(false, 'a month has bounds')
    } catch (error) {
      log.error({ error }, 'a request failed')
    }
    expect(JSON.parse(lines[0] ?? '').error.message).toBe('bug: a month has bounds')
  })
})
