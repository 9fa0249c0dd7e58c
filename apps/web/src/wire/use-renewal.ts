import { useMemo } from 'react'
import type { OperationId } from '@duibiao/contract'
import { wait } from './browser-service.ts'
import { makeRenewal } from './renewal.ts'
import { useForget } from './service-context.tsx'
import { useFeed } from './use-feed.ts'

/** What these operations answer is asked for anew as things happen in the district. Give the same array each time. */
export function useRenewal(operations: readonly OperationId[]): void {
  const forget = useForget()
  useFeed(useMemo(() => makeRenewal(() => forget(...operations), wait), [forget, operations]))
}
