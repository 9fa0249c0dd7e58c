import type { Given } from '@duibiao/contract'
import { useTell } from '../wire/service-context.tsx'
import type { RowAnswer } from './row-answers.tsx'

type Row = Given<'matter.act_many'>['body']['rows'][number]

/** A matter as it is told of, and what is to be done with it. */
interface Order {
  /** Of the matter. */
  readonly id: string
  readonly number: string
  readonly title: string
  readonly command: Row['command']
}

/** Gives several matters a command each, in one request; every row is answered for itself. */
export function useActMany() {
  const act = useTell('matter.act_many')
  return {
    isPending: act.isPending,
    error: act.error,
    async give(orders: readonly Order[]): Promise<readonly RowAnswer[]> {
      const rows = orders.map(({ id, command }) => ({ matter: id, command, key: crypto.randomUUID() }))
      const { value } = await act.mutateAsync({ body: { rows } })
      return orders.map(({ id, number, title }, index) => ({
        id,
        what: `${number} ${title}`,
        problem: value.rows[index]?.problem,
      }))
    },
  }
}
