import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** What the registry refuses: shapes of areas, and dispatches against the duty lists (履职清单). */
export const registryErrors = {
  geometry_malformed: row(
    422,
    { zh: '区域图形有误（{path}：{problem}）', en: 'The shape of the area is wrong ({path}: {problem})' },
    { zh: '请在制图软件中改正后重新导入', en: 'mend it in the mapping program and import it again' },
  ),
  duty_not_listed: row(
    422,
    { zh: '“{item}”不在{office}的履职清单内', en: '"{item}" is not on the duty list of {office}' },
    {
      zh: '请提请区县会商，会商结论记录后修订清单',
      en: 'bring it to the district consultation, which records its decision and amends the list',
    },
  ),
  duty_assisting_only: row(
    422,
    {
      zh: '{office}对“{item}”只负配合职责（清单项 {row}：{act}）',
      en: '{office} only assists with "{item}" (list row {row}: {act})',
    },
    { zh: '请由{leadOffice}主办，{office}协办', en: 'let {leadOffice} lead and {office} assist' },
  ),
  duty_taken_back: row(
    422,
    {
      zh: '“{item}”已由上级部门收回（清单项 {row}）',
      en: '"{item}" was taken back by the department (list row {row})',
    },
    { zh: '请派{leadOffice}，不得派{office}', en: 'send it to {leadOffice}, not to {office}' },
  ),
  duty_beyond_community: row(
    422,
    {
      zh: '“{item}”不在社区职责清单内，不得交由{office}办理',
      en: '"{item}" is not on the duty list of communities and may not be given to {office}',
    },
    {
      zh: '请由街道办理或提请区县会商',
      en: 'let the street handle it or bring it to the district consultation',
    },
  ),
  office_unknown: row(
    422,
    {
      zh: '机构“{office}”不在基础库中，或已撤销',
      en: 'The office "{office}" is not in the registry, or has ended',
    },
    { zh: '请从机构列表中选择', en: 'choose one of the list of offices' },
  ),
  registry_changed: row(
    409,
    {
      zh: '试运行之后，基础库已被他人改动（{part}）',
      en: 'The registry was changed by somebody else after the dry run ({part})',
    },
    { zh: '请重新试运行，核对后再导入', en: 'run the dry run again, look it over and import' },
  ),
  registry_import_refused: row(
    422,
    {
      zh: '有 {refused} 行未通过检查，什么都没有写入',
      en: '{refused} rows did not pass; nothing was written',
    },
    {
      zh: '请按行列提示改正后重新导入，或确认只导入通过的行',
      en: 'mend them by row and column and import again, or confirm that only the others are wanted',
    },
  ),
  format_unavailable: row(
    422,
    { zh: '“{kind}”没有 {format} 格式', en: '"{kind}" has no form as {format}' },
    { zh: '请改用 {formats}', en: 'use {formats}' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
