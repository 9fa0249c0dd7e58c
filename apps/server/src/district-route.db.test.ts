import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { makeDistrictRoutes } from './district-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import type { Tenant } from './tenant.ts'

describeOnBoth('districts over HTTP', (open) => {
  let desk: TestDesk
  const tenants = new Map<DistrictId, Tenant>()
  const config = { district: parseDistrictId(1) }

  beforeAll(async () => {
    const opened = await open()
    const clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: [pack],
      routes: makeDistrictRoutes({ config, tenants }),
    })
    tenants.set(desk.tenant.district, desk.tenant)
  }, 120_000)

  afterAll(() => desk.close())

  test('the administrator enters one under the next number, and its code is nobody else’s', async () => {
    const body = { code: '370102', name: '历下区', name_en: 'Lixia' }
    const made = await desk.as('administrator').call('district.enter', { body })
    expect(made).toMatchObject({
      ok: true,
      value: { district: 2, code: '370102', name: { zh: '历下区', en: 'Lixia' }, calendar: 'cn' },
    })
    expect(await desk.as('administrator').call('district.enter', { body })).toMatchObject({
      ok: false,
      problem: { code: 'row_exists' },
    })
    expect(await desk.as('leader').call('district.enter', { body })).toMatchObject({ status: 403 })
    expect(await desk.as('administrator').call('district.list', {})).toMatchObject({
      value: { rows: [{ district: 1 }, { district: 2, code: '370102' }] },
    })
  })

  test('a code or a name that is corrected counts at once', async () => {
    const params = { district: 1 }
    const body = { code: '370103', name: '明湖区' }
    expect(await desk.as('administrator').call('district.change', { params, body })).toMatchObject({
      ok: true,
      value: { district: 1, code: '370103', name: { zh: '明湖区' } },
    })
    expect(desk.tenant).toMatchObject({ code: '370103', name: { zh: '明湖区' } })
    expect(
      await desk.as('administrator').call('district.change', { params: { district: 99 }, body }),
    ).toMatchObject({ status: 404 })
  })

  test('another district than the one that runs the installation sees and changes itself alone', async () => {
    config.district = parseDistrictId(7)
    const body = { code: '370104', name: '槐荫区' }
    expect(await desk.as('administrator').call('district.enter', { body })).toMatchObject({ status: 403 })
    expect(
      await desk.as('administrator').call('district.change', { params: { district: 2 }, body }),
    ).toMatchObject({ status: 404 })
    expect(await desk.as('administrator').call('district.list', {})).toMatchObject({
      value: { rows: [{ district: 1 }] },
    })
  })
})
