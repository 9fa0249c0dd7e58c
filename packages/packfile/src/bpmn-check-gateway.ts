import {
  attributeOf,
  eventDefinitionsOf,
  flagOf,
  incomingOf,
  is,
  outgoingOf,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import { hasCondition } from './bpmn-check-flow.ts'
import type { Rule } from './bpmn-rule.ts'

export const gatewayRules: readonly Rule[] = [
  {
    id: 'EXT.017',
    element: 'Gateway',
    profile: 'standard',
    zh: '汇聚（Converging）网关最多一条流出顺序流',
    en: 'a converging gateway may be left by one sequence flow at most',
    breaks: (gateway, { model }) =>
      attributeOf(gateway, 'gatewayDirection') === 'Converging' && outgoingOf(model, gateway).length > 1,
  },
  {
    id: 'EXT.018',
    element: 'Gateway',
    profile: 'standard',
    zh: '发散（Diverging）网关最多一条流入顺序流',
    en: 'a diverging gateway may be reached by one sequence flow at most',
    breaks: (gateway, { model }) =>
      attributeOf(gateway, 'gatewayDirection') === 'Diverging' && incomingOf(model, gateway).length > 1,
  },
  {
    id: 'EXT.019',
    element: 'Gateway',
    profile: 'standard',
    zh: '混合（Mixed）网关必须有多条流入和多条流出顺序流',
    en: 'a mixed gateway needs more than one sequence flow in and out',
    breaks: (gateway, { model }) =>
      attributeOf(gateway, 'gatewayDirection') === 'Mixed' &&
      (incomingOf(model, gateway).length < 2 || outgoingOf(model, gateway).length < 2),
  },
  {
    id: 'EXT.135',
    element: 'Gateway',
    profile: 'strict',
    zh: '网关必须有多条流入或多条流出顺序流',
    en: 'a gateway needs more than one sequence flow in or out',
    breaks: (gateway, { model }) => {
      const [ins, outs] = [incomingOf(model, gateway).length, outgoingOf(model, gateway).length]
      return ins < 2 && outs < 2 && !(gateway.type === 'EventBasedGateway' && outs > 0)
    },
  },
  {
    id: 'DB.gateway',
    element: 'Gateway',
    profile: 'standard',
    zh: '网关既无流入也无流出顺序流',
    en: 'the gateway is not connected at all',
    breaks: (gateway, { model }) =>
      incomingOf(model, gateway).length === 0 && outgoingOf(model, gateway).length === 0,
  },
  {
    id: 'EXT.136',
    element: 'EventBasedGateway',
    profile: 'standard',
    sparesForeign: true,
    zh: '事件网关至少要有两条流出顺序流',
    en: 'an event-based gateway must be left by two sequence flows or more',
    breaks: (gateway, { model }) => outgoingOf(model, gateway).length < 2,
  },
  {
    id: 'EXT.137',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '事件网关的流出顺序流不能带条件',
    en: 'sequence flows that leave an event-based gateway may have no condition',
    breaks: (gateway, { model }) => outgoingOf(model, gateway).some(hasCondition),
  },
  {
    id: 'EXT.138',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '事件网关之后只能是接收任务或消息、信号、定时、条件捕获事件',
    en: 'an event-based gateway must lead to receive tasks or catch events for message, signal, timer or condition',
    breaks: (gateway, { model }) =>
      targets(model, gateway).some(
        (target) => target.type !== 'ReceiveTask' && !isWaitingEvent(model, target),
      ),
  },
  {
    id: 'EXT.139',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '事件网关之后不能既有消息捕获事件又有接收任务',
    en: 'after an event-based gateway message events and receive tasks may not be mixed',
    breaks: (gateway, { model }) => {
      const reached = targets(model, gateway)
      const messages = reached.some((target) =>
        eventDefinitionsOf(model, target).some((one) => one.type === 'MessageEventDefinition'),
      )
      return messages && reached.some((target) => target.type === 'ReceiveTask')
    },
  },
  {
    id: 'EXT.140',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '事件网关之后的接收任务不能有边界事件',
    en: 'receive tasks after an event-based gateway may have no boundary events',
    breaks: (gateway, { model }) => {
      const tasks = new Set(
        targets(model, gateway).flatMap((target) =>
          target.type === 'ReceiveTask' && target.id !== undefined ? [target.id] : [],
        ),
      )
      return model.elements.some(
        (one) =>
          one.type === 'BoundaryEvent' && referencesOf(one, 'attachedToRef').some((id) => tasks.has(id)),
      )
    },
  },
  {
    id: 'EXT.141',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '事件网关之后的节点不能另有流入顺序流',
    en: 'what an event-based gateway leads to may not be reached by another sequence flow',
    breaks: (gateway, { model }) =>
      targets(model, gateway).some(
        (target) => incomingOf(model, target).length > 1 && !onlyFromStarts(model, target),
      ),
  },
  {
    id: 'EXT.142',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '启动流程的事件网关不能有流入顺序流',
    en: 'an event-based gateway that starts a process may not be reached by a sequence flow',
    breaks: (gateway, { model }) =>
      flagOf(gateway, 'instantiate', false) && incomingOf(model, gateway).length > 0,
  },
  {
    id: 'DB.parallelEvents',
    element: 'EventBasedGateway',
    profile: 'standard',
    zh: '并行事件网关（Parallel）只能用于启动流程',
    en: 'an event-based gateway of type Parallel may only start a process',
    breaks: (gateway) =>
      attributeOf(gateway, 'eventGatewayType') === 'Parallel' && !flagOf(gateway, 'instantiate', false),
  },
]

function targets(model: BpmnModel, gateway: BpmnElement): readonly BpmnElement[] {
  return outgoingOf(model, gateway).flatMap((flow) => targetOf(model, flow, 'targetRef') ?? [])
}

function isWaitingEvent(model: BpmnModel, target: BpmnElement): boolean {
  const kinds = [
    'MessageEventDefinition',
    'SignalEventDefinition',
    'TimerEventDefinition',
    'ConditionalEventDefinition',
  ]
  return (
    is(target, 'IntermediateCatchEvent') &&
    eventDefinitionsOf(model, target).every((one) => kinds.includes(one.type))
  )
}

/** Two instantiating gateways may share their events: that is how several messages in any order start one process (BPMN 2.0.2 §13.4.6). */
function onlyFromStarts(model: BpmnModel, target: BpmnElement): boolean {
  return incomingOf(model, target).every((flow) => {
    const source = targetOf(model, flow, 'sourceRef')
    return source?.type === 'EventBasedGateway' && flagOf(source, 'instantiate', false)
  })
}
