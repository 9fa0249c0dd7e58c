import { expect, test } from 'vitest'
import { countyRecipe, countyTable, openMeasureFolder } from './test-measure.ts'

const { run, put } = openMeasureFolder()
put('recipe.yaml', countyRecipe)
put('table.csv', countyTable)

test.each([
  ['unknown columns', ['compute', 'column.yaml', 'table.csv'], 1, 'table.csv:1 column_missing 没有列“税收”'],
  [
    'a letter in a number',
    ['compute', 'recipe.yaml', 'letter.csv'],
    1,
    'letter.csv:3:7 value_not_number “e”不是数字',
  ],
  [
    'a doubled unit',
    ['compute', 'recipe.yaml', 'double.csv'],
    1,
    'double.csv:7:1 unit_doubled 与第 2 行是同一单位',
  ],
  [
    'a denominator below nothing',
    ['compute', 'recipe.yaml', 'below.csv'],
    1,
    'below.csv:2:6 denominator_not_usable',
  ],
  ['one value for all', ['compute', 'recipe.yaml', 'flat.csv'], 1, 'recipe.yaml:19 zero_variance'],
  ['a step of unknown codes', ['compute', 'code.yaml', 'table.csv'], 1, 'code.yaml:18 unknown_code'],
  ['faults of the recipe', ['compute', 'broken.yaml', 'table.csv'], 1, 'broken.yaml:14 recipe_malformed'],
  ['a unit nobody has', ['peers', 'recipe.yaml', 'table.csv', '--unit', '己区'], 1, 'unit_not_in_table'],
  ['no characteristics', ['peers', 'bare.yaml', 'table.csv', '--unit', '01'], 1, 'recipe_part_missing'],
  ['no file', ['compute', 'recipe.yaml', 'nowhere.csv'], 1, 'file_unreadable'],
  ['another kind', ['compute', 'recipe.yaml', 'recipe.yaml'], 2, 'file_kind_unknown'],
  ['no peer', ['gap', 'recipe.yaml', 'table.csv', '--unit', '01'], 2, '缺少选项'],
] as const)('%s', async (_, args, ...[expected, words]) => {
  const text = countyRecipe
  const cells = countyTable
  put('column.yaml', text.replace('column: 地区生产总值', 'column: 税收'))
  put('letter.csv', cells.replace('"1000","20"', '"1000","e"'))
  put('double.csv', `${cells}\n"01","甲区","东","1","1","1","1","1"`)
  put('below.csv', cells.replace('"甲区","东","100"', '"甲区","东","-100"'))
  put(
    'flat.csv',
    cells
      .replace('"50","40"', '"7","40"')
      .replace('"20","60"', '"7","60"')
      .replace('"80","—"', '"7","—"')
      .replace('"10","200"', '"7","200"'),
  )
  put('code.yaml', text.replace('denominators: { gdp:', 'denominators: { gpd:'))
  put('broken.yaml', text.replace('direction: less', 'direction: down'))
  put('bare.yaml', 'recipe: bare\nversion: 1\ntable: { unit: 代码 }\n')
  const { code, out, err } = await run(...args)
  expect(err).toContain(words)
  expect([code, out]).toEqual([expected, ''])
})

test('a refusal is JSON too where that is asked for', async () => {
  put('down.yaml', countyRecipe.replace('direction: less', 'direction: down'))
  const { code, out } = await run('compute', 'down.yaml', 'table.csv', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ refused: true, findings: [{ line: 14, code: 'recipe_malformed' }] })
})
