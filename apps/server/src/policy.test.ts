import { describe, expect, test } from 'vitest'
import { MatterCommand, operations, roles } from '@duibiao/contract'
import type { Role } from '@duibiao/contract'
import { commandPermissions } from './command-policy.ts'
import { permissions } from './policy.ts'
import type { Permission } from './policy.ts'

const rows: Readonly<Record<string, Permission>> = permissions

describe('the policy', () => {
  test('has a row for every operation and none for others [V8.1.1]', () => {
    expect(Object.keys(permissions).toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  })

  test('has a row for every command and none for others [V8.1.1]', () => {
    const kinds = MatterCommand.anyOf.map(({ properties }) => properties.kind.const)
    expect(Object.keys(commandPermissions).toSorted()).toEqual(kinds.toSorted())
  })

  test('lets no administration see a matter or act on one [V8.2.1]', () => {
    const separated: readonly Role[] = ['administrator', 'security_administrator', 'auditor']
    // A document of a pack is a template: it tells of no matter.
    const opened = operations.filter(
      ({ path }) =>
        /\/(matters|tasks|commands|feed|documents)\b/.test(path) && !path.startsWith('/api/v1/packs/'),
    )
    expect(opened.length).toBeGreaterThan(8)
    for (const { id } of opened) {
      expect({ id, roles: separated.filter((role) => rows[id]?.roles?.[role] !== undefined) }).toEqual({
        id,
        roles: [],
      })
    }
  })

  test('keeps what is open to everybody who has not signed in to a list that was looked at [V8.1.1]', () => {
    // Each of these asks for a secret of its own: a password, a code, a link, a key, the code of a matter.
    const open = operations.filter(({ id }) => rows[id]?.anonymous === true).map(({ id }) => id)
    const changing = operations
      .filter(({ id, method }) => method !== 'GET' && open.includes(id))
      .map(({ id }) => id)
    expect(
      changing.filter(
        (id) => !/^(session|phone_code|provider_sign_in|password|open311)\.|^matter\.follow(_act)?$/.test(id),
      ),
    ).toEqual([])
  })

  test('of commands that break the order of a procedure, leaves each to those who answer for it [V2.3.1]', () => {
    const jumpers = roles.filter((role) => commandPermissions.jump.roles?.[role] !== undefined)
    expect(jumpers).toEqual(['district_dispatcher'])
    for (const kind of ['suspend', 'cancel', 'setVariables', 'extendClock', 'pauseClock'] as const) {
      const mayAct = roles.filter((role) => commandPermissions[kind].roles?.[role] !== undefined)
      expect({ kind, mayAct }).toEqual({
        kind,
        mayAct: ['street_dispatcher', 'district_dispatcher', 'supervision_officer'],
      })
    }
  })
})
