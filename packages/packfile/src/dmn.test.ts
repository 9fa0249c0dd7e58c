import type { Variables } from '@duibiao/kernel'
import { expect, test } from 'vitest'
import { loadDmn } from './dmn.ts'
import {
  literal,
  sketchDecision,
  sketchInput,
  sketchModel,
  sketchTable,
  type TableSketch,
} from './dmn-sketch.ts'

/** Evaluates a decision of a model that must have no faults. */
function decide(model: string, id: string, input: Variables = {}) {
  const library = loadDmn([{ file: 'test.dmn', text: model }])
  expect(library.findings.filter((finding) => finding.severity === 'error')).toEqual([])
  const decision = library.decisions.find((one) => one.id === id)
  if (decision === undefined) throw new Error(`no decision ${id}`)
  return decision.evaluate(input)
}

function decideTable(sketch: TableSketch, input: Variables = { amount: 50 }) {
  return decide(sketchModel(sketchDecision('d', sketchTable(sketch))), 'd', input)
}

function decideLogic(logic: string, input: Variables = { amount: 50 }) {
  return decide(sketchModel(sketchDecision('d', logic)), 'd', input).value
}

const twoMatch = [
  ['>= 10', '"street"'],
  ['>= 40', '"district"'],
  ['>= 90', '"city"'],
]

test('a unique table gives the one rule that matches, and names it', () => {
  const rules = [
    ['< 10', '"street"'],
    ['[10..100)', '"district"'],
  ]
  expect(decideTable({ rules })).toEqual({ value: 'district', rules: ['r2'], warnings: [] })
})

test('a unique table with two matches has no result and says which rules matched', () => {
  const { value, warnings } = decideTable({ rules: twoMatch })
  expect(value).toBeNull()
  expect(warnings.join()).toContain('r1, r2')
})

test('a table of any hit wants equal results', () => {
  const equal = [
    ['>= 10', '"street"'],
    ['>= 40', '"street"'],
  ]
  expect(decideTable({ policy: 'ANY', rules: equal }).value).toBe('street')
  expect(decideTable({ policy: 'ANY', rules: twoMatch }).value).toBeNull()
})

test('a table of the first hit stops at it', () => {
  expect(decideTable({ policy: 'FIRST', rules: twoMatch })).toMatchObject({ value: 'street', rules: ['r1'] })
})

test('a table of priorities follows the order of the output values', () => {
  const outputs: TableSketch['outputs'] = [['office', 'string', '"city", "district", "street"']]
  expect(decideTable({ policy: 'PRIORITY', outputs, rules: twoMatch }).value).toBe('district')
  expect(decideTable({ policy: 'OUTPUT ORDER', outputs, rules: twoMatch }).value).toEqual([
    'district',
    'street',
  ])
})

test('rule order and collect give all hits', () => {
  expect(decideTable({ policy: 'RULE ORDER', rules: twoMatch }).value).toEqual(['street', 'district'])
  expect(decideTable({ policy: 'COLLECT', rules: twoMatch }).value).toEqual(['street', 'district'])
})

test.each([
  ['SUM', 0.3],
  ['MIN', 0.1],
  ['MAX', 0.2],
  ['COUNT', 2],
])('collect with %s', (aggregation, expected) => {
  const rules = [
    ['>= 10', '0.1'],
    ['>= 40', '0.2'],
    ['>= 90', '0.4'],
  ]
  const outputs: TableSketch['outputs'] = [['points', 'number']]
  expect(decideTable({ policy: 'COLLECT', aggregation, outputs, rules }).value).toBe(expected)
})

test('several outputs are a context, and the default stands in when no rule matches', () => {
  const outputs: TableSketch['outputs'] = [
    ['office', 'string'],
    ['level', 'number'],
  ]
  expect(decideTable({ outputs, rules: [['50', '"street"', '1']] }).value).toEqual({
    office: 'street',
    level: 1,
  })
  expect(decideTable({ rules: [['1', '"street"']], otherwise: '"hotline"' }).value).toBe('hotline')
  expect(decideTable({ rules: [['1', '"street"']] }).value).toBeNull()
})

