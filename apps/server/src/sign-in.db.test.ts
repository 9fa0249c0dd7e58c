import { beforeAll, describe, expect, test } from 'vitest'
import { generateSync } from 'otplib'
import { AppError } from '@duibiao/base'
import { addAccounts, changeAccount, endSessions, findAccount, listSessions } from '@duibiao/store'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { authenticate } from './authentication.ts'
import { makeCodeSecret } from './one-time-code.ts'
import { hashPassword } from './password.ts'
import { makeSecretBox } from './secret-box.ts'
import { confirmSession, signIn } from './sign-in.ts'
import type { OpenedSession, Proof } from './sign-in.ts'
import { codePurpose } from './sign-in-secret.ts'
import type { Tenant } from './tenant.ts'
import { makeTestTenant } from './test-tenant.ts'

const minute = 60_000
const password = '湖边的柳树今年又绿了'
const origin = { address: '127.0.0.1', agent: 'test' }

describeOnBoth('signing in', (open) => {
  let tenant: Tenant
  let clock: FixedClock
  let digest: string
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    const sample = await openSampleEngine(opened)
    clock = sample.clock
    tenant = makeTestTenant(sample.engine)
    digest = await hashPassword(password)
  }, 60_000)

  async function makeAccount(): Promise<{ readonly name: string; readonly id: string }> {
    count += 1
    const name = `wang${count}`
    const accounts = [
      { name, person: `p${count}`, displayName: '王芳', roles: ['analyst'], password: digest },
    ]
    const { now, random } = tenant
    const [id = ''] = await addAccounts(tenant.database, tenant.district, { accounts, now: now(), random })
    return { name, id }
  }

  async function openWith(
    name: string,
    proof: Proof = { password },
    address = '127.0.0.1',
  ): Promise<OpenedSession> {
    return signIn(tenant, { name, proof, origin: { ...origin, address } })
  }

  function whoHas(secret: string) {
    const parts = { tenants: new Map([[tenant.district, tenant]]), home: tenant, postsOf: async () => [] }
    return authenticate(parts, { cookie: secret, bearer: undefined, address: '127.0.0.1' })
  }

  test('with the right password opens a session that says who asks', async () => {
    const { name, id } = await makeAccount()
    const { secret } = await openWith(name)
    const { caller } = await whoHas(secret)
    expect(caller).toMatchObject({ kind: 'person', name: '王芳', account: id, roles: ['analyst'] })
  })

  test('is refused in the same words whether password or account is wrong, or the account is closed', async () => {
    const { name, id } = await makeAccount()
    const closed = await makeAccount()
    const change = { disabledAt: clock.now() }
    await changeAccount(tenant.database, tenant.district, { id: closed.id, change, now: clock.now() })
    const wrongs: readonly (readonly [string, string])[] = [
      [name, 'x'],
      ['nobody', password],
      [closed.name, password],
    ]
    for (const [account, tried] of wrongs) {
      await expect(openWith(account, { password: tried })).rejects.toThrow(
        new AppError('sign_in_refused').message,
      )
    }
    expect((await findAccount(tenant.database, tenant.district, { id }))?.failures).toBe(1)
  })

  test('is locked after five mistakes a minute from an address, and not from another one [V6.3.1]', async () => {
    const { name } = await makeAccount()
    for (let n = 0; n < 5; n += 1) {
      await expect(openWith(name, { password: 'x' }, '10.0.0.9')).rejects.toMatchObject({
        code: 'sign_in_refused',
      })
    }
    await expect(openWith(name, { password }, '10.0.0.9')).rejects.toMatchObject({
      code: 'sign_in_locked',
      params: { seconds: 60 },
    })
    await expect(openWith(name, { password }, '10.0.0.10')).resolves.toBeDefined()
    await clock.advance(minute + 1)
    await expect(openWith(name, { password }, '10.0.0.9')).resolves.toBeDefined()
  })

  test('with an authenticator asks for its code and takes each code once [V6.5.1]', async () => {
    const { name, id } = await makeAccount()
    const secret = makeCodeSecret()
    const change = { codeSecret: tenant.secrets.seal(secret, codePurpose(id)) }
    await changeAccount(tenant.database, tenant.district, { id, change, now: clock.now() })
    await expect(openWith(name)).rejects.toMatchObject({ code: 'code_required' })
    const code = generateSync({ secret, epoch: Math.floor(clock.now() / 1000) })
    await expect(
      openWith(name, { password, code: code === '000000' ? '111111' : '000000' }),
    ).rejects.toMatchObject({
      code: 'sign_in_refused',
    })
    await expect(openWith(name, { password, code })).resolves.toBeDefined()
    await expect(openWith(name, { password, code })).rejects.toMatchObject({ code: 'sign_in_refused' })
  })

  test('lasts fifteen minutes unused and twelve hours in all [V7.3.1, V7.3.2]', async () => {
    const { name } = await makeAccount()
    const { secret } = await openWith(name)
    const begun = clock.now()
    while (clock.now() < begun + 12 * 60 * minute - 14 * minute) {
      await clock.advance(14 * minute)
      await whoHas(secret)
    }
    await clock.advance(14 * minute)
    await expect(whoHas(secret)).rejects.toMatchObject({ code: 'session_missing' })
    const idle = await openWith(name)
    await clock.advance(15 * minute)
    await expect(whoHas(idle.secret)).rejects.toMatchObject({ code: 'session_missing' })
  })

  test('ends by signing out, a new password and a closed account at once [V7.4.1, V7.4.2]', async () => {
    const { name, id } = await makeAccount()
    const first = await openWith(name)
    await endSessions(tenant.database, tenant.district, { account: id })
    await expect(whoHas(first.secret)).rejects.toMatchObject({ code: 'session_missing' })
    for (const change of [{ password: digest }, { disabledAt: clock.now() }]) {
      const { secret } = await openWith(name)
      await clock.advance(1)
      await changeAccount(tenant.database, tenant.district, { id, change, now: clock.now() })
      await expect(whoHas(secret)).rejects.toMatchObject({ code: 'session_missing' })
    }
  })

  test('more often than five times ends the session unused for longest [V7.1.2]', async () => {
    const { name, id } = await makeAccount()
    const opened: OpenedSession[] = []
    for (let n = 0; n < 6; n += 1) {
      await clock.advance(minute)
      opened.push(await openWith(name))
    }
    expect(await listSessions(tenant.database, tenant.district, id)).toHaveLength(5)
    await expect(whoHas(opened[0]?.secret ?? '')).rejects.toMatchObject({ code: 'session_missing' })
    await expect(whoHas(opened[1]?.secret ?? '')).resolves.toBeDefined()
  })

  test('proves once more who one is for two minutes, and its secret changes [V7.2.4, V7.5.1]', async () => {
    const { name, id } = await makeAccount()
    const { secret } = await openWith(name)
    await clock.advance(5 * minute)
    const { caller } = await whoHas(secret)
    if (caller.kind !== 'person') throw new Error('not signed in')
    expect(caller.confirmedUntil).toBeLessThan(clock.now())
    const given = { session: caller.session, account: id, origin }
    await expect(confirmSession(tenant, { ...given, proof: { password: 'x' } })).rejects.toMatchObject({
      code: 'sign_in_refused',
    })
    const confirmed = await confirmSession(tenant, { ...given, proof: { password } })
    expect(confirmed.until).toBe(clock.now() + 2 * minute)
    // The secret from before the proof opens nothing any more.
    await expect(whoHas(secret)).rejects.toMatchObject({ code: 'session_missing' })
    const again = await whoHas(confirmed.secret)
    expect(again.caller).toMatchObject({ confirmedUntil: clock.now() + 2 * minute })
  })

  test('who is not signed in says which district they mean', async () => {
    const parts = { tenants: new Map([[tenant.district, tenant]]), home: tenant, postsOf: async () => [] }
    const shown = { cookie: undefined, bearer: undefined, address: '127.0.0.1' }
    expect((await authenticate(parts, { ...shown, districtCode: tenant.code })).tenant).toBe(tenant)
    await expect(authenticate(parts, { ...shown, districtCode: '999999' })).rejects.toMatchObject({
      code: 'resource_missing',
    })
  })

  test('a secret that was made up, or is of another district, opens nothing', async () => {
    for (const secret of ['1.short', `1.${'A'.repeat(43)}`, `2.${'A'.repeat(43)}`, "1.' or 1=1"]) {
      await expect(whoHas(secret)).rejects.toMatchObject({ code: 'session_missing' })
    }
  })
})

describe('a secret box', () => {
  test('opens what it sealed, for the same purpose, with the same key and unchanged only [V11.3.3]', () => {
    const box = makeSecretBox(new Uint8Array(32))
    const sealed = box.seal('secret', 'code:1')
    expect(sealed).not.toContain('secret')
    expect(box.open(sealed, 'code:1')).toBe('secret')
    expect(() => box.open(sealed, 'code:2')).toThrow('bug')
    expect(() => makeSecretBox(new Uint8Array(32).fill(1)).open(sealed, 'code:1')).toThrow('bug')
    for (let bit = 0; bit < 8 * Buffer.from(sealed, 'base64url').length; bit += 1) {
      const changed = Buffer.from(sealed, 'base64url')
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(() => box.open(changed.toString('base64url'), 'code:1')).toThrow('bug')
    }
  })
})
