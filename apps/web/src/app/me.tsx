import type { AnswerOf, OperationId, Role } from '@duibiao/contract'
import type { readMe } from '@duibiao/contract'
import { createContext, use } from 'react'

export type Me = AnswerOf<typeof readMe>

const MeContext = createContext<Me | undefined>(undefined)
export const MeProvider = MeContext

/** Who is signed in. */
export function useMe(): Me {
  const me = use(MeContext)
  if (me === undefined) throw new Error('outside of a session')
  return me
}

export function useRoles(): readonly Role[] {
  return useMe().roles
}

/** Whether one of the posts of whoever is signed in may ask for an operation: what they may not do is not shown. */
export function useMay(): (operation: OperationId) => boolean {
  const { operations } = useMe()
  return (operation) => operations.includes(operation)
}
