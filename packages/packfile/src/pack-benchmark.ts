/**
 * Which procedures of a pack are study visits (对标考察), gaps that become work (差距交办) and races of zones (片区赛马). Pages
 * read their variables by the names of docs/reference/packs.md.
 */
export type BenchmarkRule = { readonly visit?: string; readonly gap?: string; readonly race?: string }

const element = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' } as const

/** JSON Schema of `benchmark` in pack.yaml. */
export const benchmarkSchema = {
  type: 'object',
  properties: { visit: element, gap: element, race: element },
  minProperties: 1,
  additionalProperties: false,
} as const
