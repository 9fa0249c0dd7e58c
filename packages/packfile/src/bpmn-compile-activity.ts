import type { Activity, Assignment, Called, Expression, Mapping, SignPolicy } from '@duibiao/kernel'
import { extensionOf, ownAttributeOf, settingOf, wordsOf } from './bpmn-extension.ts'
import {
  compileFeelScript,
  compileText,
  constantOf,
  variableOf,
  type ForeignMapping,
} from './bpmn-expression.ts'
import {
  attributeOf,
  childNamed,
  childrenOf,
  flagOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
} from './bpmn-model.ts'
import { handlersOf, isCompensation } from './bpmn-check-activity.ts'
import { isEventSubProcess } from './bpmn-check-flow.ts'
import { compileEnvelope, mappingsOf } from './bpmn-compile-envelope.ts'
import { messageNameOf } from './bpmn-compile-event.ts'
import { compileLoop } from './bpmn-compile-loop.ts'
import type { NodeFacts, Plan } from './bpmn-compile-plan.ts'
import { compileScope } from './bpmn-compile-scope.ts'
import { compileOperations, compileSign } from './bpmn-compile-policy.ts'

/** What all activities have in common. */
type Common = Omit<Extract<Activity, { kind: 'task' }>, 'kind'>

/** A task, sub-process or call activity. */
export function compileActivity(plan: Plan, element: BpmnElement, facts: NodeFacts): Activity {
  const common = compileCommon(plan, element, facts)
  if (is(element, 'SubProcess')) return compileSub(plan, element, common)
  return (makers.get(element.type) ?? compilePlain)(plan, element, common)
}

const makers: ReadonlyMap<string, (plan: Plan, element: BpmnElement, common: Common) => Activity> = new Map([
  ['UserTask', compileUser],
  ['GlobalUserTask', compileUser],
  ['ServiceTask', compileService],
  ['SendTask', compileSend],
  ['ReceiveTask', compileReceive],
  ['ScriptTask', compileScript],
  ['GlobalScriptTask', compileScript],
  ['BusinessRuleTask', compileRule],
  ['GlobalBusinessRuleTask', compileRule],
  ['CallActivity', compileCall],
])

function compilePlain(_plan: Plan, _element: BpmnElement, common: Common): Activity {
  return { ...common, kind: 'task' }
}

function compileSend(plan: Plan, element: BpmnElement, common: Common): Activity {
  const message = messageNameOf(plan, element) ?? ''
  return { ...common, kind: 'send', message, ...compileEnvelope(plan, element) }
}

function compileReceive(plan: Plan, element: BpmnElement, common: Common): Activity {
  const message = messageNameOf(plan, element)
  const instantiate = flagOf(element, 'instantiate', false)
  return { ...common, kind: 'receive', ...(message !== undefined && { message }), instantiate }
}

function compileCommon(plan: Plan, element: BpmnElement, facts: NodeFacts): Common {
  const attached = plan.attached.get(element) ?? []
  const loop = compileLoop(plan, element)
  const compensating = attached.find(isCompensation)
  const handler = compensating && handlersOf(plan.model, compensating)[0]
  const compensation = handler && plan.indexOf.get(handler)
  const operations = compileOperations(element)
  return {
    ...facts,
    boundaries: attached.flatMap((event) => plan.indexOf.get(event) ?? []),
    ...(loop && { loop }),
    ...(flagOf(element, 'isForCompensation', false) &&
      !isEventSubProcess(element) && { forCompensation: true }),
    ...(compensation !== undefined && { compensation }),
    ...quantityOf(element, 'startQuantity'),
    ...quantityOf(element, 'completionQuantity'),
    ...(operations && { operations }),
  }
}

function quantityOf<Name extends 'startQuantity' | 'completionQuantity'>(
  element: BpmnElement,
  name: Name,
): { readonly [key in Name]?: number } {
  const quantity = Number(attributeOf(element, name, '1'))
  return quantity === 1 ? {} : ({ [name]: quantity } as { readonly [key in Name]?: number })
}

