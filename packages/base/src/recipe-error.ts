import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Recipes and what they give. Rows that say `{count}` come with a finding for each fault. */
export const recipeErrors = {
  recipe_refused: row(
    422,
    { zh: '评价方案有 {count} 处问题：{reason}', en: 'The recipe has faults ({count}): {reason}' },
    { zh: '请逐条改正后再提交', en: 'mend each of them and try again' },
  ),
  recipe_frozen: row(
    409,
    { zh: '评价方案已冻结：{reason}', en: 'The recipe is frozen: {reason}' },
    {
      zh: '请为以后的评价期起草新版本',
      en: 'draft a new version for a later period',
    },
  ),
  recipe_open: row(
    409,
    {
      zh: '方案“{recipe}”的第 {version} 版尚未审定',
      en: 'Version {version} of recipe "{recipe}" is not decided yet',
    },
    { zh: '请继续修改该版，或先撤回', en: 'go on with that one, or withdraw it first' },
  ),
  recipe_not_ready: row(
    409,
    {
      zh: '该版本现在的状态（{state}）不允许此操作',
      en: 'The state of this version ({state}) does not allow this',
    },
    {
      zh: '请刷新后按起草、提请、审定的顺序办理',
      en: 'load it again: a version is drafted, then proposed, then approved',
    },
  ),
  recipe_own: row(
    403,
    {
      zh: '起草、修改或提请过该版本的人不能审定它',
      en: 'Who drafted, changed or proposed this version cannot approve it',
    },
    { zh: '请由另一位领导审定', en: 'have another leader approve it' },
  ),
  ranking_refused: row(
    422,
    {
      zh: '不能计算评价结果，有 {count} 处问题：{reason}',
      en: 'Nothing can be ranked, there are faults ({count}): {reason}',
    },
    { zh: '请按所列的单元格和步骤改正', en: 'mend the cells and steps that are named' },
  ),
  ranking_too_long: row(
    422,
    {
      zh: '计算超过 {seconds} 秒或超出内存，已停止',
      en: 'The computation took more than {seconds} seconds or all its memory and was stopped',
    },
    {
      zh: '请减少模拟次数、指标或单位',
      en: 'ask for fewer runs, indicators or units',
    },
  ),
  ranking_damaged: row(
    500,
    {
      zh: '保存的评价结果与计算时不符（{digest}）',
      en: 'What is kept of this ranking is not what was computed ({digest})',
    },
    {
      zh: '请不要使用它；重新计算，并请管理员核对数据库的访问情况和备份',
      en: 'do not use it: run it again, and have the administrator look at who reached the database and at backups',
    },
  ),
  rankings_unlike: row(
    409,
    {
      zh: '两次计算所用的数据表不同，不能比较方案',
      en: 'The two rankings come from different tables: their recipes cannot be compared',
    },
    {
      zh: '请用同一数据表计算两个方案',
      en: 'run both recipes over the same table',
    },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
