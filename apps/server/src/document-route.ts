import { AppError, formatInstant } from '@duibiao/base'
import { listDocuments, readDocument } from '@duibiao/contract'
import type { Language } from '@duibiao/base'
import { splitDocument } from '@duibiao/packfile'
import { listEvidence, readEntries, readSealedValues } from '@duibiao/store'
import { renderPage, titleOf } from './document-page.ts'
import { makingsOf, standingAt } from './document-record.ts'
import { dayText, fillPlaceholder } from './document-value.ts'
import { showEvidence } from './evidence-access.ts'
import { accessMatter, matterIdIn, packOf, viewOf } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { showVariables } from './personal-field.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'

/** The official forms of the pack of a matter, to be printed. */
export const documentRoutes: readonly Route[] = [
  route(listDocuments, async ({ tenant, caller, params }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
    const pack = packOf(tenant, access)
    const entries = await readEntries(tenant.database, tenant.district, access.found.matter)
    const makings = pack === undefined ? undefined : makingsOf(pack, entries)
    const rows = [...(pack?.documents ?? [])].map(([document, text]) => {
      const making = makings?.get(document)
      return {
        document,
        title: titleOf(text) ?? document,
        ...(making !== undefined && { made_at: formatInstant(making.at) }),
      }
    })
    return { value: { rows } }
  }),
  route(readDocument, async (asking) => {
    const page = await print(asking)
    return { value: new TextEncoder().encode(page), headers: printedHeaders }
  }),
]

/** A page to be printed: nothing of it runs or loads, and it may do nothing. */
export const printedHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-disposition': 'inline',
  'content-security-policy':
    "default-src 'none'; object-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-modals",
} as const

async function print({ tenant, caller, params, language }: Asking<typeof readDocument>): Promise<string> {
  const { database, district } = tenant
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const pack = packOf(tenant, access)
  const text = pack?.documents.get(params.document)
  if (pack === undefined || text === undefined) throw new AppError('resource_missing')
  const { matter, data, state } = access.found
  const stored = await readSealedValues(database, district, matter)
  const view = viewOf(tenant, caller, access)
  const entries = await readEntries(database, district, matter)
  const making = makingsOf(pack, entries).get(params.document)
  // A paper that bears its day tells of that day; a running sheet of today.
  const dated = isDated(text) ? making : undefined
  const standing =
    dated === undefined
      ? { variables: ownVariables(data), clocks: state.clocks }
      : standingAt(entries, dated.seq)
  const { variables } = showVariables(standing.variables, { pack, stored, view })
  const evidence = (await listEvidence(database, district, matter)).flatMap(
    (one) => showEvidence(one, { tenant, caller, access }) ?? [],
  )
  const files = new Map(evidence.map(({ evidence: { id }, name }) => [id, name]))
  const source = { tenant, access, pack, entries, files, making: dated, standing: { ...standing, variables } }
  return renderPage({
    text,
    fill: (path) => fillPlaceholder(source, path),
    date: making === undefined ? undefined : dayText(tenant, making.at),
    hint: hints[making === undefined ? 'draft' : 'made'][language],
    mark: making === undefined ? '预览' : undefined,
  })
}

/** Whether a paper is signed with a day, or says it. */
function isDated(text: string): boolean {
  return splitDocument(text).head.from !== undefined || text.includes('{{made_on')
}

const hints: Readonly<Record<'draft' | 'made', Readonly<Record<Language, string>>>> = {
  made: {
    zh: '按 Ctrl+P 打印，或者另存为 PDF。纸张选 A4，边距选“默认”，不加页眉页脚。',
    en: 'Press Ctrl+P to print, or to save it as PDF: paper A4, default margins, no headers and footers.',
  },
  draft: {
    zh: '流程还没有走到制作这份文书的环节：这里只是预览，打印出来带有“预览”字样。',
    en: 'The matter has not come to the step that makes this paper: this is a preview, and is marked as one when printed.',
  },
}
