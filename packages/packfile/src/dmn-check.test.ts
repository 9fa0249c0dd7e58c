import { expect, test } from 'vitest'
import { loadDmn } from './dmn.ts'
import { literal, sketchDecision, sketchModel, sketchTable, type TableSketch } from './dmn-sketch.ts'

function check(...elements: readonly string[]) {
  return loadDmn([{ file: 'test.dmn', text: sketchModel(...elements) }]).findings
}

function codesOf(...elements: readonly string[]): readonly string[] {
  return check(...elements).map((finding) => finding.code)
}

function tableCodes(sketch: TableSketch): readonly string[] {
  return codesOf(sketchDecision('d', sketchTable(sketch)))
}

test('all faults of a file come at once, with file, line and element', () => {
  const findings = check(
    sketchDecision('one', literal('1 +')),
    sketchDecision('two', literal('amount'), ['i-nothing']),
  )
  expect(findings.map(({ file, line, code }) => ({ file, line, code }))).toEqual([
    { file: 'test.dmn', line: 4, code: 'dmn_reference_unknown' },
    { file: 'test.dmn', line: 3, code: 'feel_syntax' },
    { file: 'test.dmn', line: 4, code: 'dmn_name_unknown' },
  ])
})

test('a sound model has no findings', () => {
  expect(
    check(
      sketchDecision(
        'd',
        sketchTable({
          rules: [
            ['< 5', '"a"'],
            ['>= 5', '"b"'],
          ],
        }),
      ),
    ),
  ).toEqual([])
})

test('decisions that need each other are refused', () => {
  const codes = codesOf(sketchDecision('a', literal('b'), ['b']), sketchDecision('b', literal('a'), ['a']))
  expect(codes).toEqual(['dmn_requirement_cycle'])
})

test.each<readonly [string, readonly string[]]>([
  ['dmn_name_twice', [sketchDecision('a', literal('1')), sketchDecision('a', literal('2'))]],
  [
    'dmn_type_unknown',
    [sketchDecision('a', '<literalExpression typeRef="tNone"><text>1</text></literalExpression>')],
  ],
  ['dmn_type_cycle', ['<itemDefinition name="tA"><typeRef>tA</typeRef></itemDefinition>']],
  [
    'dmn_language',
    [
      sketchDecision(
        'a',
        '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>',
      ),
    ],
  ],
  ['feel_clock', [sketchDecision('a', literal('now()'))]],
  ['feel_external', [sketchDecision('a', literal('function(x) external { java: { class: "x" } }'))]],
  ['dmn_logic_missing', [sketchDecision('a', '')]],
  [
    'dmn_import_missing',
    ['<import name="x" namespace="urn:none" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'],
  ],
])('%s', (code, elements) => {
  expect(codesOf(...elements)).toContain(code)
})

test('tables whose rows, columns or policies do not fit are refused', () => {
  expect(tableCodes({ rules: [['1']] })).toContain('dmn_table_row')
  expect(tableCodes({ policy: 'BEST', rules: [] })).toContain('dmn_hit_policy')
  expect(tableCodes({ policy: 'PRIORITY', rules: [] })).toContain('dmn_priority_missing')
  expect(tableCodes({ policy: 'FIRST', aggregation: 'SUM', rules: [] })).toContain('dmn_aggregation')
})

test('a literal that is not of its column is refused, one that is of it is not', () => {
  expect(tableCodes({ rules: [['"ten"', '"a"']] })).toEqual(['dmn_cell_type'])
  expect(tableCodes({ rules: [['10', '"a"']] })).toEqual([])
})

test('rules that overlap or are never reached are noted', () => {
  const rules = [
    ['[1..10]', '"a"'],
    ['[10..20]', '"b"'],
  ]
  expect(tableCodes({ rules })).toEqual(['dmn_rule_overlap'])
  expect(
    tableCodes({
      rules: [
        ['[1..10)', '"a"'],
        ['[10..20]', '"b"'],
      ],
    }),
  ).toEqual([])
  expect(
    tableCodes({
      policy: 'FIRST',
      rules: [
        ['> 5', '"a"'],
        ['[6..7], 9', '"b"'],
      ],
    }),
  ).toEqual(['dmn_rule_unreachable'])
  expect(tableCodes({ policy: 'FIRST', rules })).toEqual([])
})

test('a file that is no DMN is refused with the namespace found', () => {
  const { findings } = loadDmn([{ file: 'x.dmn', text: '<definitions xmlns="urn:other"/>' }])
  expect(findings).toMatchObject([{ code: 'dmn_root', line: 1 }])
})