test('a value that is not among the allowed input values decides nothing', () => {
  const table = sketchTable({
    inputs: [['kind', 'string']],
    rules: [['-', '"street"']],
  }).replace(
    '</inputExpression>',
    '</inputExpression><inputValues><text>"noise", "road"</text></inputValues>',
  )
  const model = sketchModel(sketchInput('kind', 'string'), sketchDecision('d', table, ['i-kind']))
  expect(decide(model, 'd', { kind: 'noise' }).value).toBe('street')
  expect(decide(model, 'd', { kind: 'flood' }).value).toBeNull()
})

test('decisions feed decisions, each evaluated once', () => {
  const model = sketchModel(
    sketchDecision('double', literal('amount * 2')),
    sketchDecision('total', literal('double + double'), ['double']),
  )
  expect(decide(model, 'total', { amount: 21 }).value).toBe(84)
})

test('dates come in as ISO text by their declared type and go out as ISO text', () => {
  const model = sketchModel(
    sketchInput('received on', 'date'),
    sketchDecision('due', literal('received on + duration("P15D")'), ['i-received on']),
  )
  expect(decide(model, 'due', { 'received on': '2026-02-20' }).value).toBe('2026-03-07')
})

test('an input of the wrong type is null, with a warning', () => {
  const { value, warnings } = decide(sketchModel(sketchDecision('d', literal('amount'))), 'd', {
    amount: 'many',
  })
  expect(value).toBeNull()
  expect(warnings).toEqual(['amount is no number'])
})

test('knowledge models are functions with typed parameters, and may call themselves', () => {
  const knowledge = `<businessKnowledgeModel id="k-sum" name="sum to"><variable name="sum to"/><encapsulatedLogic>
    <formalParameter name="n" typeRef="number"/>${literal('if n <= 0 then 0 else n + sum to(n - 1)')}
    </encapsulatedLogic></businessKnowledgeModel>`
  const use = (call: string) =>
    decide(sketchModel(knowledge, sketchDecision('d', literal(call), ['i-amount', 'k-sum'])), 'd', {
      amount: 4,
    }).value
  expect(use('sum to(amount)')).toBe(10)
  expect(use('sum to(n: amount)')).toBe(10)
  expect(use('sum to("four")')).toBeNull()
})

test('a decision service takes inputs and answers with its output decision', () => {
  const model = sketchModel(
    sketchDecision('rate', literal('0.5')),
    sketchDecision('fee', literal('amount * rate'), ['i-amount', 'rate']),
    `<decisionService id="k-fees" name="fees"><variable name="fees"/><outputDecision href="#fee"/>
     <inputDecision href="#rate"/><inputData href="#i-amount"/></decisionService>`,
    sketchDecision('d', literal('fees(100, 0.2)'), ['k-fees']),
  )
  expect(decide(model, 'fee', { amount: 10 }).value).toBe(5)
  expect(decide(model, 'd').value).toBe(20)
})

