import type { Envelope, Mapping } from '@duibiao/kernel'
import { extensionOf, extensionsOf, settingOf } from './bpmn-extension.ts'
import { compileText, variableOf } from './bpmn-expression.ts'
import type { BpmnElement } from './bpmn-model.ts'
import type { Plan } from './bpmn-compile-plan.ts'

/** `duibiao:in` and `duibiao:address` of a send task or of the definition of a thrown message; empty without them. */
export function compileEnvelope(plan: Plan, element: BpmnElement): { readonly envelope?: Envelope } {
  const address = extensionOf(element, 'address')
  const content = mappingsOf(plan, element, 'in')
  if (address === undefined && content.length === 0) return {}
  const to = settingOf(address, 'to')
  const sender = settingOf(address, 'sender')
  return {
    envelope: {
      content,
      ...(to !== undefined && { to: compileText(plan.texts, element, { text: to, use: 'expression' }) }),
      ...(sender !== undefined && { sender }),
    },
  }
}

/** The mappings that stand in an element, in their order. */
export function mappingsOf(plan: Plan, element: BpmnElement, name: 'in' | 'out'): readonly Mapping[] {
  return extensionsOf(element, name).flatMap((mapping): readonly Mapping[] => {
    if (settingOf(mapping, 'all') === 'true') return [{ kind: 'all' }]
    const target = settingOf(mapping, 'target')
    const variable = settingOf(mapping, 'source')
    const text = settingOf(mapping, 'sourceExpression')
    if (target === undefined) return []
    if (text !== undefined)
      return [{ kind: 'one', target, source: compileText(plan.texts, element, { text, use: 'expression' }) }]
    return variable === undefined ? [] : [{ kind: 'one', target, source: variableOf(variable) }]
  })
}
