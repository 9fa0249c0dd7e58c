import type { ErrorParams } from '@duibiao/base'
import type { RegistryPart } from '@duibiao/registry'
import type { PlannedFile, PlanningOrder } from './import-planning.ts'

/**
 * What the thread is told: the registry piece by piece, then the order. Whatever is long goes in pieces both ways, because who
 * takes a message does nothing else meanwhile.
 */
export type ToThread =
  | {
      readonly kind: 'rows'
      readonly part: RegistryPart
      readonly rows: readonly (readonly [string, object])[]
    }
  | { readonly kind: 'plan'; readonly order: Omit<PlanningOrder, 'state'> }

/** What it answers: lists piece by piece, then the rest; or why there is no plan. */
export type FromThread =
  | { readonly kind: 'lines'; readonly rows: PlannedFile['plan']['lines'] }
  | { readonly kind: 'changes'; readonly rows: PlannedFile['plan']['changes'] }
  | { readonly kind: 'found'; readonly rows: PlannedFile['plan']['findings'] }
  | { readonly kind: 'findings'; readonly rows: PlannedFile['findings'] }
  | {
      readonly kind: 'planned'
      readonly rest: Omit<PlannedFile, 'plan' | 'findings'> & {
        readonly plan: Pick<PlannedFile['plan'], 'kind' | 'count'>
      }
    }
  | { readonly kind: 'refused'; readonly code: string; readonly params: ErrorParams }

/** Rows in one piece: some milliseconds of work for whoever takes it. */
const pieceLength = 500

/** A list in pieces. */
export function* piecesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += pieceLength) yield rows.slice(from, from + pieceLength)
}
