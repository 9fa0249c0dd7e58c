import { formatLocal } from '@duibiao/base'
import type { AreaGeometry, LegalBasis } from '@duibiao/registry'
import { writeCsv } from '@duibiao/sheet'
import type { CellValue } from '@duibiao/sheet'
import type { MinghuDistrict } from './district.ts'
import { positionOf } from './geography.ts'
import type { Geography } from './geography.ts'
import { drawMap } from './map.ts'
import type { PlanePoint } from './plane.ts'
import type { SeasonPlan } from './season-plan.ts'
import type { Behaviour } from './season-setting.ts'

/** A file of the exported district: its name and its text. */
export interface DistrictFile {
  readonly name: string
  readonly text: string
}

/**
 * The district as files that `duibiao import` reads: areas as GeoJSON, the rest as tables whose headers are the names of our
 * fields, in the order in which they can be imported; and the map as a picture.
 */
export async function writeRegistryFiles(district: MinghuDistrict): Promise<readonly DistrictFile[]> {
  const { geography } = district
  return [
    { name: 'areas.geojson', text: areasText(geography) },
    await officesFile(district),
    await postsFile(district),
    await peopleFile(district),
    await itemsFile(district),
    await dutiesFile(district),
    { name: 'roads.geojson', text: roadsText(geography) },
    { name: 'landmarks.geojson', text: landmarksText(geography) },
    { name: 'map.svg', text: drawMap(geography, 1100) },
  ]
}

/** The season as files: messages as `duibiao import messages` reads them, with what a clerk would note beside. */
export function writeSeasonFiles(
  season: SeasonPlan & { readonly behaviours: ReadonlyMap<string, Behaviour> },
): readonly DistrictFile[] {
  const { messages, patrols, days, whistles, orders, behaviours } = season
  return [
    {
      name: 'messages.jsonl',
      text: linesText(
        messages.map(({ at, reporter, ...message }) => ({
          ...message,
          time: formatLocal(at, 480).slice(0, 19).replace('T', ' '),
          user: reporter?.id ?? '',
          reporter: reporter?.name ?? '',
          mobile: reporter?.mobile ?? '',
        })),
      ),
    },
    {
      name: 'patrols.jsonl',
      text: linesText(patrols.map(({ at, ...patrol }) => ({ ...patrol, time: formatLocal(at, 480) }))),
    },
    {
      name: 'season.json',
      text: `${JSON.stringify({ days, whistles, orders, behaviours: Object.fromEntries(behaviours) }, undefined, 2)}\n`,
    },
  ]
}

async function table(
  name: string,
  headers: readonly string[],
  rows: readonly (readonly CellValue[])[],
): Promise<DistrictFile> {
  let text = ''
  for await (const line of writeCsv(headers, rows)) text += line
  return { name, text }
}

function officesFile({ offices }: MinghuDistrict): Promise<DistrictFile> {
  const headers = ['id', 'parent', 'kind', 'name', 'creditCode', 'area', 'validFrom']
  const rows = offices.map(({ office }) => {
    const { id, parent, kind, name, creditCode, area, validFrom } = office
    return [id, parent, kind, name, creditCode, area, validFrom]
  })
  return table('offices.csv', headers, rows)
}

function postsFile({ staff }: MinghuDistrict): Promise<DistrictFile> {
  const rows = staff.posts.map(({ id, office, name, role, validFrom }) => [id, office, name, role, validFrom])
  return table('posts.csv', ['id', 'office', 'name', 'role', 'validFrom'], rows)
}

