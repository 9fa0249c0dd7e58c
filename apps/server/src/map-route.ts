import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readGround } from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import type { Config } from './config.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

type Ground = AnswerOf<typeof readGround>

/** Where the ground of the maps of a district lies: a file of GeoJSON in the data folder, named by the code of the district. */
export function groundFile({ data }: Pick<Config, 'data'>, code: string): string {
  return path.join(data, 'maps', `${code}.geojson`)
}

/** What maps are drawn on. A file that is put in place or changed is seen at once; without one maps have areas alone. */
export function makeMapRoutes({ config }: { readonly config: Pick<Config, 'data'> }): readonly Route[] {
  return [
    route(readGround, async ({ tenant }) => {
      const ground = await readGroundOf(config, tenant)
      if (ground === undefined) return { value: { type: 'FeatureCollection' as const, features: [] } }
      return { value: ground.read(), tag: ground.tag }
    }),
  ]
}

/** The ground of a district with the tag of its bytes, read when it is asked for; undefined when there is none. */
export async function readGroundOf(
  config: Pick<Config, 'data'>,
  { code }: { readonly code: string },
): Promise<{ readonly tag: string; readonly read: () => Ground } | undefined> {
  const bytes = await readIfThere(groundFile(config, code))
  if (bytes === undefined) return undefined
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`
  return { tag, read: () => readFeatures(bytes) }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Keeps what the contract has of each feature; the file is that of whoever runs the installation. */
function readFeatures(bytes: Buffer): Ground {
  const { features } = JSON.parse(bytes.toString('utf8')) as Ground
  return {
    type: 'FeatureCollection',
    features: features.map(({ properties: { kind, name, name_en }, geometry: { type, coordinates } }) => ({
      type: 'Feature',
      properties: { kind, ...(name !== undefined && { name }), ...(name_en !== undefined && { name_en }) },
      geometry: { type, coordinates },
    })),
  }
}
