import {
  attributeOf,
  childOf,
  childrenOf,
  feelTextOf,
  isDmnNamespace,
  namedTypeOf,
  nameOfElement,
  placeOf,
  refuse,
  typeRefOf,
  type DmnReading,
} from './dmn-element.ts'
import type {
  Aggregation,
  FeelText,
  ContextEntry,
  FunctionLogic,
  HitPolicy,
  LiteralLogic,
  Logic,
  LogicBase,
  TableLogic,
  TableRule,
} from './dmn-model.ts'
import type { XmlElement } from './xml-scan.ts'

/** Reads the boxed expression inside an element; undefined when it has none. */
export function readLogicIn(element: XmlElement, reading: DmnReading): Logic | undefined {
  const boxed = element.children.find((child) => isDmnNamespace(child.namespace) && readers.has(child.name))
  return boxed === undefined ? undefined : readLogic(boxed, reading)
}

/** Reads a function definition or encapsulated logic. */
export function readFunction(element: XmlElement, reading: DmnReading): FunctionLogic {
  const kind = attributeOf(element, 'kind') ?? 'FEEL'
  return {
    ...baseOf(element),
    kind: 'function',
    language: kind === 'Java' ? 'java' : kind === 'PMML' ? 'pmml' : 'feel',
    parameters: childrenOf(element, 'formalParameter').map(namedTypeOf),
    body: readLogicIn(element, reading),
  }
}

type Reader = (element: XmlElement, reading: DmnReading) => Logic

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['literalExpression', readLiteral],
  ['decisionTable', readTable],
  ['context', readContext],
  ['invocation', readInvocation],
  ['functionDefinition', readFunction],
  ['relation', readRelation],
  ['list', readList],
  ['conditional', readConditional],
  ['filter', readFilter],
  ['for', readFor],
  ['some', (element, reading) => readQuantified('some', element, reading)],
  ['every', (element, reading) => readQuantified('every', element, reading)],
])

function readLogic(element: XmlElement, reading: DmnReading): Logic {
  const read = readers.get(element.name) ?? readLiteral
  return read(element, reading)
}

function baseOf(element: XmlElement): LogicBase {
  return { ...placeOf(element), typeRef: typeRefOf(element) }
}

function readLiteral(element: XmlElement, reading: DmnReading): LiteralLogic {
  const base = baseOf(element)
  const language = attributeOf(element, 'expressionLanguage')
  if (language !== undefined && !/feel/i.test(language)) {
    refuse(reading, base, {
      code: 'dmn_language',
      zh: `表达式语言 ${language} 不支持，只支持 FEEL`,
      en: `expression language ${language} is not supported, only FEEL`,
    })
  }
  const source = feelTextOf(element) ?? { text: '', line: base.line }
  return { ...base, kind: 'literal', source }
}

/** The logic in a part such as `<if>`; what is missing is null, with a finding. */
function readPart(element: XmlElement, name: string, reading: DmnReading): Logic {
  const part = childOf(element, name)
  const logic = part === undefined ? undefined : readLogicIn(part, reading)
  if (logic !== undefined) return logic
  const place = placeOf(element)
  refuse(reading, place, {
    code: 'dmn_part_missing',
    zh: `<${element.name}> 缺少 <${name}>`,
    en: `<${element.name}> has no <${name}>`,
  })
  return { ...place, typeRef: undefined, kind: 'literal', source: { text: 'null', line: place.line } }
}

function readContext(element: XmlElement, reading: DmnReading): Logic {
  const entries = childrenOf(element, 'contextEntry').flatMap((entry): readonly ContextEntry[] => {
    const variable = childOf(entry, 'variable')
    const logic = readLogicIn(entry, reading)
    if (logic === undefined) return []
    return [
      {
        name: variable === undefined ? undefined : nameOfElement(variable),
        typeRef: variable === undefined ? undefined : typeRefOf(variable),
        logic,
      },
    ]
  })
  return { ...baseOf(element), kind: 'context', entries }
}

function readInvocation(element: XmlElement, reading: DmnReading): Logic {
  const callee = readLogicIn(element, reading)
  const base = baseOf(element)
  if (callee === undefined) {
    refuse(reading, base, {
      code: 'dmn_part_missing',
      zh: '<invocation> 没有被调用的函数',
      en: '<invocation> has nothing to call',
    })
  }
  return {
    ...base,
    kind: 'invocation',
    callee: callee ?? { ...base, kind: 'literal', source: { text: 'null', line: base.line } },
    bindings: childrenOf(element, 'binding').map((binding) => {
      const parameter = childOf(binding, 'parameter')
      return {
        name: parameter === undefined ? '' : nameOfElement(parameter),
        logic: readLogicIn(binding, reading),
      }
    }),
  }
}

