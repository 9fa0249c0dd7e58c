import { stat } from 'node:fs/promises'
import type { Config } from './config.ts'
import { groundFile, readGroundOf } from './map-route.ts'
import { findSmallest } from './place-lookup.ts'
import { todayOf } from './registry-reading.ts'
import type { Landmark } from './search-thing.ts'
import type { Tenant } from './tenant.ts'

interface Kept {
  readonly tag: string
  readonly areas: object
  readonly landmarks: readonly Landmark[]
}

const kept = new WeakMap<Tenant, Kept>()

/** What the maps of a district name: roads, waters, buildings; the very same list while neither the file nor the areas change. */
export async function readLandmarks(
  config: Pick<Config, 'data'>,
  tenant: Tenant,
): Promise<readonly Landmark[]> {
  const { area: areas } = tenant.registry.state()
  const tag = await tagOf(groundFile(config, tenant.code))
  const known = kept.get(tenant)
  if (known?.tag === tag && known.areas === areas) return known.landmarks
  const ground = await readGroundOf(config, tenant)
  const on = todayOf(tenant)
  const told = new Map<string, Landmark>()
  for (const { properties, geometry } of ground?.read().features ?? []) {
    const { name, name_en: english } = properties
    if (name === undefined || told.has(name)) continue
    const [longitude, latitude] = middleOf(geometry.coordinates)
    const area =
      longitude === undefined || latitude === undefined
        ? undefined
        : findSmallest(areas, { longitude, latitude }, on)
    told.set(name, { name, english, area: area?.id })
  }
  const landmarks = [...told.values()]
  kept.set(tenant, { tag, areas, landmarks })
  return landmarks
}

/** When a file was changed last and how long it is; empty where there is none. */
async function tagOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file)
    return `${mtimeMs} ${size}`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** The position in the middle of the list, of a line some place on it. */
function middleOf(coordinates: unknown): readonly number[] {
  if (!Array.isArray(coordinates)) return []
  if (typeof coordinates[0] === 'number') return coordinates
  return middleOf(coordinates[Math.floor(coordinates.length / 2)])
}
