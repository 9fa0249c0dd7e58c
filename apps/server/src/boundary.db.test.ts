import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import type { AnswerOf, QueryOf, replaceBoundaries } from '@duibiao/contract'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { makeBoundaryRoutes } from './boundary-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

type Report = AnswerOf<typeof replaceBoundaries>
type Query = Partial<QueryOf<typeof replaceBoundaries>>

const codes = ['110101', '110102', '110105'] as const

/** A square whose lower left corner is so many degrees east. */
function aSquare(code: string, x: number): object {
  const ring = [
    [x, 30],
    [x + 1, 30],
    [x + 1, 31],
    [x, 31],
    [x, 30],
  ]
  return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function aFile(...features: readonly object[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
}

const given = {
  name: '区县.geojson',
  property: 'code',
  coordinates: 'cgcs2000',
  source: '天地图',
  approval: 'GS(2024)0650号',
} as const

describeOnBoth('boundaries of divisions', (open) => {
  let opened: TestDatabase
  let desk: TestDesk

  beforeAll(async () => {
    opened = await open()
    desk = await openTestDesk({
      database: opened.database,
      now: () => instantOf(Date.UTC(2026, 2, 2, 4)),
      packs: [],
      routes: makeBoundaryRoutes({ config: { limits: { fileBytes: 1_000_000 } } }),
    })
  }, 120_000)

  afterAll(() => desk.close())

  async function ask(body: Uint8Array<ArrayBuffer>, query: Query = {}, by: DeskPerson = 'analyst') {
    return desk.as(by).call('boundary.replace', { query: { ...given, ...query }, body })
  }

  async function tried(body: Uint8Array<ArrayBuffer>, query: Query = {}): Promise<Report> {
    const told = await ask(body, query)
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    return told.value
  }

  async function kept() {
    const told = await desk.as('leader').call('boundary.list', { query: {} })
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    return told.value.rows
  }

  function toldIn({ findings }: Report) {
    return findings.map(({ feature, code, severity }) => [feature, code, severity])
  }

  test('need the list of divisions first', async () => {
    expect(toldIn(await tried(aFile(aSquare('110101', 110))))).toEqual([[0, 'divisions_missing', 'error']])
    expect(await kept()).toEqual([])
    await keepDivisions(
      desk.tenant,
      codes.map((code) => [code, `${code}区`, '样例市']),
    )
    const values = codes.map((code) => ['gdp', code, '2024', 1] as const)
    await keepStatistics(desk.tenant, { units: 'division', values })
  })

  test('are tried by feature and written only as they were shown', async () => {
    const file = aFile(aSquare('110101', 110), aSquare('110102', 111), aSquare('310101', 120))
    const report = await tried(file)
    expect(report).toMatchObject({
      is_applied: false,
      features: 3,
      passed: 1,
      divisions: 2,
      added: 2,
      lacking: 1,
    })
    expect(toldIn(report)).toEqual([
      [0, 'shapes_lacking', 'warning'],
      [3, 'code_unknown', 'warning'],
    ])
    expect(report.findings[0]?.message.zh).toContain('110105')
    expect(await kept()).toEqual([])
    expect(await ask(file, { digest: '0'.repeat(64) })).toMatchObject({
      problem: { code: 'boundaries_changed' },
    })
    expect(await tried(file, { digest: report.digest })).toMatchObject({ is_applied: true, boundary: 1 })
    // The answer was lost and the confirmation comes again.
    expect(await tried(file, { digest: report.digest })).toMatchObject({ is_applied: true, boundary: 1 })
    expect(await kept()).toMatchObject([
      {
        boundary: 1,
        source: '天地图',
        approval: 'GS(2024)0650号',
        file: '区县.geojson',
        by: 'feng',
        divisions: 2,
      },
    ])
    const read = await desk.as('leader').call('boundary.read', { params: { boundary: 1 } })
    expect(read.ok && read.value.shapes.features).toMatchObject([
      {
        id: '110101',
        properties: { name: '110101区' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [110, 30],
              [111, 30],
              [111, 31],
              [110, 31],
              [110, 30],
            ],
          ],
        },
      },
      { id: '110102' },
    ])
  })

  test('another file takes their place, those before stay as they were, and each import is in the audit', async () => {
    const file = aFile(aSquare('110102', 111), aSquare('110101', 109.5), aSquare('110105', 112))
    const report = await tried(file, { name: '新.geojson', approval: '样例用图，不公开' })
    expect(report).toMatchObject({ added: 1, changed: 1, removed: 0, lacking: 0 })
    expect(toldIn(report)).toEqual([[0, 'approval_unlike', 'warning']])
    const query = { name: '新.geojson', approval: '样例用图，不公开', digest: report.digest }
    expect(await tried(file, query)).toMatchObject({ boundary: 2 })
    expect((await kept()).map(({ boundary, file: name }) => [boundary, name])).toEqual([
      [2, '新.geojson'],
      [1, '区县.geojson'],
    ])
    const first = await desk.as('analyst').call('boundary.read', { params: { boundary: 1 } })
    expect(first.ok && first.value.shapes.features.map(({ id }) => id)).toEqual(['110101', '110102'])
    const events = await opened.database.query<{ readonly detail: string }>(
      `select detail from audit_event where kind = 'data.imported' and subject = 'boundaries' order by seq`,
    )
    expect(events.map(({ detail }): unknown => JSON.parse(detail))).toMatchObject([
      { approval: 'GS(2024)0650号', added: 2 },
      { approval: '样例用图，不公开', added: 1, changed: 1 },
    ])
  })

  test('a dry run is stale once another file came in', async () => {
    const [mine, other] = [aFile(aSquare('110101', 100)), aFile(aSquare('110102', 101))]
    const { digest } = await tried(mine)
    const { digest: theirs } = await tried(other)
    await tried(other, { digest: theirs })
    expect(await ask(mine, { digest })).toMatchObject({ problem: { code: 'boundaries_changed' } })
  })

  test('errors keep everything out, and what is no GeoJSON is refused', async () => {
    const before = (await kept()).length
    const file = aFile(aSquare('110101', 110), aSquare('110101', 111))
    const { digest, ...report } = await tried(file)
    expect(toldIn({ digest, ...report })).toContainEqual([2, 'code_doubled', 'error'])
    expect(await ask(file, { digest })).toMatchObject({ problem: { code: 'boundaries_refused' } })
    const foreign = aFile(aSquare('310101', 110))
    expect(toldIn(await tried(foreign))).toContainEqual([0, 'nothing_known', 'error'])
    const text = new TextEncoder().encode('代码,名称')
    expect(await ask(text)).toMatchObject({ problem: { code: 'boundary_file_unreadable' } })
    expect(await ask(new Uint8Array(1_000_001))).toMatchObject({ problem: { code: 'request_too_large' } })
    expect(await kept()).toHaveLength(before)
  })

  test('a large file is read in a thread and comes out as any other', async () => {
    const ring = Array.from({ length: 8000 }, (_, step) => {
      const angle = (step / 8000) * 2 * Math.PI
      return [115 + Math.cos(angle), 35 + Math.sin(angle) * (0.8 + 0.001 * Math.sin(50 * angle))]
    })
    const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
    const file = aFile({ type: 'Feature', properties: { code: '110101' }, geometry })
    expect(file.length).toBeGreaterThan(200_000)
    const report = await tried(file)
    expect(report).toMatchObject({ divisions: 1, positions: 8001, kept_positions: 8001, tolerance: 0 })
  })

  test('are handed in by analysts and administrators, read by who reads indicators, and by nobody else', async () => {
    const file = aFile(aSquare('110101', 110))
    expect(await ask(file, {}, 'leader')).toMatchObject({ problem: { code: 'permission_missing' } })
    expect(await desk.as('leader').call('boundary.list', { query: { limit: 1 } })).toMatchObject({
      ok: true,
      value: { rows: [{}], next: expect.any(String) },
    })
    expect(await desk.as('leader').call('boundary.read', { params: { boundary: 99 } })).toMatchObject({
      problem: { code: 'resource_missing' },
    })
  })
})
