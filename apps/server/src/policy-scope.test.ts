import { describe, expect, test } from 'vitest'
import { operations } from '@duibiao/contract'
import type { Caller } from './caller.ts'
import { isWithin, mayAsk, permit } from './permit.ts'
import { permissions } from './policy.ts'

const officer = {
  kind: 'person',
  person: 'wang',
  name: '王芳',
  account: 'a1',
  accountName: 'wang',
  session: 's1',
  posts: [],
  roles: ['security_administrator'],
} as const satisfies Caller

function openTo(caller: Caller): readonly string[] {
  return operations.filter(({ id }) => mayAsk(caller, id)).map(({ id }) => id)
}

describe('a scope', () => {
  test('is an operation, or a resource with all of its own and of no other', () => {
    expect(isWithin('matter.list', 'matter.list')).toBe(true)
    expect(isWithin('matter.list', 'matter.lists')).toBe(false)
    expect(isWithin('matter.*', 'matter.list')).toBe(true)
    expect(isWithin('matter.*', 'matter_other.list')).toBe(false)
    expect(isWithin('matter', 'matter.list')).toBe(false)
  })

  test('never opens more than the session of the same person would [V8.3.1]', () => {
    const open = new Set(openTo(officer))
    for (const { id } of operations) {
      const resource = id.split('.')[0] ?? ''
      for (const scope of [id, `${resource}.*`]) {
        const tokened = openTo({ ...officer, scopes: [scope] })
        expect(tokened.every((asked) => open.has(asked) && isWithin(scope, asked))).toBe(true)
      }
    }
    expect(openTo({ ...officer, scopes: [] })).toEqual([])
  })

  test('opens nothing that only a session may, whatever it says [V8.3.1]', () => {
    const everything = operations.map(({ id }) => id)
    const tokened = openTo({ ...officer, scopes: everything })
    const sessionOnly = Object.entries(permissions).filter(([, { sessionOnly: only }]) => only === true)
    expect(sessionOnly.length).toBeGreaterThan(10)
    for (const [id] of sessionOnly) expect(tokened).not.toContain(id)
  })
})

describe('a step that comes first', () => {
  test('leaves open only what is needed for it, and what is open to everybody', () => {
    const anonymous = new Set(openTo({ kind: 'anonymous' }))
    const open = openTo({ ...officer, pending: 'password' }).filter((id) => !anonymous.has(id))
    expect(open).toEqual(['session.close', 'session.list', 'session.confirm', 'me.read', 'password.change'])
    const factor = openTo({ ...officer, pending: 'second_factor' }).filter((id) => !anonymous.has(id))
    expect(factor).toEqual([
      'session.close',
      'session.list',
      'session.confirm',
      'me.read',
      'password.change',
      'second_factor.start',
      'second_factor.confirm',
    ])
  })

  test('is told as what it is', () => {
    const list = operations.find(({ id }) => id === 'account.list')
    if (list === undefined) throw new Error('there is no account.list')
    expect(() => permit({ ...officer, pending: 'password' }, list)).toThrow('password_change_required')
    expect(() => permit({ ...officer, pending: 'second_factor' }, list)).toThrow('second_factor_required')
    expect(() => permit({ kind: 'anonymous' }, list)).toThrow('session_missing')
    expect(() => permit({ ...officer, roles: ['auditor'] }, list)).toThrow('permission_missing')
    expect(() => permit(officer, list)).not.toThrow()
  })
})