function compileUser(plan: Plan, element: BpmnElement, common: Common): Activity {
  const assign = compileAssignment(plan, element)
  const form = settingOf(extensionOf(element, 'form'), 'ref')
  const sign: SignPolicy | undefined = compileSign(element)
  return {
    ...common,
    kind: 'user',
    ...(assign && { assign }),
    ...(form !== undefined && { form }),
    ...(sign && { sign }),
  }
}

/** `=` marks FEEL; without it the words are the posts themselves. */
function compileAssignment(plan: Plan, element: BpmnElement): Assignment | undefined {
  const assign = extensionOf(element, 'assign')
  if (!assign) return undefined
  const compiled: { posts?: Expression; office?: Expression; person?: Expression; tell?: true } = {}
  if (settingOf(assign, 'tell') === 'true') compiled.tell = true
  for (const name of ['posts', 'office', 'person'] as const) {
    const text = settingOf(assign, name)
    if (text === undefined) continue
    const words = wordsOf(text)
    compiled[name] = text.startsWith('=')
      ? compileText(plan.texts, element, { text, use: 'expression' })
      : constantOf(name === 'posts' ? words : text)
  }
  return compiled
}

function compileClockAct(plan: Plan, element: BpmnElement, common: Common): Activity | undefined {
  const own = extensionOf(element, 'clockAct')
  const act = settingOf(own, 'act')
  if (act !== 'pause' && act !== 'resume' && act !== 'extend') return undefined
  const limit = settingOf(own, 'parameter')
  const amount = settingOf(own, 'amount')
  const reason = settingOf(own, 'reason')
  const basis = settingOf(own, 'legalBasis')
  return {
    ...common,
    kind: 'clock',
    act,
    clocks: wordsOf(settingOf(own, 'clocks') ?? ''),
    ...(limit !== undefined && { limit }),
    ...(amount !== undefined && {
      amount: compileText(plan.texts, element, { text: amount, use: 'expression' }),
    }),
    ...(reason !== undefined && { reason: compileText(plan.texts, element, { text: reason, use: 'text' }) }),
    ...(basis !== undefined && {
      legalBasis: compileText(plan.texts, element, { text: basis, use: 'text' }),
    }),
  }
}

function compileService(plan: Plan, element: BpmnElement, common: Common): Activity {
  const clockAct = compileClockAct(plan, element, common)
  if (clockAct !== undefined) return clockAct
  const own = extensionOf(element, 'service')
  const name = settingOf(own, 'name')
  if (name !== undefined)
    return { ...common, kind: 'service', service: name, wait: settingOf(own, 'wait') !== 'false' }
  const foreign = plan.texts.hooks.mapVendor?.(element)?.service
  if (foreign) return { ...common, kind: 'service', service: foreign.name, wait: foreign.wait }
  const operation = targetOf(plan.model, element, 'operationRef')
  if (operation)
    return {
      ...common,
      kind: 'service',
      service: attributeOf(operation, 'name') || referencesOf(element, 'operationRef').join(),
      wait: true,
    }
  // A foreign service task that says nothing we know has no effect here; in packs the check refuses it.
  return { ...common, kind: 'task' }
}

function compileScript(plan: Plan, element: BpmnElement, common: Common): Activity {
  const given = plan.texts.hooks.compileScript?.(element)
  if (given?.kind === 'service')
    return { ...common, kind: 'service', service: given.service, wait: given.wait }
  if (given) return { ...common, kind: 'script', script: given.script }
  const script = childNamed(element, 'script')
  if (!script || script.text.trim() === '') return { ...common, kind: 'task' }
  return { ...common, kind: 'script', script: compileFeelScript(plan.texts, element, script.text) }
}

