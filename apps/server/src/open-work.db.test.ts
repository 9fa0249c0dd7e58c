import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

describeOnBoth('open work of the registry', (open) => {
  let desk: RegistryDesk
  let count = 0

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
    const staff = '工号,姓名,机构,岗位,任职日期\nzhou,周航,CG,CG-H,2020-01-01\nsun,孙宁,CG,CG-H,2020-01-01'
    const query = { kind: 'people', name: 'people.csv' }
    const { digest } = (await desk.importFile(query, staff)).json()
    await desk.importFile({ ...query, digest }, staff)
  }, 120_000)

  afterAll(() => desk.close())

  function aKey(): string {
    count += 1
    return `open-work-${count}`
  }

  /** A task that the clerk zhou has in hand. */
  async function hold(): Promise<{ readonly matter: string; readonly task: number }> {
    const clerk = desk.as('clerk')
    const body = { pack: 'hotline', title: '水压不足', variables: { subject: '水压不足' } }
    const begun = await clerk.call('matter.start', { body, key: aKey() })
    if (!begun.ok) throw new Error(begun.problem.code)
    const matter = begun.value.id
    const page = await clerk.call('matter.read', { params: { matter } })
    const task = (page.ok ? page.value.tasks[0]?.task : undefined) ?? 0
    await clerk.call('matter.act', { params: { matter }, body: { kind: 'claim', task }, key: aKey() })
    return { matter, task }
  }

  async function holderOf(matter: string): Promise<string | undefined> {
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    return page.ok ? page.value.tasks[0]?.person : 'nobody may read it'
  }

  function readWork(part: string, subject: string, name: 'administrator' | 'clerk' = 'administrator') {
    return desk.get(`/api/v1/open-work/${part}/${subject}`, name)
  }

  function handOn(person: string, body: object, key = aKey()) {
    return desk.application.inject({
      method: 'POST',
      url: `/api/v1/people/${person}/handovers`,
      headers: { authorization: 'Bearer administrator', 'idempotency-key': key },
      payload: body,
    })
  }

  test('is told in numbers, to those who keep the registry and to nobody else [V8.2.1]', async () => {
    await hold()
    const work = await readWork('person', 'zhou')
    expect(work.json()).toMatchObject({ tasks: 1, rows: [{ pack: 'hotline', is_held: true, tasks: 1 }] })
    expect(work.body).not.toContain('水压')
    expect((await readWork('area', '990101')).json().matters).toBeGreaterThan(0)
    expect((await readWork('area', '990101001')).json()).toMatchObject({ matters: 0, tasks: 0 })
    expect((await readWork('office', 'CG')).statusCode).toBe(200)
    expect((await readWork('person', 'nobody-there')).statusCode).toBe(404)
    expect((await readWork('person', 'zhou', 'clerk')).json()).toMatchObject({ code: 'permission_missing' })
    await handOn('zhou', { reason: '离岗' })
  })

  test('goes back to its posts when somebody leaves, is on the record, and given twice passes once', async () => {
    const { matter } = await hold()
    expect(await holderOf(matter)).toBe('zhou')
    const key = aKey()
    expect((await handOn('zhou', { reason: '周航调离' }, key)).json()).toEqual({ handed_on: 1, stayed: 0 })
    expect(await holderOf(matter)).toBeUndefined()
    expect((await handOn('zhou', { reason: '周航调离' }, key)).json()).toEqual({ handed_on: 0, stayed: 0 })
    const entries = await desk.as('clerk').call('matter.entries', { params: { matter }, query: {} })
    const last = entries.ok ? entries.value.rows.find(({ kind }) => kind === 'transfer') : undefined
    expect(last).toMatchObject({ actor: { system: 'registry' } })
    await desk.tenant.audit.settle()
    const audited = await desk.tenant.database.query<{ detail: unknown }>(
      `select detail from audit_event where district_id = $1 and kind = 'work.handed_on'`,
      [1],
    )
    expect(JSON.stringify(audited)).toContain('周航调离')
  })

  test('goes to a colleague who is there, and to nobody else', async () => {
    const { matter } = await hold()
    expect((await handOn('zhou', { to: 'nobody-there', reason: '调离' })).statusCode).toBe(404)
    expect((await handOn('zhou', { to: 'zhou', reason: '调离' })).statusCode).toBe(404)
    expect((await handOn('zhou', { to: 'sun', reason: '调离' })).json()).toMatchObject({ handed_on: 1 })
    expect(await holderOf(matter)).toBe('sun')
    expect((await readWork('person', 'zhou')).json()).toMatchObject({ tasks: 0, rows: [] })
    await handOn('sun', { reason: '还回' })
  })

  test('of who has left is a finding until it is passed on', async () => {
    await hold()
    const row = await desk.get('/api/v1/registry/rows/person/zhou', 'administrator')
    const tag = String(row.headers.etag)
    const url = '/api/v1/registry/rows/people'
    const change = { row: { id: 'zhou', left: '2026-01-02' } }
    const tried = await desk.post(url, { ...change, is_trial: true }, { name: 'administrator', tag })
    expect(tried.json()).toMatchObject({
      outcome: 'ended',
      changes: [
        { part: 'person', name: '周航' },
        { part: 'holding', name: '经办' },
      ],
    })
    const same = await desk.get('/api/v1/registry/rows/person/zhou', 'administrator')
    expect(same.json().row).not.toHaveProperty('left')
    await desk.post(url, change, { name: 'administrator', tag })
    const findings = (await desk.get('/api/v1/registry/findings', 'administrator')).json()
    expect(findings.rows[0]).toMatchObject({ kind: 'left_with_work', subject: 'zhou', tasks: 1 })
    expect(findings.counts[0]).toEqual({ kind: 'left_with_work', count: 1 })
    await handOn('zhou', { reason: '离岗' })
    const after = (await desk.get('/api/v1/registry/findings?kind=left_with_work', 'administrator')).json()
    expect(after.rows).toEqual([])
    expect((await desk.get('/api/v1/registry/findings', 'handler')).statusCode).toBe(403)
  })
})
