import { AppError } from '@duibiao/base'
import {
  checkPack,
  comparePack,
  downloadPack,
  installPack,
  readPackContent,
  readPackDocument,
} from '@duibiao/contract'
import { comparePacks, packLimits } from '@duibiao/packfile'
import { recordAudit } from './audit.ts'
import { titleOf } from './document-page.ts'
import { packArchive } from './pack-archive.ts'
import { checkPackAside } from './pack-aside.ts'
import type { CheckedPack } from './pack-archive.ts'
import { contentOf } from './pack-content.ts'
import { carryOutPack, changeLine, countOn, findingLine, planPack } from './pack-install.ts'
import { findPack, packLine } from './pack-view.ts'
import { todayOf } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFreshOrToken, requirePerson } from './session-route.ts'
import { readUpload } from './upload.ts'

/** Versions of packs: what is in one, what another has otherwise, and how one is installed. */
export const packVersionRoutes: readonly Route[] = [
  route(readPackContent, async ({ tenant, params, language }) => {
    const { installed, pack } = await findPack(tenant, params.pack)
    const choice = tenant.packs.choiceAt(installed.name, tenant.now())
    const running = await countOn(tenant, installed)
    return { value: { running, ...contentOf(pack, { language, on: todayOf(tenant), choice }) } }
  }),
  route(readPackDocument, async ({ tenant, params }) => {
    const { pack } = await findPack(tenant, params.pack)
    const text = pack.documents.get(params.document)
    if (text === undefined) throw new AppError('resource_missing')
    return { value: { id: params.document, title: titleOf(text) ?? params.document, text } }
  }),
  route(comparePack, async ({ tenant, params, query }) => {
    const now = await findPack(tenant, params.pack)
    const old = await findPack(tenant, query.since)
    if (old.installed.name !== now.installed.name)
      throw new AppError('pack_version_unknown', { version: query.since })
    return {
      value: {
        old: packLine(tenant, old.installed),
        new: packLine(tenant, now.installed),
        changes: comparePacks(old.pack, now.pack).map(changeLine),
      },
    }
  }),
  route(checkPack, async ({ tenant, params }) => {
    const { pack } = await findPack(tenant, params.pack)
    const { findings } = await checkOnce(pack)
    return { value: { findings: findings.map(findingLine) } }
  }),
  route(downloadPack, async ({ tenant, params }) => {
    const { installed, pack } = await findPack(tenant, params.pack)
    const name = `${installed.name}-${installed.version}-${installed.number}.zip`
    const headers = { 'content-disposition': `attachment; filename="${name}"` }
    return { value: await packArchive(pack.source), headers, tag: `"${installed.hash.slice(0, 16)}"` }
  }),
  route(installPack, install),
]

const checked = new WeakMap<object, Promise<CheckedPack>>()

/** The checks of an installed version, made once: neither it nor the software changes while this process runs. */
function checkOnce({ source }: Pick<CheckedPack, 'source'>): Promise<CheckedPack> {
  const known = checked.get(source) ?? checkPackAside({ kind: 'source', source })
  checked.set(source, known)
  return known
}

async function install(asking: Asking<typeof installPack>) {
  const { tenant, caller, query, body } = asking
  const bytes = await readUpload(body, packLimits.totalBytes)
  const { pack, report } = await planPack(
    tenant,
    await checkPackAside({ kind: 'archive', name: query.name, bytes }),
  )
  if (query.digest === undefined || pack === undefined || report.pack === undefined) return { value: report }
  requireFreshOrToken(caller, tenant.now())
  // An answer that was lost is asked for again: what is installed by then is what was wanted.
  if (query.digest !== report.pack.digest && !report.pack.is_known) throw new AppError('plan_changed')
  if (!report.pack.is_known) {
    await carryOutPack(tenant, pack, requirePerson(caller).accountName)
    const { name, version, hash, number } = report.pack
    const detail = { name, version, hash, number, file: query.name }
    await recordAudit(asking, { kind: 'pack.installed', subject: name, detail })
  }
  return { value: { ...report, is_applied: true } }
}