function compileRule(_plan: Plan, element: BpmnElement, common: Common): Activity {
  const decision = extensionOf(element, 'decision')
  const ref = settingOf(decision, 'ref')
  const result = settingOf(decision, 'result')
  if (ref === undefined) return { ...common, kind: 'task' }
  return { ...common, kind: 'rule', decision: ref, ...(result !== undefined && { result }) }
}

function compileSub(plan: Plan, element: BpmnElement, common: Common): Activity {
  const scope = compileScope(plan, element)
  if (element.type === 'AdHocSubProcess') {
    const completion = childNamed(element, 'completionCondition')
    const adHoc = {
      sequential: attributeOf(element, 'ordering') === 'Sequential',
      cancelRemaining: flagOf(element, 'cancelRemainingInstances', true),
      ...(completion && {
        completion: compileText(plan.texts, completion, { text: completion.text, use: 'expression' }),
      }),
    }
    return { ...common, kind: 'sub', variant: 'ad_hoc', scope, adHoc }
  }
  if (isEventSubProcess(element)) return { ...common, kind: 'sub', variant: 'event', scope }
  return {
    ...common,
    kind: 'sub',
    variant: element.type === 'Transaction' ? 'transaction' : 'embedded',
    scope,
  }
}

function compileCall(plan: Plan, element: BpmnElement, common: Common): Activity {
  const foreign = plan.texts.hooks.mapVendor?.(element)
  const version = ownAttributeOf(element, 'version') ?? foreign?.version
  const binding =
    bindings.find((one) => one === ownAttributeOf(element, 'binding')) ?? foreign?.binding ?? 'latest'
  const called: Called = {
    element: compileText(plan.texts, element, { text: calledElementOf(element), use: 'text' }),
    binding,
    ...(version !== undefined && {
      version: compileText(plan.texts, element, { text: version, use: 'text' }),
    }),
  }
  return {
    ...common,
    kind: 'call',
    called,
    input: [
      ...mappingsOf(plan, element, 'in'),
      ...foreignMappings(plan, element, foreign?.input),
      ...dataMappings(plan, element, 'DataInputAssociation'),
    ],
    output: [
      ...mappingsOf(plan, element, 'out'),
      ...foreignMappings(plan, element, foreign?.output),
      ...dataMappings(plan, element, 'DataOutputAssociation'),
    ],
  }
}

const bindings = ['latest', 'deployment', 'version'] as const

/** A qualified name loses its prefix; an expression is kept whole. */
function calledElementOf(element: BpmnElement): string {
  const text = attributeOf(element, 'calledElement')
  return /^[\w.-]+:[\w.-]+$/u.test(text) ? text.slice(text.indexOf(':') + 1) : text
}

function foreignMappings(
  plan: Plan,
  element: BpmnElement,
  mappings: readonly ForeignMapping[] = [],
): readonly Mapping[] {
  return mappings.map((mapping) =>
    'all' in mapping
      ? { kind: 'all' }
      : {
          kind: 'one',
          target: mapping.target,
          source: compileText(plan.texts, element, { text: mapping.source, use: 'expression' }),
        },
  )
}

/** BPMN's own way: data associations of the call; the far end is a variable, the near end the data of the called element. */
function dataMappings(
  plan: Plan,
  element: BpmnElement,
  type: 'DataInputAssociation' | 'DataOutputAssociation',
): readonly Mapping[] {
  return childrenOf(element, type).flatMap((association): readonly Mapping[] => {
    const source = dataNameOf(plan, targetOf(plan.model, association, 'sourceRef'))
    const target = dataNameOf(plan, targetOf(plan.model, association, 'targetRef'))
    return source === undefined || target === undefined
      ? []
      : [{ kind: 'one', target, source: variableOf(source) }]
  })
}

function dataNameOf(plan: Plan, data: BpmnElement | undefined): string | undefined {
  const object =
    data && is(data, 'DataObjectReference') ? (targetOf(plan.model, data, 'dataObjectRef') ?? data) : data
  return object && (attributeOf(object, 'name') || object.id)
}
