import type { Chance } from '../simulation/chance.ts'
import type { Stock } from './estate.ts'
import type { Geography, Landmark } from './geography.ts'
import { pickSurname } from './name-maker.ts'
import { distance } from './plane.ts'
import type { PlanePoint } from './plane.ts'

/** Words that can stand in braces in a text. */
export const slotNames: ReadonlySet<string> = new Set(
  (
    'estate oldEstate building unit road junction community street village school market park square hospital ' +
    'metro bus surname age amount n few days months when first topic'
  ).split(' '),
)

/** What words of a text become at a place; the same for all who write about the same thing. */
export type PlaceWords = ReadonlyMap<string, string>

/** Places by grid, found once. */
export interface Gazetteer {
  /** Words of a place in this grid. */
  readonly wordsAt: (grid: string) => PlaceWords
  readonly gridOfLandmark: ReadonlyMap<string, string>
  /** Grids where a text with these slots makes sense: one about an estate not in the fields. */
  readonly gridsFor: (slots: readonly string[]) => readonly string[]
}

const landmarkSlots: Readonly<Record<string, readonly string[]>> = {
  school: ['school'],
  market: ['market'],
  park: ['park'],
  square: ['square'],
  hospital: ['hospital', 'clinic'],
  metro: ['metro_station'],
}

/** The slots of a text. */
export function slotsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

export function makeGazetteer(geography: Geography): Gazetteer {
  const { areas, estates, landmarks } = geography
  const places = new Map(areas.map((place) => [place.area.id, place]))
  const grids = areas.filter(({ area }) => area.level === 'grid')
  const homes = new Map(estates.map((estate) => [estate.grid, estate]))
  const inTown = grids.map(({ area }) => area.id).filter((id) => homes.get(id)?.kind === 'estate')
  const villages = grids.map(({ area }) => area.id).filter((id) => homes.get(id)?.kind === 'village')
  const old = inTown.filter((id) => /(院|宿舍|新村|里)$/.test(homes.get(id)?.name.zh ?? ''))
  const words = new Map(grids.map(({ area, centre }) => [area.id, wordsOf(area.id, centre)]))
  return {
    wordsAt: (grid) => words.get(grid) ?? new Map(),
    gridOfLandmark: new Map(landmarks.map(({ id, grid }) => [id, grid])),
    gridsFor(slots) {
      if (slots.includes('oldEstate')) return old
      return slots.includes('village') ? villages : inTown
    },
  }

  function wordsOf(grid: string, centre: PlanePoint): PlaceWords {
    const home = homes.get(grid)
    const community = places.get(grid.slice(0, 12))?.area.name ?? ''
    const street = places.get(grid.slice(0, 9))?.area.name ?? ''
    const village = home?.kind === 'village' ? home.name.zh : community
    return new Map([
      ['community', community],
      ['street', street],
      ['estate', home?.name.zh ?? community],
      ['oldEstate', home?.name.zh ?? community],
      ['village', village],
      ['road', nearestRoad(geography, centre)],
      ['junction', nearestJunction(geography, centre)],
      ...Object.entries(landmarkSlots).map(
        ([slot, kinds]) => [slot, nearestLandmark(landmarks, kinds, centre)] as const,
      ),
    ])
  }
}

/** What else a text needs: numbers and times, by chance. */
export function makeDetails(stock: Stock, chance: Chance): PlaceWords {
  const few = chance.pick(['三', '四', '五', '六'])
  return new Map([
    ['building', `${1 + Math.floor(chance.next() * 24)}号楼`],
    ['unit', `${1 + Math.floor(chance.next() * 4)}单元`],
    ['bus', `${1 + Math.floor(chance.next() * 38)}`],
    ['surname', pickSurname(stock, chance).zh],
    ['age', chance.pick(['六十八', '七十一', '七十三', '七十六', '七十九', '八十二', '八十五'])],
    ['amount', `${10 * (12 + Math.floor(chance.next() ** 2 * 280))}元`],
    ['n', `${3 + Math.floor(chance.next() * 6)}`],
    ['few', few],
    ['days', `${chance.pick(['三', '四', '五', '七'])}天`],
    ['months', chance.pick(['两个月', '三个月', '四个月', '半年'])],
    ['when', chance.pick(['昨天晚上', '今天早上', '前天', '昨天下午', '上个周末'])],
  ])
}

/** Puts words into a text; what no map has stays in its braces, and a test finds it. */
export function fillSlots(text: string, ...maps: readonly PlaceWords[]): string {
  return text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
    const found = maps.find((map) => map.has(name))
    return found?.get(name) ?? slot
  })
}

function nearestRoad({ roads }: Geography, at: PlanePoint): string {
  const named = roads.flatMap(({ kind, name, paths }) =>
    (kind === 'main' || kind === 'street') && name !== undefined ? [{ name: name.zh, paths }] : [],
  )
  return (
    nearest(named, ({ paths }) => Math.min(...paths.flat().map((point) => distance(point, at))))?.name ?? ''
  )
}

function nearestJunction({ roads, junctions }: Geography, at: PlanePoint): string {
  const names = new Map(roads.map(({ id, name }) => [id, name?.zh ?? '']))
  const found = nearest(junctions, (junction) => distance(junction.at, at))
  if (found === undefined) return ''
  const [one, other] = found.roads
  return `${names.get(one) ?? ''}与${names.get(other) ?? ''}路口`
}

function nearestLandmark(landmarks: readonly Landmark[], kinds: readonly string[], at: PlanePoint): string {
  const fitting = landmarks.filter(({ kind }) => kinds.includes(kind))
  return nearest(fitting, (landmark) => distance(landmark.at, at))?.word ?? ''
}

function nearest<Place>(places: readonly Place[], lengthOf: (place: Place) => number): Place | undefined {
  return places
    .map((place) => ({ place, length: lengthOf(place) }))
    .toSorted((a, b) => a.length - b.length)[0]?.place
}
