import type { DistrictId, LegalDate } from '@duibiao/base'
import { findGrid, makeGridLookup } from '@duibiao/registry'
import type { AreaLevel, GridLookup, Point } from '@duibiao/registry'
import type { Queryable } from './database.ts'
import { readShapesStatement } from './registry-statement.ts'
import { fromColumns } from './registry-table.ts'
import { readVersions } from './registry.ts'

/** Finds the grid of a point without a query for the shapes. */
export interface GridSource {
  /**
   * The id of the area of the level that has the point on a day; undefined outside of all. Shapes are read once and anew
   * when the areas of the district were changed or another day is asked about.
   */
  find(point: Point, on: LegalDate): Promise<string | undefined>
}

type Loaded = { readonly version: number; readonly on: LegalDate; readonly lookup: Promise<GridLookup> }

/** Keeps the shapes of one level in memory, as 100,000 grids of 20 corners do in 40 MB. */
export function makeGridSource(
  queryable: Queryable,
  { district, level = 'grid' }: { readonly district: DistrictId; readonly level?: AreaLevel },
): GridSource {
  let loaded: Loaded | undefined

  function load(on: LegalDate, version: number): Loaded {
    const lookup = queryable
      .query(readShapesStatement, [district, level, on])
      .then((rows) =>
        makeGridLookup(
          rows
            .map((row) => fromColumns('area', row))
            .flatMap(({ id, geometry }) => (geometry === undefined ? [] : [{ id, geometry }])),
        ),
      )
    const next = { version, on, lookup }
    // What could not be read is tried again by the next who asks.
    lookup.catch(() => {
      if (loaded === next) loaded = undefined
    })
    return next
  }

  return {
    async find(point, on) {
      const version = (await readVersions(queryable, district)).get('area') ?? 0
      if (loaded?.version !== version || loaded.on !== on) loaded = load(on, version)
      return findGrid(await loaded.lookup, point)
    },
  }
}
