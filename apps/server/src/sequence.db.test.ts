import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClient } from '@duibiao/contract'
import type { Client, MatterCommand } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { openPair } from './test-pair.ts'
import type { DistrictPair } from './test-pair.ts'
import type { PairPerson } from './test-pair-people.ts'

// The four checks of stateful fuzzing (reliability.md 6): use after free, leaks of resources, hierarchy, and names of others.
describeOnBoth('sequences of requests', (open) => {
  let pair: DistrictPair
  let count = 0

  beforeAll(async () => {
    const { database } = await open()
    pair = await openPair({ database, scheduler: makeFixedClock() })
  }, 120_000)

  afterAll(() => pair.close())

  function person(id: string): PairPerson {
    const found = pair.one.people.find((one) => one.id === id && one.scopes === undefined)
    if (found === undefined) throw new Error(`nobody is ${id}`)
    return found
  }

  function clientOf(headers: Readonly<Record<string, string>>): Client {
    return makeClient(async ({ method, path, headers: more, body }) => {
      const answer = await pair.application.inject({
        method: method as 'GET',
        url: path,
        headers: { ...more, ...headers },
        ...(body !== undefined && { payload: body }),
      })
      return { status: answer.statusCode, headers: {}, text: answer.body }
    })
  }

  const as = (id: string) => clientOf(person(id).headers)

  function aKey(): string {
    count += 1
    return `sequence-key-${count}`
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

  const endsAt = '2026-03-20T00:00:00Z'

  function makeToken(id: string, scopes: readonly string[] = ['me.read']) {
    count += 1
    return valueOf(
      as(id).call('token.create', { body: { name: `t${count}`, scopes: [...scopes], ends_at: endsAt } }),
    )
  }

  const bearer = (secret: string) => clientOf({ authorization: `Bearer ${secret}` })

  test('use after free: an ended token opens nothing, and is not ended twice [V7.4.1] [V7.4.2]', async () => {
    const { token, secret } = await makeToken('analyst')
    expect(await bearer(secret).call('me.read', {})).toMatchObject({ ok: true })
    await valueOf(as('analyst').call('token.end', { params: { token } }))
    expect(await bearer(secret).call('me.read', {})).toMatchObject({ status: 401 })
    expect(await as('analyst').call('token.end', { params: { token } })).toMatchObject({ status: 404 })
    const { rows } = await valueOf(as('analyst').call('token.list', {}))
    expect(rows.map((row) => row.token)).not.toContain(token)
  })

  test('use after free: a connector that was removed is not there, and can be made anew', async () => {
    const params = { service: 'weather' }
    const kept = () => as('administrator').call('connector.keep', { params, body: {} })
    expect(await kept()).toMatchObject({ ok: true })
    expect(await as('administrator').call('connector.remove', { params })).toMatchObject({ ok: true })
    expect(await as('administrator').call('connector.remove', { params })).toMatchObject({ status: 404 })
    expect(await kept()).toMatchObject({ ok: true })
  })

  test('use after free: a matter that was cancelled is read and not moved', async () => {
    const matter = await startMatter('district_dispatcher.centre')
    const cancel = { kind: 'cancel', reason: '重复' } as const
    expect(await act('district_dispatcher.centre', matter, cancel)).toMatchObject({ ok: true })
    for (const body of [cancel, { kind: 'suspend', reason: '再看' }, { kind: 'claim', task: 1 }] as const) {
      expect(await act('district_dispatcher.centre', matter, body)).toMatchObject({ ok: false })
    }
    expect(await readMatter('district_dispatcher.centre', matter)).toMatchObject({
      value: { status: 'cancelled', tasks: [] },
    })
  })

  test('leaks: what was refused leaves nothing behind [V2.3.3]', async () => {
    const tokens = async () => (await valueOf(as('leader.government').call('token.list', {}))).rows.length
    const hooks = async () => (await valueOf(as('administrator').call('webhook.list', {}))).rows.length
    const matters = async () =>
      (await valueOf(as('district_dispatcher.centre').call('matter.list', { query: { limit: 200 } }))).rows
        .length
    const accounts = async () =>
      (await valueOf(as('security_administrator').call('account.list', { query: {} }))).rows.length
    const before = [await tokens(), await hooks(), await matters(), await accounts()]
    const refused = [
      as('leader.government').call('token.create', {
        body: { name: 'x', scopes: ['none.such'], ends_at: endsAt },
      }),
      as('leader.government').call('token.create', {
        body: { name: 'x', scopes: ['me.read'], ends_at: '2020-01-01T00:00:00Z' },
      }),
      as('administrator').call('webhook.create', {
        body: { name: 'x', address: 'http://127.0.0.1/x', types: ['*'] },
      }),
      as('district_dispatcher.centre').call('matter.start', { body: { pack: 'none' }, key: aKey() }),
      as('district_dispatcher.centre').call('matter.start', {
        body: { pack: 'hotline', procedure: 'none' },
        key: aKey(),
      }),
      as('zhao').call('matter.start', {
        body: { pack: 'hotline', variables: { agreed: true } },
        key: aKey(),
      }),
      as('security_administrator').call('account.create', {
        body: { name: 'li', person: 'li', display_name: 'x', roles: [], proof: 'link' },
      }),
    ]
    for (const outcome of refused) expect(await outcome).toMatchObject({ ok: false })
    expect([await tokens(), await hooks(), await matters(), await accounts()]).toEqual(before)
  })

  test('hierarchy: a task is its own matter’s, a session and a token their own account’s [V8.2.2]', async () => {
    const [one, other] = [
      await startMatter('district_dispatcher.centre'),
      await startMatter('district_dispatcher.centre'),
    ]
    const done = { kind: 'cancel', reason: '无效' } as const
    expect(await act('district_dispatcher.centre', one, done)).toMatchObject({ ok: true })
    // The task number of the other is one of this one too; what counts is the matter in the path.
    const task = (await readMatter('district_dispatcher.centre', other)).value.tasks[0]?.task ?? 0
    expect(await act('district_dispatcher.centre', one, { kind: 'claim', task })).toMatchObject({ ok: false })
    expect(await readMatter('district_dispatcher.centre', other)).toMatchObject({ value: { status: 'open' } })
    const { token } = await makeToken('leader.government')
    expect(await as('analyst').call('token.end', { params: { token } })).toMatchObject({ status: 404 })
    const [session] = (await valueOf(as('leader.government').call('session.list', {}))).rows
    const params = { session: session?.session ?? '' }
    expect(await as('analyst').call('session.close', { params })).toMatchObject({ status: 404 })
    expect(await as('leader.government').call('me.read', {})).toMatchObject({ ok: true })
  })

  test('names of others: what one opens, others neither find nor end, and their keys do not meet [V8.2.2] [V8.4.1]', async () => {
    const key = aKey()
    const begin = (id: string) =>
      valueOf(as(id).call('matter.start', { body: { pack: 'hotline', variables: { subject: '漏水' } }, key }))
    const [mine, theirs] = [await begin('li'), await begin('zhao')]
    expect(mine.id).not.toBe(theirs.id)
    expect((await begin('li')).id).toBe(mine.id)
    expect(await as('zhao').call('matter.read', { params: { matter: mine.id } })).toMatchObject({
      status: 404,
    })
    expect(await as('zhao').call('matter.read', { params: { matter: mine.number } })).toMatchObject({
      status: 404,
    })
    const listed = await valueOf(as('zhao').call('matter.list', { query: {} }))
    expect(listed.rows.map(({ id }) => id)).toEqual([theirs.id])
    expect(await act('zhao', mine.id, { kind: 'note', text: '我的' })).toMatchObject({ status: 404 })
    const foreign = pair.other.people.find(({ id }) => id === 'district_dispatcher.centre')
    const read = await clientOf(foreign?.headers ?? {}).call('matter.read', { params: { matter: mine.id } })
    expect(read).toMatchObject({ status: 404, problem: { code: 'resource_missing' } })
  })

  test('an account that is disabled has no session and no token any more [V7.4.2] [V7.4.3]', async () => {
    const { secret } = await makeToken('grid_worker.west-grid')
    const { rows } = await valueOf(
      as('security_administrator').call('account.list', { query: { limit: 200 } }),
    )
    const account = rows.find(({ name }) => name === 'grid_worker.west-grid')?.account ?? ''
    const given = { params: { account }, body: { reason: '离岗' } }
    expect(await as('security_administrator').call('account.disable', given)).toMatchObject({ ok: true })
    expect(await as('grid_worker.west-grid').call('me.read', {})).toMatchObject({ status: 401 })
    expect(await bearer(secret).call('me.read', {})).toMatchObject({ status: 401 })
  })

  async function startMatter(id: string): Promise<string> {
    const body = { pack: 'hotline', title: '漏水', variables: { subject: '漏水' } }
    return (await valueOf(as(id).call('matter.start', { body, key: aKey() }))).id
  }

  function act(id: string, matter: string, body: MatterCommand) {
    return as(id).call('matter.act', { params: { matter }, body, key: aKey() })
  }

  async function readMatter(id: string, matter: string) {
    return { value: await valueOf(as(id).call('matter.read', { params: { matter } })) }
  }
})
