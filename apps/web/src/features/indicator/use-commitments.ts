import { useMemo } from 'react'
import { useMay } from '../../app/me.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { ofGapWork, ofVisitAction } from './commitment.ts'
import type { Commitment } from './commitment.ts'
import { often } from './queries.ts'

/** What was promised for an indicator, by gaps made into work and by study visits; the newest hundred of each are enough for a chart. */
export function useCommitments(indicator: string): readonly Commitment[] {
  const may = useMay()
  const query = { indicator, limit: 100 }
  const work = useAsk('gap_work.list', { query }, { ...often, isWanted: may('gap_work.list') }).data
  const actions = useAsk('visit.actions', { query }, { ...often, isWanted: may('visit.actions') }).data
  return useMemo(
    () => [...(work?.rows ?? []).map(ofGapWork), ...(actions?.rows ?? []).map(ofVisitAction)],
    [work, actions],
  )
}
