import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseDistrictId, parseMatterId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import {
  describeOnBoth,
  importSheet,
  makeFixedClock,
  registrySheets,
  sampleMorning,
  shippedPack,
} from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

// The street DH of the sample registry assists with A1 and is responsible for nothing.
describeOnBoth('a dispatch and the duty lists of the registry', (open) => {
  let desk: TestDesk
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    const clock = makeFixedClock(sampleMorning)
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack] })
    const site = { database: opened.database, district: parseDistrictId(1) }
    for (const sheet of registrySheets) await importSheet(site, sheet)
    await desk.tenant.registry.refresh()
  }, 120_000)

  afterAll(() => desk.close())

  /** Takes a call in and says where it goes. @returns the steps that wait then, and what the record has of the list */
  async function dispatch(more: Record<string, unknown>) {
    const clerk = desk.as('clerk')
    count += 1
    const body = { pack: 'hotline', title: '占道经营', variables: { subject: '占道经营' } }
    const started = await clerk.call('matter.start', { body, key: `start-${count}-abc` })
    if (!started.ok) throw new Error(started.problem.detail)
    const params = { matter: started.value.id }
    const page = await clerk.call('matter.read', { params })
    if (!page.ok) throw new Error(page.problem.detail)
    const variables = { channel_in: 'phone', demand_type: 'complaint', urgency: 'ordinary', ...more }
    const command = { kind: 'completeTask', task: page.value.tasks[0]?.task ?? 0, variables } as const
    const acted = await clerk.call('matter.act', { params, body: command, key: `accept-${count}-abc` })
    if (!acted.ok) throw new Error(acted.problem.detail)
    const after = await clerk.call('matter.read', { params })
    if (!after.ok) throw new Error(after.problem.detail)
    const { tasks } = after.value
    return {
      matter: started.value.id,
      task: tasks[0]?.task ?? 0,
      steps: tasks.map(({ element }) => element),
      variables: after.value.variables,
    }
  }

  test('what a street only assists with does not become its order, whatever the clerk states [北京接诉即办 17]', async () => {
    const stated = {
      units: ['DH'],
      unit: 'DH',
      category: 'A1',
      receiver_kind: 'department',
      list_entry: 'basic',
    }
    const { steps, variables } = await dispatch(stated)
    expect(steps).toEqual(['consult'])
    expect(variables).toMatchObject({ list_entry: 'assisting', receiver_kind: 'street' })
  })

  test('a department is bound by no list of streets', async () => {
    const { steps } = await dispatch({
      units: ['GOV'],
      unit: 'GOV',
      category: 'A1',
      receiver_kind: 'department',
    })
    expect(steps).toEqual(['sign_in'])
  })

  test('an office that the registry does not have receives nothing', async () => {
    const stated = { units: ['X'], unit: 'X', category: 'A1', receiver_kind: 'department' }
    await expect(dispatch(stated)).rejects.toThrow(/X/)
  })

  /** An order that the handler has signed for, and a command of theirs to hand it on. */
  async function handOn(command: object, more: Record<string, unknown> = {}) {
    const order = { units: ['water'], unit: 'GOV', category: 'A1', receiver_kind: 'department', ...more }
    const { matter } = await dispatch(order)
    const { engine } = desk.tenant
    const actor = { person: 'ding' }
    const values = { contacted_at: '2026-03-02T09:00:00+08:00', contact_way: 'phone', contact_reached: true }
    for (const variables of [{ receipt: 'signed' }, values]) {
      const page = await desk.as('clerk').call('matter.read', { params: { matter } })
      const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
      count += 1
      await engine.act(
        parseMatterId(matter),
        { kind: 'completeTask', task, variables },
        { key: `k${count}`, actor },
      )
    }
    const page = await desk.as('official').call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    count += 1
    const body = { task, reason: '请街道办理', ...command } as never
    return desk.as('official').call('matter.act', { params: { matter }, body, key: `hand-${count}-abc` })
  }

  test('what a street only assists with is not handed over to it either: 转办 is refused with the row [北京接诉即办 17]', async () => {
    const to = { office: 'DH', posts: ['unit-handler'] }
    const refused = await handOn({ kind: 'transfer', to })
    expect(refused).toMatchObject({ ok: false, problem: { code: 'duty_assisting_only' } })
    expect(refused.ok ? '' : refused.problem.detail).toContain('东海街道')
    expect(await handOn({ kind: 'transfer', to: { office: 'GOV' } })).toMatchObject({ ok: true })
    const unknown = await handOn({ kind: 'transfer', to: { office: 'X' } })
    expect(unknown).toMatchObject({ ok: false, problem: { code: 'office_unknown' } })
  })

  test('nor is it by naming somebody who works there: 转办 and 委派 to a person [北京接诉即办 17]', async () => {
    for (const command of [
      { kind: 'transfer', to: { person: '0001' } },
      { kind: 'delegate', to: '0001' },
    ]) {
      const refused = await handOn(command)
      expect(refused).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/^duty_/) } })
    }
    expect(await handOn({ kind: 'transfer', to: { person: '0002' } })).toMatchObject({ ok: true })
  })
})
