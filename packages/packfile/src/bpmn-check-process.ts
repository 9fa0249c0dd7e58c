import {
  attributeOf,
  childNamed,
  childrenOf,
  flagOf,
  is,
  referencesOf,
  type BpmnElement,
} from './bpmn-model.ts'
import { isMimeType } from './bpmn-check-activity.ts'
import type { Rule } from './bpmn-rule.ts'

/** What makes a file executable here, and what BPMN offers beyond that: refused with a reason instead of being passed over. */
export const processRules: readonly Rule[] = [
  {
    id: 'EXT.035',
    element: 'Process',
    profile: 'standard',
    zh: '公开（Public）流程不能标为可执行',
    en: 'a public process may not be marked executable',
    breaks: (process) =>
      attributeOf(process, 'processType') === 'Public' && flagOf(process, 'isExecutable', false),
  },
  {
    id: 'DB.executable',
    element: 'Definitions',
    profile: 'standard',
    zh: '文件中没有可执行的流程（isExecutable="true"）：编排、会话、协作本身不能执行',
    en: 'nothing here can be executed: no process is marked isExecutable="true"; choreographies, conversations and collaborations have no execution',
    breaks: (definitions, { lenient }) =>
      !childrenOf(definitions, 'Process').some((process) => isExecutable(process, lenient)),
  },
  {
    id: 'DB.processId',
    element: 'Process',
    profile: 'standard',
    zh: '流程必须有 id',
    en: 'a process must have an id',
    breaks: (process) => (process.id ?? '') === '',
  },
  {
    id: 'DB.empty',
    element: 'Process',
    profile: 'standard',
    zh: '可执行的流程中没有任何流程节点',
    en: 'an executable process holds no flow node',
    breaks: (process, { lenient }) =>
      isExecutable(process, lenient) && childrenOf(process, 'FlowNode').length === 0,
  },
  {
    id: 'EXT.010',
    element: 'BaseElement',
    profile: 'strict',
    zh: 'textFormat 必须是 MIME 类型',
    en: 'textFormat must be a MIME type',
    breaks: (element) =>
      element.attributes.has('textFormat') && !isMimeType(attributeOf(element, 'textFormat')),
  },
  {
    id: 'EXT.004',
    element: 'Extension',
    profile: 'strict',
    zh: '要求理解（mustUnderstand）的扩展必须给出定义',
    en: 'an extension that must be understood must name its definition',
    breaks: (extension) =>
      flagOf(extension, 'mustUnderstand', false) && attributeOf(extension, 'definition') === '',
  },
  {
    id: 'DB.extension',
    element: 'Extension',
    profile: 'standard',
    zh: '文件要求必须理解的扩展，本系统不支持',
    en: 'the file demands an extension to be understood that is not supported',
    breaks: (extension) =>
      flagOf(extension, 'mustUnderstand', false) && !attributeOf(extension, 'definition').includes('duibiao'),
  },
  {
    id: 'DB.correlation',
    element: 'CorrelationSubscription',
    profile: 'standard',
    zh: '不支持关联键订阅：消息按名称与事项关联',
    en: 'correlation subscriptions are not supported: messages are correlated by name and matter',
    breaks: () => true,
  },
  {
    id: 'DB.owner',
    element: 'ResourceRole',
    profile: 'standard',
    zh: '不支持资源角色：办理岗位请用 duibiao:assign',
    en: 'resource roles are not supported: say who may take a task with duibiao:assign',
    breaks: (_, { lenient }) => !lenient,
  },
  {
    id: 'DB.resource',
    element: 'ResourceParameterBinding',
    profile: 'standard',
    zh: '绑定的参数必须属于所引用的资源',
    en: 'a bound parameter must be one of the resource referred to',
    breaks: (binding, { model }) => {
      const resource = binding.parent ? referencesOf(binding.parent, 'resourceRef')[0] : undefined
      const parameter = model.byId.get(referencesOf(binding, 'parameterRef')[0] ?? '')
      return resource !== undefined && parameter !== undefined && parameter.parent?.id !== resource
    },
  },
  {
    id: 'DB.mapping',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '数据关联只支持调用活动的变量传递和多实例的集合，且不支持转换、赋值：表达式直接使用变量',
    en: 'data associations pass variables to call activities and collections to loops only, without transformation or assignment: expressions see the variables themselves',
    breaks: (association, { lenient }) =>
      !lenient && (hasFormula(association) || !feedsCallOrLoop(association)),
  },
  {
    id: 'DB.property',
    element: 'Property',
    profile: 'standard',
    zh: '只有流程和子流程可以有 property',
    en: 'only processes and sub-processes may have properties',
    breaks: (property, { lenient }) => !lenient && !is(property.parent, 'FlowElementsContainer'),
  },
  {
    id: 'DB.script',
    element: 'ScriptTask',
    profile: 'standard',
    zh: '脚本任务没有脚本，或其语言不是 FEEL',
    en: 'a script task needs a script, in FEEL',
    breaks: (task, { lenient }) => {
      if (lenient) return false
      const format = attributeOf(task, 'scriptFormat', 'feel').toLowerCase()
      return (
        !['feel', 'text/feel', 'application/feel'].includes(format) ||
        (childNamed(task, 'script')?.text.trim() ?? '') === ''
      )
    },
  },
  {
    id: 'DB.decision',
    element: 'BusinessRuleTask',
    profile: 'standard',
    zh: '业务规则任务必须用 duibiao:decision 指明决策',
    en: 'a business rule task must name its decision with duibiao:decision',
    breaks: (task, { lenient }) => !lenient && !hasExtension(task, 'decision'),
  },
  {
    id: 'DB.service',
    element: 'ServiceTask',
    profile: 'standard',
    zh: '服务任务必须用 duibiao:service 指明服务，或用 duibiao:clockAct 指明对时限的操作',
    en: 'a service task must name its service with duibiao:service or its act on clocks with duibiao:clockAct',
    breaks: (task, { lenient }) =>
      !lenient &&
      !hasExtension(task, 'service') &&
      !hasExtension(task, 'clockAct') &&
      referencesOf(task, 'operationRef').length === 0,
  },
  {
    id: 'DB.sent',
    element: 'SendTask',
    profile: 'standard',
    zh: '发送任务必须引用消息',
    en: 'a send task must refer to a message',
    breaks: (task, { lenient }) => !lenient && referencesOf(task, 'messageRef').length === 0,
  },
]

/** True for a process that is to run; foreign files often leave the mark out. */
export function isExecutable(process: BpmnElement, lenient: boolean): boolean {
  return is(process, 'Process') && flagOf(process, 'isExecutable', lenient)
}

function hasFormula(association: BpmnElement): boolean {
  return association.children.some((child) => child.name === 'transformation' || child.name === 'assignment')
}

function feedsCallOrLoop(association: BpmnElement): boolean {
  const holder = association.parent
  if (!holder || is(holder, 'CallActivity')) return true
  const inward = association.type === 'DataInputAssociation'
  const near = referencesOf(association, inward ? 'targetRef' : 'sourceRef')
  const loops = childrenOf(holder, 'MultiInstanceLoopCharacteristics')
  const used = loops.flatMap((loop) => referencesOf(loop, inward ? 'loopDataInputRef' : 'loopDataOutputRef'))
  return near.some((id) => used.includes(id))
}

function hasExtension(element: BpmnElement, name: string): boolean {
  return element.extensions.some((one) => one.name === name)
}
