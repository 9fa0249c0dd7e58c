/** What a finding of this package is about. */
export type MeasureFindingCode =
  | 'not_a_number'
  | 'duplicate_unit'
  | 'duplicate_indicator'
  | 'row_count'
  | 'row_length'
  | 'no_units'
  | 'one_unit'
  | 'all_missing'
  | 'unit_without_values'
  | 'zero_variance'
  | 'unknown_parent'
  | 'cycle'
  | 'empty_node'
  | 'root_count'
  | 'unknown_code'
  | 'unknown_attribute'
  | 'weight_not_usable'
  | 'weights_do_not_sum'
  | 'weights_negative'
  | 'weights_undefined'
  | 'value_not_usable'
  | 'denominator_missing'
  | 'denominator_not_usable'
  | 'goalposts_equal'
  | 'parameter_missing'
  | 'parameter_out_of_range'
  | 'comparison_not_usable'
  | 'comparisons_inconsistent'
  | 'still_skewed'
  | 'entry_counted_twice'
  | 'step_order'
  | 'reference_at_worst'
  | 'reason_missing'

/** Where a finding stands: a cell is unit and indicator together; a rule is a step of a recipe. */
export type MeasurePlace = {
  readonly unit?: string
  /** Code of an indicator, of a node or of an attribute. */
  readonly indicator?: string
  /** 0-based place of the step in its recipe. */
  readonly step?: number
  /** Id of an entry that is marked. */
  readonly entry?: string
}

/** One fault of a table or a recipe. An error stops the run: no score is given out beside it. */
export type MeasureFinding = MeasurePlace & {
  readonly code: MeasureFindingCode
  readonly severity: 'error' | 'warning'
  readonly zh: string
  readonly en: string
}

/** Takes findings as they are met; nothing stops at the first. */
export type MeasureFindingSink = (finding: MeasureFinding) => void

const texts: Readonly<Record<MeasureFindingCode, readonly [zh: string, en: string]>> = {
  not_a_number: ['数值不是有限的数', 'the value is not a finite number'],
  duplicate_unit: ['单位代码重复', 'the code of the unit occurs twice'],
  duplicate_indicator: ['指标或节点代码重复', 'the code of the indicator or node occurs twice'],
  row_count: ['数据行数与单位数不符', 'there are not as many rows of values as units'],
  row_length: ['该行的数值个数与指标数不符', 'the row does not have a value for each indicator'],
  no_units: ['没有单位', 'there are no units'],
  one_unit: [
    '只有一个单位，无法与样本比较',
    'there is one unit only, and the method compares with the sample',
  ],
  all_missing: ['该指标没有任何数值', 'the indicator has no value at all'],
  unit_without_values: ['该单位没有任何数值，单独列出', 'the unit has no value at all and is listed apart'],
  zero_variance: [
    '各单位数值相同，方法无法区分',
    'all units have the same value and the method cannot tell them apart',
  ],
  unknown_parent: ['上级节点不存在', 'the parent node does not exist'],
  cycle: ['指标体系中有循环', 'the tree of indicators has a cycle'],
  empty_node: ['节点下没有指标', 'there is nothing below the node'],
  root_count: ['指标体系必须有且只有一个顶点', 'the tree of indicators must have one top'],
  unknown_code: ['代码不存在', 'the code names no indicator or node'],
  unknown_attribute: ['单位缺少该属性', 'the unit lacks this attribute'],
  weight_not_usable: ['权重不是非负有限数', 'the weight is not a finite number from zero up'],
  weights_do_not_sum: ['权重之和不等于规定值', 'the weights do not add up to what is stated'],
  weights_negative: ['该方法得出负权重', 'the method gives a negative weight'],
  weights_undefined: ['该方法得不出权重', 'the method gives no weights for these values'],
  value_not_usable: ['方法不接受此数值', 'the method does not take this value'],
  denominator_missing: ['分母缺失，数值按缺失处理', 'the denominator is missing, so the value is'],
  denominator_not_usable: ['分母为零、为负或不是数', 'the denominator is zero, negative or no number'],
  goalposts_equal: ['目标值与底线值相同', 'the goalposts are equal'],
  parameter_missing: ['步骤缺少该指标的参数', 'the step has no parameters for the indicator'],
  parameter_out_of_range: ['步骤参数超出范围', 'a parameter of the step is out of range'],
  comparison_not_usable: ['两两比较无效', 'the comparison in pairs is not usable'],
  comparisons_inconsistent: [
    '两两比较不一致，一致性比率超限',
    'the comparisons contradict each other: ratio above the limit',
  ],
  still_skewed: ['处理后仍有极端值', 'the values are still skewed after the treatment'],
  entry_counted_twice: ['同一条目计入两次', 'an entry is counted twice'],
  step_order: ['步骤次序不对', 'the step stands in the wrong place'],
  reference_at_worst: [
    '目标值或参照单位不优于样本最差值，方法无法区分',
    'the target or the unit of reference is no better than the worst of the sample',
  ],
  reason_missing: ['必须写明理由', 'a reason must be given'],
}

/** Makes an error; `detail` is added to both texts, such as the number at fault. */
export function errorAt(code: MeasureFindingCode, place: MeasurePlace, detail = ''): MeasureFinding {
  return findingAt(code, place, { severity: 'error', detail })
}

/** Makes a warning: the run goes on and says so. */
export function warningAt(code: MeasureFindingCode, place: MeasurePlace, detail = ''): MeasureFinding {
  return findingAt(code, place, { severity: 'warning', detail })
}

function findingAt(
  code: MeasureFindingCode,
  place: MeasurePlace,
  { severity, detail }: { readonly severity: 'error' | 'warning'; readonly detail: string },
): MeasureFinding {
  const [zh, en] = texts[code]
  const named = [place.unit, place.entry, place.indicator].filter((one) => one !== undefined).join(' × ')
  const said = [named, detail].filter((one) => one !== '').join(': ')
  return {
    ...place,
    code,
    severity,
    zh: said === '' ? zh : `${zh}（${said}）`,
    en: said === '' ? en : `${en} (${said})`,
  }
}
