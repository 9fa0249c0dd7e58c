import { makeChance } from '../simulation/chance.ts'
import type { Stock } from './estate.ts'
import { makeNames } from './name-maker.ts'

/** Somebody who writes or calls. */
export interface Reporter {
  readonly id: string
  readonly name: string
  readonly mobile: string
}

/**
 * The resident of a grid with this number: always the same name and telephone. No operator has numbers that begin with
 * 142. Names may repeat, as they do in life.
 */
export function reporterOf(
  grid: string,
  number: number,
  { stock, seed }: { readonly stock: Stock; readonly seed: number },
): Reporter {
  const id = `R${grid.slice(6)}${number}`
  const chance = makeChance(seed, 'reporter', id)
  const { zh } = makeNames(stock, chance).next()
  return { id, name: zh, mobile: `142${String(Math.floor(chance.next() * 1e8)).padStart(8, '0')}` }
}