function readRelation(element: XmlElement, reading: DmnReading): Logic {
  const columns = childrenOf(element, 'column').map(namedTypeOf)
  const rows = childrenOf(element, 'row').map((row) => readLogicsOf(row, reading))
  const base = baseOf(element)
  if (rows.some((row) => row.length !== columns.length)) {
    refuse(reading, base, {
      code: 'dmn_relation_row',
      zh: `关系表的行应有 ${columns.length} 个单元格`,
      en: `each row of the relation needs ${columns.length} cells`,
    })
  }
  return { ...base, kind: 'relation', columns, rows }
}

function readList(element: XmlElement, reading: DmnReading): Logic {
  return { ...baseOf(element), kind: 'list', elements: readLogicsOf(element, reading) }
}

function readLogicsOf(element: XmlElement, reading: DmnReading): readonly Logic[] {
  return element.children
    .filter((child) => isDmnNamespace(child.namespace) && readers.has(child.name))
    .map((child) => readLogic(child, reading))
}

function readConditional(element: XmlElement, reading: DmnReading): Logic {
  return {
    ...baseOf(element),
    kind: 'conditional',
    condition: readPart(element, 'if', reading),
    whenTrue: readPart(element, 'then', reading),
    otherwise: readPart(element, 'else', reading),
  }
}

function readFilter(element: XmlElement, reading: DmnReading): Logic {
  return {
    ...baseOf(element),
    kind: 'filter',
    source: readPart(element, 'in', reading),
    match: readPart(element, 'match', reading),
  }
}

function readFor(element: XmlElement, reading: DmnReading): Logic {
  return {
    ...baseOf(element),
    kind: 'for',
    variable: attributeOf(element, 'iteratorVariable') ?? '',
    source: readPart(element, 'in', reading),
    result: readPart(element, 'return', reading),
  }
}

function readQuantified(kind: 'some' | 'every', element: XmlElement, reading: DmnReading): Logic {
  return {
    ...baseOf(element),
    kind,
    variable: attributeOf(element, 'iteratorVariable') ?? '',
    source: readPart(element, 'in', reading),
    condition: readPart(element, 'satisfies', reading),
  }
}

const HIT_POLICIES: ReadonlyMap<string, HitPolicy> = new Map([
  ['UNIQUE', 'unique'],
  ['ANY', 'any'],
  ['FIRST', 'first'],
  ['PRIORITY', 'priority'],
  ['RULE ORDER', 'rule order'],
  ['OUTPUT ORDER', 'output order'],
  ['COLLECT', 'collect'],
])

const AGGREGATIONS: ReadonlyMap<string, Aggregation> = new Map([
  ['SUM', 'sum'],
  ['COUNT', 'count'],
  ['MIN', 'min'],
  ['MAX', 'max'],
])

function readTable(element: XmlElement, reading: DmnReading): TableLogic {
  const base = baseOf(element)
  const policy = attributeOf(element, 'hitPolicy') ?? 'UNIQUE'
  const aggregation = attributeOf(element, 'aggregation')
  const hitPolicy = HIT_POLICIES.get(policy)
  if (hitPolicy === undefined || (aggregation !== undefined && !AGGREGATIONS.has(aggregation))) {
    refuse(reading, base, {
      code: 'dmn_hit_policy',
      zh: `命中策略 ${policy} ${aggregation ?? ''} 不存在`,
      en: `there is no hit policy ${policy} ${aggregation ?? ''}`,
    })
  }
  return {
    ...base,
    kind: 'table',
    hitPolicy: hitPolicy ?? 'unique',
    aggregation: aggregation === undefined ? undefined : AGGREGATIONS.get(aggregation),
    inputs: childrenOf(element, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression')
      return {
        ...placeOf(input),
        expression: feelTextOf(expression) ?? { text: attributeOf(input, 'label') ?? '', line: input.line },
        typeRef: expression === undefined ? undefined : typeRefOf(expression),
        values: feelTextOf(childOf(input, 'inputValues')),
      }
    }),
    outputs: childrenOf(element, 'output').map((output) => ({
      ...placeOf(output),
      ...namedTypeOf(output),
      values: feelTextOf(childOf(output, 'outputValues')),
      otherwise: feelTextOf(childOf(output, 'defaultOutputEntry')),
    })),
    rules: childrenOf(element, 'rule').map(readRule),
  }
}

function readRule(rule: XmlElement): TableRule {
  return { ...placeOf(rule), tests: textsOf(rule, 'inputEntry'), outputs: textsOf(rule, 'outputEntry') }
}

function textsOf(rule: XmlElement, name: string): readonly FeelText[] {
  return childrenOf(rule, name).map((entry) => feelTextOf(entry) ?? { text: '', line: entry.line })
}
