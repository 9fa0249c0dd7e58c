import { existsSync, readFileSync } from 'node:fs'

const census = new URL('../../../../shared/data/stats/cn_census/census_county_2020.csv', import.meta.url)

export const isCensusThere = existsSync(census)

type CensusValue = readonly [indicator: string, unit: string, period: string, value: number]

/** Columns of the census by the codes they are kept under. */
const columns = {
  人口数_合计: 'inhabitants',
  户规模: 'household',
  '人口比重_0-14岁': 'young',
  人口比重_65岁及以上: 'old',
  平均受教育年限_合计: 'school',
  '少数民族人口比重（%）': 'minority',
  城镇人口: 'urban',
} as const

/** What the census says of counties: code of the column, code of the county, year, value. */
export function readCensus(): readonly CensusValue[] {
  const [head = '', ...rows] = readFileSync(census, 'utf8').split(/\r?\n/)
  const headers = cellsOf(head)
  return rows.flatMap((row): readonly CensusValue[] => {
    const cells = cellsOf(row)
    const code = cells[0] ?? ''
    if (!/^\d{6}$/.test(code) || code.endsWith('00')) return []
    return Object.entries(columns).flatMap(([header, indicator]): readonly CensusValue[] => {
      const cell = cells[headers.indexOf(header)] ?? ''
      return cell === '' || cell === 'NA' ? [] : [[indicator, code, '2020', Number(cell)]]
    })
  })
}

/** Cells of a row, in quotation marks or not; none of the census holds one. */
function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/(?<=^|,)(?:"([^"]*)"|([^,"]*))(?=,|$)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )
}
