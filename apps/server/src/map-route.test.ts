import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { groundFile, makeMapRoutes } from './map-route.ts'
import type { Asking } from './route.ts'

test('a map has areas alone until somebody puts its ground in place; of that only what the contract has is told', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-maps-'))
  try {
    const [route] = makeMapRoutes({ config: { data } })
    const asking = { tenant: { code: '990106' } } as unknown as Asking<never>
    expect((await route?.handle(asking))?.value).toEqual({ type: 'FeatureCollection', features: [] })
    const geometry = { type: 'Point', coordinates: [115.4, 33.4] }
    const features = [
      { type: 'Feature', properties: { kind: 'park', name: '湖心公园', keeper: '张三' }, geometry },
    ]
    mkdirSync(path.join(data, 'maps'))
    writeFileSync(
      groundFile({ data }, '990106'),
      JSON.stringify({ type: 'FeatureCollection', crs: 'x', features }),
    )
    expect((await route?.handle(asking))?.value).toEqual({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { kind: 'park', name: '湖心公园' }, geometry }],
    })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
