import type { Language } from '@duibiao/base'
import {
  adjustmentChoices,
  areaLevelChoices,
  choiceNames,
  dutyKindChoices,
  dutyListChoices,
  itemLevelChoices,
  officeKindChoices,
} from './import-choice.ts'
import { itemKinds } from './item.ts'

/** The files that can be imported, by the word of the command. */
export const importKinds = ['areas', 'offices', 'posts', 'people', 'items', 'duties'] as const
export type ImportKind = (typeof importKinds)[number]

/** A column with all the names it goes by; the first of each language stands in templates. */
export type ImportColumn = {
  readonly field: string
  readonly zh: readonly [string, ...string[]]
  readonly en: readonly [string, ...string[]]
  /** The file must have it, and no row may leave it empty. */
  readonly isRequired?: true
  /** What to write there, for the note of a template. */
  readonly note?: { readonly zh: string; readonly en: string }
  /** Chinese names of all values allowed, for the dropdown of a template. */
  readonly choices?: readonly string[]
}

const validityColumns: readonly ImportColumn[] = [
  {
    field: 'validFrom',
    zh: ['生效日期', '启用日期', '开始日期'],
    en: ['valid_from', 'from'],
    note: {
      zh: '2026-11-22 或 2026年11月22日；空着即导入当日',
      en: '2026-11-22; empty: the day of the import',
    },
  },
  {
    field: 'validUntil',
    zh: ['失效日期', '停用日期', '结束日期'],
    en: ['valid_until', 'until'],
    note: { zh: '不再有效的第一天；空着即长期', en: 'first day on which it holds no more; empty: none' },
  },
]

const successorsColumn: ImportColumn = {
  field: 'successors',
  zh: ['承继者', '变更后编号', '承继编号'],
  en: ['successors'],
  note: { zh: '撤并后由谁接替，多个用顿号分开', en: 'what took its place; several apart by commas' },
}

const legalBasisColumn: ImportColumn = {
  field: 'legalBasis',
  zh: ['法律依据', '实施依据', '依据', '设定依据'],
  en: ['legal_basis', 'basis'],
  note: {
    zh: '《法律名称》第几条；多条用分号或换行分开',
    en: '《law》 article; several apart by semicolons',
  },
}

