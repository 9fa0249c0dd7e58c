import { assert } from '@duibiao/base'
import type { Chance } from '../simulation/chance.ts'
import type { AreaPlace } from './area-place.ts'
import type { PlanePoint } from './plane.ts'
import { field, fieldsOf, listOf, nameOf, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** Where people live: a housing estate (小区) in town, a group of a village (村民小组) outside. */
export interface Estate {
  readonly kind: 'estate' | 'village'
  readonly name: Name
  /** Id of its grid. */
  readonly grid: string
  readonly at: PlanePoint
}

/** Words that names are made of. */
export interface Stock {
  /** Names of streets, by id of the street area they are in. */
  readonly roads: ReadonlyMap<string, readonly Name[]>
  readonly estates: readonly (Name & { readonly community: string })[]
  readonly estateHeads: readonly Name[]
  readonly estateTails: readonly Name[]
  /** Heads that are former employers, which go with these tails only. */
  readonly oldHeads: readonly string[]
  readonly oldTails: readonly Name[]
  readonly surnames: readonly (Name & { readonly weight: number })[]
  readonly givenFirst: readonly Name[]
  readonly givenSecond: readonly Name[]
  readonly givenAlone: readonly Name[]
  /** Public figures whose names would come out by accident. */
  readonly avoid: readonly string[]
}

export function readStock(written: Written): Stock {
  return {
    roads: new Map(
      fieldsOf(field(written, 'roads')).map(([street, names]) => [street, listOf(names, nameOf)]),
    ),
    estates: listOf(field(written, 'estates'), (estate) => ({
      ...nameOf(estate),
      community: textOf(field(estate, 'community')),
    })),
    estateHeads: listOf(field(written, 'estateHeads'), pairOf),
    estateTails: listOf(field(written, 'estateTails'), pairOf),
    oldHeads: listOf(field(written, 'estateOldHeads'), textOf),
    oldTails: listOf(field(written, 'estateOldTails'), pairOf),
    surnames: listOf(field(written, 'surnames'), (one) => ({
      ...pairOf(one),
      weight: numberOf({ value: Array.isArray(one.value) ? one.value[2] : undefined, where: one.where }),
    })),
    givenFirst: listOf(field(written, 'givenFirst'), pairOf),
    givenSecond: listOf(field(written, 'givenSecond'), pairOf),
    givenAlone: listOf(field(written, 'givenAlone'), pairOf),
    avoid: listOf(field(written, 'avoid'), textOf).flatMap((names) => names.split('、')),
  }
}

/** One estate for each grid where people live, its name once in the district. */
export function findEstates(areas: readonly AreaPlace[], stock: Stock, chance: Chance): readonly Estate[] {
  const names = mixNames(stock, chance).values()
  const communities = new Map(areas.map((place) => [place.area.id, place]))
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return areas.flatMap(({ area, urban, centre, exclusive }): readonly Estate[] => {
    if (area.level !== 'grid') return []
    const community = communities.get(area.parent ?? '')
    const given = stock.estates.find((one) => one.community === community?.area.name && !taken.has(one.zh))
    if (exclusive) return []
    const isVillage = community?.area.name.endsWith('村') === true
    if (given === undefined && (!urban || isVillage)) return [villageGroup()]
    if (given !== undefined) {
      taken.add(given.zh)
      return [{ kind: 'estate', name: { zh: given.zh, en: given.en }, grid: area.id, at: centre }]
    }
    const name = names.next().value
    assert(name !== undefined, 'there are names for all estates')
    return [{ kind: 'estate', name, grid: area.id, at: centre }]

    function villageGroup(): Estate {
      const number = (counts.get(area.parent ?? '') ?? 0) + 1
      counts.set(area.parent ?? '', number)
      const stem = (community?.area.name ?? '').replace(/社区$/, '村')
      const zh = `${stem}${chineseNumbers[number] ?? number}组`
      const en = `${(community?.english ?? '').replace(/ Community$/, ' Village')} Group ${number}`
      return { kind: 'village', name: { zh, en }, grid: area.id, at: centre }
    }
  })
}

const chineseNumbers = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** All combinations of heads and tails in an order of chance, without the written ones. */
function mixNames(stock: Stock, chance: Chance): readonly Name[] {
  const known = new Set(stock.estates.map(({ zh }) => zh))
  const all = stock.estateHeads.flatMap((head) => {
    const tails = stock.oldHeads.includes(head.zh) ? stock.oldTails : stock.estateTails
    return tails
      .filter((tail) => !head.zh.endsWith(tail.zh.slice(-1)))
      .map((tail) => ({ zh: head.zh + tail.zh, en: `${head.en} ${tail.en}` }))
  })
  return all
    .filter(({ zh }) => !known.has(zh))
    .map((name) => ({ name, order: chance.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ name }) => name)
}

function pairOf(written: Written): Name {
  const { value, where } = written
  assert(Array.isArray(value), `${where} is [zh, en]`)
  return { zh: textOf({ value: value[0], where }), en: textOf({ value: value[1], where }) }
}
