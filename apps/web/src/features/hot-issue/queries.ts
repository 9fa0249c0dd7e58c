import type { AnswerOf, readHotIssue, readHotRule } from '@duibiao/contract'
import { useAsk, useForget } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type HotIssue = RowOf<'hot_issue.list'>
export type IssueDetail = AnswerOf<typeof readHotIssue>
export type IssueReport = IssueDetail['rows'][number]
export type HotRule = Omit<AnswerOf<typeof readHotRule>, 'version' | 'kept_at'>

export function useIssues(
  query: { readonly area?: string; readonly least_people?: number; readonly limit?: number } = {},
  isWanted = true,
) {
  return useAsk('hot_issue.list', { query: { limit: 100, ...query } }, { every: 60_000, isWanted })
}

export function useIssue(issue: string) {
  return useAsk('hot_issue.read', { params: { issue } }, { every: 60_000 })
}

/** Everything that shows issues is old from now on. */
export function useIssuesChanged(): () => Promise<void> {
  const forget = useForget()
  return () => forget('hot_issue.list', 'hot_issue.read', 'hot_rule.read', 'matter.similar')
}
