import { useAsk, useForget } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type Order = RowOf<'supervision.list'>
export type LadderStep = Order['ladder'][number]

/** Numbers by office and colour, and what the orders can be narrowed by. */
export function useOrderCounts(query: Readonly<Record<string, string>> = {}) {
  // The words of an address: the service checks them against the schema of the operation.
  return useAsk('supervision.count', { query } as never, { every: 60_000 })
}

/** Tasks of orders that wait for whoever looks at the board, those due first first. */
export function useWaiting() {
  return useAsk('task.list', { query: { pack: 'supervision', limit: 100 } }, { every: 60_000 })
}

/** All that shows orders. */
export const orderOperations = [
  'supervision.list',
  'supervision.count',
  'supervision.week',
  'matter.ladder',
  'matter.read',
  'matter.entries',
  'matter.list',
  'task.list',
  'task.count',
] as const

/** Everything that shows orders is old from now on. */
export function useOrdersChanged(): () => Promise<void> {
  const forget = useForget()
  return () => forget(...orderOperations)
}
