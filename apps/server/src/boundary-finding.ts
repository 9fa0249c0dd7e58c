import type { BoundaryFault as ToldFault } from '@duibiao/contract'
import type { BoundaryFault } from '@duibiao/registry'
import type { Static } from 'typebox'

/** A fault of a file of boundaries, in words. */
export type BoundaryFinding = Static<typeof ToldFault>

const faults = {
  no_features: [
    'error',
    '文件中没有图形：须是 GeoJSON 的 FeatureCollection',
    'the file has no features: it must be a FeatureCollection of GeoJSON',
  ],
  features_too_many: [
    'error',
    '图形有 {count} 个，至多 {most} 个',
    'there are {count} features, {most} at most',
  ],
  positions_too_many: [
    'error',
    '坐标点有 {count} 个，至多 {most} 个：请只留要比较的区划，或先在地理信息软件中简化',
    'there are {count} positions, {most} at most: keep the divisions that are compared, or simplify the file first',
  ],
  crs_unknown: [
    'error',
    '文件写明的坐标系是“{crs}”，不是经纬度的 CGCS2000（EPSG:4490）或 WGS 84（EPSG:4326）：请先转换',
    'the file says that it is in "{crs}", not in degrees of CGCS2000 (EPSG:4490) or WGS 84 (EPSG:4326): convert it first',
  ],
  crs_contradicts: [
    'error',
    '文件写明的坐标系是“{crs}”，与所选的 {coordinates} 不符',
    'the file says that it is in "{crs}", which is not {coordinates}',
  ],
  property_missing: [
    'error',
    '没有图形带有属性“{property}”；文件中的属性有：{there}',
    'no feature has the property "{property}"; there are: {there}',
  ],
  code_missing: ['error', '该图形没有区划代码', 'the feature has no code'],
  code_unknown: [
    'warning',
    '代码 {text} 不在行政区划名录中，不导入',
    'the code {text} is not in the list of divisions and is passed over',
  ],
  code_doubled: [
    'error',
    '代码 {text} 在第 {before} 个图形已经用过：同一区划的几块须合为一个 MultiPolygon',
    'the code {text} is that of feature {before}: parts of one division must be one MultiPolygon',
  ],
  shape_missing: [
    'warning',
    '{text} 没有图形，地图上不会有它',
    '{text} has no shape and will not be on the map',
  ],
  shape_malformed: [
    'error',
    '{text} 的图形不合规范（{problem}）',
    'the shape of {text} is malformed ({problem})',
  ],
  shape_flat: ['error', '{text} 的图形没有面积', 'the shape of {text} encloses nothing'],
  shape_crosses: [
    'warning',
    '{text} 的界线在 {place} 处自相交，照样画出，请核对',
    'the border of {text} crosses itself at {place}; it is drawn all the same, look at it',
  ],
  not_degrees: [
    'error',
    '{text} 的坐标（{place}）不是经纬度：请先把投影坐标转为经纬度',
    'the coordinates of {text} ({place}) are no longitude and latitude: convert from the projection first',
  ],
  axes_swapped: [
    'error',
    '{text} 的坐标（{place}）把纬度写在了前面：GeoJSON 先经度后纬度',
    'the coordinates of {text} ({place}) have the latitude first: GeoJSON has the longitude first',
  ],
  divisions_missing: [
    'error',
    '还没有行政区划名录：请先导入名录',
    'there is no list of divisions yet: import one first',
  ],
  nothing_known: [
    'error',
    '文件中没有名录里的区划：请核对代码属性',
    'the file has none of the divisions in the list: look at the property that holds the codes',
  ],
  approval_unlike: [
    'warning',
    '“{text}”不像审图号（如 GS(2024)0650号）：它会原样写在地图下方，请核对',
    '"{text}" does not look like the number of an approval (such as GS(2024)0650号); it is written below the map as it is',
  ],
  shapes_lacking: [
    'warning',
    '有统计数据而文件中没有图形的区划 {count} 个：{text}',
    'divisions that have statistics and no shape in the file ({count}): {text}',
  ],
} as const satisfies Readonly<Record<string, readonly ['error' | 'warning', string, string]>>

/** A fault at a feature, counted from 1; 0 is the file as a whole. */
export function boundaryFinding({
  feature,
  code,
  params,
}: Pick<BoundaryFault, 'feature' | 'params'> & { readonly code: keyof typeof faults }): BoundaryFinding {
  const [severity, zh, en] = faults[code]
  return { feature, code, severity, message: { zh: fill(zh, params), en: fill(en, params) } }
}

export function isBoundaryError({ severity }: BoundaryFinding): boolean {
  return severity === 'error'
}

/** What a report holds at most. */
const mostFindings = 500

/** The findings of a report, errors first, and how many are left out. */
export function tellBoundaryFindings(findings: readonly BoundaryFinding[]): {
  readonly findings: BoundaryFinding[]
  readonly left_out: number
} {
  const sorted = [...findings.filter(isBoundaryError), ...findings.filter((one) => !isBoundaryError(one))]
  return {
    findings: sorted.slice(0, mostFindings),
    left_out: Math.max(0, findings.length - mostFindings),
  }
}

function fill(template: string, params: BoundaryFault['params']): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
