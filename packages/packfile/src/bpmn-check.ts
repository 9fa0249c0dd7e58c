import type { Finding } from '@duibiao/base'
import { is, type BpmnElement } from './bpmn-model.ts'
import { activityRules } from './bpmn-check-activity.ts'
import { collaborationRules } from './bpmn-check-collaboration.ts'
import { dataRules } from './bpmn-check-data.ts'
import { eventRules } from './bpmn-check-event.ts'
import { expressionRules } from './bpmn-check-expression.ts'
import { flowRules } from './bpmn-check-flow.ts'
import { gatewayRules } from './bpmn-check-gateway.ts'
import { interfaceRules } from './bpmn-check-interface.ts'
import { processRules } from './bpmn-check-process.ts'
import { checkExtensions } from './bpmn-check-extension.ts'
import { checkReferences } from './bpmn-check-reference.ts'
import { triggerRules } from './bpmn-check-trigger.ts'
import type { BpmnRead } from './bpmn-read.ts'
import type { Rule } from './bpmn-rule.ts'

export type CheckOptions = {
  /** `strict` adds rules that the files of most tools break; the ordinary check leaves them out. */
  readonly profile?: 'standard' | 'strict'
  /**
   * For files of other engines only, never for packs: a missing isExecutable means true, expressions may be `${…}` in any language,
   * error and escalation references may be the code itself, loop data may be a variable name.
   */
  readonly lenient?: boolean
}

/** Every rule, in the order of its number. */
export const bpmnRules: readonly Rule[] = [
  ...processRules,
  ...expressionRules,
  ...flowRules,
  ...collaborationRules,
  ...activityRules,
  ...interfaceRules,
  ...dataRules,
  ...eventRules,
  ...triggerRules,
  ...gatewayRules,
].toSorted((a, b) => a.id.localeCompare(b.id, 'en'))

/** All findings of a file that was read: those of the reading, bad references, and broken rules. Empty means it may be compiled. */
export function checkBpmn(read: BpmnRead, options: CheckOptions = {}): readonly Finding[] {
  const { model } = read
  if (!model) return read.findings
  const lenient = options.lenient ?? false
  const strict = options.profile === 'strict'
  const rules = bpmnRules.filter(
    (rule) => strict || (rule.profile === 'standard' && !(lenient && rule.sparesForeign)),
  )
  const broken = rules.flatMap((rule) =>
    model.elements
      .filter((element) => is(element, rule.element) && rule.breaks(element, { model, lenient }))
      .map((element) => toFinding(read.file, rule, element)),
  )
  return [
    ...read.findings,
    ...checkReferences(model, lenient),
    ...checkExtensions(model),
    ...broken,
  ].toSorted((a, b) => a.line - b.line)
}

function toFinding(file: string, rule: Rule, element: BpmnElement): Finding {
  return {
    file,
    line: element.line,
    code: 'bpmn_rule_broken',
    severity: 'error',
    element: element.id ?? element.name,
    rule: rule.id,
    zh: `${element.name}：${rule.zh}`,
    en: `${element.name}: ${rule.en}`,
  }
}
