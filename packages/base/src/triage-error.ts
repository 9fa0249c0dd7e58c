import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Learning from confirmed messages, and the file of what was learnt. */
export const triageErrors = {
  training_too_small: row(
    422,
    {
      zh: '可用的样本只有 {categories} 个类别，无法学习',
      en: 'The examples that can be used have {categories} categories, which is too few to learn from',
    },
    {
      zh: '请提供至少两个类别的样本，并检查类别一栏是否选对',
      en: 'give examples of two categories or more, and see that the right column holds the category',
    },
  ),
  training_too_large: row(
    422,
    {
      zh: '样本太多，训练超出了内存',
      en: 'There are too many examples for the memory of a training',
    },
    {
      zh: '请调低参数“最多取多少件最近的”',
      en: 'lower the parameter that says how many of the newest matters are taken',
    },
  ),
  model_not_kept: row(
    409,
    {
      zh: '第 {version} 版不能改用：它正在使用、未曾启用，或已不再保存',
      en: 'Version {version} cannot be taken back: it is in use, never was, or is no longer kept',
    },
    {
      zh: '请刷新页面，改用仍可改用的版本，或重新训练',
      en: 'load the page anew and choose a version that can be taken back, or train a new one',
    },
  ),
  model_unreadable: row(
    422,
    {
      zh: '文件不是完好的分类模型（{problem}）',
      en: 'The file is no sound model of categories ({problem})',
    },
    {
      zh: '请改用之前的模型，或用 duibiao triage train 重新训练',
      en: 'use an earlier model, or train a new one with duibiao triage train',
    },
  ),
  columns_missing: row(
    422,
    {
      zh: '文件“{file}”没有需要的列（{wanted}），它的列是：{there}',
      en: 'File "{file}" lacks the column wanted ({wanted}); it has: {there}',
    },
    { zh: '请用 --text 和 --label 写明列名', en: 'name its columns with --text and --label' },
  ),
  examples_missing: row(
    422,
    {
      zh: '没有可用于测试的样本（{leaked} 件与训练文件相同）',
      en: 'There is no example left to ask ({leaked} were learnt already)',
    },
    {
      zh: '请提供与训练文件不同的测试文件，或减少 --folds',
      en: 'give files to ask that differ from those learnt, or fewer folds',
    },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
