import { exportLimit, exportMatters } from '@duibiao/contract'
import type { Instant, Language } from '@duibiao/base'
import { lampAt } from '@duibiao/kernel'
import type { Lamp } from '@duibiao/kernel'
import { searchMatters } from '@duibiao/store'
import type { ListedMatter } from '@duibiao/store'
import { nameOfCategory } from './category-name.ts'
import { localText, replyListFile } from './list-file.ts'
import { filterOf } from './matter-query.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Reply, Route } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'

/** What a list shows, as a file: the same filters give the same matters. */
export const matterExportRoutes: readonly Route[] = [route(exportMatters, exportList)]

async function exportList(asking: Asking<typeof exportMatters>): Promise<Reply<Uint8Array>> {
  const { tenant, caller, language } = asking
  const { format, ...query } = asking.query
  const now = tenant.now()
  const rows = await searchMatters(tenant.database, tenant.district, {
    sight: sightOf(caller, permissions['matter.export']),
    filter: filterOf(query, caller, now),
    limit: exportLimit,
  })
  const scene = { tenant, now, language }
  return replyListFile(asking, {
    name: 'matters',
    format,
    headers: columns.map(({ header }) => header[language]),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row, scene))),
  })
}

interface Scene {
  readonly tenant: Pick<Tenant, 'registry' | 'packs' | 'calendar'>
  readonly now: Instant
  readonly language: Language
}

interface Column {
  readonly header: Readonly<Record<Language, string>>
  readonly cell: (row: ListedMatter, scene: Scene) => string | number
}

/** In the order of the file; times are those of the district. */
const columns: readonly Column[] = [
  { header: { zh: '编号', en: 'Number' }, cell: ({ number }) => number },
  { header: { zh: '标题', en: 'Title' }, cell: ({ title }) => title },
  {
    header: { zh: '状态', en: 'State' },
    cell: ({ status }, { language }) => statusTexts[status][language],
  },
  { header: { zh: '业务', en: 'Practice' }, cell: ({ pack }) => pack },
  {
    header: { zh: '类别', en: 'Category' },
    cell: ({ category = '' }, { tenant }) => nameOfCategory(tenant.packs, category) ?? category,
  },
  { header: { zh: '紧急程度', en: 'Urgency' }, cell: ({ urgency = '' }) => urgency },
  {
    header: { zh: '区域', en: 'Area' },
    cell: ({ area = '' }, { tenant }) => tenant.registry.state().area.get(area)?.name ?? area,
  },
  {
    header: { zh: '牵头单位', en: 'Office' },
    cell: ({ office = '' }, { tenant }) => tenant.registry.state().office.get(office)?.name ?? office,
  },
  {
    header: { zh: '灯', en: 'Lamp' },
    cell: (row, { now, language }) =>
      row.endedAt === undefined ? lampTexts[lampAt(row, now)][language] : '',
  },
  { header: { zh: '到期', en: 'Due' }, cell: ({ dueAt }, { tenant }) => localText(tenant, dueAt) },
  { header: { zh: '受理', en: 'Opened' }, cell: ({ openedAt }, { tenant }) => localText(tenant, openedAt) },
  { header: { zh: '办结', en: 'Ended' }, cell: ({ endedAt }, { tenant }) => localText(tenant, endedAt) },
  { header: { zh: '经度', en: 'Longitude' }, cell: ({ place }) => place?.longitude ?? '' },
  { header: { zh: '纬度', en: 'Latitude' }, cell: ({ place }) => place?.latitude ?? '' },
]

const statusTexts = {
  open: { zh: '办理中', en: 'open' },
  suspended: { zh: '已中止计时', en: 'suspended' },
  completed: { zh: '已办结', en: 'completed' },
  terminated: { zh: '已终止', en: 'terminated' },
  cancelled: { zh: '已撤销', en: 'cancelled' },
  failed: { zh: '有故障', en: 'failed' },
} as const satisfies Readonly<Record<ListedMatter['status'], unknown>>

const lampTexts = {
  none: { zh: '', en: '' },
  green: { zh: '绿', en: 'green' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
} as const satisfies Readonly<Record<Lamp, unknown>>
