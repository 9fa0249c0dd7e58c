import type { MatterData, Value, Variables } from '@duibiao/kernel'
import type { ListedField } from '@duibiao/packfile'
import { areaSight, personSight } from '@duibiao/store'
import type { DescribeMatter, Listing } from '@duibiao/store'
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
    return describeBy(listing, { pack: name, process }, data[0] ?? {}, registry)
  }
}

type Fields = { readonly [field in ListedField]?: string }

function describeBy(
  fields: Fields,
  place: Pick<Listing, 'pack' | 'process'>,
  variables: Variables,
  { areaPath }: Pick<RegistryView, 'areaPath'>,
): Listing {
  const text = (field: ListedField) => textOf(valueOf(fields, field, variables))
  const number = (field: ListedField) => numberOf(valueOf(fields, field, variables))
  const [category, urgency, area, office, reporter] = [
    text('category'),
    text('urgency'),
    text('area'),
    text('office'),
    text('reporter'),
  ]
  const [longitude, latitude] = [number('longitude'), number('latitude')]
  return {
    ...place,
    ...(category !== undefined && { category }),
    ...(urgency !== undefined && { urgency }),
    ...(area !== undefined && { area }),
    ...(office !== undefined && { office }),
    ...(longitude !== undefined && latitude !== undefined && { place: { longitude, latitude } }),
    sights: [
      ...(area === undefined ? [] : areaPath(area).map(areaSight)),
      ...(reporter === undefined ? [] : [personSight(reporter)]),
    ],
  }
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
