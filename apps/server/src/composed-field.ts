import type { Variables } from '@duibiao/kernel'
import type { Composed, Pack } from '@duibiao/packfile'
import { readSealedValues } from '@duibiao/store'
import type { Caller } from './caller.ts'
import type { DistrictPacks } from './district-pack.ts'
import { packOf, viewOf } from './matter-access.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { showVariables } from './personal-field.ts'
import type { Tenant } from './tenant.ts'

/**
 * The fields of a pack that are texts about the message, by name; a name that several forms have is one field. What the newest
 * version says counts for matters of older ones too: it is no rule of their procedure.
 */
function composedFields(packs: DistrictPacks, pack: Pack): ReadonlyMap<string, Composed> {
  const newest = packs.find(pack.manifest.name) ?? pack
  const known = fieldsOf.get(newest)
  if (known !== undefined) return known
  const fields = new Map<string, Composed>()
  for (const form of newest.forms.values()) {
    for (const { name, composed } of form.fields) if (composed !== undefined) fields.set(name, composed)
  }
  fieldsOf.set(newest, fields)
  return fields
}

const fieldsOf = new WeakMap<Pack, ReadonlyMap<string, Composed>>()

/** Those of them that are replies to whoever reported. */
export function replyFields(packs: DistrictPacks, pack: Pack): ReadonlyMap<string, Composed> {
  return new Map([...composedFields(packs, pack)].filter(([, { as }]) => as === 'reply'))
}

/** The message that a text is about: what its fields hold, one below the other. */
export function messageOf({ from }: Composed, variables: Variables): string {
  return from.flatMap((field) => textIn(variables, field) ?? []).join('\n')
}

/** The text that a field holds; undefined when it holds none. */
export function textIn(variables: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = variables[field]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** The variables of a matter that somebody sees in clear. */
export async function readClear(
  tenant: Tenant,
  caller: Caller,
  access: AccessibleMatter,
): Promise<Variables> {
  const pack = packOf(tenant, access)
  if (pack === undefined) return {}
  const { database, district } = tenant
  const stored = await readSealedValues(database, district, access.found.matter)
  const view = viewOf(tenant, caller, access)
  const { variables, masked } = showVariables(ownVariables(access.found.data), { pack, stored, view })
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !masked.includes(name)))
}
