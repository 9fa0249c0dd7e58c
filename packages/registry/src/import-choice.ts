import type { Language } from '@duibiao/base'
import type { AreaLevel } from './area.ts'
import type { DutyKind, DutyRow } from './duty.ts'
import type { AdjustmentKind, ItemLevel } from './item.ts'
import type { OfficeKind } from './office.ts'

/** A value with the names it goes by; the first is Chinese. */
type Choice<Value extends string> = readonly [value: Value, ...names: readonly [string, ...string[]]]

export const areaLevelChoices: readonly Choice<AreaLevel>[] = [
  ['district', '区县', '区', '县', '市辖区'],
  ['street', '街道', '乡镇', '镇街', '镇', '乡', 'town'],
  ['community', '社区', '村', '居委会', '村委会', 'village'],
  ['grid', '网格', '单元网格'],
]
export const officeKindChoices: readonly Choice<OfficeKind>[] = [
  ['department', '部门', '委办局', '区直部门'],
  ['street_office', '街道办事处', '街道', '镇街', '乡镇'],
  ['community', '社区', '居委会', '村委会'],
  ['window', '窗口', '服务窗口'],
  ['supervision_office', '督查机构', '督查室'],
  ['operator', '运营单位', '运营公司', '第三方'],
]
export const itemLevelChoices: readonly Choice<ItemLevel>[] = [
  ['province', '省级', '省'],
  ['city', '市级', '市'],
  ['district', '区县级', '区级', '县级', '区县'],
  ['street', '街道级', '镇街级', '乡级', '街道'],
]
export const adjustmentChoices: readonly Choice<AdjustmentKind>[] = [
  ['cancelled', '取消'],
  ['devolved', '下放'],
  ['taken_over', '承接'],
  ['merged', '整合'],
  ['amended', '调整', '变更', '修改'],
]
export const dutyKindChoices: readonly Choice<DutyKind>[] = [
  ['basic', '基本履职', '基本', '基本履职事项'],
  ['assisting', '配合履职', '配合', '配合履职事项'],
  ['taken_back', '上级收回', '收回', '上级部门收回事项'],
]
export const dutyListChoices: readonly Choice<DutyRow['list']>[] = [
  ['street', '街道', '镇街', '乡镇'],
  ['community', '社区', '村'],
]

/** The value that a name stands for. */
export function readChoice<Value extends string>(
  choices: readonly Choice<Value>[],
  text: string,
): Value | undefined {
  const wanted = text.trim().toLowerCase()
  return choices.find((names) => names.some((name) => name.toLowerCase() === wanted))?.[0]
}

/** The name of a value in a language; the English one is the value itself. */
export function nameOfChoice<Value extends string>(
  choices: readonly Choice<Value>[],
  value: Value,
  language: Language,
): string {
  return language === 'zh' ? (choices.find(([one]) => one === value)?.[1] ?? value) : value
}

/** The Chinese and the English name of a value, for sentences. */
export function choiceNames<Value extends string>(
  choices: readonly Choice<Value>[],
): { readonly zh: readonly string[]; readonly en: readonly string[] } {
  return { zh: choices.map(([, zh]) => zh), en: choices.map(([value]) => value) }
}
