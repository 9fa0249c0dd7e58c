import { ancestorOf, attributeOf, is, type BpmnElement } from './bpmn-model.ts'
import { isExecutable } from './bpmn-check-process.ts'
import type { Rule } from './bpmn-rule.ts'

/** Expressions: which must be there, in which language, and what can be said of them before they are compiled. */
export const expressionRules: readonly Rule[] = [
  {
    id: 'EXT.012',
    element: 'Expression',
    profile: 'strict',
    zh: '可执行流程中的表达式必须是形式表达式（xsi:type="tFormalExpression"）',
    en: 'expressions of an executable process must be formal ones (xsi:type="tFormalExpression")',
    breaks: (expression, { lenient }) => expression.type === 'Expression' && runs(expression, lenient),
  },
  {
    id: 'EXT.013',
    element: 'Expression',
    profile: 'standard',
    zh: '表达式没有内容',
    en: 'the expression is empty',
    breaks: (expression) =>
      expression.text.trim() === '' && (expression.type === 'FormalExpression' || isUsed(expression)),
  },
  {
    id: 'EXT.014',
    element: 'FormalExpression',
    profile: 'strict',
    zh: '表达式语言（language）必须是 URI',
    en: 'the language of an expression must be a URI',
    breaks: (expression) => {
      const language = expression.attributes.get('language')
      return language !== undefined && !/^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>"{}|\\^`]+$/u.test(language)
    },
  },
  {
    id: 'DB.language',
    element: 'Expression',
    profile: 'standard',
    zh: '不支持此表达式语言：本系统用 FEEL',
    en: 'this expression language is not supported: use FEEL',
    breaks: (expression, { lenient }) => !lenient && isUsed(expression) && !isFeel(languageOf(expression)),
  },
  {
    id: 'EXT.071',
    element: 'Expression',
    profile: 'standard',
    zh: '条件必须是布尔表达式，不能是数字或文字',
    en: 'a condition must be a boolean expression, not a number or a text',
    breaks: (expression) =>
      conditionNames.has(expression.name) &&
      /^(?:[-+]?\d+(?:\.\d+)?|"[^"]*"|'[^']*')$/u.test(expression.text.trim()),
  },
  {
    id: 'EXT.123',
    element: 'ConditionalEventDefinition',
    profile: 'standard',
    zh: '可执行流程的条件事件必须有形式表达式',
    en: 'a conditional event of an executable process needs a formal expression',
    breaks: (definition, { lenient }) =>
      definition.children.every(
        (child) =>
          child.name !== 'condition' ||
          !(child.type === 'FormalExpression' || (lenient && isForeign(child.text))),
      ),
  },
  {
    id: 'EXT.132',
    element: 'Expression',
    profile: 'standard',
    zh: 'timeDate 必须是 ISO 8601 日期时间，或 FEEL 表达式（以 = 开头，或注明语言）',
    en: 'timeDate must be an ISO 8601 date and time, or FEEL (after =, or with its language named)',
    breaks: (expression, { lenient }) =>
      expression.name === 'timeDate' && !isTime(expression, { pattern: datePattern, lenient }),
  },
  {
    id: 'EXT.133',
    element: 'Expression',
    profile: 'standard',
    zh: 'timeCycle 必须是 ISO 8601 重复间隔，或 FEEL 表达式（以 = 开头，或注明语言）',
    en: 'timeCycle must be an ISO 8601 repeating interval, or FEEL (after =, or with its language named)',
    breaks: (expression, { lenient }) =>
      expression.name === 'timeCycle' && !isTime(expression, { pattern: cyclePattern, lenient }),
  },
  {
    id: 'EXT.134',
    element: 'Expression',
    profile: 'standard',
    zh: 'timeDuration 必须是 ISO 8601 时长，或 FEEL 表达式（以 = 开头，或注明语言）',
    en: 'timeDuration must be an ISO 8601 duration, or FEEL (after =, or with its language named)',
    breaks: (expression, { lenient }) =>
      expression.name === 'timeDuration' && !isTime(expression, { pattern: durationPattern, lenient }),
  },
]

const conditionNames: ReadonlySet<string> = new Set([
  'conditionExpression',
  'condition',
  'completionCondition',
  'loopCondition',
  'activationCondition',
])

/** Expressions the engine evaluates; the others (messagePath, transformation, resource assignment) are refused or ignored as a whole. */
const usedNames: ReadonlySet<string> = new Set([
  ...conditionNames,
  'loopCardinality',
  'timeDate',
  'timeCycle',
  'timeDuration',
])

const duration = String.raw`P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?`
const date = String.raw`\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?`
const durationPattern = new RegExp(`^${duration}$`, 'u')
const datePattern = new RegExp(`^${date}$`, 'u')
const cyclePattern = new RegExp(`^R\\d*/(?:(?:${date}|${duration})/)?(?:${date}|${duration})$`, 'u')

/** The language of an expression: its own, or that of the file; `''` where neither says anything. */
function languageOf(expression: BpmnElement): string {
  const own = attributeOf(expression, 'language')
  if (own !== '') return own
  const definitions = ancestorOf(expression, 'Definitions')
  return definitions ? attributeOf(definitions, 'expressionLanguage') : ''
}

/** FEEL of any DMN version, by its URI or its name; no word about the language means FEEL too. */
function isFeel(language: string): boolean {
  return language === '' || /^(?:feel|.*\/feel\/?)$/iu.test(language)
}

function isUsed(expression: BpmnElement): boolean {
  return usedNames.has(expression.name)
}

function runs(expression: BpmnElement, lenient: boolean): boolean {
  const process = ancestorOf(expression, 'Process')
  return process !== undefined && is(process, 'Process') && isExecutable(process, lenient)
}

type TimeForm = { readonly pattern: RegExp; readonly lenient: boolean }

function isTime(expression: BpmnElement, { pattern, lenient }: TimeForm): boolean {
  const text = expression.text.trim()
  if (text.startsWith('=') || text === '' || pattern.test(text)) return true
  return isFeelTime(expression) || (lenient && isForeign(text))
}

/** True for a time that is FEEL because its language is said to be FEEL, and it is no ISO 8601 text either. */
export function isFeelTime(expression: BpmnElement): boolean {
  const language = languageOf(expression)
  if (language === '' || !isFeel(language)) return false
  const text = expression.text.trim()
  return ![datePattern, durationPattern, cyclePattern].some((pattern) => pattern.test(text))
}

/** `${…}` or `#{…}`, as other engines mark expressions. */
function isForeign(text: string): boolean {
  return /^[$#]\{.*\}$/su.test(text.trim())
}
