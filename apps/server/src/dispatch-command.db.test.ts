import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { completeCommand } from './dispatch-command.ts'
import { openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

describeOnBoth('a command of the hotline', (open) => {
  let desk: RegistryDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
  }, 120_000)

  afterAll(() => desk.close())

  function complete(variables: Record<string, string>, form = 'accept') {
    const pack = desk.tenant.packs.newest('hotline')
    const place = { pack, known: {}, form: pack.forms.get(form) }
    return completeCommand({ kind: 'completeTask', task: 1, variables }, place, desk.tenant)
  }

  test('that dispatches to a street has what the list says, and what was stated beside it', () => {
    const given = { unit: 'DH', category: 'A1', receiver_kind: 'street', list_entry: 'basic' }
    expect(complete(given).variables).toEqual({
      ...given,
      list_entry: 'assisting',
      list_row: 'D1',
      list_stated: { list_entry: 'basic' },
    })
  })

  test('is what the procedure then consults about', () => {
    const { variables } = complete({ unit: 'DH', category: 'A1', list_entry: 'basic' })
    const decision = desk.tenant.packs.newest('hotline').logic.decisions.get('list-check')
    expect(decision?.evaluate(variables ?? {})).toMatchObject({
      value: { allowed: false, reason: 'street_assists_only' },
      rules: ['list-check_03'],
    })
  })

  test('that says nothing of a dispatch is the very same', () => {
    const note = { kind: 'note', text: '已联系' } as const
    const place = { pack: desk.tenant.packs.newest('hotline'), known: {}, form: undefined }
    expect(completeCommand(note, place, desk.tenant)).toBe(note)
    const given = { consult_note: '由城管局承接' }
    expect(complete(given, 'consult').variables).toBe(given)
  })
})
