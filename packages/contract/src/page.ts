import { Type } from 'typebox'
import type { TObject, TProperties, TSchema } from 'typebox'

/** The most rows of a page. */
export const pageLimit = 200

/** How a list is asked for page by page: `after` is what the page before named as `next`, and says nothing to anybody else. */
export const pageQuery = {
  after: Type.Optional(Type.String({ maxLength: 1000, description: 'The `next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pageLimit, default: 50 })),
  fields: Type.Optional(
    Type.String({
      maxLength: 500,
      pattern: '^\\w+(,\\w+)*$',
      description: 'Fields of a row apart by commas: rows hold these only; all of them when not said',
    }),
  ),
} as const

/** The query of a list with filters of its own. */
export function listQuery<const Filters extends TProperties>(filters: Filters) {
  return Type.Object({ ...pageQuery, ...filters }, { additionalProperties: false })
}

/** A page of rows; without `next` it is the last one. */
export function pageOf<const Row extends TSchema>(
  row: Row,
): TObject<{
  rows: ReturnType<typeof Type.Array<Row>>
  next: ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>
}> {
  return Type.Object({ rows: Type.Array(row), next: Type.Optional(Type.String()) })
}
