import type { DutyRow, Office } from '@duibiao/registry'
import type { MinghuDistrict } from '../minghu/district.ts'
import type { FilingStandard } from '../minghu/filing-standard.ts'
import type { Category } from '../minghu/category.ts'
import type { Behaviour } from '../minghu/season-setting.ts'
import type { Chance } from './chance.ts'

/** What simulated people know of their district. */
export interface World {
  readonly offices: ReadonlyMap<string, Office>
  readonly duties: ReadonlyMap<string, DutyRow>
  readonly categories: ReadonlyMap<string, Category>
  /** How an event of the city is filed, by its code. */
  readonly filing: ReadonlyMap<string, FilingStandard>
  /** Offices that an order can be sent to. */
  readonly departments: readonly string[]
  readonly habitsOf: (office: string | undefined) => Behaviour
}

export function makeWorld(
  { written, offices }: MinghuDistrict,
  behaviours: ReadonlyMap<string, Behaviour>,
): World {
  const steady = written.season.styles.get('steady')
  if (steady === undefined) throw new RangeError('no steady habits are written')
  const top = offices.filter(({ office }) => office.parent === 'district-government')
  return {
    offices: new Map(offices.map(({ office }) => [office.id, office])),
    duties: new Map(written.catalogue.duties.map((duty) => [duty.id, duty])),
    categories: written.categories,
    filing: written.filing,
    departments: top.flatMap(({ office }) => (written.season.offices.has(office.id) ? [office.id] : [])),
    habitsOf: (office) => behaviours.get(office ?? '') ?? steady,
  }
}

/** Another office than this one. */
export function otherOffice({ departments }: World, office: string | undefined, chance: Chance): string {
  return chance.pick(departments.filter((one) => one !== office))
}

/** The office that leads where a street may not: the one its row of the list names, else the one of the category. */
export function leaderOf(world: World, category: string | undefined, chance: Chance): string {
  const known = world.categories.get(category ?? '')
  const duty = world.duties.get(known?.duty ?? '')
  if (duty !== undefined && duty.kind !== 'basic') return duty.leadOffice
  return known === undefined || known.office === 'street'
    ? otherOffice(world, undefined, chance)
    : known.office
}

/** What kind of receiver of an order an office is. */
export function receiverKindOf({ offices }: World, office: string): 'street' | 'utility' | 'department' {
  const kind = offices.get(office)?.kind
  if (kind === 'street_office') return 'street'
  return kind === 'operator' ? 'utility' : 'department'
}
