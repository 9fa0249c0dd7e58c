import { useCallback } from 'react'
import { codeOf } from '../wire/refusal.ts'
import { useService } from '../wire/service-context.tsx'

/**
 * Signs out. The page is left for a new one, so that nothing it held is in reach of whoever sits here next, and its
 * place in the history is taken: back leads to the sign-in.
 */
export function useLeave(): () => Promise<void> {
  const service = useService()
  return useCallback(async () => {
    await service.ask('session.close', { params: { session: 'current' } }).catch((error: unknown) => {
      if (codeOf(error) !== 'session_missing') throw error
    })
    location.replace('/sign-in')
  }, [service])
}
