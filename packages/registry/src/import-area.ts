import { isAppError } from '@duibiao/base'
import { isAreaCode, mayStandBelow } from './area.ts'
import type { Area } from './area.ts'
import { convertGeometry } from './coordinate.ts'
import { findOverhang, findOverlaps, findSelfCrossing } from './geometry-check.ts'
import { parseAreaGeometry } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'
import { dropDoubles, readValidity } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import { areaLevelChoices, choiceNames, readChoice } from './import-choice.ts'
import { isError, placeTree, settleTree } from './import-tree.ts'
import type { TreeDraft } from './import-tree.ts'
import { makeOutline } from './outline.ts'
import type { Outline } from './outline.ts'
import type { Point } from './point-in-ring.ts'
import { holdsOn } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'
import { overlaps } from './validity.ts'

type AreaRow = { readonly reader: RowReader; readonly key: string; readonly before: Area | undefined }

/** Areas of a file: tree, codes, days, and shapes that must close, not cross themselves and lie in what is above them. */
export function buildAreas(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const codes = new Map(
    [...state.area.values()].flatMap((area) =>
      area.code !== undefined && holdsOn(area, setting.on) ? [[area.code, area.id] as const] : [],
    ),
  )
  const rows = readers.flatMap((reader): readonly AreaRow[] => {
    const code = reader.text('code')
    const key = reader.id('id') ?? (code === undefined ? undefined : (codes.get(code) ?? code))
    if (key !== undefined) return [{ reader, key, before: state.area.get(key) }]
    reader.fault(reader.has('id') ? 'id' : 'code', 'cell_missing')
    return []
  })
  const unique = dropDoubles(rows, 'id')
  const known = new Set([...state.area.keys(), ...unique.map(({ key }) => key)])
  for (const { reader, key } of unique) {
    const code = reader.text('code')
    if (code !== undefined) codes.set(code, key)
  }
  const drafts = unique.map((row) => readArea(row, find, setting))
  const placed = placeTree(drafts, state.area, setting)
  for (const draft of placed.drafts) checkPlace(draft, placed.nodes)
  checkShapes(placed.drafts, placed.nodes, setting)
  const settled = settleTree(placed)
  return [
    ...settled.drafts.map(({ reader, node }) => ({
      reader,
      entries: [{ part: 'area' as const, row: node }],
    })),
    ...settled.others.map((row) => ({ entries: [{ part: 'area' as const, row }] })),
  ]

  function find(text: string): string | undefined {
    return known.has(text) ? text : codes.get(text)
  }
}

function readArea(
  { reader, key, before }: AreaRow,
  find: (text: string) => string | undefined,
  setting: ImportSetting,
): TreeDraft<Area> {
  const name = reader.need('name', before?.name)
  const level = reader.needChoice('level', levels, before?.level)
  const code = reader.text('code', before?.code)
  const geometry = readGeometry(reader, setting) ?? before?.geometry
  const successors = reader.list('successors', before?.successors).map((one) => find(one) ?? one)
  const parent = readParent(reader, { before, code, level, find })
  const node: Area = {
    district: setting.district,
    id: key,
    path: '',
    ...(parent !== undefined && { parent }),
    level,
    name,
    ...(code !== undefined && { code }),
    ...(geometry !== undefined && { geometry }),
    ...readValidity(reader, before, setting.on),
    ...(successors.length > 0 && { successors }),
  }
  return { reader, node }
}

const levels = {
  read: (text: string) => readChoice(areaLevelChoices, text),
  names: choiceNames(areaLevelChoices).zh,
  fallback: 'grid' as const,
}

/** The parent that the row names, else the one that stood, else the one whose code the own code begins with. */
function readParent(
  reader: RowReader,
  {
    before,
    code,
    level,
    find,
  }: {
    readonly before: Area | undefined
    readonly code: string | undefined
    readonly level: Area['level']
    readonly find: (text: string) => string | undefined
  },
): string | undefined {
  const named = reader.text('parent')
  if (named !== undefined) {
    const parent = find(named)
    if (parent === undefined) reader.fault('parent', 'reference_missing', { text: named })
    return parent
  }
  if (level === 'district') return undefined
  if (before?.parent !== undefined) return before.parent
  const parent = [12, 9, 6]
    .filter((length) => code !== undefined && length < code.length)
    .map((length) => find(code?.slice(0, length) ?? ''))
    .find((found) => found !== undefined)
  if (parent === undefined) reader.fault('parent', 'cell_missing')
  return parent
}

