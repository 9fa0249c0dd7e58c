import { isWon } from './transition-row-section.ts'

// An office or area that was concerned stays so: the record shows that it was. People are those that the matter names now: who left
// with a matter that was merged by mistake sees no more of this one.
const updateListing = `
  on conflict (district_id, matter_id) do update
  set pack = excluded.pack,
    process = excluded.process,
    category = excluded.category,
    urgency = excluded.urgency,
    area_id = excluded.area_id,
    office_id = excluded.office_id,
    longitude = excluded.longitude,
    latitude = excluded.latitude,
    colour = excluded.colour,
    is_open = excluded.is_open,
    sights = array(
      select distinct key
      from unnest(matter_listing.sights || excluded.sights) as key
      where key not like 'p:%'
        or key = any (excluded.sights)
      order by key
    )`

// One row for each key; of one that is there already nothing is written unless its matter ends or changes category.
const updateSight = `
  on conflict (district_id, sight, matter_id) do update
  set category = excluded.category,
    is_open = excluded.is_open
  where (matter_sight.category, matter_sight.is_open) is distinct from (excluded.category, excluded.is_open)`

/** The parts that keep what is listed of matters and whom they concern: of new ones and of known ones. */
export const listingSections = [
  listingSection('listing', 'l'),
  listingSection('listing_changed', 'L'),
  {
    name: 'sight_gone',
    mark: 'g',
    columns: [
      ['matter_id', 'uuid'],
      ['sight', 'text'],
    ],
    text: `sight_gone as (
  delete from matter_sight
  using (
    select found.place
    from {list}
    cross join lateral (
      select ctid as place
      from matter_sight
      where matter_sight.district_id = $1
        and matter_sight.sight = line.sight
        and matter_sight.matter_id = line.matter_id
      offset 0
    ) as found
    where ${isWon}
      and line.sight >= 'p:'
      and line.sight < 'p;'
  ) as gone
  where matter_sight.district_id = $1
    and matter_sight.ctid = gone.place
)`,
  },
] as const

function listingSection<Name extends 'listing' | 'listing_changed'>(name: Name, mark: string) {
  const suffix = name === 'listing' ? '' : '_anew'
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['pack', 'text'],
      ['process', 'text'],
      ['category', 'text'],
      ['urgency', 'text'],
      ['area_id', 'text'],
      ['office_id', 'text'],
      ['longitude', 'float8'],
      ['latitude', 'float8'],
      ['sights', 'text'],
      ['is_open', 'boolean'],
      ['colour', 'text'],
    ],
    text: `listed${suffix} as (
  insert into matter_listing (district_id, matter_id, pack, process, category, urgency, area_id, office_id, longitude,
    latitude, sights, is_open, colour)
  select $1, matter_id, pack, process, category, urgency, area_id, office_id, longitude, latitude,
    array_remove(string_to_array(sights, ' '), ''), is_open, colour
  from {list}
  where ${isWon}${name === 'listing' ? '' : updateListing}
  returning matter_id, category, sights, is_open
),
sighted${suffix} as (
  insert into matter_sight (district_id, sight, matter_id, category, is_open)
  select $1, held.sight, listed${suffix}.matter_id, category, is_open
  from listed${suffix}
  cross join lateral unnest(sights) as held(sight)${name === 'listing' ? '' : `\n  where true${updateSight}`}
)`,
  } as const
}
