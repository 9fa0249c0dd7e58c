import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const minute = 60_000

describeOnBoth('matters over HTTP', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack] })
  }, 120_000)

  afterAll(() => desk.close())

  function as(name: DeskPerson): Client {
    return desk.as(name)
  }

  function aKey(): string {
    count += 1
    return `test-key-${count}`
  }

  async function valueOf<Value>(
    outcome: Promise<
      { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object }
    >,
  ): Promise<Value> {
    const answer = await outcome
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function begin(name: DeskPerson = 'clerk', key = aKey()): Promise<string> {
    const body = { pack: 'hotline', title: '三号楼水压不足', variables: { subject: '三号楼水压不足' } }
    return (await valueOf(as(name).call('matter.start', { body, key }))).id
  }

  async function complete(
    name: DeskPerson,
    matter: string,
    variables: Record<string, unknown>,
  ): Promise<number> {
    const page = await valueOf(as(name).call('matter.read', { params: { matter } }))
    const task = page.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task ?? 0
    const body = { kind: 'completeTask', task, variables } as const
    return (await valueOf(as(name).call('matter.act', { params: { matter }, body, key: aKey() }))).seq
  }

  const accepted = {
    channel_in: 'phone',
    demand_type: 'complaint',
    urgency: 'ordinary',
    units: ['water'],
    unit: 'water',
    receiver_kind: 'utility',
    reporter_name: '李秀英',
    reporter_phone: '13800001234',
  }

  async function dispatched(more: Record<string, unknown> = {}): Promise<string> {
    const matter = await begin()
    await complete('clerk', matter, { ...accepted, ...more })
    return matter
  }

  test('a clerk opens one, the office it goes to finds it in its list of work, and no other office sees it', async () => {
    const matter = await dispatched()
    const tasks = await valueOf(as('handler').call('task.list', { query: {} }))
    expect(tasks.rows.find((row) => row.matter === matter)).toMatchObject({
      element: 'sign_in',
      name: { en: expect.any(String) },
    })
    const listed = await valueOf(as('handler').call('matter.list', { query: { open: true } }))
    expect(listed.rows.map(({ id }) => id)).toContain(matter)
    const others = await valueOf(as('stranger').call('matter.list', { query: {} }))
    expect(others.rows).toEqual([])
    expect((await valueOf(as('stranger').call('task.list', { query: {} }))).rows).toEqual([])
    expect(await as('stranger').call('matter.read', { params: { matter } })).toMatchObject({
      ok: false,
      status: 404,
    })
    const key = aKey()
    const body = { kind: 'note', text: '看一下' } as const
    expect(await as('stranger').call('matter.act', { params: { matter }, body, key })).toMatchObject({
      status: 404,
    })
  })

  test('nobody and everybody: who is not signed in gets nothing, the leader reads and may not act on a task', async () => {
    const matter = await dispatched()
    expect(await as('nobody').call('matter.read', { params: { matter } })).toMatchObject({ status: 401 })
    const page = await valueOf(as('leader').call('matter.read', { params: { matter } }))
    expect(page.tasks[0]).toMatchObject({ allowed: [] })
    const body = {
      kind: 'completeTask',
      task: page.tasks[0]?.task ?? 0,
      variables: { receipt: 'signed' },
    } as const
    expect(await as('leader').call('matter.act', { params: { matter }, body, key: aKey() })).toMatchObject({
      status: 403,
    })
  })

  test('the page of a matter names what the pack and its state have a use for, and what its forms were answered in words', async () => {
    const matter = await dispatched()
    await complete('handler', matter, { receipt: 'signed' })
    const contacted_at = '2026-03-02T10:00:00+08:00'
    await complete('handler', matter, { contact_way: 'phone', contact_reached: true, contacted_at })
    const { tasks, details } = await valueOf(as('handler').call('matter.read', { params: { matter } }))
    const contact = expect.objectContaining({ zh: '联系诉求人' })
    expect(tasks.find(({ element }) => element === 'handle')?.return_to).toEqual([
      { to: 'contact', name: contact },
    ])
    const byName = new Map(details.map((detail) => [detail.name, detail]))
    expect(byName.get('reporter_name')).toMatchObject({ is_personal: true, text: '李＊英' })
    expect(byName.get('urgency')).toMatchObject({
      text: expect.not.stringMatching('ordinary'),
      is_personal: false,
    })
    expect(byName.has('dispatch')).toBe(false)
    const seen = await valueOf(as('leader').call('matter.read', { params: { matter } }))
    expect(seen.tasks.every((one) => one.return_to === undefined)).toBe(true)
    const { allowed } = await valueOf(as('clerk').call('matter.read', { params: { matter } }))
    expect(allowed).toEqual(expect.arrayContaining(['suspend', 'extendClock']))
    expect(allowed.filter((one) => ['jump', 'resume', 'withdraw'].includes(one))).toEqual([])
    const { rows } = await valueOf(as('handler').call('matter.clocks', { params: { matter } }))
    const extendable = rows.filter(({ is_extendable }) => is_extendable)
    expect(extendable.map(({ key: name }) => name)).toEqual(['handle'])
    expect(rows.every(({ ground }) => ground !== '')).toBe(true)
  })

  test('the same command with the same key is done once, also when it is a start', async () => {
    const key = aKey()
    const matter = await begin('clerk', key)
    expect(await begin('clerk', key)).toBe(matter)
    const body = { kind: 'note', text: '再次来电催促' } as const
    const note = () =>
      valueOf(as('clerk').call('matter.act', { params: { matter }, body, key: `${key}-note` }))
    expect(await note()).toEqual(await note())
    const { rows } = await valueOf(as('clerk').call('matter.entries', { params: { matter }, query: {} }))
    expect(rows.map(({ kind }) => kind)).toEqual(['start', 'note'])
  })

  test('a form that is filled in wrongly is refused with what is wrong', async () => {
    const matter = await begin()
    const page = await valueOf(as('clerk').call('matter.read', { params: { matter } }))
    const body = {
      kind: 'completeTask',
      task: page.tasks[0]?.task ?? 0,
      variables: { urgency: 'yesterday' },
    } as const
    expect(await as('clerk').call('matter.act', { params: { matter }, body, key: aKey() })).toMatchObject({
      status: 422,
      problem: { code: 'form_refused' },
    })
  })

  test('a task that a colleague holds is not offered any more', async () => {
    const matter = await dispatched()
    const page = await valueOf(as('handler').call('matter.read', { params: { matter } }))
    const task = page.tasks[0]?.task ?? 0
    await valueOf(
      as('handler').call('matter.act', { params: { matter }, body: { kind: 'claim', task }, key: aKey() }),
    )
    const held = await valueOf(as('handler').call('task.list', { query: { view: 'held' } }))
    expect(held.rows.map((row) => row.matter)).toContain(matter)
    const offered = await valueOf(as('colleague').call('task.list', { query: {} }))
    expect(offered.rows.map((row) => row.matter)).not.toContain(matter)
    const body = { kind: 'completeTask', task, variables: { receipt: 'signed' } } as const
    expect(await as('colleague').call('matter.act', { params: { matter }, body, key: aKey() })).toMatchObject(
      {
        status: 403,
      },
    )
  })

  test('who saw an older state is told so, and nothing is done', async () => {
    const matter = await begin()
    const read = await as('clerk').call('matter.read', { params: { matter } })
    if (!read.ok || read.tag === undefined) throw new Error('no tag')
    const body = { kind: 'note', text: '备注' } as const
    const ifMatch = read.tag
    expect(
      (await as('clerk').call('matter.act', { params: { matter }, body, key: aKey(), ifMatch })).ok,
    ).toBe(true)
    expect(
      await as('clerk').call('matter.act', { params: { matter }, body, key: aKey(), ifMatch }),
    ).toMatchObject({
      status: 412,
    })
  })

  test('what reaches a person is masked, stays out of the record, and is revealed as an act that is kept [V8.2.3]', async () => {
    const matter = await dispatched()
    const page = await valueOf(as('handler').call('matter.read', { params: { matter } }))
    expect(page.masked).toEqual(expect.arrayContaining(['reporter_phone', 'reporter_name']))
    expect(JSON.stringify(page)).not.toContain('13800001234')
    const { rows } = await valueOf(as('handler').call('matter.entries', { params: { matter }, query: {} }))
    expect(JSON.stringify(rows)).not.toMatch(/13800001234|李秀英/)
    const body = { variable: 'reporter_phone', reason: '联系诉求人' }
    expect(await valueOf(as('handler').call('matter.reveal', { params: { matter }, body }))).toEqual({
      value: '13800001234',
    })
    const events = await desk.tenant.database.query(
      `select kind, subject from audit_event where district_id = 1`,
    )
    expect(events).toContainEqual({ kind: 'personal_data.revealed', subject: matter })
    expect(
      JSON.stringify(await valueOf(as('analyst').call('matter.read', { params: { matter } }))),
    ).not.toContain('李')
    expect(await as('analyst').call('matter.reveal', { params: { matter }, body })).toMatchObject({
      status: 403,
    })
  })

  test('of a reporter who asked for secrecy the handling office learns nothing, masked or otherwise', async () => {
    const matter = await dispatched({ keep_secret: true })
    const page = await valueOf(as('handler').call('matter.read', { params: { matter } }))
    expect(page.masked).toEqual([])
    expect(page.variables).not.toHaveProperty('reporter_phone')
    const body = { variable: 'reporter_phone', reason: '想知道' }
    expect(await as('handler').call('matter.reveal', { params: { matter }, body })).toMatchObject({
      status: 404,
    })
    expect((await valueOf(as('clerk').call('matter.read', { params: { matter } }))).masked).toContain(
      'reporter_phone',
    )
  })

  test('every due date explains itself in the language asked for', async () => {
    const matter = await dispatched()
    const { rows } = await valueOf(as('handler').call('matter.clocks', { params: { matter } }))
    const handle = rows.find(({ key }) => key === 'handle')
    expect(handle).toMatchObject({ kind: 'pledged', status: 'running', lamp: 'green', is_provisional: false })
    expect(handle?.explanation.join('\n')).toMatch(/2026-03-09/)
  })

  test('many commands are answered row by row; one that is refused leaves the others done', async () => {
    const matters = [await begin(), await begin()]
    const rows = [...matters, '00000000-0000-7000-8000-000000000000'].map((matter) => ({
      matter,
      command: { kind: 'note', text: '集中督办' } as const,
      key: aKey(),
    }))
    const answer = await valueOf(as('clerk').call('matter.act_many', { body: { rows } }))
    expect(answer.rows.map(({ ok }) => ok)).toEqual([true, true, false])
    expect(answer.rows[2]?.problem).toMatchObject({ code: 'resource_missing' })
  })

  test('counts are those of the lists they open', async () => {
    await dispatched()
    const counts = await valueOf(as('handler').call('matter.count', { query: {} }))
    const rows = (await valueOf(as('handler').call('matter.list', { query: { open: true, limit: 200 } })))
      .rows
    expect(counts.open).toBe(rows.length)
    const tasks = await valueOf(as('handler').call('task.count', {}))
    const list = await valueOf(as('handler').call('task.list', { query: { limit: 200 } }))
    expect(tasks.held + tasks.offered).toBe(list.rows.length)
    await clock.advance(30 * 24 * 60 * minute)
    const later = await valueOf(as('handler').call('task.count', {}))
    const overdue = await valueOf(as('handler').call('task.list', { query: { due: 'overdue', limit: 200 } }))
    expect(later.overdue).toBe(overdue.rows.length)
    expect(later.overdue).toBeGreaterThan(0)
    expect(overdue.rows.every(({ lamp }) => lamp === 'red')).toBe(true)
  })

  test('the list of work goes on page by page', async () => {
    const whole = await valueOf(as('handler').call('task.list', { query: { limit: 200 } }))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await valueOf(
        as('handler').call('task.list', { query: { limit: 2, ...(after && { after }) } }),
      )
      seen.push(...page.rows.map(({ matter, task }) => `${matter} ${task}`))
      after = page.next
    } while (after !== undefined)
    expect(seen).toEqual(whole.rows.map(({ matter, task }) => `${matter} ${task}`))
  })
})