function peopleFile({ staff }: MinghuDistrict): Promise<DistrictFile> {
  const holdings = new Map(staff.holdings.map((holding) => [holding.person, holding]))
  const contacts = new Map(staff.contacts.map(({ person, kind, value }) => [`${person} ${kind}`, value]))
  const headers = ['id', 'name', 'office', 'posts', 'since', 'mobile', 'office_phone', 'email']
  const rows = staff.people.map(({ id, name, office }) => {
    const holding = holdings.get(id)
    const reach = ['mobile', 'office_phone', 'email'].map((kind) => contacts.get(`${id} ${kind}`))
    return [id, name, office, holding?.post, holding?.validFrom, ...reach]
  })
  return table('people.csv', headers, rows)
}

function itemsFile({ written }: MinghuDistrict): Promise<DistrictFile> {
  const headers = ['code', 'name', 'kind', 'authority', 'office', 'level', 'legalBasis', 'validFrom']
  const rows = written.catalogue.items.map((item) => {
    const { code, name, kind, authority, office, level, legalBasis, validFrom } = item
    return [code, name, kind, authority, office, level, basisText(legalBasis), validFrom]
  })
  return table('items.csv', headers, rows)
}

function dutiesFile({ written }: MinghuDistrict): Promise<DistrictFile> {
  const headers = [
    'id',
    'item',
    'name',
    'list',
    'kind',
    'leadOffice',
    'act',
    'manner',
    'legalBasis',
    'validFrom',
  ]
  const rows = written.catalogue.duties.map((row) => {
    const { id, item, name, list, kind, legalBasis, validFrom } = row
    const lead = row.kind === 'basic' ? undefined : row.leadOffice
    const act = row.kind === 'assisting' ? row.act : undefined
    const manner = row.kind === 'taken_back' ? row.manner : undefined
    return [id, item, name, list, kind, lead, act, manner, basisText(legalBasis), validFrom]
  })
  return table('duties.csv', headers, rows)
}

/** 《law》 article, with the remark that it is about procedure only. */
function basisText(basis: readonly LegalBasis[]): string {
  return basis
    .map(({ law, article, text }) => `《${law}》${article}${text === undefined ? '' : '（程序依据）'}`)
    .join(';')
}

function areasText({ areas }: Geography): string {
  return collectionText(
    areas.map(({ area, english, people, exclusive, squareKilometres }) => ({
      properties: {
        id: area.id,
        code: area.code,
        name: area.name,
        level: area.level,
        parent: area.parent ?? '',
        validFrom: area.validFrom,
      },
      // What the registry has no field for stands outside the properties, where an import does not look.
      english,
      people,
      exclusive,
      squareKilometres: Math.round(squareKilometres * 1000) / 1000,
      geometry: area.geometry,
    })),
  )
}

function roadsText({ roads, skeleton }: Geography): string {
  return collectionText(
    roads.map(({ id, kind, name, paths }) => ({
      properties: { id, kind, name: name?.zh ?? '', english: name?.en ?? '' },
      geometry: {
        type: 'MultiLineString',
        coordinates: paths.map((path) => path.map((point) => positionOf(skeleton, point))),
      },
    })),
  )
}

function landmarksText({ landmarks, estates, skeleton }: Geography): string {
  return collectionText([
    ...landmarks.map(({ id, kind, name, word, grid, at }) => ({
      properties: { id, kind, name: name.zh, english: name.en, word, grid },
      geometry: pointAt(at),
    })),
    ...estates.map(({ kind, name, grid, at }) => ({
      properties: { id: `${kind}-${grid}`, kind, name: name.zh, english: name.en, word: name.zh, grid },
      geometry: pointAt(at),
    })),
  ])

  function pointAt(at: PlanePoint) {
    return { type: 'Point', coordinates: positionOf(skeleton, at) }
  }
}

interface Feature {
  readonly properties: Readonly<Record<string, string | number | boolean>>
  readonly geometry: AreaGeometry | { readonly type: string; readonly coordinates: unknown }
}

/** One feature a line, so that two versions can be compared. */
function collectionText(features: readonly Feature[]): string {
  const lines = features.map((feature) => JSON.stringify({ type: 'Feature', ...feature }))
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`
}

function linesText(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
