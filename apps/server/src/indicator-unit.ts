import { AppError } from '@duibiao/base'
import { areaSight, officeSight } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** A unit as sums know it, and as people call it. */
export interface IndicatorUnit {
  readonly kind: 'district' | 'area' | 'office'
  readonly id?: string
  readonly name: string
  /** `d`, `a:…` or `o:…` */
  readonly key: string
}

/**
 * The unit that is asked about.
 * @throws AppError `request_malformed` without the id of an area or office, `resource_missing` for one that is not there
 */
export function unitKeyOf(
  { registry, name }: Pick<Tenant, 'registry' | 'name'>,
  { unit_kind: kind = 'district', unit: id }: UnitQuery,
): IndicatorUnit {
  const { area, office } = registry.state()
  if (kind === 'district') return { kind, name: name.zh, key: 'd' }
  if (id === undefined) throw new AppError('request_malformed', { reason: '/query/unit' })
  const found = kind === 'area' ? area.get(id) : office.get(id)
  if (found === undefined) throw new AppError('resource_missing')
  // The district as an area is the whole, of which no matter needs a key.
  const isWhole = kind === 'area' && area.get(id)?.level === 'district'
  const key = isWhole ? 'd' : kind === 'area' ? areaSight(id) : officeSight(id)
  return { kind, id, name: found.name, key }
}

interface UnitQuery {
  readonly unit_kind?: IndicatorUnit['kind']
  readonly unit?: string
}
