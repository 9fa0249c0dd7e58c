import { AppError, formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { listDocuments, readDocument } from '@duibiao/contract'
import type { Entry } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { listEvidence, readEntries, readSealedValues } from '@duibiao/store'
import { renderPage, titleOf } from './document-page.ts'
import { fillPlaceholder } from './document-value.ts'
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
    const made = pack === undefined ? new Map<string, Instant>() : madeDocuments(pack, entries)
    const rows = [...(pack?.documents ?? [])].map(([document, text]) => {
      const at = made.get(document)
      return {
        document,
        title: titleOf(text) ?? document,
        ...(at !== undefined && { made_at: formatInstant(at) }),
      }
    })
    return { value: { rows } }
  }),
  route(readDocument, async (asking) => {
    const page = await print(asking)
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'inline',
      // It is shown to be printed: nothing of it runs or loads, and it may do nothing.
      'content-security-policy':
        "default-src 'none'; object-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-modals",
    }
    return { value: new TextEncoder().encode(page), headers }
  }),
]

async function print({ tenant, caller, params, language }: Asking<typeof readDocument>): Promise<string> {
  const { database, district } = tenant
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const pack = packOf(tenant, access)
  const text = pack?.documents.get(params.document)
  if (pack === undefined || text === undefined) throw new AppError('resource_missing')
  const { matter, data } = access.found
  const stored = await readSealedValues(database, district, matter)
  const view = viewOf(tenant, caller, access)
  const { variables } = showVariables(ownVariables(data), { pack, stored, view })
  const entries = await readEntries(database, district, matter)
  const evidence = (await listEvidence(database, district, matter)).flatMap(
    (one) => showEvidence(one, { tenant, caller, access }) ?? [],
  )
  const files = new Map(evidence.map(({ evidence: { id }, name }) => [id, name]))
  const source = { tenant, access, variables, entries, files, language }
  return renderPage({
    text,
    fill: (path) => fillPlaceholder(source, path),
    language: language === 'zh' ? 'zh-CN' : 'en',
  })
}

/** When the step that makes each form was last come to, or gone from. */
function madeDocuments({ logic }: Pack, entries: readonly Entry[]): ReadonlyMap<string, Instant> {
  const made = new Map<string, Instant>()
  for (const { at, facts, kind } of entries) {
    for (const { node, ref, on, procedure } of logic.attached) {
      const isStep = facts.some(
        (fact) =>
          (on === 'left' && fact.kind === 'passed' && fact.element === node) ||
          (on === 'entered' && fact.kind === 'task_opened' && fact.element === node),
      )
      const isBegin = kind === 'start' && on === 'entered' && node === procedure
      if (isStep || isBegin) made.set(ref, at)
    }
  }
  return made
}