/** The columns of each file. */
export const importColumns: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  areas: [
    {
      field: 'id',
      zh: ['编号', '区域编号', 'id'],
      en: ['id', 'area_id'],
      note: { zh: '空着即用行政区划代码', en: 'empty: the code' },
    },
    {
      field: 'code',
      zh: ['行政区划代码', '代码', '编码', '区划代码', '网格编码'],
      en: ['code'],
      note: { zh: '区 6 位、街道 9 位、社区 12 位、网格 15 位', en: '6, 9, 12 or 15 digits' },
    },
    { field: 'name', zh: ['名称', '区域名称'], en: ['name'], isRequired: true },
    {
      field: 'level',
      zh: ['层级', '级别', '类型'],
      en: ['level', 'type'],
      isRequired: true,
      choices: choiceNames(areaLevelChoices).zh,
    },
    {
      field: 'parent',
      zh: ['上级', '上级编号', '上级代码', '所属区域'],
      en: ['parent', 'parent_id', 'parent_code'],
      note: { zh: '上级的编号或代码；空着按代码推出', en: 'id or code; empty: found by the code' },
    },
    ...validityColumns,
    successorsColumn,
  ],
  offices: [
    { field: 'id', zh: ['编号', '机构编号', '单位编号'], en: ['id', 'office_id'], isRequired: true },
    { field: 'name', zh: ['名称', '机构名称', '单位名称', '部门名称'], en: ['name'], isRequired: true },
    {
      field: 'kind',
      zh: ['类型', '机构类型', '单位类型'],
      en: ['kind', 'type'],
      isRequired: true,
      choices: choiceNames(officeKindChoices).zh,
    },
    {
      field: 'parent',
      zh: ['上级', '上级编号', '上级机构', '上级单位'],
      en: ['parent', 'parent_id'],
      note: { zh: '上级机构的编号；空着即最上级', en: 'id of the office above; empty: the highest' },
    },
    {
      field: 'area',
      zh: ['区域', '所属区域', '区域编号', '区域代码'],
      en: ['area', 'area_id'],
      note: { zh: '为哪个区域服务，编号或代码；空着即全区', en: 'id or code; empty: the whole district' },
    },
    { field: 'creditCode', zh: ['统一社会信用代码', '信用代码'], en: ['credit_code'] },
    ...validityColumns,
    successorsColumn,
  ],
  posts: [
    { field: 'id', zh: ['编号', '岗位编号'], en: ['id', 'post_id'], isRequired: true },
    { field: 'name', zh: ['名称', '岗位名称', '岗位'], en: ['name'], isRequired: true },
    {
      field: 'office',
      zh: ['机构', '机构编号', '所属机构', '单位'],
      en: ['office', 'office_id'],
      isRequired: true,
      note: { zh: '机构编号', en: 'id of the office' },
    },
    { field: 'role', zh: ['角色', '岗位角色'], en: ['role'] },
    ...validityColumns,
  ],
  people: [
    { field: 'id', zh: ['工号', '编号', '人员编号'], en: ['id', 'person_id'], isRequired: true },
    { field: 'name', zh: ['姓名', '名称'], en: ['name'], isRequired: true },
    {
      field: 'office',
      zh: ['机构', '机构编号', '所属机构', '单位'],
      en: ['office', 'office_id'],
      note: { zh: '机构编号', en: 'id of the office' },
    },
    {
      field: 'posts',
      zh: ['岗位', '岗位编号'],
      en: ['posts', 'post', 'post_id'],
      note: { zh: '岗位编号，多个用顿号分开', en: 'ids of posts; several apart by commas' },
    },
    {
      field: 'since',
      zh: ['任职日期', '到岗日期'],
      en: ['since', 'valid_from'],
      note: {
        zh: '担任新岗位之日；空着即导入当日',
        en: 'first day in new posts; empty: the day of the import',
      },
    },
    { field: 'left', zh: ['离岗日期', '离职日期'], en: ['left'] },
    { field: 'mobile', zh: ['手机号', '手机', '移动电话'], en: ['mobile'] },
    { field: 'office_phone', zh: ['办公电话', '电话', '联系电话'], en: ['office_phone', 'phone'] },
    { field: 'email', zh: ['电子邮箱', '邮箱'], en: ['email'] },
    { field: 'address', zh: ['住址', '地址'], en: ['address'] },
    { field: 'identity_number', zh: ['公民身份号码', '身份证号', '身份证'], en: ['identity_number'] },
  ],
  items: [
    {
      field: 'code',
      zh: ['编码', '事项编码', '代码'],
      en: ['code', 'item_code', 'id'],
      isRequired: true,
    },
    { field: 'name', zh: ['名称', '事项名称'], en: ['name'], isRequired: true },
    {
      field: 'kind',
      zh: ['类型', '事项类型', '权力类型', '职权类型'],
      en: ['kind', 'type', 'task_type'],
      isRequired: true,
      choices: Object.values(itemKinds).map(({ zh }) => zh),
    },
    { field: 'parent', zh: ['主项编码', '上级编码', '主项'], en: ['parent'] },
    {
      field: 'authority',
      zh: ['实施主体', '实施机关', '部门'],
      en: ['authority', 'department', 'dept_name'],
      isRequired: true,
    },
    {
      field: 'office',
      zh: ['承办机构', '承办机构编号', '机构编号'],
      en: ['office', 'office_id'],
      note: { zh: '机构编号', en: 'id of the office' },
    },
    {
      field: 'level',
      zh: ['行使层级', '层级'],
      en: ['level', 'use_level'],
      note: { zh: '没有该列即为区县级', en: 'without this column: district' },
      choices: choiceNames(itemLevelChoices).zh,
    },
    legalBasisColumn,
    {
      field: 'version',
      zh: ['版本', '版本号'],
      en: ['version'],
      note: { zh: '空着即自动', en: 'empty: by itself' },
    },
    {
      field: 'adjustment',
      zh: ['调整方式', '动态调整'],
      en: ['adjustment'],
      choices: choiceNames(adjustmentChoices).zh,
    },
    { field: 'document', zh: ['调整文号', '文号'], en: ['document'] },
    ...validityColumns,
  ],
  duties: [
    { field: 'id', zh: ['编号', '清单项编号', '序号'], en: ['id', 'duty_id'], isRequired: true },
    {
      field: 'item',
      zh: ['事项编码', '事项'],
      en: ['item', 'item_code'],
      isRequired: true,
      note: { zh: '事项目录中的编码', en: 'code of the catalogue' },
    },
    { field: 'name', zh: ['名称', '事项名称'], en: ['name'], isRequired: true },
    {
      field: 'list',
      zh: ['清单', '清单类型', '适用对象'],
      en: ['list'],
      isRequired: true,
      choices: choiceNames(dutyListChoices).zh,
    },
    {
      field: 'kind',
      zh: ['类别', '履职类别', '类型'],
      en: ['kind', 'type'],
      isRequired: true,
      choices: choiceNames(dutyKindChoices).zh,
    },
    {
      field: 'office',
      zh: ['适用机构', '机构编号', '机构'],
      en: ['office', 'office_id'],
      note: { zh: '只对一个街道或社区；空着即全部', en: 'one office only; empty: all' },
    },
    {
      field: 'leadOffice',
      zh: ['牵头部门', '对应部门', '承接部门', '上级部门'],
      en: ['lead_office', 'lead_office_id'],
      note: { zh: '机构编号；配合和收回的必填', en: 'id; for assisting and taken back' },
    },
    {
      field: 'act',
      zh: ['配合内容', '配合职责', '街道配合内容'],
      en: ['act'],
      note: { zh: '配合履职的必填', en: 'for assisting' },
    },
    { field: 'manner', zh: ['履职方式', '收回后履职方式', '承接方式'], en: ['manner'] },
    legalBasisColumn,
    ...validityColumns,
  ],
}

/** A column as a template shows it. */
export type TemplateColumn = {
  readonly header: string
  readonly note?: string
  readonly choices?: readonly string[]
}

/** The columns of a template to fill in; what must be filled is marked with a star, which reading passes over. */
export function templateColumns(kind: ImportKind, language: Language): readonly TemplateColumn[] {
  return importColumns[kind].map((column) => {
    const header = `${column[language][0]}${column.isRequired === true ? '*' : ''}`
    const { note, choices } = column
    return {
      header,
      ...(note !== undefined && { note: note[language] }),
      ...(choices !== undefined && { choices }),
    }
  })
}

/** The name by which a header is found: blanks, marks of must-fill, brackets with hints and case do not count. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/[\s*_:-]/g, '')
    .toLowerCase()
}
