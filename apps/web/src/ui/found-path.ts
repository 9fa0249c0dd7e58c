import type { AnswerOf, findInOneNet } from '@duibiao/contract'

type Row = AnswerOf<typeof findInOneNet>['rows'][number]

/** Where something that was found has its page; undefined for a landmark that lies in no area. */
export function pathOfFound({ sort, id, name }: Pick<Row, 'sort' | 'id' | 'name'>): string | undefined {
  const last = encodeURIComponent(id)
  switch (sort) {
    case 'matter':
      return `/matters/${last}`
    case 'item':
      return `/registry/lists/items/${last}`
    case 'duty':
      return `/registry/lists/duties/${last}`
    case 'procedure':
    case 'parameter':
    case 'document':
      return `/packs/${last}`
    case 'area':
      return `/registry/areas/${last}`
    case 'landmark':
      return id === name ? undefined : `/registry/areas/${last}`
    case 'office':
      return `/registry/offices/${last}`
    case 'person':
      return `/registry/staff/people/${last}`
  }
}
