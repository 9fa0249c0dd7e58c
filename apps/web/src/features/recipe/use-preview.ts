import { useEffect, useState } from 'react'
import { useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { findingsOf } from './preview.ts'
import type { AnyContent, Finding, Outcome, Source } from './queries.ts'

/** After which nobody is typing any more, milliseconds. */
const pause = 600

interface Tried {
  readonly content: AnyContent
  readonly source: Source
  /** There is something to compute with. */
  readonly isReady: boolean
}

export interface Preview {
  /** The newest that there is; of something older while `isOld`. */
  readonly outcome: Outcome | undefined
  readonly isOld: boolean
  readonly isBusy: boolean
  /** What is wrong now, by its place. */
  readonly findings: readonly Finding[]
  readonly error: unknown
}

/** What a draft would give, asked for again when nobody has typed for a while. Nothing of it is kept. */
export function usePreview(tried: Tried): Preview {
  const say = useWording()
  const asked = useSettled(tried)
  const { content, source, isReady: isWanted } = asked
  const query = useAsk('ranking.preview', { body: { content, source } }, { isWanted, staysFor: Infinity })
  const [last, setLast] = useState<Outcome>()
  if (query.data !== undefined && query.data !== last) setLast(query.data)
  const isCurrent = asked === tried
  const warnings: readonly Finding[] = (query.data?.findings ?? []).map((finding) => ({
    path: finding.path,
    code: finding.code,
    severity: finding.severity,
    message: say(finding),
  }))
  return {
    outcome: last,
    isOld: !isCurrent || query.data === undefined,
    isBusy: isWanted && (!isCurrent || query.isFetching),
    findings: [...findingsOf(query.error), ...warnings],
    error: query.error,
  }
}

function useSettled(value: Tried): Tried {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
