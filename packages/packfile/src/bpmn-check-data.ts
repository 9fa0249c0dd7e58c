import {
  attributeOf,
  childNamed,
  childrenOf,
  flagOf,
  is,
  referencesOf,
  targetOf,
  type BpmnElement,
  type BpmnModel,
} from './bpmn-model.ts'
import type { Rule } from './bpmn-rule.ts'

/** Data objects, inputs and outputs, their sets and associations (BPMN 2.0.2 §10.4). */
export const dataRules: readonly Rule[] = [
  {
    id: 'EXT.020',
    element: 'ItemAwareElement',
    profile: 'standard',
    zh: 'isCollection 必须与所引用的 itemDefinition 一致',
    en: 'isCollection must be the same as that of the item definition referred to',
    breaks: (data, { model }) => {
      const item = targetOf(model, data, 'itemSubjectRef')
      if (
        !item ||
        !is(data, 'DataObject', 'DataInput', 'DataOutput') ||
        is(data.parent, 'MultiInstanceLoopCharacteristics')
      )
        return false
      return flagOf(data, 'isCollection', false) !== flagOf(item, 'isCollection', false)
    },
  },
  {
    id: 'EXT.076',
    element: 'DataObjectReference',
    profile: 'strict',
    zh: '数据对象引用应命名为“数据对象名 [状态]”',
    en: 'a data object reference is to be named "data object name [state]"',
    breaks: (reference, { model }) => {
      const object = targetOf(model, reference, 'dataObjectRef')
      const state = childNamed(reference, 'dataState')
      if (!object || !state) return false
      return (
        attributeOf(reference, 'name') !== `${attributeOf(object, 'name')} [${attributeOf(state, 'name')}]`
      )
    },
  },
  {
    id: 'EXT.079',
    element: 'SubProcess',
    profile: 'standard',
    sparesForeign: true,
    zh: '子流程不能有 ioSpecification',
    en: 'a sub-process may not have an ioSpecification',
    breaks: (node) => childNamed(node, 'ioSpecification') !== undefined,
  },
  {
    id: 'EXT.080',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '流程自身的数据输入不能作为数据关联的目标',
    en: 'a data input of the process itself may not be the target of a data association',
    breaks: (association, { model }) => {
      const target = targetOf(model, association, 'targetRef')
      return target?.type === 'DataInput' && target.parent?.parent?.type === 'Process'
    },
  },
  {
    id: 'EXT.082',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '流程自身的数据输出不能作为数据关联的来源',
    en: 'a data output of the process itself may not be the source of a data association',
    breaks: (association, { model }) =>
      referencesOf(association, 'sourceRef').some((id) => {
        const source = model.byId.get(id)
        return source?.type === 'DataOutput' && source.parent?.parent?.type === 'Process'
      }),
  },
  {
    id: 'EXT.083',
    element: 'DataOutput',
    profile: 'standard',
    zh: '数据输出至少要列入一个输出集',
    en: 'a data output must be listed by at least one output set',
    breaks: (data) => !isListed(data, { set: 'outputSet', reference: 'dataOutputRefs' }),
  },
  {
    id: 'EXT.084',
    element: 'DataInput',
    profile: 'standard',
    zh: '数据输入至少要列入一个输入集',
    en: 'a data input must be listed by at least one input set',
    breaks: (data) => !isListed(data, { set: 'inputSet', reference: 'dataInputRefs' }),
  },
  {
    id: 'EXT.085',
    element: 'InputSet',
    profile: 'standard',
    zh: 'optionalInputRefs 必须同时列在 dataInputRefs 中',
    en: 'optionalInputRefs must be among dataInputRefs',
    breaks: (set) => !isSubset(set, 'optionalInputRefs', 'dataInputRefs'),
  },
  {
    id: 'EXT.086',
    element: 'InputSet',
    profile: 'standard',
    zh: 'whileExecutingInputRefs 必须同时列在 dataInputRefs 中',
    en: 'whileExecutingInputRefs must be among dataInputRefs',
    breaks: (set) => !isSubset(set, 'whileExecutingInputRefs', 'dataInputRefs'),
  },
  {
    id: 'EXT.089',
    element: 'OutputSet',
    profile: 'standard',
    zh: 'optionalOutputRefs 必须同时列在 dataOutputRefs 中',
    en: 'optionalOutputRefs must be among dataOutputRefs',
    breaks: (set) => !isSubset(set, 'optionalOutputRefs', 'dataOutputRefs'),
  },
  {
    id: 'EXT.090',
    element: 'OutputSet',
    profile: 'standard',
    zh: 'whileExecutingOutputRefs 必须同时列在 dataOutputRefs 中',
    en: 'whileExecutingOutputRefs must be among dataOutputRefs',
    breaks: (set) => !isSubset(set, 'whileExecutingOutputRefs', 'dataOutputRefs'),
  },
  {
    id: 'EXT.087',
    element: 'InputSet',
    profile: 'standard',
    zh: '输入集与输出集的引用必须互相对应（outputSetRefs）',
    en: 'input set and output set must refer to each other (outputSetRefs)',
    breaks: (set, { model }) =>
      referencesOf(set, 'outputSetRefs').some((id) => !refersBack(model.byId.get(id), 'inputSetRefs', set)),
  },
  {
    id: 'EXT.088',
    element: 'OutputSet',
    profile: 'standard',
    zh: '输入集与输出集的引用必须互相对应（inputSetRefs）',
    en: 'input set and output set must refer to each other (inputSetRefs)',
    breaks: (set, { model }) =>
      referencesOf(set, 'inputSetRefs').some((id) => !refersBack(model.byId.get(id), 'outputSetRefs', set)),
  },
  {
    id: 'EXT.091',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '没有转换的数据关联，两端须为同一类型',
    en: 'without a transformation both ends of a data association must be the same item',
    breaks: (association, { model }) => {
      if (childNamed(association, 'transformation') || childNamed(association, 'assignment')) return false
      const [source, target] = ['sourceRef', 'targetRef'].map((end) => itemAt(model, association, end))
      return source !== undefined && target !== undefined && !sameItem(source, target)
    },
  },
  {
    id: 'DB.association',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '数据关联必须连接所在活动或事件自己的数据输入（输出）',
    en: 'a data association must connect a data input (or output) of the activity or event it stands in',
    breaks: (association, { model }) => {
      const inward = association.type === 'DataInputAssociation'
      const ids = referencesOf(association, inward ? 'targetRef' : 'sourceRef')
      const own = ids
        .flatMap((id) => model.byId.get(id) ?? [])
        .filter((data) => is(data, 'DataInput', 'DataOutput'))
      return own.some(
        (data) =>
          data.parent !== association.parent &&
          data.parent?.parent !== association.parent &&
          data.parent?.parent?.type !== 'Process',
      )
    },
  },
  {
    id: 'EXT.092',
    element: 'DataAssociation',
    profile: 'standard',
    zh: '没有转换（transformation）的数据关联只能有一个来源',
    en: 'a data association without transformation may have one source only',
    breaks: (association) =>
      !childNamed(association, 'transformation') &&
      !childNamed(association, 'assignment') &&
      referencesOf(association, 'sourceRef').length > 1,
  },
]

