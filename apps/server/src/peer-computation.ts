import { catchUp, rankScores, splitScores, supposeScores } from './gap-split-work.ts'
import type { CatchUpOrder, ScoreOrder } from './gap-split-work.ts'
import { findNearest, findWorse } from './peer-work.ts'
import type { PeerOrder, WorseningOrder } from './peer-work.ts'

/** What is computed of peers and gaps, on the spot or in a thread. */
const peerComputations = {
  find: findNearest,
  worsen: findWorse,
  split: splitScores,
  rank: rankScores,
  suppose: supposeScores,
  catch_up: catchUp,
} as const

type Computations = typeof peerComputations
export type PeerComputation = keyof Computations
export type OrderOf<Name extends PeerComputation> = Parameters<Computations[Name]>[0]
export type AnswerTo<Name extends PeerComputation> = ReturnType<Computations[Name]>

/** A computation with what it works on, as a thread is told it. */
export type PeerTurn = {
  readonly [Name in PeerComputation]: { readonly name: Name; readonly order: OrderOf<Name> }
}[PeerComputation]

/** Computes. The same order gives the same answer. */
export function computePeer<Name extends PeerComputation>(name: Name, order: OrderOf<Name>): AnswerTo<Name> {
  // The name tells which of the functions it is, and so what it takes and gives.
  return peerComputations[name](order as never) as AnswerTo<Name>
}

/** Milliseconds it takes, roughly: enough to tell what may be done between two requests from what may not. */
export function spanOf({ name, order }: PeerTurn): number {
  switch (name) {
    case 'find':
      return cellsOf(order) * 2e-4
    case 'worsen':
      return cellsOf(order) * order.table.units.length * 1e-5
    case 'split':
    case 'rank':
      return scoreSpan(order)
    case 'suppose':
      return 2 * scoreSpan(order)
    case 'catch_up':
      return catchUpSpan(order)
  }
}

function cellsOf({ table, characteristics }: PeerOrder | WorseningOrder): number {
  return table.units.length * characteristics.length
}

function scoreSpan({ table }: ScoreOrder): number {
  return table.units.length * table.indicators.length * 4e-3
}

function catchUpSpan({ own, others, choice }: CatchUpOrder): number {
  return (others.length + 1) * (choice.draws ?? 500) * own.length ** 2 * 1e-4
}
