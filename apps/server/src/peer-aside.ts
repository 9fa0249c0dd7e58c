import { computePeer, spanOf } from './peer-computation.ts'
import type { AnswerTo, OrderOf, PeerComputation, PeerTurn } from './peer-computation.ts'
import type { RankingRule } from './ranking-rule.ts'
import { makeThreadAside } from './thread-aside.ts'

/** Computes what is asked about peers and gaps. */
export type PeerAside = <Name extends PeerComputation>(
  name: Name,
  order: OrderOf<Name>,
) => Promise<AnswerTo<Name>>

/** Milliseconds that may be taken between two requests; a thread takes longer than that to begin. */
const mostAtHand = 20

/**
 * Makes what computes peers and gaps for a process: small things at once, large ones in a thread of their own, so that requests
 * are answered meanwhile.
 * @throws AppError `server_busy`, `ranking_too_long`
 */
export function makePeerAside(rule: RankingRule, atHand = mostAtHand): PeerAside {
  const inThread = makeThreadAside<unknown, unknown>(new URL('./peer-thread.ts', import.meta.url), rule)
  return async <Name extends PeerComputation>(name: Name, order: OrderOf<Name>) => {
    // A name and its order belong together by the types of the arguments.
    const turn = { name, order } as unknown as PeerTurn
    if (spanOf(turn) <= atHand) return computePeer(name, order)
    return (await inThread(turn)) as AnswerTo<Name>
  }
}
