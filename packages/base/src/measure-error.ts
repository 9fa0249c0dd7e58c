import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Working with indicators, recipes and tables of them. */
export const measureErrors = {
  unit_not_in_table: row(
    422,
    { zh: '表中没有单位“{unit}”', en: 'The table has no unit "{unit}"' },
    {
      zh: '请写单位代码，或表中只出现一次的名称',
      en: 'give its code, or a name that is there once',
    },
  ),
  score_missing: row(
    422,
    { zh: '单位“{unit}”没有得分', en: 'The unit "{unit}" has no score' },
    {
      zh: '请用 duibiao measures compute 查看它被列出的原因',
      en: 'see with duibiao measures compute why it is listed apart',
    },
  ),
  gap_not_split: row(
    422,
    {
      zh: '该方案的合成方法是 {methods}，差距不能精确分解到指标',
      en: 'The recipe puts scores together by {methods}: the gap has no exact parts',
    },
    {
      zh: '请使用各节点都是 arithmetic 或都是 geometric 的方案',
      en: 'take a recipe whose nodes are all arithmetic or all geometric',
    },
  ),
  step_missing: row(
    422,
    { zh: '评价方案没有第 {step} 步', en: 'The recipe has no step {step}' },
    { zh: '它有 {steps} 步，从 1 数起', en: 'it has {steps}, counted from 1' },
  ),
  recipe_part_missing: row(
    422,
    { zh: '评价方案“{file}”没有写 {part}', en: 'The recipe "{file}" has no {part}' },
    { zh: '请按 docs/reference/measures.md 补上', en: 'add it as docs/reference/measures.md says' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
