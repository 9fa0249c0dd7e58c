import { instantOf, parseDistrictId, parseLegalDate } from '@duibiao/base'
import { makeSecretBox, openTenant, signInRule } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import {
  findStatisticImport,
  listAuditEvents,
  listStatisticDefinitions,
  listStatisticDivisions,
  listStatisticSpans,
  readLastImport,
} from '@duibiao/store'
import { describeOnBoth } from '@duibiao/testkit'
import { beforeAll, expect, test } from 'vitest'
import { enterMinghu } from './enter-minghu.ts'
import { fillStatistics, lacksStatistics } from './fill-statistics.ts'

const district = parseDistrictId(1)
const made = { seed: 1, from: parseLegalDate('2026-08-25') }

describeOnBoth('the yearbook of the demonstration', (open) => {
  let tenant: Tenant

  beforeAll(async () => {
    const { database } = await open()
    await enterMinghu(database, district)
    tenant = await openTenant({
      database,
      district,
      now: () => instantOf(Date.UTC(2026, 10, 22)),
      random: (length) => new Uint8Array(length),
      secrets: makeSecretBox(new Uint8Array(32)),
      signIn: signInRule,
      firstPacks: () => [],
    })
  }, 120_000)

  test('is imported once, but for the row that bears a mark, and stands in the audit', async () => {
    const { database } = tenant
    expect(await lacksStatistics(database, district)).toBe(true)
    await fillStatistics(tenant, made)
    await fillStatistics(tenant, made)
    expect(await readLastImport(database, district)).toBe(1)
    const done = await findStatisticImport(database, district, 1)
    expect(done).toMatchObject({ by: 'analyst', units: 'division', changed: 0, withdrawn: 0 })
    expect(JSON.parse(done?.findings ?? '')).toMatchObject({
      findings: [{ code: 'name_marked', severity: 'error' }],
    })
    const definitions = await listStatisticDefinitions(database, district)
    expect(definitions).toHaveLength(12)
    for (const { source } of definitions) expect(source).toContain('虚构')
    const codes = definitions.map(({ indicator }) => indicator)
    const spans = await listStatisticSpans(database, district, codes)
    expect(new Set(spans.map(({ first, last }) => `${first} ${last}`))).toEqual(new Set(['2019 2025']))
    const divisions = await listStatisticDivisions(database, district)
    expect(divisions.filter(({ code }) => code === '990109').map(({ name }) => name)).toEqual([
      '北屏区',
      '松籁区',
    ])
    const events = await listAuditEvents(database, district, { limit: 10 })
    expect(events.filter(({ kind }) => kind === 'data.imported')).toHaveLength(2)
  })
})
