import type { Language } from '@duibiao/base'
import { defined } from './defined.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { clockRows } from './matter-page.ts'
import type { Tenant } from './tenant.ts'

/**
 * By when something is owed to whoever reported a matter, by law or by promise, and why then; the soonest of several. Limits
 * inside the offices are nobody else's.
 */
export function promiseOf(tenant: Tenant, access: AccessibleMatter, language: Language) {
  const [clock] = clockRows(tenant, access, language)
    .filter(
      ({ kind, status, due_at: dueAt }) => kind !== 'internal' && status === 'running' && dueAt !== undefined,
    )
    .toSorted((one, other) => ((one.due_at ?? '') < (other.due_at ?? '') ? -1 : 1))
  return {
    is_provisional: clock?.is_provisional ?? false,
    explanation: clock?.explanation ?? [],
    ...defined({ due_at: clock?.due_at, lamp: clock?.lamp, remaining: clock?.remaining }),
  }
}
