import type { MatterData, Value, Variables } from '@duibiao/kernel'
import type { ListedField, Manifest } from '@duibiao/packfile'
import { areaSight, personSight } from '@duibiao/store'
import type { DescribeMatter } from '@duibiao/store'
import { defined } from './defined.ts'
import type { DistrictPacks } from './district-pack.ts'
import type { RegistryView } from './registry-view.ts'

/**
 * Says what lists show of a matter: the variables that its pack names under `listing`, and the areas above its place.
 * Areas never change their path, so that a rebuild says the same.
 */
export function makeDescription(
  packs: DistrictPacks,
  registry: Pick<RegistryView, 'areaPath'>,
): DescribeMatter {
  return (procedure, data) => {
    const pack = packs.ofProcedure(procedure)
    const process = packs.compiledOf(procedure)?.procedures.find(({ hash }) => hash === procedure)?.id
    if (pack === undefined || process === undefined) return { pack: '', process: '', sights: [] }
    const { name, listing = {} } = pack.manifest
    const { area, reporter, ...listed } = readListed(listing, ownVariables(data))
    const areas = area === undefined ? [] : registry.areaPath(area).map(areaSight)
    const reporters = reporter === undefined ? [] : [personSight(reporter)]
    const joined = joinedIn(pack.manifest, ownVariables(data)).map(personSight)
    return {
      pack: name,
      process,
      ...listed,
      ...defined({ area }),
      sights: [...areas, ...reporters, ...joined],
    }
  }
}

/** Who joined the reporter, where the pack lets people join: elsewhere they are told, and see nothing of it. */
function joinedIn({ report }: Manifest, variables: Variables): readonly string[] {
  const joined = report?.join === undefined ? undefined : variables[report.reporters ?? '']
  return Array.isArray(joined) ? joined.flatMap((one) => textOf(one) ?? []) : []
}

type Fields = { readonly [field in ListedField]?: string }

function readListed(fields: Fields, variables: Variables) {
  const [longitude, latitude] = [
    numberOf(valueOf(fields, 'longitude', variables)),
    numberOf(valueOf(fields, 'latitude', variables)),
  ]
  return defined({
    category: textOf(valueOf(fields, 'category', variables)),
    urgency: textOf(valueOf(fields, 'urgency', variables)),
    area: textOf(valueOf(fields, 'area', variables)),
    office: textOf(valueOf(fields, 'office', variables)),
    colour: textOf(valueOf(fields, 'colour', variables)),
    reporter: textOf(valueOf(fields, 'reporter', variables)),
    place: longitude === undefined || latitude === undefined ? undefined : { longitude, latitude },
  })
}

function valueOf(fields: Fields, field: ListedField, variables: Variables): Value | undefined {
  const name = fields[field]
  return name === undefined ? undefined : variables[name]
}

/** Names and codes only: a text of any length is no place for an index. */
function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined
}

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The variables of a matter itself, without those of its sub-processes. */
export function ownVariables(data: MatterData): Variables {
  return data[0] ?? {}
}
