import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { changeAccount, findAccount, listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import type { CodeMessage } from './code-sender.ts'
import { makeDemonstrationSender } from './code-sender.ts'
import { revealPhone } from './phone-code.ts'
import { openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

const minute = 60_000
let number = 13_800_000_000

describeOnBoth('signing in by telephone', (open) => {
  let service: SignInService
  let clock: FixedClock
  const sent: CodeMessage[] = []

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const codeSender = { send: async (message: CodeMessage) => void sent.push(message) }
    service = await openSignInService(database, clock, { codeSender })
  }, 60_000)

  afterAll(() => service.close())

  beforeEach(() => clock.jumpTo(instantOf(clock.now() + 60 * minute)))

  function newPhone(): string {
    number += 1
    return String(number)
  }

  async function request(phone: string, address = '127.0.0.1') {
    const answer = await openBrowser(service.application, { address }).call('phone_code.request', {
      body: { phone },
    })
    return { answer, code: sent.at(-1)?.code ?? '' }
  }

  function otherThan(code: string): string {
    return code === '000000' ? '111111' : '000000'
  }

  test('sends six digits, makes the account at first use and finds it again [V6.5.4]', async () => {
    const phone = newPhone()
    const browser = openBrowser(service.application)
    const { answer, code } = await request(phone)
    expect(answer).toMatchObject({ status: 202 })
    expect(sent.at(-1)).toMatchObject({ phone })
    expect(code).toMatch(/^\d{6}$/)
    const opened = await browser.call('session.open_by_phone', { body: { phone, code } })
    expect(opened).toMatchObject({ status: 201 })
    const me = await browser.call('me.read', {})
    if (!me.ok) throw new Error(me.problem.code)
    expect(me.value).toMatchObject({ roles: ['resident'], name: `居民 138****${phone.slice(-4)}` })
    const again = await request(`+86${phone}`)
    const second = openBrowser(service.application)
    await second.call('session.open_by_phone', { body: { phone, code: again.code } })
    expect(await second.call('me.read', {})).toMatchObject({ value: { account: me.value.account } })
  })

  test('takes a code once, also of two requests at the same time [V6.5.1]', async () => {
    const phone = newPhone()
    const { code } = await request(phone)
    const body = { phone, code }
    const answers = await Promise.all(
      [1, 2, 3].map(() => openBrowser(service.application).call('session.open_by_phone', { body })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('takes the code sent last, for its own number, for ten minutes [V6.5.5, V6.6.2]', async () => {
    const phone = newPhone()
    const first = await request(phone)
    const last = await request(phone)
    const other = newPhone()
    await request(other)
    const browser = openBrowser(service.application)
    async function tryCode(number: string, code: string) {
      return (await browser.call('session.open_by_phone', { body: { phone: number, code } })).status
    }
    if (first.code !== last.code) expect(await tryCode(phone, first.code)).toBe(401)
    expect(await tryCode(other, last.code)).toBe(401)
    clock.jumpTo(instantOf(clock.now() + 10 * minute))
    expect(await tryCode(phone, last.code)).toBe(401)
    const { code } = await request(phone)
    clock.jumpTo(instantOf(clock.now() + 10 * minute - 1))
    expect(await tryCode(phone, code)).toBe(201)
  })

  test('is over after five tries of a code, from wherever they come [V6.6.3]', async () => {
    const phone = newPhone()
    const { code } = await request(phone)
    for (let n = 0; n < 5; n += 1) {
      const thief = openBrowser(service.application, { address: `10.0.0.${n}` })
      const body = { phone, code: otherThan(code) }
      expect(await thief.call('session.open_by_phone', { body })).toMatchObject({ status: 401 })
    }
    const body = { phone, code }
    expect(await openBrowser(service.application).call('session.open_by_phone', { body })).toMatchObject({
      problem: { code: 'sign_in_refused' },
    })
  })

  test('sends five codes an hour to a number and twenty to an address [V2.4.1, V6.6.3]', async () => {
    const phone = newPhone()
    for (let n = 0; n < 5; n += 1) {
      expect((await request(phone, `10.0.1.${n}`)).answer).toMatchObject({ status: 202 })
    }
    const count = sent.length
    expect((await request(phone, '10.0.1.9')).answer).toMatchObject({
      status: 429,
      problem: { code: 'requests_too_many' },
    })
    for (let n = 0; n < 20; n += 1) await request(newPhone(), '10.0.2.1')
    expect(sent).toHaveLength(count + 20)
    expect((await request(newPhone(), '10.0.2.1')).answer).toMatchObject({ status: 429 })
    expect((await request(newPhone(), '10.0.2.2')).answer).toMatchObject({ status: 202 })
  })

  test('does and answers the same for a number that is known and one that is not [V6.3.8]', async () => {
    const known = newPhone()
    const { code } = await request(known)
    await openBrowser(service.application).call('session.open_by_phone', { body: { phone: known, code } })
    const unknown = newPhone()
    const { database } = service.tenant
    const told = []
    for (const phone of [known, unknown]) {
      const before = database.statementCount
      const { answer } = await request(phone)
      const asked = database.statementCount - before
      const body = { phone, code: otherThan(sent.at(-1)?.code ?? '') }
      const refused = await openBrowser(service.application).call('session.open_by_phone', { body })
      if (refused.ok) throw new Error('a wrong code opened a session')
      const tried = database.statementCount - before - asked
      told.push({ answer, asked, tried, problem: { ...refused.problem, request: '' } })
    }
    expect(told[0]).toEqual(told[1])
  })

  test('keeps the number sealed: not in the database, the log or the audit in clear [V14.2.4, V16.2.5]', async () => {
    const phone = newPhone()
    const browser = openBrowser(service.application)
    const { code } = await request(phone)
    await browser.call('session.open_by_phone', { body: { phone, code } })
    const { database, district } = service.tenant
    const me = await browser.call('me.read', {})
    if (!me.ok) throw new Error(me.problem.code)
    const account = await findAccount(database, district, { name: me.value.account })
    expect(await revealPhone(service.tenant, account?.id ?? '')).toBe(phone)
    const tables = ['account', 'account_phone', 'phone_code', 'session', 'rate', 'audit_event']
    for (const table of tables) {
      const rows = JSON.stringify(await database.query(`select * from ${table}`))
      expect(rows).not.toContain(phone)
    }
    await request(phone)
    const digits = sent.at(-1)?.code ?? ''
    expect(JSON.stringify(await database.query('select phone, tries from phone_code'))).not.toContain(digits)
    expect(service.logged.join('')).not.toContain(phone)
    const events = JSON.stringify(await listAuditEvents(database, district, { limit: 200 }))
    expect(events).toContain('phone_code.sent')
    expect(events).not.toContain(phone)
  })

  test('is refused to a resident whose account was closed, in the same words', async () => {
    const phone = newPhone()
    const browser = openBrowser(service.application)
    const { code } = await request(phone)
    await browser.call('session.open_by_phone', { body: { phone, code } })
    const me = await browser.call('me.read', {})
    if (!me.ok) throw new Error(me.problem.code)
    const { database, district } = service.tenant
    const account = await findAccount(database, district, { name: me.value.account })
    const change = { disabledAt: clock.now() }
    await changeAccount(database, district, { id: account?.id ?? '', change, now: clock.now() })
    const again = await request(phone)
    expect(again.answer).toMatchObject({ status: 202 })
    expect(await browser.call('session.open_by_phone', { body: { phone, code: again.code } })).toMatchObject({
      problem: { code: 'sign_in_refused' },
    })
  })

  test('asks for a number of the mainland', async () => {
    for (const phone of ['12345678901', '1380000000', '138000000000', '+1 555 0100', "13800000000' or 1=1"]) {
      expect((await request(phone)).answer).toMatchObject({ status: 400 })
    }
  })

  test('writes codes to the log in a demonstration only', async () => {
    const { database } = service.tenant
    const environment = { DUIBIAO_DEMONSTRATION: 'on' }
    const demonstration = await openSignInService(database, clock, { environment })
    const plain = await openSignInService(database, clock)
    try {
      const phone = newPhone()
      const body = { phone }
      for (const { application } of [demonstration, plain]) {
        expect(await openBrowser(application).call('phone_code.request', { body })).toMatchObject({
          status: 202,
        })
      }
      expect(demonstration.logged.join('')).toMatch(
        new RegExp(`"demonstration":"phone_code","phone":"${phone}","code":"\\d{6}"`),
      )
      expect(plain.logged.join('')).not.toContain(phone)
    } finally {
      await demonstration.close()
      await plain.close()
    }
  }, 60_000)
})

test('the sender of a demonstration writes one line', async () => {
  const lines: string[] = []
  const sender = makeDemonstrationSender({ write: (line) => void lines.push(line) })
  await sender.send({ phone: '13800000000', code: '012345', language: 'zh' })
  expect(lines).toEqual([
    '{"level":"info","demonstration":"phone_code","phone":"13800000000","code":"012345"}\n',
  ])
})
