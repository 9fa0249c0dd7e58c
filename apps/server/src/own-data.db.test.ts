import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, parseMatterId } from '@duibiao/base'
import { findMatter, listAuditEvents } from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openSignedIn, openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'
import type { TestBrowser } from './test-browser.ts'

describeOnBoth('what is kept of somebody', (open) => {
  let service: SignInService
  let clock: FixedClock
  const codes: string[] = []
  let count = 0

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const codeSender = { send: async ({ code }: { readonly code: string }) => void codes.push(code) }
    service = await openSignInService(database, clock, { codeSender })
  }, 60_000)

  afterAll(() => service.close())

  async function openByPhone(phone: string): Promise<TestBrowser> {
    const browser = openBrowser(service.application)
    await browser.call('phone_code.request', { body: { phone } })
    const opened = await browser.call('session.open_by_phone', { body: { phone, code: codes.at(-1) ?? '' } })
    if (!opened.ok) throw new Error(opened.problem.code)
    return browser
  }

  async function report(browser: TestBrowser, subject: string): Promise<string> {
    const body = { pack: 'hotline', title: subject, variables: { subject } }
    const started = await browser.call('matter.start', { body, key: `own-data-${(count += 1)}` })
    if (!started.ok) throw new Error(started.problem.detail)
    return started.value.id
  }

  test('is shown to them whole and to nobody else: account, telephone, sessions, reports, acts (S16)', async () => {
    const own = await openByPhone('13800138001')
    const other = await openByPhone('13800138002')
    const [mine, theirs] = [await report(own, '路灯不亮'), await report(other, '井盖丢失')]
    const data = await own.call('own_data.read', {})
    expect(data).toMatchObject({
      value: {
        account: { phone: '13800138001', display_name: '居民 138****8001' },
        sessions: [{ address: '127.0.0.1' }],
        matters: [{ id: mine, title: '路灯不亮', status: 'open' }],
        acts: [{ kind: 'session.opened', outcome: 'done' }],
      },
    })
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`${theirs}|13800138002|8002|井盖`))
    const staff = await openSignedIn(service, ['analyst'])
    expect(await staff.call('own_data.read', {})).toMatchObject({
      value: { matters: [], account: { account: staff.id } },
    })
    const { database, district } = service.tenant
    const [event] = await listAuditEvents(database, district, { kind: 'data.exported', actor: staff.id })
    expect(event?.detail).toBe('{"kind":"own"}')
  })

  test('is shown and erased after a fresh proof only, and erased only by whoever says the end of its number', async () => {
    const own = await openByPhone('13800138003')
    for (const confirm of ['8001', '13800138003', ''])
      expect(await own.call('own_data.erase', { body: { confirm } })).toMatchObject({ status: 400 })
    clock.jumpTo(instantOf(clock.now() + 5 * 60_000))
    for (const asked of [
      own.call('own_data.read', {}),
      own.call('own_data.erase', { body: { confirm: '8003' } }),
    ])
      expect(await asked).toMatchObject({ problem: { code: 'reauthentication_required' } })
    const staff = await openSignedIn(service, ['analyst'])
    expect(await staff.call('own_data.erase', { body: { confirm: staff.name } })).toMatchObject({
      status: 403,
    })
  })

  test('is erased when they ask: number, name, sessions; what they reported stays on record, and the number is free again (S16)', async () => {
    const phone = '13800138004'
    const own = await openByPhone(phone)
    const matter = await report(own, '树枝断了')
    const me = await own.call('me.read', {})
    const before = me.ok ? me.value.person : ''
    expect(await own.call('own_data.erase', { body: { confirm: '8004' } })).toMatchObject({ status: 204 })
    expect(own.cookies.size).toBe(0)
    const { database, district } = service.tenant
    const rows = await database.query<{ readonly row: string }>(
      `select a::text || coalesce(p::text, '') as row from account a
left join account_phone p on p.district_id = a.district_id and p.account_id = a.account_id
where a.district_id = $1 and a.person_id = $2`,
      [district, before],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).toMatch(/erased:/)
    expect(rows[0]?.row).not.toMatch(/8004|居民|phone:/)
    expect((await listAuditEvents(database, district, { kind: 'account.erased' })).length).toBe(1)
    expect(await findMatter(database, district, parseMatterId(matter))).toMatchObject({ matter })
    // The same number begins anew, and finds nothing of the one before.
    const again = await openByPhone(phone)
    expect(await again.call('matter.read', { params: { matter } })).toMatchObject({ status: 404 })
    const data = await again.call('own_data.read', {})
    expect(data).toMatchObject({ value: { matters: [] } })
  })
})
