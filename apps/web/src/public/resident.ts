import { useForget, useAsk } from '../wire/service-context.tsx'
import { codeOf } from '../wire/refusal.ts'

/** Whether somebody is signed in here, and who. */
export interface Resident {
  /** The service has said that nobody is. */
  readonly isStranger: boolean
  readonly name: string | undefined
  /** One of those whom these pages are for; offices have their own. */
  readonly isResident: boolean
  /** Asks again, after signing in or out. */
  readonly renew: () => Promise<void>
}

export function useResident(): Resident {
  const { data, error } = useAsk('me.read', {}, { staysFor: 60_000 })
  const forget = useForget()
  // What was known of somebody stays in the browser when their session is over.
  const isOver = codeOf(error) === 'session_missing'
  const me = isOver ? undefined : data
  return {
    isStranger: isOver,
    name: me?.name,
    isResident: me?.roles.includes('resident') ?? false,
    renew: () => forget('me.read', 'matter.list', 'matter.read', 'notification.list'),
  }
}
