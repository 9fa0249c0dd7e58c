/** How much a ranking may ask for. */
export interface RankingRule {
  /** Cells of a table: units times indicators. */
  readonly cells: number
  /** Units times runs: each keeps a number until the intervals are drawn. */
  readonly places: number
  /** After which a computation is stopped. */
  readonly seconds: number
  /** Computations at once in a process; each has a thread of its own. */
  readonly atOnce: number
  /** Memory of a thread, megabytes: a computation that needs more ends the thread and not the service. */
  readonly megabytes: number
}

/** The cells can be set, see `DUIBIAO_RANKING_CELLS`. */
export const rankingRule: RankingRule = {
  cells: 100_000,
  places: 20_000_000,
  seconds: 60,
  atOnce: 2,
  megabytes: 1024,
}