test.each([
  [
    'context',
    `<context><contextEntry><variable name="half way"/>${literal('amount / 2')}</contextEntry><contextEntry>${literal('half way + 1')}</contextEntry></context>`,
    26,
  ],
  [
    'relation',
    `<relation><column name="a"/><column name="b"/><row>${literal('1')}${literal('2')}</row></relation>`,
    [{ a: 1, b: 2 }],
  ],
  ['list', `<list>${literal('1')}${literal('amount')}</list>`, [1, 50]],
  [
    'conditional',
    `<conditional><if>${literal('amount > 40')}</if><then>${literal('"much"')}</then><else>${literal('"little"')}</else></conditional>`,
    'much',
  ],
  [
    'filter',
    `<filter><in>${literal('[10, 60]')}</in><match>${literal('item > amount')}</match></filter>`,
    [60],
  ],
  [
    'for',
    `<for iteratorVariable="x"><in>${literal('[1, 2]')}</in><return>${literal('x * amount')}</return></for>`,
    [50, 100],
  ],
  [
    'some',
    `<some iteratorVariable="x"><in>${literal('[1, 60]')}</in><satisfies>${literal('x > amount')}</satisfies></some>`,
    true,
  ],
  [
    'every',
    `<every iteratorVariable="x"><in>${literal('[1, 60]')}</in><satisfies>${literal('x > amount')}</satisfies></every>`,
    false,
  ],
  [
    'function and invocation',
    `<context><contextEntry><variable name="add"/><functionDefinition><formalParameter name="x"/>${literal('x + amount')}</functionDefinition></contextEntry><contextEntry><invocation>${literal('add')}<binding><parameter name="x"/>${literal('1')}</binding></invocation></contextEntry></context>`,
    51,
  ],
])('boxed %s', (_kind, logic, expected) => {
  expect(decideLogic(logic)).toEqual(expected)
})

test('item definitions restrict, collect and nest', () => {
  const types = `<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"noise", "road"</text></allowedValues></itemDefinition>
    <itemDefinition name="tMatter" isCollection="true"><itemComponent name="kind"><typeRef>tKind</typeRef></itemComponent></itemDefinition>`
  const model = sketchModel(
    types,
    sketchInput('matters', 'tMatter'),
    sketchDecision('d', literal('matters.kind'), ['i-matters']),
  )
  expect(decide(model, 'd', { matters: [{ kind: 'noise' }] }).value).toEqual(['noise'])
  expect(decide(model, 'd', { matters: { kind: 'road' } }).value).toEqual(['road'])
  expect(decide(model, 'd', { matters: [{ kind: 'flood' }] }).value).toBeNull()
})

test('models import each other by namespace', () => {
  const shared = sketchModel(sketchDecision('limit', literal('15'), [])).replace('urn:test', 'urn:shared')
  const importing = sketchModel(
    '<import name="shared" namespace="urn:shared" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
    `<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="urn:shared#limit"/></informationRequirement>${literal('shared.limit + 1')}</decision>`,
  )
  const library = loadDmn([
    { file: 'a.dmn', text: importing },
    { file: 'b.dmn', text: shared },
  ])
  expect(library.findings).toEqual([])
  expect(library.decisions.find((one) => one.id === 'd')?.evaluate({}).value).toBe(16)
})

test('a long table answers as if every rule were tried, also for values that no cell names', () => {
  const kinds = ['noise', 'road', 'water']
  const rules = Array.from({ length: 60 }, (_, at) => {
    const low = Math.floor(at / 3) * 10
    return at % 20 === 19
      ? ['-', `[${low}..${low + 10})`, '"any"']
      : [`"${kinds[at % 3]}"`, `[${low}..${low + 10})`, `"${at}"`]
  })
  const inputs: TableSketch['inputs'] = [
    ['kind', 'string'],
    ['amount', 'number'],
  ]
  const table = sketchTable({ policy: 'COLLECT', inputs, rules })
  const model = sketchModel(sketchInput('kind', 'string'), sketchDecision('d', table, ['i-kind', 'i-amount']))
  expect(decide(model, 'd', { kind: 'road', amount: 65 }).value).toEqual(['any'])
  expect(decide(model, 'd', { kind: 'noise', amount: 65 }).value).toEqual(['18', 'any'])
  expect(decide(model, 'd', { kind: 'flood', amount: 65 }).value).toEqual(['any'])
  expect(decide(model, 'd', { kind: null, amount: 65 }).value).toEqual(['any'])
  expect(decide(model, 'd', { kind: 'water', amount: 85 }).value).toEqual(['26'])
})
