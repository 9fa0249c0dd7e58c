import { describe, expect, test } from 'vitest'
import { aFile, after, plan, told, whole } from './import-sample.ts'
import { applyChanges } from './registry-row.ts'

describe('areas', () => {
  test('that move take what is below them along', () => {
    const more = after('areas', aFile('代码|名称|层级', '990101002|西海街道|街道'), whole)
    const moved = plan('areas', aFile('编号|名称|层级|代码|上级', '990101001001|云湖社区|社区||990101002'), {
      state: more,
    })
    expect(moved.findings).toEqual([])
    const state = applyChanges(more, moved.changes)
    expect(state.area.get('990101001001001')?.path).toBe('/990101/990101002/990101001001/990101001001001/')
    expect(moved.lines.map(({ row, fields }) => [row, fields.toSorted()])).toEqual([
      [0, ['path']],
      [2, ['code', 'parent', 'path']],
    ])
  })

  test('that are split name their successors by code', () => {
    const planned = plan(
      'areas',
      aFile(
        '代码|名称|层级|失效日期|承继者|生效日期',
        '990101001001001|云湖一格|网格|2026-06-01|990101001001002、990101001001003|',
        '990101001001002|云湖二格|网格|||2026-06-01',
        '990101001001003|云湖三格|网格|||2026-06-01',
      ),
      { state: whole },
    )
    expect(planned.findings).toEqual([])
    expect(planned.count).toMatchObject({ added: 2, ended: 1 })
  })

  const square = (west: number, south: number, size: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  })

  test('with shapes are checked against themselves, what is above and what is beside', () => {
    const shapes = [
      square(120, 36, 1),
      square(120, 36, 0.4),
      square(120.3, 36.3, 0.4),
      square(120.8, 36.8, 0.4),
      {
        type: 'Polygon',
        coordinates: [
          [
            [120, 36],
            [120.1, 36.1],
            [120.1, 36],
            [120, 36.1],
            [120, 36],
          ],
        ],
      },
      { type: 'Point', coordinates: [120, 36] },
    ]
    const file = aFile(
      '代码|名称|层级',
      '990101|明湖区|区县',
      '990101001|甲|街道',
      '990101002|乙|街道',
      '990101003|丙|街道',
      '990101004|丁|街道',
      '990101005|戊|街道',
    ).map((record, index) => ({ ...record, geometry: shapes[index] }))
    const planned = plan('areas', file)
    expect(told(planned).map(([row, , code]) => [row, code])).toEqual([
      [3, 'geometry_overlaps'],
      [5, 'geometry_beyond_parent'],
      [6, 'geometry_self_crossing'],
      [7, 'geometry_malformed'],
    ])
    // An overlap is reported and lets the row through.
    expect(planned.count).toMatchObject({ added: 3, refused: 3 })
  })

  test('in GCJ-02 are converted', () => {
    const file = aFile('代码|名称|层级', '990101|明湖区|区县').map((record) => ({
      ...record,
      geometry: square(120, 36, 1),
    }))
    const [change] = plan('areas', file, { coordinates: 'gcj02' }).changes
    if (change?.part !== 'area' || change.after.geometry?.type !== 'Polygon') return expect.unreachable()
    expect(change.after.geometry.coordinates[0]?.[0]?.[0]).not.toBe(120)
    expect(change.after.geometry.coordinates[0]?.[0]?.[0]).toBeCloseTo(119.995, 2)
  })

  test('that are refused leave where they stand those below them', () => {
    const more = after('areas', aFile('代码|名称|层级', '990101002|西海街道|街道'), whole)
    const refused = aFile('编号|名称|层级|代码|上级', '990101001001||社区||990101002')
    expect(plan('areas', refused, { state: more }).changes).toEqual([])
  })

  test('whose shape is refused refuse those that stand on them', () => {
    const bowTie = [
      [120, 36],
      [120.1, 36.1],
      [120.1, 36],
      [120, 36.1],
      [120, 36],
    ]
    const file = aFile('代码|名称|层级', '990101|明湖区|区县', '990101001|甲|街道').map((record, index) =>
      index === 0 ? { ...record, geometry: { type: 'Polygon', coordinates: [bowTie] } } : record,
    )
    expect(told(plan('areas', file)).map(([row, , code]) => [row, code])).toEqual([
      [2, 'geometry_self_crossing'],
      [3, 'reference_refused'],
    ])
  })
})