function readGeometry(
  reader: RowReader,
  { coordinates = 'cgcs2000' }: ImportSetting,
): AreaGeometry | undefined {
  if (reader.geometry === undefined || reader.geometry === null) return undefined
  try {
    const geometry = convertGeometry(parseAreaGeometry(reader.geometry), coordinates)
    const crossing = findSelfCrossing(geometry)
    if (crossing !== undefined)
      reader.fault('geometry', 'geometry_self_crossing', { place: placeText(crossing) })
    return geometry
  } catch (error) {
    if (!isAppError(error, 'geometry_malformed')) throw error
    const { path = '', problem = '' } = error.params
    reader.fault('geometry', 'geometry_malformed', { problem: `${path}: ${problem}` })
    return undefined
  }
}

function placeText({ longitude, latitude }: Point): string {
  return `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`
}

function checkPlace({ reader, node }: TreeDraft<Area>, nodes: ReadonlyMap<string, Area>): void {
  // Of a level that could not be read nothing more can be said.
  const isUnread = reader.findings.some(({ code }) => code === 'choice_unknown')
  if (isUnread || reader.text('level', node.level) === undefined) return
  const parent = node.parent === undefined ? undefined : nodes.get(node.parent)
  const names = { levelZh: levelName(node.level), levelEn: node.level }
  if (parent !== undefined && !mayStandBelow(node.level, parent.level)) {
    const above = { parentLevelZh: levelName(parent.level), parentLevelEn: parent.level }
    reader.fault('level', 'parent_level_wrong', { ...names, ...above })
  }
  if (node.code !== undefined && !isAreaCode(node.code, node.level, parent?.code)) {
    reader.fault('code', 'code_malformed', { text: node.code, ...names })
  }
}

function levelName(level: Area['level']): string {
  return areaLevelChoices.find(([value]) => value === level)?.[1] ?? level
}

/** Shapes against what is above them, and against what is beside them at the same time. */
function checkShapes(
  drafts: readonly TreeDraft<Area>[],
  nodes: ReadonlyMap<string, Area>,
  { tolerance = 5 }: ImportSetting,
): void {
  const shaped = new Map(
    drafts
      .filter(({ reader }) => reader.geometry !== undefined && !reader.findings.some(isError))
      .map((draft) => [draft.node.id, draft]),
  )
  const outlines = new Map<string, Outline>()
  for (const { reader, node } of shaped.values()) {
    const parent = node.parent === undefined ? undefined : nodes.get(node.parent)
    if (node.geometry === undefined || parent?.geometry === undefined) continue
    const outline = outlines.get(parent.id) ?? makeOutline(parent.geometry)
    outlines.set(parent.id, outline)
    const overhang = findOverhang(node.geometry, outline, tolerance)
    if (overhang !== undefined)
      reader.fault('geometry', 'geometry_beyond_parent', {
        other: parent.name,
        place: placeText(overhang.point),
        metres: Math.ceil(overhang.metres),
      })
  }
  const refused = new Set(
    drafts.filter(({ reader }) => reader.findings.some(isError)).map(({ node }) => node.id),
  )
  const families = Map.groupBy(
    [...nodes.values()].filter(({ id }) => !refused.has(id)),
    ({ parent = '', level }) => `${parent} ${level}`,
  )
  for (const family of families.values()) {
    if (family.some(({ id }) => shaped.has(id))) tellOverlaps(family, shaped, tolerance)
  }
}

function tellOverlaps(
  family: readonly Area[],
  shaped: ReadonlyMap<string, TreeDraft<Area>>,
  tolerance: number,
): void {
  const shapes = family.flatMap(({ id, geometry }) => (geometry === undefined ? [] : [{ id, geometry }]))
  const known = new Map(family.map((area) => [area.id, area]))
  for (const { one, other, point } of findOverlaps(shapes, tolerance)) {
    const [told, against] = shaped.has(one) ? [one, known.get(other)] : [other, known.get(one)]
    const draft = shaped.get(told)
    // A grid and its successor have one shape at different times.
    if (draft === undefined || against === undefined || !overlaps(draft.node, against)) continue
    draft.reader.fault('geometry', 'geometry_overlaps', { other: against.name, place: placeText(point) })
  }
}
