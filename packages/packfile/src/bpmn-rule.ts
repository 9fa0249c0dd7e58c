import type { BpmnElement, BpmnModel } from './bpmn-model.ts'

/**
 * One rule of BPMN 2.0.2 for executable processes. Numbers EXT.nnn are those of Geiger's list of constraints of the standard
 * (Bamberg, technical report 92); the others are ours. A strict rule is no part of the ordinary check: files of living tools break it.
 */
export type Rule = {
  readonly id: string
  /** The type of the meta-model the rule speaks about. */
  readonly element: string
  readonly profile: 'standard' | 'strict'
  /** Left out for foreign files in the ordinary check: engines run models that break it. */
  readonly sparesForeign?: true
  readonly zh: string
  readonly en: string
  /** True when the element does not keep the rule. */
  readonly breaks: (element: BpmnElement, context: RuleContext) => boolean
}

export type RuleContext = { readonly model: BpmnModel; readonly lenient: boolean }
