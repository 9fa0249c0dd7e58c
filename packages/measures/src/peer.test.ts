import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { nearestOfAll, nearestPeers, openPeers } from './peer.ts'
import type { PeerTable } from './peer-scale.ts'
import { readCells } from './test-table.ts'

const census = new URL('../../../../shared/data/stats/cn_census/census_county_2020.csv', import.meta.url)
const isThere = existsSync(census)
if (!isThere) console.log('skipped: the folder ../shared with a census is not here')

function censusTable(): PeerTable {
  const [head = [], ...rows] = readCells(readFileSync(census, 'utf8'))
  const counties = rows.filter(([code = '']) => /^\d{6}$/.test(code) && !code.endsWith('00'))
  const columns = head.flatMap((header, place) => (place > 3 ? [{ header, place }] : []))
  return {
    units: counties.map(([code = '']) => code),
    variables: columns.map(({ header }) => ({ code: header })),
    values: counties.map((cells) =>
      columns.map(({ place }) =>
        cells[place] === '' || cells[place] === 'NA' ? undefined : Number(cells[place]),
      ),
    ),
  }
}

test.skipIf(!isThere)(
  'peers of two real places come from the census: alike in kind, with the parts that say why',
  () => {
    const table = censusTable()
    const wanted = [
      '人口数_合计',
      '户规模',
      '人口比重_0-14岁',
      '人口比重_65岁及以上',
      '平均受教育年限_合计',
      '少数民族人口比重（%）',
      '每户住房间数',
    ]
    const places = table.variables.flatMap(({ code }, place) => (wanted.includes(code) ? [place] : []))
    const urban = table.variables.findIndex(({ code }) => code === '城镇人口')
    const people = table.variables.findIndex(({ code }) => code === '人口数_合计')
    const shareOf = (row: number): number =>
      (table.values[row]?.[urban] ?? NaN) / (table.values[row]?.[people] ?? NaN)
    const { space, findings } = openPeers({
      units: table.units,
      variables: [
        ...places.map((place) => ({
          code: table.variables[place]?.code ?? '',
          ...(place === people ? { scale: 'log' as const } : {}),
        })),
        { code: 'urban', weight: 2 },
      ],
      values: table.values.map((cells, row) =>
        [...places.map((place) => cells[place]), shareOf(row)].map((value) =>
          Number.isNaN(value) ? undefined : value,
        ),
      ),
    })
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const fengze = nearestPeers(space, '350503', { count: 15 })?.peers ?? []
    const yucheng = nearestPeers(space, '411425', { count: 15 })?.peers ?? []
    expect([fengze.length, yucheng.length]).toEqual([15, 15])
    const share = (code: string): number => shareOf(table.units.indexOf(code))
    expect(Math.min(...fengze.map(({ unit }) => share(unit)))).toBeGreaterThan(0.85)
    expect(Math.max(...yucheng.map(({ unit }) => share(unit)))).toBeLessThan(0.6)
    for (const { unit, rebased, parts } of [...fengze, ...yucheng]) {
      expect(['350503', '411425']).not.toContain(unit)
      expect(rebased).toBeLessThan(0.2)
      expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9)
    }
    console.log(
      `peers of 350503: ${fengze
        .slice(0, 5)
        .map(({ unit }) => unit)
        .join(' ')}; of 411425: ${yucheng
        .slice(0, 5)
        .map(({ unit }) => unit)
        .join(' ')}`,
    )
  },
)

test.skipIf(!isThere)('all pairs of 2,522 counties by about 150 characteristics', () => {
  const table = censusTable()
  const started = performance.now()
  const { space } = openPeers({
    ...table,
    units: table.units.slice(0, 2522),
    values: table.values.slice(0, 2522),
  })
  const all = nearestOfAll(space, { count: 15 })
  const took = performance.now() - started
  console.log(
    `all pairs: ${all.length} places by ${space.variables.length} characteristics in ${took.toFixed(0)} ms`,
  )
  expect(all).toHaveLength(2522)
  expect(all.every(({ peers }) => peers.length === 15)).toBe(true)
  // The aim of 3 s is for a machine alone; here others may share it.
  expect(took).toBeLessThan(20_000)
})
