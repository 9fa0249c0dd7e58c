import { expect, test } from 'vitest'
import { instantOf, parseLegalDate } from '@duibiao/base'
import { applyChanges, emptyRegistry, planImport } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import {
  aSheet,
  describeOnBoth,
  importSheet,
  makeRegistrySites,
  sampleMorning,
  sampleDay,
  registrySheets,
} from '@duibiao/testkit'
import { makeGridSource } from './grid-source.ts'
import { applyRegistryChanges, listRegistryChanges, readRegistry } from './registry.ts'

describeOnBoth('the registry', (open) => {
  const { empty, filled } = makeRegistrySites(open)

  test('reads back what an import wrote, and the same files again write nothing', async () => {
    const opened = await filled()
    const { district } = opened
    const planned = registrySheets.reduce<RegistryState>((state, [kind, records]) => {
      const { changes } = planImport(kind, records, { state, setting: { district, on: sampleDay } })
      return applyChanges(state, changes)
    }, emptyRegistry)
    const { state, versions } = await readRegistry(opened.database, district)
    expect(state).toEqual(planned)
    expect(versions).toEqual(
      new Map([
        ['area', 1],
        ['office', 1],
        ['post', 1],
        ['person', 1],
        ['contact', 1],
        ['holding', 1],
        ['item', 1],
        ['duty', 1],
      ]),
    )
    for (const file of registrySheets) {
      expect(await importSheet(opened, file, { isComplete: true, day: parseLegalDate('2026-06-01') })).toBe(0)
    }
    expect((await readRegistry(opened.database, district)).versions).toEqual(versions)
  })

  test('keeps who changed what when, and what stood before', async () => {
    const opened = await filled()
    const { district } = opened
    const later = instantOf(sampleMorning + 1000)
    await importSheet(opened, ['offices', aSheet('编号|名称|类型', 'DH|东海镇|街道')], { at: later })
    const log = await listRegistryChanges(opened.database, district, { part: 'office', subject: 'DH' })
    expect(log).toMatchObject([
      { act: 'changed', version: 2, at: later, by: 'admin', file: 'offices.csv' },
      { act: 'added', version: 1, at: sampleMorning, before: undefined },
    ])
    expect(log[0]?.before).toContain('东海街道办')
  })

  test('erases personal data and keeps no value of it in the log', async () => {
    const opened = await filled()
    const { district } = opened
    await importSheet(opened, ['people', aSheet('工号|姓名|手机', '0001|李明|')])
    expect((await readRegistry(opened.database, district)).state.contact.size).toBe(0)
    const [left] = await opened.database.query(
      `select count(*)::int as held from registry_change where before like '%1380000%' or after like '%1380000%'`,
    )
    expect(left).toEqual({ held: 0 })
    const log = await listRegistryChanges(opened.database, district, {
      part: 'contact',
      subject: '0001 mobile',
    })
    expect(log.map(({ act }) => act)).toEqual(['ended', 'added'])
  })

  test('refuses a plan that rests on an older state, and writes nothing of it', async () => {
    const opened = await filled()
    const { database, district } = opened
    const stale = await readRegistry(database, district)
    await importSheet(opened, ['posts', aSheet('编号|名称|机构', 'P3|新岗|DH')])
    const { changes } = planImport('offices', aSheet('编号|名称|类型|上级', 'X|某局|部门|GOV'), {
      state: stale.state,
      setting: { district, on: sampleDay },
    })
    const work = { changes, versions: stale.versions, deed: { at: sampleMorning, by: 'other' } }
    await expect(applyRegistryChanges(database, district, work)).rejects.toMatchObject({
      code: 'registry_changed',
      params: { part: 'post' },
    })
    expect((await readRegistry(database, district)).state.office.has('X')).toBe(false)
  })

  test('lets one of two that import at once win, and the other plan anew', async () => {
    const { database, district } = await filled()
    const { state, versions } = await readRegistry(database, district)
    const setting = { district, on: sampleDay }
    const outcomes = await Promise.allSettled(
      ['X', 'Y'].map((id) => {
        const sheet = aSheet('编号|名称|机构', `${id}|新岗|DH`)
        const { changes } = planImport('posts', sheet, { state, setting })
        return applyRegistryChanges(database, district, {
          changes,
          versions,
          deed: { at: sampleMorning, by: id },
        })
      }),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'registry_changed' },
    })
    const now = await readRegistry(database, district)
    expect([...now.state.post.keys()].filter((id) => id === 'X' || id === 'Y')).toHaveLength(1)
    expect(now.versions.get('post')).toBe(2)
  })

  test('keeps districts apart', async () => {
    const opened = await filled()
    const { database, district: other } = await empty()
    expect((await readRegistry(database, other)).state).toEqual(emptyRegistry)
    expect((await readRegistry(database, opened.district)).state.area.size).toBe(3)
    const source = makeGridSource(database, { district: other, level: 'street' })
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, sampleDay)).toBeUndefined()
  })

  test('lets the application change and never delete, and add to the log only', async () => {
    const { database } = await filled()
    for (const text of [
      'delete from area',
      'delete from holding',
      'update registry_import set imported_by = $$x$$',
      'delete from registry_change',
    ])
      await expect(database.execute(text)).rejects.toMatchObject({ code: '42501' })
  })
})
