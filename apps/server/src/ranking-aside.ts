import type { RankingRule } from './ranking-rule.ts'
import type { RankingAnswer, RankingOrder } from './ranking-work.ts'
import { makeThreadAside } from './thread-aside.ts'

/**
 * Makes what computes rankings for a process, each in a thread of its own.
 * @throws AppError `server_busy`, `ranking_too_long`
 */
export function makeRankAside(rule: RankingRule): (order: RankingOrder) => Promise<RankingAnswer> {
  return makeThreadAside<RankingOrder, RankingAnswer>(new URL('./ranking-thread.ts', import.meta.url), rule)
}
