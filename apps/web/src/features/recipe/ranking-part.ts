import type { AnyContent, Ranking } from './queries.ts'

/** What is given to each part of the page of a ranking. */
export interface RankingPartProps {
  readonly ranking: Ranking
  /** Undefined for who may not read the version. */
  readonly content: AnyContent | undefined
  readonly nameOf: (unit: string) => string
}
