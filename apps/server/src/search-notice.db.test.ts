import { afterAll, beforeAll, expect, test } from 'vitest'
import { millisecondsPerDay, millisecondsPerHour, millisecondsPerMinute } from '@duibiao/base'
import { addAccounts, changeAccount, listAccounts } from '@duibiao/store'
import { describeOnBoth } from '@duibiao/testkit'
import { tellOfSearches } from './search-notice.ts'
import { openSearchDesk } from './test-search.ts'
import type { SearchDesk } from './test-search.ts'

describeOnBoth('saved searches', (open) => {
  let held: SearchDesk
  const begin: SearchDesk['begin'] = (...given) => held.begin(...given)

  beforeAll(async () => {
    held = await openSearchDesk((await open()).database)
  }, 120_000)

  afterAll(() => held.close())

  test('a saved search notifies once in its interval, only of what its owner may see at that time', async () => {
    const { tenant } = held.desk
    const { database, district } = tenant
    await addAccounts(database, district, {
      accounts: [{ name: 'li', person: 'li', displayName: '李', roles: ['resident'] }],
      now: held.clock.now(),
      random: tenant.random,
    })
    const keep = { name: '麒麟', screen: 'search', query: `text=${encodeURIComponent('麒麟')}` }
    const params = { view: 'qilin' }
    await held.desk.as('resident').call('view.keep', { params, body: keep, key: 'keep-qilin' })
    const on = { params, body: { notice: 'hourly' as const }, key: 'notify-qilin' }
    expect(await held.desk.as('neighbour').call('search.notify', on)).toMatchObject({ status: 404 })
    expect(await held.desk.as('resident').call('search.notify', on)).toMatchObject({ ok: true })
    async function told() {
      await tellOfSearches(tenant, database)
      const list = await held.desk.as('resident').call('notification.list', { query: {} })
      if (!list.ok) throw new Error(list.problem.detail)
      return list.value.rows.flatMap(({ search: address, sentence }) =>
        address === undefined ? [] : [sentence.zh],
      )
    }
    await begin({ subject: '麒麟雕像', body: '倒了' })
    await tenant.engine.start({
      procedure: 'hotline',
      title: '麒麟 别人的',
      variables: { subject: '麒麟 别人的' },
      key: 'qilin-other',
      actor: { system: 'test' },
    })
    await held.read()
    expect(await told()).toEqual([])
    await held.clock.advance(millisecondsPerHour + millisecondsPerMinute)
    const once = await told()
    expect(once).toHaveLength(1)
    expect(once[0]).toContain('“麒麟”新增 1 件')
    expect(await told()).toEqual(once)
    await begin({ subject: '麒麟又倒了', body: '再报' })
    await held.clock.advance(millisecondsPerMinute * 30)
    expect(await told()).toEqual(once)
    await held.clock.advance(millisecondsPerHour)
    expect(await told()).toHaveLength(2)
    await held.clock.advance(millisecondsPerDay)
    expect(await told()).toHaveLength(2)
    await begin({ subject: '麒麟三', body: '再报' })
    const [account] = await listAccounts(database, district, { persons: ['li'] })
    const change = { disabledAt: held.clock.now() }
    await changeAccount(database, district, { id: account?.id ?? '', change, now: held.clock.now() })
    await held.clock.advance(millisecondsPerDay)
    expect(await told()).toHaveLength(2)
  })
})
