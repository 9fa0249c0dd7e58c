import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'

/** Gives running numbers: each once, in all processes together; not without gaps. */
export interface SerialSource {
  /** The next number of a counter, from 1. `name` is the form of the number with its year. */
  next(name: string): Promise<number>
}

/** Numbers taken from the database at a time. A process that ends leaves at most so many out. */
const defaultBlock = 100

interface Block {
  next: number
  end: number
}

/** Numbers of one district. Blocks are taken one after another, so that callers at the same time share them. */
export function makeSerialSource(
  queryable: Queryable,
  { district, block = defaultBlock }: { readonly district: DistrictId; readonly block?: number },
): SerialSource {
  const blocks = new Map<string, Block>()
  let turn: Promise<unknown> = Promise.resolve()

  async function take(name: string): Promise<number> {
    const known = blocks.get(name)
    const held = known !== undefined && known.next <= known.end ? known : await refill(name)
    blocks.set(name, held)
    held.next += 1
    return held.next - 1
  }

  async function refill(name: string): Promise<Block> {
    const [row] = await queryable.query<{ readonly last: number }>(takeSerialStatement, [
      district,
      name,
      block,
    ])
    const end = Number(row?.last ?? 0)
    return { next: end - block + 1, end }
  }

  return {
    next(name) {
      const result = turn.then(() => take(name))
      turn = result.catch(() => undefined)
      return result
    },
  }
}

export const takeSerialStatement: Statement = {
  name: 'take_serial',
  text: `insert into serial (district_id, name, last)
values ($1, $2, $3)
on conflict (district_id, name) do update
set last = serial.last + excluded.last
returning last`,
}
