import {
  formatError,
  isAppError,
  isClockUnit,
  parseClockEnding,
  parseWarning,
  readLegalBasis,
  type Finding,
} from '@duibiao/base'
import { clockMomentOf, extensionOf, extensionsOf, settingOf, wordsOf } from './bpmn-extension.ts'
import { ancestorOf, eventDefinitionsOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import {
  duibiaoNamespace,
  extensionAttributes,
  extensionElements,
  type ExtensionAttribute,
  type ExtensionElement,
} from './duibiao-moddle.ts'
import type { XmlElement } from './xml-element.ts'

type Tell = (line: number, ...sentences: readonly [string, string]) => void

/** Our own extension elements and attributes: known, in their place, with values that mean something. */
export function checkExtensions(model: BpmnModel): readonly Finding[] {
  const findings: Finding[] = []
  for (const element of model.elements) {
    const tell = tellTo(findings, model, element)
    checkOwnAttributes(element, tell)
    for (const extension of element.extensions) {
      if (extension.namespace === duibiaoNamespace) checkExtension(model, { element, extension }, tell)
    }
  }
  return findings
}

function tellTo(findings: Finding[], model: BpmnModel, element: BpmnElement): Tell {
  return (line, zh, en) => {
    findings.push({
      file: model.file,
      line,
      code: 'bpmn_extension_wrong',
      severity: 'error',
      element: element.id ?? element.name,
      rule: 'DB.extension',
      zh,
      en,
    })
  }
}

type Placed = { readonly element: BpmnElement; readonly extension: XmlElement }

function checkExtension(model: BpmnModel, placed: Placed, tell: Tell): void {
  const { element, extension } = placed
  const declared = extensionElements.find((one) => one.name === extension.name)
  const { line, name } = extension
  if (!declared)
    return tell(line, `没有扩展元素 duibiao:${name}`, `there is no extension element duibiao:${name}`)
  if (!is(element, ...declared.allowedIn))
    tell(
      line,
      `duibiao:${name} 不能放在 ${element.name} 中`,
      `duibiao:${name} is not allowed in ${element.name}`,
    )
  checkSettings(extension, declared, tell)
  if (name === 'clock') checkClock(model, placed, tell)
  if (name === 'clockRef') checkClockRef(model, placed, tell)
  if (name === 'operations') checkReturn(model, placed, tell)
  if (name === 'in' || name === 'out') checkMapping(extension, tell)
  if (name === 'in' || name === 'address') checkEnvelope(placed, tell)
  if (name === 'ask') checkAsk(model, placed, tell)
}

function checkSettings(extension: XmlElement, declared: ExtensionElement, tell: Tell): void {
  for (const { name, value, namespace } of extension.attributes) {
    const attribute = declared.attributes.find((one) => one.name === name)
    if (namespace !== '') continue
    if (!attribute)
      tell(
        extension.line,
        `duibiao:${declared.name} 没有属性 ${name}`,
        `duibiao:${declared.name} has no attribute ${name}`,
      )
    else checkValue(extension.line, { attribute, value: value.trim() }, tell)
  }
  for (const { name, required } of declared.attributes) {
    if (required && settingOf(extension, name) === undefined)
      tell(
        extension.line,
        `duibiao:${declared.name} 缺少属性 ${name}`,
        `duibiao:${declared.name} lacks its attribute ${name}`,
      )
  }
  for (const child of extension.children) {
    const inner = extensionElements.find((one) => one.name === child.name)
    if (!inner || child.namespace !== duibiaoNamespace || !(declared.children ?? []).includes(child.name))
      tell(
        child.line,
        `${child.name} 不能放在 duibiao:${declared.name} 中`,
        `${child.name} is not allowed in duibiao:${declared.name}`,
      )
    else checkSettings(child, inner, tell)
  }
}

type Given = { readonly attribute: ExtensionAttribute; readonly value: string }

function checkValue(line: number, { attribute, value }: Given, tell: Tell): void {
  const words = attribute.kind === 'list' ? wordsOf(value) : [value]
  const forms = {
    boolean: /^(?:true|false)$/u,
    count: /^\d{1,4}$/u,
    share: /^(?:0?\.\d+|1(?:\.0+)?|\d{1,2}(?:\.\d+)?%|100%)$/u,
    text: /^/u,
    list: /^/u,
  }
  const wrong = words.filter(
    (word) => !forms[attribute.kind].test(word) || (attribute.values && !attribute.values.includes(word)),
  )
  if (wrong.length === 0) return
  const allowed = attribute.values?.join(', ') ?? attribute.kind
  tell(
    line,
    `属性 ${attribute.name} 的值“${wrong.join(' ')}”不对，应为 ${allowed}`,
    `${attribute.name}="${wrong.join(' ')}" is not possible: ${allowed}`,
  )
}

function checkOwnAttributes(element: BpmnElement, tell: Tell): void {
  for (const { namespace, name, value } of element.foreign) {
    if (namespace !== duibiaoNamespace) continue
    const attribute = extensionAttributes.find((one) => one.name === name)
    if (!attribute || !is(element, ...attribute.allowedIn))
      tell(
        element.line,
        `${element.name} 没有属性 duibiao:${name}`,
        `${element.name} has no attribute duibiao:${name}`,
      )
    else checkValue(element.line, { attribute, value: value.trim() }, tell)
  }
}

function checkClock(model: BpmnModel, { element, extension }: Placed, tell: Tell): void {
  const { line } = extension
  if ((settingOf(extension, 'amount') === undefined) === (settingOf(extension, 'parameter') === undefined))
    tell(line, '时限必须给出 amount 或 parameter 之一', 'a clock needs either an amount or a parameter')
  for (const word of [
    ...wordsOf(settingOf(extension, 'starts')),
    ...wordsOf(settingOf(extension, 'stops')),
  ]) {
    const moment = clockMomentOf(word)
    if (!moment)
      tell(
        line,
        `“${word}”应写作 节点:entered 或 节点:left`,
        `"${word}" must be written node:entered or node:left`,
      )
    else if (!is(model.byId.get(moment.node), 'FlowNode', 'Process'))
      tell(line, `时限引用的节点 ${moment.node} 不存在`, `there is no node ${moment.node} for the clock`)
  }
  checkWarnings(extension, tell)
  checkConsequence(extension, tell)
  const process = processOf(element)
  const same = clocksOf(model, process).filter((one) => settingOf(one, 'id') === settingOf(extension, 'id'))
  if (same[0] !== extension)
    tell(line, '同一流程中时限的 id 重复', 'two clocks of a process have the same id')
}

/** With the unit declared; one that a decision brings with its limit counts days and hours its own way. */
function checkWarnings(extension: XmlElement, tell: Tell): void {
  const unit = settingOf(extension, 'unit') ?? ''
  for (const word of wordsOf(settingOf(extension, 'warnAt'))) {
    try {
      parseWarning(word, isClockUnit(unit) ? unit : 'calendar_day')
    } catch (error) {
      if (!isAppError(error)) throw error
      tell(
        extension.line,
        `预警点“${word}”应为百分比（80%）或只含一种单位的时长（P2D、PT2H）`,
        `warning point "${word}" must be a percentage (80%) or a duration of one unit (P2D, PT2H)`,
      )
    }
  }
}

function checkConsequence(extension: XmlElement, tell: Tell): void {
  const kind = settingOf(extension, 'consequence') ?? 'breach'
  const legalBasis = readLegalBasis(settingOf(extension, 'legalBasis'))
  try {
    parseClockEnding(settingOf(extension, 'subject'), legalBasis === undefined ? kind : { kind, legalBasis })
  } catch (error) {
    if (!isAppError(error)) throw error
    tell(
      extension.line,
      `时限的后果不能成立：${formatError(error, 'zh')}`,
      `this consequence of a clock is not possible: ${formatError(error, 'en')}`,
    )
  }
}

function checkClockRef(model: BpmnModel, { element, extension }: Placed, tell: Tell): void {
  const key = settingOf(extension, 'clock')
  const clock = clocksOf(model, processOf(element)).find((one) => settingOf(one, 'id') === key)
  if (!clock)
    return tell(extension.line, `流程中没有时限 ${key ?? ''}`, `the process has no clock ${key ?? ''}`)
  const at = settingOf(extension, 'at') ?? 'due'
  const warning = /^warn([1-9]\d?)$/u.exec(at)
  const warnings = wordsOf(settingOf(clock, 'warnAt')).length
  if (at !== 'due' && (!warning || Number(warning[1]) > warnings))
    tell(extension.line, `时限没有预警点 ${at}`, `the clock has no point ${at}`)
}

function checkReturn(model: BpmnModel, { element, extension }: Placed, tell: Tell): void {
  for (const child of extension.children) {
    for (const target of wordsOf(settingOf(child, 'targets'))) {
      const node = model.byId.get(target)
      const known =
        ['previous', 'first', 'any'].includes(target) ||
        (is(node, 'FlowNode') && node !== undefined && processOf(node) === processOf(element))
      if (!known)
        tell(
          child.line,
          `退回目标 ${target} 不是本流程的节点`,
          `${target} is no node of this process to return to`,
        )
    }
  }
}

function checkMapping(extension: XmlElement, tell: Tell): void {
  const sources = ['source', 'sourceExpression'].filter(
    (name) => settingOf(extension, name) !== undefined,
  ).length
  const all = settingOf(extension, 'all') === 'true'
  if (all ? sources > 0 : sources !== 1 || settingOf(extension, 'target') === undefined)
    tell(
      extension.line,
      '变量传递须有 target 和一个来源，或 all="true"',
      'a mapping needs a target and one source, or all="true"',
    )
}

/** People ask by a message; a timer or signal is nothing they could send. */
function checkAsk(model: BpmnModel, { element, extension }: Placed, tell: Tell): void {
  if (eventDefinitionsOf(model, element).some(({ type }) => type === 'MessageEventDefinition')) return
  tell(
    extension.line,
    'duibiao:ask 只能放在等待消息的事件中',
    'duibiao:ask stands only in events that wait for a message',
  )
}

/** Only what is sent has an envelope; an event that catches takes what comes. */
function checkEnvelope({ element, extension }: Placed, tell: Tell): void {
  if (element.type === 'MessageEventDefinition' && !is(element.parent, 'ThrowEvent'))
    tell(
      extension.line,
      `duibiao:${extension.name} 只能放在抛出的消息中`,
      `duibiao:${extension.name} stands only in messages that are thrown`,
    )
  const bare = ['to', 'sender'].every((name) => settingOf(extension, name) === undefined)
  if (extension.name === 'address' && bare)
    tell(
      extension.line,
      'duibiao:address 要有 to 或 sender',
      'duibiao:address says at least one of to and sender',
    )
}

/** The clocks of a process: on itself and on everything inside it. */
function clocksOf(model: BpmnModel, process: BpmnElement | undefined): readonly XmlElement[] {
  return model.elements
    .filter((one) => processOf(one) === process)
    .flatMap((one) => extensionsOf(one, 'clock'))
}

function processOf(element: BpmnElement): BpmnElement | undefined {
  return is(element, 'Process') ? element : ancestorOf(element, 'Process')
}

/** True when a timer stands on one of our clocks instead of a time of its own. */
export function hasClockRef(timer: BpmnElement): boolean {
  return extensionOf(timer, 'clockRef') !== undefined
}
