import type { Content, Table } from './queries.ts'

/** From where the values of a computation come. */
export type TableChoice =
  | { readonly kind: 'entered' }
  /** What the service knows of the period; `statistics` names another period of imported values, or is empty. */
  | { readonly kind: 'observed'; readonly statistics: string }

/** Whether the service can know any value of a recipe by itself. */
export function knowsValues({ indicators }: Pick<Content, 'indicators'>): boolean {
  return indicators.some(({ source }) => source !== 'entered')
}

/** Whether there is something to compute with. */
export function isReady(choice: TableChoice, { units }: Pick<Table, 'units'>): boolean {
  return choice.kind === 'observed' || units.length > 0
}

/** A choice as the service is told it: values by hand go with it for the indicators that are entered. */
export function sourceOf(choice: TableChoice, table: Table) {
  if (choice.kind === 'entered') return { kind: 'entered', table } as const
  const { statistics } = choice
  return {
    kind: 'observed',
    ...(statistics !== '' && { statistics }),
    ...(table.units.length > 0 && { entered: table }),
  } as const
}
