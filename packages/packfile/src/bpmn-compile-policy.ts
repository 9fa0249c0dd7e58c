import type { OperationName, OperationPolicy, SignPolicy } from '@duibiao/kernel'
import { extensionOf, settingOf, wordsOf } from './bpmn-extension.ts'
import type { BpmnElement } from './bpmn-model.ts'
import { duibiaoNamespace, operationNames } from './duibiao-moddle.ts'

/** Which operations (退回, 加签 …) the pack allows at an activity. */
export function compileOperations(element: BpmnElement): OperationPolicy | undefined {
  const policy = extensionOf(element, 'operations')
  if (!policy) return undefined
  const back = policy.children.find((one) => one.namespace === duibiaoNamespace && one.name === 'return')
  const allowed = wordsOf(settingOf(policy, 'allow'))
  const targets = wordsOf(settingOf(back, 'targets'))
  return {
    allow: operationNames.filter((name): name is OperationName => allowed.includes(name)),
    returnTargets: targets.length > 0 || !allowed.includes('return') ? targets : ['previous'],
    resubmit: settingOf(back, 'resubmit') === 'direct' ? 'direct' : 'continue',
  }
}

/** How several signers decide: 会签, 或签, 票签. */
export function compileSign(element: BpmnElement): SignPolicy | undefined {
  const sign = extensionOf(element, 'sign')
  const mode = modes.find((one) => one === settingOf(sign, 'mode'))
  if (!sign || !mode) return undefined
  const threshold = shareOf(settingOf(sign, 'threshold')) ?? (mode === 'vote' ? 0.5 : 1)
  return { mode, threshold, refusal: settingOf(sign, 'refusal') === 'counts' ? 'counts' : 'ends' }
}

const modes = ['all', 'any', 'vote'] as const

/** `0.5` and `50%` are the same share. */
function shareOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)
}
