import type { AreaLine, DutyLine, ItemLine, OfficeLine } from '@duibiao/contract'
import { idsOfPath } from '@duibiao/registry'
import type { Area, DutyRow, Item, Office, TreeNode, Validity } from '@duibiao/registry'
import type { Static } from 'typebox'

// How rows of the registry stand on the wire.

export function areaLine(
  { id, parent, level, name, code, geometry, successors, ...days }: Area,
  hasShape: boolean,
): Static<typeof AreaLine> {
  return {
    id,
    ...(parent !== undefined && { parent }),
    level,
    name,
    ...(code !== undefined && { code }),
    ...validityOf(days),
    ...(successors !== undefined && { successors: [...successors] }),
    ...(hasShape &&
      geometry !== undefined && {
        geometry: { type: geometry.type, coordinates: [...geometry.coordinates] },
      }),
  }
}

export function officeLine({
  id,
  parent,
  kind,
  name,
  creditCode,
  area,
  successors,
  ...days
}: Office): Static<typeof OfficeLine> {
  return {
    id,
    ...(parent !== undefined && { parent }),
    kind,
    name,
    ...(creditCode !== undefined && { credit_code: creditCode }),
    ...(area !== undefined && { area }),
    ...validityOf(days),
    ...(successors !== undefined && { successors: [...successors] }),
  }
}

export function itemLine({
  code,
  version,
  name,
  kind,
  parent,
  authority,
  office,
  level,
  legalBasis,
  adjustment,
  ...days
}: Item): Static<typeof ItemLine> {
  return {
    code,
    version,
    name,
    kind,
    ...(parent !== undefined && { parent }),
    authority,
    ...(office !== undefined && { office }),
    level,
    legal_basis: [...legalBasis],
    ...(adjustment !== undefined && { adjustment }),
    ...validityOf(days),
  }
}

export function dutyLine(row: DutyRow): Static<typeof DutyLine> {
  const { id, item, name, list, kind, office, legalBasis } = row
  return {
    id,
    item,
    name,
    list,
    kind,
    ...(office !== undefined && { office }),
    ...(row.kind !== 'basic' && { lead_office: row.leadOffice }),
    ...(row.kind === 'assisting' && { act: row.act }),
    ...(row.kind === 'taken_back' && row.manner !== undefined && { manner: row.manner }),
    legal_basis: [...legalBasis],
    ...validityOf(row),
  }
}

/** The days on which a row holds. */
export function validityOf({ validFrom, validUntil }: Validity): {
  readonly valid_from: string
  readonly valid_until?: string
} {
  return { valid_from: validFrom, ...(validUntil !== undefined && { valid_until: validUntil }) }
}

/** The nodes above one, the highest first, without itself. */
export function nodesAbove<Node extends TreeNode & { readonly name: string }>(
  nodes: ReadonlyMap<string, Node>,
  { path }: Node,
): readonly Node[] {
  return idsOfPath(path)
    .slice(0, -1)
    .flatMap((id) => nodes.get(id) ?? [])
}

/** The path of a node that a list is to stay below; undefined when there is no such node. */
export function pathOf<Node extends TreeNode>(
  nodes: ReadonlyMap<string, Node>,
  id: string,
): string | undefined {
  return nodes.get(id)?.path
}
