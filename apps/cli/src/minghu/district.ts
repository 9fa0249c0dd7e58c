import type { LegalDate } from '@duibiao/base'
import { makeGeography } from './geography.ts'
import type { Geography } from './geography.ts'
import { makeOffices } from './office-tree.ts'
import type { OfficePlace } from './office-tree.ts'
import { makeGazetteer } from './place-slot.ts'
import { behaviourOf, planSeason } from './season-plan.ts'
import type { SeasonPlan, SeasonWorld } from './season-plan.ts'
import type { Behaviour } from './season-setting.ts'
import { makeStaff } from './staff.ts'
import type { Staff } from './staff.ts'
import type { WrittenDistrict } from './written-file.ts'

/** The demonstration district 明湖区, whole: place, offices, people. What is written stays beside it. */
export interface MinghuDistrict {
  readonly written: WrittenDistrict
  readonly seed: number
  /** The day on which the season begins. */
  readonly from: LegalDate
  readonly geography: Geography
  readonly offices: readonly OfficePlace[]
  readonly staff: Staff
}

/** What a district is made with. */
export interface DistrictSetting {
  readonly seed: number
  readonly from: LegalDate
}

/** Makes the district: the same seed and day give the same bytes. */
export function makeDistrict(written: WrittenDistrict, { seed, from }: DistrictSetting): MinghuDistrict {
  const { skeleton, stock, organisation } = written
  const geography = makeGeography(skeleton, stock, seed)
  const offices = makeOffices(organisation, geography.areas)
  const staff = makeStaff(organisation, geography.areas, { stock, seed, from })
  return { written, seed, from, geography, offices, staff }
}

/** What of a season differs from what is written. */
export interface SeasonChoice {
  readonly days?: number
  /** Messages on an ordinary day. */
  readonly perDay?: number
  /** Reports of a grid worker on a working day. */
  readonly perWorker?: number
}

/** A season of the district and the habits of its offices. */
export function makeSeason(
  district: MinghuDistrict,
  { days, perDay, perWorker }: SeasonChoice = {},
): SeasonPlan & { readonly behaviours: ReadonlyMap<string, Behaviour> } {
  const { written, geography, staff, seed, from, offices } = district
  const { season, stock, categories, templates, following, hotIssue, patrolTemplates } = written
  const grids = geography.areas.filter(({ area }) => area.level === 'grid')
  const communities = geography.areas.filter(({ area }) => area.level === 'community')
  const world: SeasonWorld = {
    seed,
    from,
    setting: {
      ...season,
      days: days ?? season.days,
      messagesPerDay: perDay ?? season.messagesPerDay,
      patrolsPerWorker: perWorker ?? season.patrolsPerWorker,
    },
    categories,
    templates,
    following,
    hotIssue,
    patrolTemplates,
    stock,
    gazetteer: makeGazetteer(geography),
    people: new Map(grids.map(({ area, people }) => [area.id, people])),
    gridsOfCommunity: new Map(
      communities.map(({ area }) => [
        area.name,
        grids.filter((grid) => grid.area.parent === area.id).map((grid) => grid.area.id),
      ]),
    ),
    rounds: staff.rounds,
    streets: new Map(
      geography.areas.flatMap(({ area }) => (area.level === 'street' ? [[area.name, area.id]] : [])),
    ),
    operators: new Set(offices.flatMap(({ office }) => (office.kind === 'operator' ? [office.id] : []))),
  }
  const behaviours = new Map(offices.map(({ office: { id } }) => [id, behaviourOf(world, id)]))
  return { ...planSeason(world), behaviours }
}
