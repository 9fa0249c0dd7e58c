import type { AnswerOf, readRankingBriefing } from '@duibiao/contract'
import { useAsk, useService } from '../../wire/service-context.tsx'
import type { Choice } from '../peer/choice.ts'
import type { PeerState } from '../peer/peer-state.ts'
import { gapAsked } from '../peer/queries.ts'

/** What a briefing says; whatever it is on, it has the same parts. */
export type Briefing = AnswerOf<typeof readRankingBriefing>

export function useRankingBriefing(ranking: string) {
  return useAsk('ranking.briefing', { params: { ranking } }, { staysFor: Infinity })
}

export function useRankingWorkbook(ranking: string): () => Promise<Blob> {
  const { download } = useService()
  return () => download('ranking.briefing_export', { params: { ranking } })
}

export function useGapBriefing(state: PeerState, choice: Choice, peer: string | undefined) {
  const body = gapAsked(state, choice, peer ?? '')
  return useAsk('gap.briefing', { body }, { staysFor: 300_000, isWanted: peer !== undefined })
}

export function useGapWorkbook(state: PeerState, choice: Choice, peer: string): () => Promise<Blob> {
  const { download } = useService()
  return () => download('gap.briefing_export', { body: gapAsked(state, choice, peer) })
}
