import { expect, test } from 'vitest'
import { readRecipeFile } from './recipe-file.ts'

function read(text: string) {
  return readRecipeFile(new TextEncoder().encode(text), 'r.yaml')
}

function faults(text: string): readonly (readonly [number, string])[] {
  return read(text).findings.map(({ line, en }) => [line, en])
}

const head = 'recipe: county-2026\nversion: 1\ntable:\n  unit: 代码\n'

test('a recipe says its tree, its columns and its steps; what is left out has a usual meaning', () => {
  const { file, findings } = read(`${head}  texts: { region: 片区 }
indicators:
  gdp: { direction: more, column: 地区生产总值 }
  debt: { direction: less, weight: 2 }
steps:
  - { kind: normalise, method: { kind: min_max, from: 0, to: 100 } }
  - { kind: weigh, method: assigned, weights: { gdp: 1, debt: 3 }, sum: 4 }
  - { kind: aggregate, method: arithmetic, nodes: { index: { missing: { kind: group_mean, within: region } } } }
  - { kind: rank }
uncertainties:
  - { kind: switch, step: 1, options: [{ kind: normalise, method: { kind: rank } }] }
characteristics:
  people: { column: 人口, scale: log, per: 面积 }
`)
  expect(findings).toEqual([])
  expect(file).toMatchObject({
    recipe: { code: 'county-2026', version: 1, steps: [{}, {}, {}, { kind: 'rank' }] },
    nodes: [{ code: 'index', weight: 1 }],
    indicators: [
      { code: 'gdp', direction: 'more', column: '地区生产总值', parent: 'index', weight: 1 },
      { code: 'debt', direction: 'less', column: 'debt', parent: 'index', weight: 2 },
    ],
    uncertainties: [{ kind: 'switch', step: 0 }],
    characteristics: [{ code: 'people', column: '人口', scale: 'log', per: '面积' }],
  })
})

test('faults are told of the step that is meant, each with its line', () => {
  const text = `${head}indicators:
  gdp: { direction: up }
steps:
  - { kind: normalise, method: { kind: min_max, from: 0 } }
  - kind: weigh
    method: assigned
    weigths: { gdp: 1 }
    weights: { gdp: 1 }
  - { kind: agregate, method: arithmetic }
  - { kind: aggregate, method: mean }
`
  expect(faults(text)).toEqual([
    [6, '/indicators/gdp/direction: must be one of more, less'],
    [8, '/steps/0/method: to is missing'],
    [11, '/steps/1: unknown key weigths'],
    [
      13,
      '/steps/2/kind: must be one of select, screen, divide, fill, cap, treat, normalise, round, weigh, aggregate, rank',
    ],
    [14, '/steps/3/method: must be one of arithmetic, geometric, harmonic, copeland, mazziotta_pareto'],
  ])
})

test.each([
  ['recipe: a\nversion: 1\n', 1, 'table is missing'],
  [`${head}  value: 数值\n`, 3, '/table'],
  [`${head}counts: { kind: proportion, better: higher, numerator: a }\n`, 5, '/counts'],
  [
    `${head}counts: { kind: proportion, better: higher, numerator: a, denominator: b, score: c }\n`,
    5,
    '/counts',
  ],
  [`${head}nodes: { a: {}, b: {} }\nindicators:\n  x: { direction: more }\n`, 7, 'name the parent of x'],
  [`${head}  codes: { length: six }\n`, 5, 'must be of type integer'],
  [`${head}steps: []\n`, 5, '/steps'],
  [`${head}steps: &a [*a]\n`, 5, 'anchors'],
  [`${head}other: 1\n`, 5, 'unknown key other'],
])('%j is refused at its line', (text, line, words) => {
  const { file, findings } = read(text)
  expect(file).toBeUndefined()
  expect(findings).toContainEqual(expect.objectContaining({ line, severity: 'error' }))
  expect(findings.map(({ en }) => en).join('\n')).toContain(words.startsWith('/') ? '' : words)
})

test('JSON is read as well', () => {
  const { file } = read('{"recipe": "a", "version": 2, "table": {"unit": "u"}}')
  expect(file?.recipe).toEqual({ code: 'a', version: 2, steps: [] })
})
