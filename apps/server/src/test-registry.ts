import type { Instant } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import type { PackSource } from '@duibiao/packfile'
import type { Database } from '@duibiao/store'
import type { LightMyRequestResponse } from 'fastify'
import { areaRoutes } from './area-route.ts'
import { calendarRoutes } from './calendar-route.ts'
import { holdingRoutes } from './holding-route.ts'
import { itemRoutes } from './item-route.ts'
import { requestLimits } from './limit.ts'
import { officeRoutes } from './office-route.ts'
import { openWorkRoutes } from './open-work-route.ts'
import { packRoutes } from './pack-route.ts'
import { personRoutes } from './person-route.ts'
import { findingRoutes } from './registry-finding-route.ts'
import { makeRegistryRoutes } from './registry-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

function square(west: number, south: number, size: number): readonly (readonly (readonly number[])[])[] {
  return [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ]
}

type Place = readonly [west: number, south: number, size: number]

function feature(code: string, [name, level]: readonly [string, string], place: Place): object {
  return {
    type: 'Feature',
    properties: { code, name, level, validFrom: '2020-01-01' },
    geometry: { type: 'Polygon', coordinates: square(...place) },
  }
}

const areas = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    feature('990101', ['明湖区', '区县'], [120, 36, 2]),
    feature('990101001', ['东海街道', '街道'], [120, 36, 1]),
    feature('990101001001', ['云湖社区', '社区'], [120, 36, 1]),
    feature('990101001001001', ['云湖一格', '网格'], [120, 36, 0.5]),
  ],
})
/** A small district as six files. */
export const files = [
  ['areas', 'areas.geojson', areas],
  [
    'offices',
    'offices.csv',
    `编号,名称,类型,上级,区域,生效日期
GOV,明湖区政府,部门,,,2020-01-01
CG,城市管理局,部门,GOV,,2020-01-01
DH,东海街道办事处,街道,GOV,990101001,2020-01-01
YH,云湖社区居委会,社区,DH,990101001001,2020-01-01`,
  ],
  [
    'posts',
    'posts.csv',
    `编号,名称,机构,角色,生效日期
YH-W,网格员,YH,grid_worker,2020-01-01
CG-H,经办,CG,department_handler,2020-01-01`,
  ],
  [
    'people',
    'people.csv',
    `工号,姓名,机构,岗位,任职日期,手机,办公电话
0001,王芳,YH,YH-W,2020-01-01,13800001234,0999-6600123
0002,=李明,CG,CG-H,2020-01-01,13900005678,`,
  ],
  [
    'items',
    'items.csv',
    `编码,名称,类型,实施主体,层级,依据,生效日期
A1,占道经营查处,处罚,城市管理局,区级,《条例》第一条,2020-01-01
A2,楼道堆物,公共服务,街道,街道,,2020-01-01`,
  ],
  [
    'duties',
    'duties.csv',
    `编号,事项,名称,清单,类别,牵头部门,配合内容,生效日期
D1,A1,占道经营查处,街道,配合,CG,劝导,2020-01-01
D2,A2,楼道堆物,街道,基本,,,2020-01-01`,
  ],
] as const

/** A desk with the district below in its registry, which was imported through it. */
export interface RegistryDesk extends TestDesk {
  readonly importFile: (
    query: Readonly<Record<string, string>>,
    content: string | Buffer,
    name?: DeskPerson,
  ) => Promise<LightMyRequestResponse>
  readonly get: (
    url: string,
    name?: DeskPerson,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>
  readonly post: (
    url: string,
    payload: object,
    asked: { readonly name: DeskPerson; readonly tag?: string | undefined },
  ) => Promise<LightMyRequestResponse>
  /** What came of the imports: two reports for each file. */
  readonly reports: readonly unknown[]
}

export async function openRegistryDesk({
  database,
  now,
  source,
}: {
  readonly database: Database
  readonly now: () => Instant
  readonly source: PackSource
}): Promise<RegistryDesk> {
  const { pack } = readPackFiles(source)
  if (pack === undefined) throw new Error('the pack has faults')
  const registry = makeRegistryRoutes({ config: { limits: requestLimits } })
  const lists = [...areaRoutes, ...officeRoutes, ...personRoutes, ...itemRoutes, ...holdingRoutes]
  const kept = [...registry, ...findingRoutes, ...openWorkRoutes]
  const routes = [...lists, ...kept, ...packRoutes, ...calendarRoutes]
  const desk = await openTestDesk({ database, now, packs: [pack], routes })
  const { application } = desk
  function importFile(
    query: Readonly<Record<string, string>>,
    content: string | Buffer,
    name: DeskPerson = 'administrator',
  ): Promise<LightMyRequestResponse> {
    return application.inject({
      method: 'POST',
      url: '/api/v1/registry/imports',
      query: { ...query },
      headers: { authorization: `Bearer ${name}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(content),
    })
  }
  const reports: unknown[] = []
  for (const [kind, name, text] of files) {
    const tried = await importFile({ kind, name }, text)
    const done = await importFile({ kind, name, digest: tried.json().digest }, text)
    reports.push(tried.json(), done.json())
  }
  return {
    ...desk,
    importFile,
    reports,
    get: (url, name = 'handler', headers = {}) =>
      application.inject({ url, headers: { authorization: `Bearer ${name}`, ...headers } }),
    post: (url, payload, { name, tag }) =>
      application.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${name}`, ...(tag !== undefined && { 'if-match': tag }) },
        payload,
      }),
  }
}
