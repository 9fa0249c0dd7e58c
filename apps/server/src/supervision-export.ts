import type { Language } from '@duibiao/base'
import { exportOrders } from '@duibiao/contract'
import { localText, replyListFile } from './list-file.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Reply } from './route.ts'
import { colourOf, endedFrom, readOrders, selectOrders } from './supervision-book.ts'
import type { Order } from './supervision-book.ts'
import { colourName, groundOf, kindOf, officeName, personName } from './supervision-line.ts'
import type { Tenant } from './tenant.ts'

/** What the board shows, as a file: the same filters give the same orders. */
export const exportRoute = route(exportOrders, exportList)

async function exportList(asking: Asking<typeof exportOrders>): Promise<Reply<Uint8Array>> {
  const { tenant, caller, language } = asking
  const { format, ...query } = asking.query
  const permission = permissions['supervision.export']
  const orders = await readOrders(tenant, caller, { permission, endedFrom: endedFrom(tenant, query) })
  const rows = selectOrders(tenant, orders, query)
  return replyListFile(asking, {
    name: 'supervision',
    format,
    headers: columns.map(({ header }) => header[language]),
    rows: rows.map((order) => columns.map(({ cell }) => cell(order, { tenant, language }))),
  })
}

interface Scene {
  readonly tenant: Tenant
  readonly language: Language
}

interface Column {
  readonly header: Readonly<Record<Language, string>>
  readonly cell: (order: Order, scene: Scene) => string | number
}

/** In the order of the file; times are those of the district. */
const columns: readonly Column[] = [
  { header: { zh: '编号', en: 'Number' }, cell: ({ matter }) => matter.number },
  { header: { zh: '事项', en: 'Title' }, cell: ({ matter }) => matter.title },
  {
    header: { zh: '来源', en: 'Kind' },
    cell: ({ pack, matter: { category } }, { language }) =>
      category === undefined ? '' : kindOf(pack, category).name[language],
  },
  {
    header: { zh: '牵头单位', en: 'Lead office' },
    cell: ({ matter: { office } }, { tenant }) => (office === undefined ? '' : officeName(tenant, office)),
  },
  {
    header: { zh: '协办单位', en: 'Assisting offices' },
    cell: ({ assisting }, { tenant }) => assisting.map((office) => officeName(tenant, office)).join('、'),
  },
  {
    header: { zh: '包联领导', en: 'Leader' },
    cell: ({ leader }, { tenant }) => (leader === undefined ? '' : personName(tenant, leader)),
  },
  {
    header: { zh: '交办', en: 'Issued' },
    cell: ({ issuedAt }, { tenant }) => localText(tenant, issuedAt),
  },
  {
    header: { zh: '到期', en: 'Due' },
    cell: ({ clock }, { tenant }) => localText(tenant, clock?.dueAt),
  },
  {
    header: { zh: '颜色', en: 'Colour' },
    cell: (order, { language }) => {
      const colour = colourOf(order)
      return colour === undefined ? '' : colourName(order.pack, colour)[language]
    },
  },
  {
    header: { zh: '发单情形', en: 'Why' },
    cell: (order, { language }) => {
      const rule = order.ladder.findLast(({ kind }) => kind === 'colour')?.rule
      return colourOf(order) === undefined || rule === undefined
        ? ''
        : groundOf(order.pack, rule).text[language]
    },
  },
  { header: { zh: '最近反馈', en: 'Told last' }, cell: ({ feedback }) => feedback?.text ?? '' },
  {
    header: { zh: '反馈时间', en: 'Told at' },
    cell: ({ feedback }, { tenant }) => localText(tenant, feedback?.at),
  },
  {
    header: { zh: '催办次数', en: 'Reminders' },
    cell: ({ ladder }) => ladder.filter(({ kind }) => kind === 'reminder' || kind === 'urge').length,
  },
  { header: { zh: '退回次数', en: 'Sent back' }, cell: ({ returns }) => returns.length },
  { header: { zh: '延期次数', en: 'Extended' }, cell: ({ clock }) => clock?.extensions.length ?? 0 },
  { header: { zh: '办结', en: 'Done' }, cell: ({ doneAt }, { tenant }) => localText(tenant, doneAt) },
]
