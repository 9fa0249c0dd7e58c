import { useEffect, useRef } from 'react'
import type { FeedNews } from './feed.ts'
import { useService } from './service-context.tsx'

/** Calls whoever shows something that others may change, as it happens. */
export function useFeed(listener: (news: FeedNews) => void): void {
  const { feed } = useService()
  const kept = useRef(listener)
  useEffect(() => {
    kept.current = listener
  })
  useEffect(() => feed.listen((news) => kept.current(news)), [feed])
}
