import { parseLegalDate } from '@duibiao/base'
import { importStatistics, openUnits } from '@duibiao/measures'
import { plainUnitColumns, readStatisticsPlan, readUnitList } from '@duibiao/packfile'
import { readCells } from '@duibiao/sheet'
import { expect, test } from 'vitest'
import { writeCityFiles } from './city.ts'
import type { DistrictFile } from './registry-file.ts'
import { readWrittenCity } from './written-file.ts'

const city = readWrittenCity()
const from = parseLegalDate('2026-08-25')

async function cellsOf({ name, text }: DistrictFile) {
  const { rows, findings } = await readCells({ name, bytes: new TextEncoder().encode(text) })
  expect(findings).toEqual([])
  return { file: name, rows }
}

async function read(seed: number) {
  const files = await writeCityFiles(city, { seed, from })
  const list = readUnitList(await cellsOf(files.divisions), plainUnitColumns)
  const { plan, findings } = readStatisticsPlan(Buffer.from(files.plan.text), 'plan')
  expect([...list.findings, ...findings]).toEqual([])
  if (plan === undefined) throw new Error('the plan can be read')
  return { files, list, table: importStatistics(await cellsOf(files.table), openUnits(list.entries), plan) }
}

test.each([1, 2, 77])(
  'the yearbook of seed %j is imported but for the row that bears a mark',
  async (seed) => {
    const { list, table } = await read(seed)
    expect(table.findings.map(({ code, severity }) => [code, severity])).toEqual([['name_marked', 'error']])
    const columns = city.characteristics.length + city.indicators.length
    expect(table.values).toHaveLength((city.places.length * city.years - 1) * columns)
    expect(new Set(table.values.map(({ year }) => year))).toEqual(
      new Set([2019, 2020, 2021, 2022, 2023, 2024, 2025]),
    )
    expect(new Set(list.entries.map(({ code }) => code)).size).toBe(city.places.length)
  },
)

test('the same seed and day give the same bytes, another seed others', async () => {
  const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => writeCityFiles(city, { seed, from })))
  expect(same).toEqual(one)
  expect(other?.table.text).not.toEqual(one?.table.text)
})

test('codes begin with 99, which no province has, and numbers are believable', async () => {
  for (const { code } of city.places) expect(code).toMatch(/^9901\d\d$/)
  const { table } = await read(1)
  const limits = new Map(city.indicators.map(({ code, most }) => [code, most]))
  for (const { indicator, value } of table.values) {
    expect(value).toBeGreaterThan(0)
    expect(value).toBeLessThanOrEqual(limits.get(indicator) ?? 2000)
  }
})
