import type { Tenant } from './tenant.ts'

type PhoneTenant = Pick<Tenant, 'packs' | 'library' | 'now'>

/** The telephone that residents call about matters of a pack: a parameter of it, which the district may settle otherwise. */
export function phoneOf({ packs, library, now }: PhoneTenant, name: string): string | undefined {
  const manifest = packs.find(name)?.manifest
  const hash = manifest && library.latest(manifest.entry)?.hash
  if (manifest?.report?.phone === undefined || hash === undefined) return undefined
  const value = packs.compiledOf(hash)?.parameter(manifest.report.phone, now())
  return typeof value === 'string' ? value : undefined
}

/** The telephone of complaints about the service of grids (滨州市网格化服务管理条例 6): of the first pack that has one. */
export function complaintPhoneOf(tenant: PhoneTenant): string | undefined {
  const phones = tenant.packs.list().flatMap(({ manifest: { name } }) => phoneOf(tenant, name) ?? [])
  return phones[0]
}
