import {
  ancestorOf,
  attributeOf,
  eventDefinitionsOf,
  flagOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import type { Rule } from './bpmn-rule.ts'

/** Pools, message flows and choreographies. They are not executed, but a file that breaks these rules is no BPMN. */
export const collaborationRules: readonly Rule[] = [
  {
    id: 'EXT.027',
    element: 'Collaboration',
    profile: 'standard',
    zh: '编排和全局会话不能再引用编排',
    en: 'a choreography or global conversation may not refer to a choreography',
    breaks: (node) =>
      is(node, 'Choreography', 'GlobalConversation') && referencesOf(node, 'choreographyRef').length > 0,
  },
  {
    id: 'EXT.030',
    element: 'ParticipantMultiplicity',
    profile: 'standard',
    zh: 'maximum 必须不小于 1 且不小于 minimum',
    en: 'maximum must be at least 1 and at least minimum',
    breaks: (multiplicity) => {
      const maximum = Number(attributeOf(multiplicity, 'maximum', '1'))
      return maximum < 1 || maximum < Number(attributeOf(multiplicity, 'minimum', '0'))
    },
  },
  {
    id: 'EXT.031',
    element: 'MessageFlow',
    profile: 'standard',
    zh: '消息流必须连接不同的泳池',
    en: 'a message flow must connect different pools',
    breaks: (flow, { model }) => {
      const [source, target] = endsOf(model, flow)
      return source !== undefined && target !== undefined && poolOf(model, source) === poolOf(model, target)
    },
  },
  {
    id: 'EXT.033',
    element: 'Collaboration',
    profile: 'standard',
    zh: '协作与其引用的编排的 isClosed 必须相同',
    en: 'isClosed of a collaboration and of the choreography it refers to must be the same',
    breaks: (node, { model }) =>
      referencesOf(node, 'choreographyRef').some((id) => {
        const other = model.byId.get(id)
        return other !== undefined && flagOf(other, 'isClosed', false) !== flagOf(node, 'isClosed', false)
      }),
  },
  {
    id: 'EXT.102',
    element: 'MessageFlow',
    profile: 'standard',
    zh: '消息流不能从开始事件、捕获事件出发',
    en: 'a message flow may not leave a start event or a catch event',
    breaks: (flow, { model }) => is(endsOf(model, flow)[0], 'CatchEvent'),
  },
  {
    id: 'EXT.108',
    element: 'MessageFlow',
    profile: 'standard',
    zh: '消息流不能进入结束事件、抛出事件',
    en: 'a message flow may not reach an end event or a throw event',
    breaks: (flow, { model }) => is(endsOf(model, flow)[1], 'ThrowEvent'),
  },
  {
    id: 'EXT.103',
    element: 'MessageFlow',
    profile: 'standard',
    zh: '消息流两端的事件必须是消息事件',
    en: 'an event at an end of a message flow must be a message event',
    breaks: (flow, { model }) =>
      endsOf(model, flow).some(
        (end) =>
          is(end, 'Event') &&
          end !== undefined &&
          eventDefinitionsOf(model, end).every((one) => one.type !== 'MessageEventDefinition'),
      ),
  },
  {
    id: 'DB.participant',
    element: 'ParticipantAssociation',
    profile: 'standard',
    zh: '参与者关联的两端必须不同',
    en: 'a participant association must connect two different participants',
    breaks: (node, { model }) =>
      targetOf(model, node, 'innerParticipantRef') === targetOf(model, node, 'outerParticipantRef'),
  },
]

function endsOf(
  model: BpmnModel,
  flow: BpmnElement,
): readonly [BpmnElement | undefined, BpmnElement | undefined] {
  return [targetOf(model, flow, 'sourceRef'), targetOf(model, flow, 'targetRef')]
}

/** The participant an element belongs to; where none is drawn, its process counts as one. */
function poolOf(model: BpmnModel, element: BpmnElement): BpmnElement {
  if (is(element, 'Participant')) return element
  const process = ancestorOf(element, 'Process')
  if (!process) return element
  return (
    model.elements.find(
      (one) => one.type === 'Participant' && targetOf(model, one, 'processRef') === process,
    ) ?? process
  )
}