/** The item definition behind one end of an association; references stand for the object or store they name. */
function itemAt(model: BpmnModel, association: BpmnElement, end: string): BpmnElement | undefined {
  const data = targetOf(model, association, end)
  const held =
    data && (targetOf(model, data, 'dataObjectRef') ?? targetOf(model, data, 'dataStoreRef') ?? data)
  return held && targetOf(model, held, 'itemSubjectRef')
}

/** True when both are the same item: the same definition, or definitions of the same structure. */
export function sameItem(first: BpmnElement | undefined, second: BpmnElement | undefined): boolean {
  if (first === undefined || second === undefined) return first === second
  const structure = attributeOf(first, 'structureRef')
  return first === second || (structure !== '' && structure === attributeOf(second, 'structureRef'))
}

/** Inputs, outputs and sets stand in an ioSpecification, or straight in an event. Loop items belong to no set. */
function isListed(
  data: BpmnElement,
  { set, reference }: { readonly set: string; readonly reference: string },
): boolean {
  const holder = data.parent
  if (!holder || is(holder, 'MultiInstanceLoopCharacteristics') || data.id === undefined) return true
  const sets = holder.children.filter((child) => child.name === set)
  return sets.some((one) => referencesOf(one, reference).includes(data.id ?? ''))
}

function isSubset(set: BpmnElement, part: string, whole: string): boolean {
  const listed = referencesOf(set, whole)
  return referencesOf(set, part).every((id) => listed.includes(id))
}

function refersBack(other: BpmnElement | undefined, name: string, set: BpmnElement): boolean {
  return other === undefined || (set.id !== undefined && referencesOf(other, name).includes(set.id))
}

/** Data inputs (or outputs) of an element, from its ioSpecification or directly. */
export function dataOf(element: BpmnElement, kind: 'DataInput' | 'DataOutput'): readonly BpmnElement[] {
  const specification = childNamed(element, 'ioSpecification')
  return childrenOf(specification ?? element, kind)
}

/** Input (or output) sets of an element. */
export function setsOf(element: BpmnElement, kind: 'InputSet' | 'OutputSet'): readonly BpmnElement[] {
  const specification = childNamed(element, 'ioSpecification')
  return specification ? childrenOf(specification, kind) : []
}
