import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { packRoutes } from './pack-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const basis = { law: '明湖区政府常务会议纪要', article: '2026-7' }

describeOnBoth('who holds a post of a pack', (open) => {
  let desk: TestDesk
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    const clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: [pack],
      routes: packRoutes,
    })
  }, 120_000)

  afterAll(() => desk.close())

  function as(name: DeskPerson): Client {
    return desk.as(name)
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

  async function begin(): Promise<string> {
    count += 1
    const body = { pack: 'hotline', title: '水压不足', variables: { subject: '水压不足' } }
    return (await valueOf(as('clerk').call('matter.start', { body, key: `holder-${count}` }))).id
  }

  async function settle(holder: object | undefined): Promise<void> {
    const body = {
      kind: 'post',
      name: 'hotline-clerk',
      value: null,
      ...(holder !== undefined && { holder }),
      from: '2026-01-01',
      legal_basis: basis,
    } as const
    await valueOf(as('administrator').call('pack.set', { params: { pack: 'hotline' }, body }))
  }

  /** Whether somebody finds the first task of a matter in their list, and may act on it on its page: one answer. */
  async function isOfferedTo(name: DeskPerson, matter: string): Promise<boolean> {
    const { rows } = await valueOf(as(name).call('task.list', { query: { limit: 200 } }))
    const isListed = rows.some((row) => row.matter === matter)
    const page = await as(name).call('matter.read', { params: { matter } })
    const isOpen = page.ok && page.value.tasks.some(({ allowed }) => allowed.includes('completeTask'))
    expect(isOpen).toBe(isListed)
    return isListed
  }

  test('is what the pack says, until the district says otherwise, and again when it takes that back', async () => {
    const matter = await begin()
    expect(await isOfferedTo('clerk', matter)).toBe(true)
    expect(await isOfferedTo('handler', matter)).toBe(false)
    await settle({ role: 'department_handler' })
    expect(await isOfferedTo('clerk', matter)).toBe(false)
    expect(await isOfferedTo('handler', matter)).toBe(true)
    const { rows } = await valueOf(
      as('administrator').call('pack.settings', { params: { pack: 'hotline' }, query: {} }),
    )
    expect(rows.at(-1)).toMatchObject({
      kind: 'post',
      name: 'hotline-clerk',
      value: null,
      holder: { role: 'department_handler' },
      legal_basis: basis,
    })
    await settle(undefined)
    expect(await isOfferedTo('clerk', matter)).toBe(true)
    expect(await isOfferedTo('handler', matter)).toBe(false)
  })

  test('of tasks without an office may be the office that leads, and nobody else', async () => {
    const led = await begin()
    const other = await begin()
    const free = await begin()
    for (const [matter, office] of [
      [led, 'water'],
      [other, 'parks'],
    ] as const) {
      await desk.tenant.database.execute(
        'update matter_listing set office_id = $2 where district_id = 1 and matter_id = $1::uuid',
        [matter, office],
      )
    }
    await settle({ role: 'department_handler', within: 'lead' })
    expect(await isOfferedTo('handler', led)).toBe(true)
    expect(await isOfferedTo('handler', other)).toBe(false)
    // Nobody leads it yet: whoever has the post finds it.
    expect(await isOfferedTo('handler', free)).toBe(true)
    await settle(undefined)
  })

  test('is tried before it is settled: what nobody would do', async () => {
    await begin()
    const params = { pack: 'hotline' }
    const preview = await valueOf(
      as('administrator').call('pack.preview_post', {
        params,
        body: { name: 'hotline-clerk', holder: { role: 'window_clerk' } },
      }),
    )
    // The people of the desk are in no registry: nobody holds anything there.
    expect(preview.posts).toContain('hotline-clerk')
    expect(preview.posts).not.toContain('reporter')
    expect(preview.tasks).toMatchObject([{ posts: ['hotline-clerk'] }])
    expect(await valueOf(as('administrator').call('pack.vacancies', { params }))).toMatchObject({
      tasks: preview.tasks,
    })
    const { rows } = await valueOf(as('administrator').call('pack.settings', { params, query: {} }))
    expect(rows.every(({ holder }) => holder?.role !== 'window_clerk')).toBe(true)
  })

  test.each([
    [{ name: 'nobody', holder: { role: 'leader' } }, 'post_unknown'],
    [{ name: 'hotline-clerk', holder: { offices: ['nowhere'] } }, 'office_unknown'],
    [{ name: 'hotline-clerk', holder: { role: 'king' } }, 'request_malformed'],
  ])('%j is refused: %s', async (body, code) => {
    const params = { pack: 'hotline' }
    const asked = { params, body } as unknown as { params: typeof params; body: { name: string } }
    expect(await as('administrator').call('pack.preview_post', asked)).toMatchObject({ problem: { code } })
    expect(await as('handler').call('pack.preview_post', asked)).toMatchObject({ status: 403 })
  })
})
