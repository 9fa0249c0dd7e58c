import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { listAuditEvents } from '@duibiao/store'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

describe('users and tokens', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-user-'))

  async function run(...args: readonly string[]) {
    const terminal = makeMemoryTerminal(folder, { LANG: 'en_US' })
    const code = await runCommandLine(args, terminal)
    return { code, out: terminal.printed.join('\n'), fault: terminal.warned[0] ?? '' }
  }

  beforeAll(async () => {
    const terminal = makeMemoryTerminal(folder)
    const installation = await openInstallation(terminal, readConfig(terminal, 'en'), { first: 'none' })
    await installation.close()
  }, 60_000)

  test('an account is opened with an initial password, listed, closed and opened again', async () => {
    const added = await run('user', 'add', 'admin', '--name', '王芳', '--role', 'administrator', '--json')
    expect(JSON.parse(added.out)).toMatchObject({
      account: 'admin',
      password: expect.stringMatching(/^[a-z2-9-]{34}$/),
    })
    const again = await run('user', 'add', 'admin', '--name', '王芳')
    expect([again.code, again.fault]).toEqual([1, expect.stringMatching(/^account_exists/)])
    const closed = await run('user', 'disable', 'admin', '--reason', 'left')
    expect([closed.code, closed.out]).toEqual([0, 'admin is closed'])
    expect(JSON.parse((await run('user', 'list', '--json')).out)).toEqual([
      {
        account: 'admin',
        name: '王芳',
        roles: ['administrator'],
        has_second_factor: false,
        is_disabled: true,
      },
    ])
    await run('user', 'disable', 'admin', '--reason', 'back', '--enable')
    const reset = await run('user', 'reset', 'admin', '--reason', 'forgotten', '--codes', '--json')
    expect(JSON.parse(reset.out).password).not.toBe(JSON.parse(added.out).password)
    expect((await run('user', 'list')).out).not.toContain('closed')
  }, 60_000)

  test('administration of system, security and audit are not of one person', async () => {
    const roles = ['--role', 'administrator', 'auditor', 'security_administrator']
    const { code, fault } = await run('user', 'add', 'both', '--name', '王芳', ...roles)
    expect([code, fault]).toEqual([1, expect.stringMatching(/^roles_separate/)])
    expect((await run('user', 'reset', 'nobody', '--reason', 'x')).fault).toMatch(/^resource_missing/)
  }, 60_000)

  test('a token is shown once, listed without its secret, and revoked', async () => {
    await run('user', 'add', 'gateway', '--name', '网关')
    const args = ['--name', 'gateway', '--scope', 'matter.list', 'me.*', '--days', '30', '--json']
    const added = JSON.parse((await run('token', 'add', 'gateway', ...args)).out)
    expect(added.secret).toMatch(/^dbk_1\./)
    const listed = await run('token', 'list', 'gateway')
    expect(listed.out).toContain('matter.list, me.*')
    expect(listed.out).not.toContain(added.secret)
    const strange = await run('token', 'add', 'gateway', '--name', 'x', '--scope', 'all.everything')
    expect(strange.fault).toMatch(/^scope_unknown/)
    expect((await run('token', 'revoke', 'gateway', added.token)).out).toBe('revoked 1 tokens')
    expect((await run('token', 'revoke', 'gateway')).fault).toMatch(/^resource_missing/)
  }, 60_000)

  test('whatever was done stands in the audit [V16.3.3]', async () => {
    const terminal = makeMemoryTerminal(folder)
    const installation = await openInstallation(terminal, readConfig(terminal, 'en'), { first: 'none' })
    const events = await listAuditEvents(installation.database, installation.district)
    await installation.close()
    expect(events.map(({ kind }) => kind).toReversed()).toEqual([
      'account.created',
      'account.disabled',
      'account.enabled',
      'account.password_reset',
      'account.second_factor_reset',
      'account.created',
      'token.created',
      'token.ended',
    ])
  }, 60_000)

  test('districts are entered with their codes, listed, and corrected', async () => {
    const code = ['--code', '370102', '--name', '历下区', '--name-en', 'Lixia']
    expect((await run('district', 'enter', ...code)).out).toBe('district 2 was entered')
    expect((await run('district', 'enter', ...code)).fault).toMatch(/^row_exists/)
    expect((await run('district', 'enter', '--code', '37', '--name', '某区')).fault).toMatch(
      /^request_malformed/,
    )
    expect((await run('district', 'change', '1', '--code', '370103', '--name', '市中区')).code).toBe(0)
    expect((await run('district', 'change', '9', '--name', '某区')).fault).toMatch(/^district_unknown/)
    expect(JSON.parse((await run('district', 'list', '--json')).out)).toMatchObject([
      { district: 1, code: '370103', name: '市中区' },
      { district: 2, code: '370102', name: '历下区', nameEn: 'Lixia' },
    ])
  }, 60_000)
})
