import type { AnswerOf, readVisit } from '@duibiao/contract'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

/** The pack of study visits and gaps. */
export const benchmark = 'benchmark'

export type VisitLine = RowOf<'visit.list'>
export type Visit = AnswerOf<typeof readVisit>
export type VisitFinding = Visit['findings'][number]
export type GapWorkLine = RowOf<'gap_work.list'>

export function useVisit(visit: string, isWanted = true) {
  return useAsk('visit.read', { params: { visit } }, { isWanted })
}

/** The first form of a procedure of the pack. */
export function useStartForm(form: 'propose-visit' | 'propose-gap') {
  return useAsk('form.read', { params: { pack: benchmark, form } }, { staysFor: 600_000 })
}
