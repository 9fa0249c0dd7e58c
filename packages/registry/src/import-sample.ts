import { assert, parseLegalDate } from '@duibiao/base'
import type { SheetRecord } from '@duibiao/base'
import { planImport } from './import.ts'
import type { ImportPlan, ImportSetting } from './import.ts'
import type { ImportKind } from './import-column.ts'
import { applyChanges, emptyRegistry } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'

// A small district as six files, for the tests of the import.
const on = parseLegalDate('2026-03-02')
const setting: ImportSetting = { district: 1, on }

/** A file as rows of text under headers; the first row of data is row 2. */
export function aFile(headers: string, ...rows: readonly string[]): readonly SheetRecord[] {
  const names = headers.split('|')
  return rows.map((row, index) => {
    const texts = row.split('|')
    const cells = names.map((name, place) => [name, { column: place + 1, text: texts[place] ?? '' }] as const)
    return { sheet: '', row: index + 2, cells: new Map(cells) }
  })
}

export function plan(
  kind: ImportKind,
  records: readonly SheetRecord[],
  { state = emptyRegistry, ...more }: Partial<ImportSetting> & { readonly state?: RegistryState } = {},
): ImportPlan {
  return planImport(kind, records, { state, setting: { ...setting, ...more } })
}

/** The state after an import that has no fault. */
export function after(
  kind: ImportKind,
  records: readonly SheetRecord[],
  state = emptyRegistry,
): RegistryState {
  const planned = plan(kind, records, { state })
  assert(planned.findings.length === 0, 'the sample has no fault')
  return applyChanges(state, planned.changes)
}

export function told(planned: ImportPlan): readonly (readonly [number, number, string])[] {
  return planned.findings.map(({ row, column, code }) => [row, column, code])
}

const areas = aFile(
  '行政区划代码（必填）|名称*|层级|上级',
  '990101|明湖区|区县|',
  '990101001|东海街道|街道|',
  '990101001001|云湖社区|社区|990101001',
  '990101001001001|云湖一格|网格|',
)
const withAreas = after('areas', areas)
const offices = aFile(
  'office_id|name|kind|parent|area',
  'GOV|明湖区政府|部门||',
  'CG|城市管理局|部门|GOV|',
  'DH|东海街道办事处|街道|GOV|990101001',
)
const withOffices = after('offices', offices, withAreas)
const posts = aFile('岗位编号|岗位名称|机构编号|角色', 'DH-1|派遣员|DH|street_dispatcher', 'CG-1|处置员|CG|')
const withPosts = after('posts', posts, withOffices)
const people = aFile(
  '工号|姓名|单位|岗位|手机号|到岗日期',
  '0001|李明|DH|DH-1|13800001234|2026年1月5日',
  '0002|王芳|CG|CG-1、DH-1||',
)
const withPeople = after('people', people, withPosts)
const items = aFile(
  '编码|名称|类型|实施主体|行使层级|依据|生效日期',
  'A1|占道经营查处|CF|明湖区城市管理局|区级|《城市市容管理条例》第十四条；《行政处罚法》第九条|2025/1/1',
  'A2|临时占道许可|行政许可|明湖区城市管理局|district||',
)
const withItems = after('items', items, withPeople)
const duties = aFile(
  '编号|事项编码|名称|清单|类别|牵头部门|配合内容',
  'B1|A2|临时占道|街道|基本||',
  'P1|A1|占道经营|街道|配合|CG|上门劝导',
)
export const whole = after('duties', duties, withItems)
export const files: Readonly<Record<ImportKind, readonly SheetRecord[]>> = {
  areas,
  offices,
  posts,
  people,
  items,
  duties,
}
